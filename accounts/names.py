"""What was a body called on a day? The names of many bodies at once, in one query."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import OrganisationName
from ogp_tracker import as_of
from ogp_tracker.texts import Texts


@dataclass(frozen=True)
class Name:
    """A body's name and kind, the days they hold (``until`` may be unknown), and where they are from."""

    number: int
    slug: str
    name: Texts
    abbreviation: str
    kind: str
    since: date
    until: date | None
    contact_mailbox: str
    source: str
    note: str
    is_sample: bool

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def kind_word(self) -> str:
        return str(OrganisationName.Kind(self.kind).label)


@dataclass(frozen=True)
class Names:
    """The names of some bodies over time, by the body's primary key, oldest first."""

    of: dict[int, list[Name]] = field(default_factory=dict)

    def on(self, organisation_id: int | None, day: date) -> Name | None:
        """The name that holds on ``day``; before the first known name that one, after the last that one."""
        names = self.of.get(organisation_id or 0, [])
        begun = [name for name in names if name.since <= day]
        holding = [name for name in begun if name.holds_on(day)]
        fitting = holding or begun or names[:1]
        return fitting[-1] if fitting else None


def names_of(organisations: Collection[int | None], *, known_at: datetime | None) -> Names:
    """The names of the bodies with these primary keys, as known at ``known_at``. One query."""
    wanted = {key for key in organisations if key}
    rows = (
        OrganisationName.objects.standing(known_at=known_at)
        .filter(organisation__in=wanted)
        .order_by("since", "pk")
        .values_list(
            "organisation_id",
            "pk",
            "organisation__slug",
            "name",
            "abbreviation",
            "kind",
            "since",
            "until",
            "contact_mailbox",
            "source",
            "note",
            "is_sample",
        )
    )
    of: dict[int, list[Name]] = {}
    for organisation_id, *values in rows:
        of.setdefault(organisation_id, []).append(Name(*values))
    return Names(of=of)


def name_subquery(day: date, *, of: str, known_at: datetime | None) -> QuerySet[OrganisationName]:
    """For a subquery: the name that holds on ``day``, or held last, of the body in the outer column ``of``."""
    return (
        OrganisationName.objects.standing(known_at=known_at)
        .filter(organisation=OuterRef(of), since__lte=day)
        .order_by("-since", "-pk")
    )


def name_today(of: str) -> Subquery:
    """What the body whose key is in the column ``of`` is called today, in its languages. A part of a query."""
    return Subquery(name_subquery(as_of.today(), of=of, known_at=None).values("name")[:1])
