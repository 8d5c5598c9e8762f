"""How does somebody get an account? A coordinator makes them a member; a link to choose a password follows."""

from __future__ import annotations

import logging
from datetime import date, datetime

from allauth.account.forms import ResetPasswordForm
from django.db import transaction
from django.http import HttpRequest

from accounts.actions import add_member
from accounts.actors import Actor
from accounts.models import Membership, Organisation, User

log = logging.getLogger(__name__)


def invite(
    email: str,
    *,
    name: str,
    organisation: Organisation,
    member_role: str,
    since: date,
    by: Actor,
    now: datetime,
) -> Membership:
    """Make the person behind an address a member; whoever has no account yet gets one without a password.

    Raises PermissionDenied and ValidationError, and then there is no account either.
    """
    with transaction.atomic():
        user = User.objects.filter(email__iexact=email.strip()).first()
        user = user or User.objects.create_user(email, name=name)
        return add_member(organisation, user, member_role=member_role, since=since, by=by, now=now)


def send_link(request: HttpRequest, user: User) -> bool:
    """Send the link with which somebody chooses a password; False if the mail server did not take it.

    The record is already written: a mail that fails must not hide that.
    """
    form = ResetPasswordForm({"email": user.email})
    try:
        if form.is_valid():
            form.save(request)
    except OSError:  # what smtplib raises, too
        log.exception("The link to set a password was not sent to user %s.", user.pk)
        return False
    return True
