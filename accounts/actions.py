"""What can be done to bodies, people and the record itself? Every verb locks the record, asks the rule, writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db.models import Q
from django.dispatch import Signal
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import OUTSIDE_GOVERNMENT, DatedFact, Membership, Organisation, OrganisationName, User
from accounts.record import Appending, Event, Recorded, Redaction, Role, appending, empty_value
from ogp_tracker import jobs
from ogp_tracker.files import StoredFile
from ogp_tracker.texts import Texts

Row = TypeVar("Row", bound=Recorded)
Fact = TypeVar("Fact", bound=DatedFact)

#: Sent while the record is still open, with ``tombstone``, ``record`` and ``acting``: whoever keeps copies of
#: what rows say takes the removed text out of them, in the same transaction.
text_removed = Signal()

#: Set when a row is written (``Appending.write``), so not for its author to get right.
_WRITTEN_LATER = {
    "event",
    "recorded_at",
    "recorded_by",
    "body",
    "role",
    "salts",
    "redaction",
    "position",
}


def checked(row: Row) -> Row:
    """Return ``row`` if its fields and database constraints allow it; else raise ValidationError by field.

    A constraint's ``violation_error_code`` may name the field its sentence belongs to.
    """
    errors: dict[str, list[ValidationError]] = {}
    links = {column.name for column in row._meta.concrete_fields if column.is_relation}
    try:
        row.clean_fields(
            exclude=_WRITTEN_LATER | links
        )  # links are given as rows that were read from the database
    except ValidationError as refusal:
        errors = refusal.error_dict
    try:
        row.validate_constraints(exclude=_WRITTEN_LATER - {"redaction"} | set(errors))
    except ValidationError as refusal:
        names = {column.name for column in row._meta.concrete_fields}
        for sentences in refusal.error_dict.values():
            for sentence in sentences:
                key = sentence.code if sentence.code in names else NON_FIELD_ERRORS
                errors.setdefault(key, []).append(sentence)
    if errors:
        raise ValidationError(errors)
    return row


def require(actor: Actor, permission: str, target: Any = None, *, otherwise: str) -> None:
    """Raise PermissionDenied with the sentence ``otherwise`` unless the rule allows it."""
    if not actor.has_perm(permission, target):
        raise PermissionDenied(otherwise)


def ended(fact: Fact, *, until: date) -> Fact:
    """An unsaved row that replaces ``fact`` and gives it a last day. Raises ValidationError."""
    values = {
        column.attname: getattr(fact, column.attname)
        for column in fact._meta.concrete_fields
        if column.name not in _WRITTEN_LATER | {"replaces", "until"}
    }
    return checked(type(fact)(**values, until=until, replaces=fact))


def is_outside_government(organisation: Organisation, *, on: date) -> bool:
    """Whether a body is no part of government on a day. Raises ValidationError if it has no name on that day."""
    kinds = set(
        OrganisationName.objects.holding(on).filter(organisation=organisation).values_list("kind", flat=True)
    )
    if not kinds:
        raise ValidationError(
            {"organisation": _("This body has no name on that day: it did not exist then.")}
        )
    return kinds <= OUTSIDE_GOVERNMENT


@dataclass(frozen=True)
class NewName:
    """What a body is called from ``since`` on."""

    name: Texts
    kind: str
    since: date
    abbreviation: str = ""
    contact_mailbox: str = ""
    source: str = ""
    note: str = field(default="")


def name_organisation(
    organisation: Organisation, new: NewName, *, by: Actor, now: datetime
) -> OrganisationName:
    """Give a body a name from a day on; the name it had until then ends the day before.

    The body keeps its page and its history; ``organisation`` may be unsaved, then it is created. Raises
    PermissionDenied, and ValidationError if a name that begins later is already known.
    """
    with appending(now=now) as record:
        require(
            by,
            "accounts.name_organisation",
            organisation,
            otherwise=_("Only a coordinator names bodies."),
        )
        rows: list[OrganisationName] = []
        if organisation._state.adding:
            organisation.full_clean()
            organisation.save()
        for name in OrganisationName.objects.standing().filter(organisation=organisation):
            if name.since >= new.since:
                raise ValidationError({"since": _("A name from that day or later is already known.")})
            if name.until is None or name.until >= new.since:
                rows.append(ended(name, until=new.since - timedelta(days=1)))
        rows.append(checked(OrganisationName(organisation=organisation, **vars(new))))
        record.write(rows, verb="name_organisation", acting=by.acting(Role.COORDINATOR))
    return rows[-1]


def add_member(
    organisation: Organisation,
    user: User,
    *,
    member_role: str,
    since: date,
    by: Actor,
    now: datetime,
) -> Membership:
    """Make a person something in a body from a day on.

    Raises PermissionDenied, and ValidationError if the body has no name on that day, is of a kind that has nobody
    in that role, or has this person in it already.
    """
    with appending(now=now) as record:
        require(
            by,
            "accounts.add_member",
            organisation,
            otherwise=_("Only a coordinator adds members."),
        )
        _refuse_misplaced(organisation, member_role=member_role, since=since)
        if _is_member(organisation, user, member_role=member_role, since=since):
            raise ValidationError({"user": _("This person already has this role in this body.")})
        membership = checked(
            Membership(
                organisation=organisation,
                user=user,
                member_role=member_role,
                since=since,
                is_sample=user.is_demo,
            )
        )
        record.write([membership], verb="add_member", acting=by.acting(Role.COORDINATOR))
    return membership


def end_membership(membership: Membership, *, until: date, by: Actor, now: datetime) -> Membership:
    """End a membership: ``until`` is its last day. Raises PermissionDenied, ValidationError."""
    with appending(now=now) as record:
        require(
            by,
            "accounts.add_member",
            membership.organisation,
            otherwise=_("Only a coordinator ends it."),
        )
        if Membership.objects.filter(replaces=membership).exists():
            raise ValidationError({"until": _("This membership was already ended or corrected.")})
        row = ended(membership, until=until)
        record.write([row], verb="end_membership", acting=by.acting(Role.COORDINATOR))
    return row


def erase_person(user: User) -> None:
    """Erase a person: the account goes, every link to it becomes empty, the record still verifies."""
    user.delete()


@dataclass(frozen=True)
class Removal:
    """The decision by which a text leaves the public record."""

    ground: str
    decided_by: str
    case: str = ""
    fields: tuple[str, ...] = ()


def redact(target: Recorded, removal: Removal, *, by: Actor, now: datetime) -> Redaction:
    """Remove texts, files and their salts from ``target`` for every day, and leave a public tombstone.

    ``removal.fields`` names what goes; empty means everything that may be removed; a field that is empty
    anyway is not counted. The commitments stay in the leaf, so the rest of the row still verifies. Copies go
    with it (``text_removed``). Raises PermissionDenied and ValidationError (nothing removable, unknown field,
    already redacted).
    """
    with appending(now=now) as record:
        require(
            by,
            "accounts.redact",
            target,
            otherwise=_("Only a coordinator may remove a text by law."),
        )
        target.refresh_from_db()
        fields = _removable(target, removal)
        tombstone = checked(
            Redaction(
                target_number=target.pk,
                fields=fields,
                ground=removal.ground,
                decided_by=removal.decided_by,
                case=removal.case,
            )
        )
        acting = by.acting(Role.COORDINATOR)
        record.write([tombstone], verb="redact", acting=acting)
        for stored in _files(target, fields):
            jobs.ring("ogp_tracker.remove_file", stored.pk)
        _empty(target, fields, tombstone)
        text_removed.send(Redaction, tombstone=tombstone, record=record, acting=acting)
    return tombstone


def recorded_row(number: int) -> Recorded:
    """The row behind an event. Raises LookupError if there is none."""
    event = Event.objects.filter(pk=number).first()
    row = recorded_models()[event.kind]._base_manager.filter(pk=number).first() if event else None
    if row is None:
        raise LookupError(f"There is no event {number} in the record.")
    return row


def recorded_models() -> dict[str, type[Recorded]]:
    """Every kind of row the record speaks of, by the name the record gives it."""
    return {model.record_kind(): model for model in apps.get_models() if issubclass(model, Recorded)}


def _refuse_misplaced(organisation: Organisation, *, member_role: str, since: date) -> None:
    """Civil society is not spoken for by government, nor government by anybody else."""
    is_outside = is_outside_government(organisation, on=since)
    if member_role == Role.CIVIL_SOCIETY and not is_outside:
        raise ValidationError({"member_role": _("A public body has nobody who speaks for civil society.")})
    if member_role in (Role.OFFICIAL, Role.COORDINATOR) and is_outside:
        raise ValidationError({"member_role": _("Only a public body has officials and coordinators.")})


def _is_member(organisation: Organisation, user: User, *, member_role: str, since: date) -> bool:
    """On that day or later: of two memberships in one role, ending one would leave the right standing."""
    held = Membership.objects.standing().filter(Q(until=None) | Q(until__gte=since))
    return held.filter(organisation=organisation, user=user, member_role=member_role).exists()


def _removable(target: Recorded, removal: Removal) -> list[str]:
    if target.redaction_id:
        raise ValidationError(
            _("Texts were already removed from this row, by event %s.") % target.redaction_id
        )
    unknown = sorted(set(removal.fields) - set(target.redactable))
    if unknown:
        raise ValidationError({"fields": _("This cannot be removed from it: %s.") % ", ".join(unknown)})
    fields = [
        column.name
        for column in target._meta.concrete_fields
        if column.name in (removal.fields or target.redactable)
        and getattr(target, column.attname) != empty_value(column)
    ]
    if not fields:
        raise ValidationError(_("There is nothing to remove: it holds no text that people wrote."))
    return fields


def _files(target: Recorded, fields: list[str]) -> list[StoredFile]:
    """Files whose bytes go with the text: a job takes them off the disk, for every row that names them."""
    return [value for name in fields if isinstance(value := getattr(target, name), StoredFile)]


def _empty(target: Recorded, fields: list[str], tombstone: Redaction) -> None:
    """The one UPDATE the triggers allow."""
    emptied: dict[str, Any] = {
        column.name: empty_value(column) for column in target._meta.concrete_fields if column.name in fields
    }
    salts = {name: salt for name, salt in target.salts.items() if name not in fields}
    type(target)._base_manager.filter(pk=target.pk).update(**emptied, salts=salts, redaction=tombstone)


__all__ = [
    "Appending",
    "NewName",
    "Removal",
    "add_member",
    "checked",
    "end_membership",
    "ended",
    "erase_person",
    "is_outside_government",
    "name_organisation",
    "recorded_models",
    "recorded_row",
    "redact",
    "require",
    "text_removed",
]
