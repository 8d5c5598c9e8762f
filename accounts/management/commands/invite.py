"""``manage.py invite``: who is the first coordinator? Afterwards coordinators invite people at /admin/."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from accounts.actors import operator
from accounts.invitations import invite
from accounts.models import Organisation
from accounts.record import Role
from ogp_tracker import as_of


class Command(BaseCommand):
    help = (
        "Make somebody a member of a body, by default its coordinator; the account is made if there is none."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="with this address they sign in")
        parser.add_argument("--name", required=True, help="how the site names them to colleagues")
        parser.add_argument("--body", required=True, metavar="ID", help="public id, for example nor-kmd")
        roles = [role for role in Role.values if role != Role.OPERATOR]
        parser.add_argument("--role", default=Role.COORDINATOR, choices=roles)
        parser.add_argument("--since", type=date.fromisoformat, help="a day as 2020-11-23; default: today")

    def handle(
        self, *, email: str, name: str, body: str, role: str, since: date | None, **options: Any
    ) -> None:
        now = as_of.now()
        today = as_of.local_day(now)
        try:
            organisation = Organisation.objects.get(slug=body)
            invite(
                email,
                name=name,
                organisation=organisation,
                member_role=role,
                since=since or today,
                by=operator(day=today),
                now=now,
            )
        except Organisation.DoesNotExist:
            raise CommandError(f"No body has the id {body!r}. The plan's page names them all.") from None
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        address = f"{settings.ALLOWED_HOSTS[0].lstrip('.')}{reverse('account_reset_password')}"
        self.stdout.write(f"{email} is {Role(role).label} of {body}. They choose a password at {address}.")
