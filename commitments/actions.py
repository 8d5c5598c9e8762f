"""What can be done to responsibilities? Plans themselves are loaded and amended from a plan file."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.actions import checked, ended, is_outside_government, require
from accounts.actors import Actor
from accounts.models import Organisation
from accounts.record import Role, appending
from commitments.models import Commitment, Responsibility

#: Parts that need officials, who report: only public bodies have them.
_FOR_GOVERNMENT = frozenset({Responsibility.Kind.LEAD, Responsibility.Kind.RESPONSIBLE})


def assign(
    commitment: Commitment,
    organisation: Organisation,
    *,
    kind: str,
    since: date,
    source: str,
    by: Actor,
    now: datetime,
) -> Responsibility:
    """Make a body answer for a commitment from ``since`` on; a new lead ends the old one the day before.

    There is exactly one lead at a time. Raises PermissionDenied, and ValidationError if the body has no
    name on that day, is no public body and would have to report, or already has this part, or if a lead that
    begins later is already known.
    """
    with appending(now=now) as record:
        require(by, "commitments.assign", commitment, otherwise=_("Only a coordinator assigns commitments."))
        if is_outside_government(organisation, on=since) and kind in _FOR_GOVERNMENT:
            raise ValidationError(
                {
                    "organisation": _(
                        "Only a public body leads a commitment or is responsible for it in the plan."
                    )
                }
            )
        rows: list[Responsibility] = []
        standing = Responsibility.objects.standing().filter(commitment=commitment, kind=kind)
        for held in standing:
            ends_before = held.until is not None and held.until < since
            if ends_before or (kind != Responsibility.Kind.LEAD and held.organisation_id != organisation.pk):
                continue
            if held.organisation_id == organisation.pk or held.since >= since:
                raise ValidationError({"since": _("This is already known from that day or a later one.")})
            rows.append(ended(held, until=since - timedelta(days=1)))
        rows.append(
            checked(
                Responsibility(
                    commitment=commitment, organisation=organisation, kind=kind, since=since, source=source
                )
            )
        )
        record.write(rows, verb="assign", acting=by.acting(Role.COORDINATOR))
    return rows[-1]


def end_responsibility(
    responsibility: Responsibility, *, until: date, by: Actor, now: datetime
) -> Responsibility:
    """End a body's part in a commitment: ``until`` is its last day. A lead ends only by naming the next one."""
    with appending(now=now) as record:
        require(
            by, "commitments.assign", responsibility.commitment, otherwise=_("Only a coordinator ends it.")
        )
        if responsibility.kind == Responsibility.Kind.LEAD:
            raise ValidationError(_("A commitment always has a lead: assign the next lead body instead."))
        if Responsibility.objects.filter(replaces=responsibility).exists():
            raise ValidationError({"until": _("This responsibility was already ended or corrected.")})
        row = ended(responsibility, until=until)
        record.write([row], verb="end_responsibility", acting=by.acting(Role.COORDINATOR))
    return row
