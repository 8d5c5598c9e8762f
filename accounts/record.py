"""How is everything that happens written down so that nobody can rewrite it unnoticed?

The record is a chain of events. Whoever writes public rows opens ``appending(now=...)``, which locks the
head of the chain, and calls ``write``: one event per row, the event's number is the row's public id.
Rows are never changed or deleted (``triggers.py``); ``redaction`` is the one exception, and is an event too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.text import camel_case_to_spaces
from django.utils.translation import gettext_lazy as _

from accounts.leaf import (
    GENESIS,
    LEAF_VERSION,
    chain_hash,
    commit,
    fresh_salt,
    leaf_bytes,
    leaf_hash,
)
from ogp_tracker.words import KIND_WORDS, VERB_WORDS

if TYPE_CHECKING:
    from accounts.actors import Acting


class Role(models.TextChoices):
    """In which role somebody acts. The operator is a command run on the server, not a person's right."""

    COORDINATOR = "coordinator", _("coordinator")
    OFFICIAL = "official", _("official")
    CIVIL_SOCIETY = "civil_society", _("civil society")
    MODERATOR = "moderator", _("moderator")
    REVIEWER = "reviewer", _("reviewer")
    OPERATOR = "operator", _("operator")


class Log(models.Model):
    """The one row that knows the head of the record: locked by every writer, read by every page."""

    origin = models.CharField(max_length=200, help_text=_("Name of this record, written into every leaf."))
    size = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, default=GENESIS)
    head_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="log_is_one_row")]

    def __str__(self) -> str:
        return f"{self.size}:{self.head}"


class Event(models.Model):
    """One thing that happened, in public: who (role and body), what, on what, and the proof of every field."""

    number = models.BigIntegerField(primary_key=True)
    recorded_at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=40)
    role = models.CharField(max_length=20, choices=Role)
    body = models.CharField(max_length=80, blank=True, help_text=_("Public id of the body that acted."))
    target = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=40, help_text=_("Model of the row that this event recorded."))
    leaf = models.BinaryField()
    leaf_version = models.PositiveSmallIntegerField(default=LEAF_VERSION)
    leaf_hash = models.CharField(max_length=64)
    chain_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}: {VERB_WORDS.get(self.verb, self.verb)} ({self.target})"


class RecordedQuerySet(models.QuerySet["Any"]):
    """What can be asked of every kind of recorded row."""

    def known(self, known_at: datetime | None) -> Self:
        """Rows recorded by ``known_at``; all of them if it is None (as known now)."""
        return self if known_at is None else self.filter(recorded_at__lte=known_at)

    def unreplaced(self, by: str, known_at: datetime | None) -> Self:
        """Known rows that no other known row names through the field ``by``."""
        other = self.model._base_manager.filter(**{by: OuterRef("pk")})
        if known_at is not None:
            other = other.filter(recorded_at__lte=known_at)
        return self.known(known_at).filter(~Exists(other))


class Recorded(models.Model):
    """A public row that is written once. Its primary key is the number of the event that recorded it."""

    #: Columns the law may empty. Everything else never changes.
    redactable: ClassVar[tuple[str, ...]] = ()
    #: Links to a person: not part of the record's proof, set to NULL when the person is erased.
    erasable: ClassVar[tuple[str, ...]] = ("recorded_by",)
    #: The link to the identity row that this row names or words, if it does: the leaf commits to its columns
    #: too, because an identity row has no event of its own.
    identity: ClassVar[str] = ""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    body = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The body in whose name it was done; none for the operator of the site."),
    )
    role = models.CharField(max_length=20, choices=Role)
    salts = models.JSONField(default=dict)
    redaction = models.ForeignKey(
        "accounts.Redaction",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    is_sample = models.BooleanField(default=False)

    objects = RecordedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        kind = self.record_kind()
        return f"{KIND_WORDS.get(kind, kind)} {self.pk}"

    def record_target(self) -> str:
        """Public id of what this row is about."""
        raise NotImplementedError

    @classmethod
    def record_kind(cls) -> str:
        """Name of this kind of row in the record, for example ``status_update``: its class, whatever people call it."""
        return camel_case_to_spaces(cls.__name__).replace(" ", "_")

    @classmethod
    def committed_fields(cls) -> list[models.Field[Any, Any]]:
        """The fields the leaf commits to: all but the row's own link to the record and links to persons."""
        outside = {"event", "salts", "redaction", *cls.erasable}
        return [column for column in cls._meta.concrete_fields if column.name not in outside]

    @classmethod
    def committed_identity(cls) -> list[models.Field[Any, Any]]:
        """The columns of the identity row that the leaf commits to: all but its internal key."""
        if not cls.identity:
            return []
        linked = cast("type[models.Model]", cls._meta.get_field(cls.identity).related_model)
        return [column for column in linked._meta.concrete_fields if not column.primary_key]

    def committed_values(self) -> dict[str, Any]:
        """What the leaf commits to, by name; of the identity row as ``milestone.number``."""
        values = {column.name: committed_value(self, column) for column in self.committed_fields()}
        for column in self.committed_identity():
            identity = getattr(self, self.identity)
            values[f"{self.identity}.{column.name}"] = committed_value(identity, column)
        return values

    def number_given(self, number: int) -> None:
        """Called with the row's number before it is hashed, for rows that repeat it in a column."""

    def changed_content(self) -> str:
        """What the row names by its hash and is something else by now, for example “the file”; empty if nothing."""
        return ""

    def redacted_fields(self) -> list[str]:
        """Names of the fields that were removed by law, empty if none was."""
        return list(self.redaction.fields) if self.redaction_id and self.redaction else []


def committed_value(row: models.Model, column: models.Field[Any, Any]) -> Any:
    """Value of a column as a leaf commits to it: a link as the public id of what it points at."""
    if not column.is_relation:
        return getattr(row, column.attname)
    linked = getattr(row, column.name)
    return None if linked is None else getattr(linked, "public_id", linked.pk)


def empty_value(column: models.Field[Any, Any]) -> Any:
    """What a column holds once the law has emptied it."""
    if column.null:
        return None
    return column.get_default() if isinstance(column, models.JSONField) else ""


class Redaction(Recorded):
    """The public tombstone of a removed text: on which ground, who decided, under which case number."""

    target_number = models.BigIntegerField(
        unique=True, help_text=_("Number of the event whose row lost a text.")
    )
    fields = models.JSONField(help_text=_("Names of the removed fields."))
    ground = models.CharField(max_length=300)
    decided_by = models.CharField(max_length=200, help_text=_("Body or office, not a person."))
    case = models.CharField(max_length=100, blank=True, help_text=_("Case number in the archive."))

    def record_target(self) -> str:
        return f"event-{self.target_number}"


@dataclass
class Appending:
    """The chain while its head is locked: hands out numbers and instants, and writes rows with events."""

    log: Log
    now: datetime
    written: list[Recorded] = field(default_factory=list)

    def write(self, rows: Sequence[Recorded], *, verb: str, acting: Acting) -> None:
        """Write rows of one model in bulk, one event each, in the given order.

        The rows come without event, instant, actor and salts; all four are set here. ``acting`` says who
        acts, in which role and for which body. Raises LeafTooLarge, and what the database refuses.
        """
        if not rows:
            return
        events = [self._record(row, verb=verb, acting=acting) for row in rows]
        Event.objects.bulk_create(events, batch_size=500)
        type(rows[0])._base_manager.bulk_create(rows, batch_size=500)
        self.log.head_at = self.now
        self.log.save(update_fields=["size", "head", "head_at"])
        self.written.extend(rows)

    def next_number(self) -> int:
        """The number the next row will get."""
        return self.log.size + 1

    def _record(self, row: Recorded, *, verb: str, acting: Acting) -> Event:
        number = self.next_number()
        row.event_id = number
        row.recorded_at = self.now
        row.recorded_by = acting.user
        row.body = acting.body
        row.role = acting.role
        row.is_sample = row.is_sample or acting.is_sample
        row.number_given(number)
        values = row.committed_values()
        row.salts = {name: fresh_salt() for name in values}
        body = acting.body.public_id if acting.body else ""
        content = leaf_bytes(
            origin=self.log.origin,
            number=number,
            at=self.now,
            verb=verb,
            role=acting.role,
            body=body,
            target=row.record_target(),
            kind=row.record_kind(),
            fields={
                name: commit(name=name, salt=row.salts[name], value=value) for name, value in values.items()
            },
        )
        hashed = leaf_hash(content)
        self.log.size = number
        self.log.head = chain_hash(previous=self.log.head, leaf_hash=hashed)
        return Event(
            number=number,
            recorded_at=self.now,
            verb=verb,
            role=acting.role,
            body=body,
            target=row.record_target(),
            kind=row.record_kind(),
            leaf=content,
            leaf_hash=hashed,
            chain_hash=self.log.head,
        )


@contextmanager
def appending(*, now: datetime) -> Iterator[Appending]:
    """Lock the head of the record for one action. Everything written inside stands or falls together.

    The lock comes first, so that writers wait in line instead of failing; no rendering, network or file
    work belongs inside. The instant never goes below the head's: two clocks cannot reorder the record.
    """
    with transaction.atomic():
        log, _created = Log.objects.select_for_update().get_or_create(
            pk=1, defaults={"origin": settings.OGP_ORIGIN}
        )
        yield Appending(log=log, now=max(now, log.head_at) if log.head_at else now)


def head() -> Log:
    """The head of the record as of now (one indexed query); an empty log if nothing was recorded."""
    return Log.objects.filter(pk=1).first() or Log(pk=1, origin=settings.OGP_ORIGIN)
