"""How does a whole plan stand on a day? The view model of the plan's page, without a request.

Three queries read everything, whatever the size of the plan: commitments, milestones, latest entries. Nothing
is averaged: a plan is a distribution, and every number can be traced to its rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import OrganisationName
from commitments.models import CommitmentVersion, Responsibility, ThemeVersion
from milestones.models import CommitmentStatement
from milestones.progress import Indication, distribution, indicate, steps_between
from ogp_tracker.as_of import Moment
from ogp_tracker.texts import Texts
from reporting import voices
from reporting.changes import Change, latest_changes
from reporting.reading import Reading
from reporting.standings import Standing, standings, units

#: The states in the order a legend shows them.
LEVELS = ("completed", "substantial", "limited", "not_started", "not_reported", "withdrawn")

#: "Six months without a published update", in days.
STALE = 183


@dataclass(frozen=True)
class CommitmentRow:
    """A commitment as it stood on the day: its wording, its lead, what is stated and what is indicated."""

    pk: int
    public_id: str
    code: str
    number: str
    plan_slug: str
    title: Texts
    short_title: Texts
    change: str
    milestones_known: str
    period_text: str
    starts_on: date | None
    ends_on: date | None
    theme_order: int | None
    theme_title: Texts | None
    theme_basis: str
    lead_slug: str | None
    lead_name: Texts | None
    stated_number: int | None
    stated_level: str | None
    stated_on: date | None
    stated_is_sample: bool | None
    milestones: Sequence[Standing]
    moment: Moment

    @property
    def is_withdrawn(self) -> bool:
        return self.change == CommitmentVersion.Change.WITHDRAWN

    @property
    def stated(self) -> str:
        """What the lead states, or ``not_reported``; a withdrawn commitment is withdrawn."""
        return "withdrawn" if self.is_withdrawn else self.stated_level or "not_reported"

    @property
    def indication(self) -> Indication:
        """What the milestones indicate, by the published rule."""
        return indicate([each.unit for each in self.milestones], milestones_known=self.milestones_known)  # type: ignore[arg-type]

    @property
    def indicated(self) -> str:
        """The indicated level, or ``undetermined`` where nothing can be indicated."""
        return self.indication.state or "undetermined"

    @property
    def steps_above(self) -> int:
        """How many steps the statement stands above the indication (negative: below); 0 if not comparable."""
        if not self.stated_level or self.indication.state in (None, "not_reported", "withdrawn"):
            return 0
        return steps_between(self.indicated, self.stated)  # type: ignore[arg-type]

    @property
    def difference(self) -> str:
        """How far statement and indication are apart, in a sentence; empty if they are not."""
        return voices.difference(self.steps_above)

    @property
    def basis(self) -> str:
        """On what the indication rests, in a sentence."""
        return voices.basis(self.indication)

    @property
    def completed(self) -> int:
        return sum(each.level == "completed" for each in self.milestones)

    @property
    def overdue(self) -> list[Standing]:
        """Its overdue milestones, the longest overdue first."""
        late = [each for each in self.milestones if each.late]
        return sorted(late, key=lambda each: -each.days_overdue)

    @property
    def next_due_on(self) -> date | None:
        """The next day on which something is due, from the day on."""
        days = [each.planned_on for each in self.milestones if each.is_open and each.planned_on]
        return min((day for day in days if day >= self.moment.day), default=None)

    @property
    def url(self) -> str:
        """Its page, on the same day."""
        return reverse("commitment-show", args=[self.plan_slug, self.code]) + self.moment.query


@dataclass(frozen=True)
class Theme:
    """A heading of the plan with the commitments under it."""

    title: Texts
    rows: Sequence[CommitmentRow]


@dataclass(frozen=True)
class Group:
    """The milestones in one state: the legend is the overview."""

    level: str
    milestones: Sequence[Standing]

    @property
    def overdue(self) -> int:
        return sum(each.late for each in self.milestones)


@dataclass(frozen=True)
class Dashboard:
    """Everything the plan's page shows."""

    reading: Reading
    rows: Sequence[CommitmentRow]
    changes: Sequence[Change]

    @property
    def milestones(self) -> list[Standing]:
        """The milestones of commitments that are in force, in the plan's order."""
        return [each for row in self.rows for each in row.milestones]

    @property
    def groups(self) -> list[Group]:
        """The milestones by state, highest first; a state nothing is in stays visible."""
        found = self.milestones
        return [Group(level, [each for each in found if each.level == level]) for level in LEVELS]

    @property
    def stated(self) -> dict[str, int]:
        """How many commitments the lead bodies state to be in each state."""
        return dict(distribution(row.stated for row in self.rows))  # type: ignore[arg-type, misc]

    @property
    def overdue(self) -> list[Standing]:
        """Overdue milestones, the longest overdue first."""
        return sorted((each for each in self.milestones if each.late), key=lambda each: -each.days_overdue)

    @property
    def replanned(self) -> int:
        """How many of the overdue milestones are re-planned to a day that has not passed."""
        return sum(each.is_replanned for each in self.milestones)

    @property
    def differing(self) -> list[CommitmentRow]:
        """Commitments whose statement and milestones say different things."""
        return [row for row in self.rows if row.steps_above]

    @property
    def last_update_on(self) -> date | None:
        """The newest day a body's entry speaks of."""
        return self.changes[0].effective_on if self.changes else None

    @property
    def days_silent(self) -> int:
        """Days since then, or since the clocks began to run if there is no entry."""
        since = self.last_update_on or self.reading.clock_starts_on
        return (self.reading.moment.day - since).days if since else 0

    @property
    def is_stale(self) -> bool:
        """Six months without a published update, while the clocks run (``domain.md`` 4.5)."""
        return not self.reading.has_ended and self.days_silent > STALE

    @property
    def has_inferred_themes(self) -> bool:
        """Whether any commitment's theme is a deduction that must be marked as one."""
        return any(row.theme_basis for row in self.rows)

    @property
    def themes(self) -> list[Theme]:
        """Commitments under the plan's headings, in the plan's order."""
        headed: dict[tuple[int, str], list[CommitmentRow]] = {}
        for row in self.rows:
            order = row.theme_order if row.theme_order is not None else 10**6
            headed.setdefault((order, str(row.theme_title or "")), []).append(row)
        return [
            Theme(title=rows[0].theme_title or {"en": _("Not under a theme")}, rows=rows)
            for _key, rows in sorted(headed.items(), key=lambda item: item[0])
        ]


def build(reading: Reading) -> Dashboard:
    """Read the plan as it stood. Three queries, whatever its size (see ``standings`` for the one exception)."""
    return Dashboard(reading=reading, rows=commitment_rows(reading), changes=latest_changes(reading, count=8))


def commitment_rows(reading: Reading, *, code: str | None = None) -> list[CommitmentRow]:
    """The commitments that were part of the plan on the day (or the one), with their milestones. Two queries."""
    by_commitment: dict[int, list[Standing]] = {}
    only = Q(commitment__code=code) if code else Q()
    for standing in units(standings(reading, of=only)):
        by_commitment.setdefault(standing.commitment_id, []).append(standing)
    return [
        CommitmentRow(*(*row, by_commitment.get(row[0], []), reading.moment))
        for row in _commitments(reading, only)
    ]


def _commitments(reading: Reading, only: Q) -> list[tuple[Any, ...]]:
    day, known_at = reading.moment.day, reading.moment.known_at
    theme = ThemeVersion.objects.in_force(day, known_at=known_at).filter(theme=OuterRef("theme"))
    lead = (
        Responsibility.objects.holding(day, known_at=known_at)
        .filter(commitment=OuterRef("commitment"), kind=Responsibility.Kind.LEAD)
        .order_by("-since")
    )
    name = OrganisationName.objects.holding(day, known_at=known_at).filter(organisation=OuterRef("lead_pk"))
    stated = (
        CommitmentStatement.objects.standing(day, known_at=known_at)
        .filter(commitment=OuterRef("commitment"))
        .in_order()
    )
    rows = (
        CommitmentVersion.objects.in_force(day, known_at=known_at)
        .filter(only, commitment__plan=reading.plan_id)
        .annotate(
            theme_order=F("theme__order"),
            theme_title=Subquery(theme.values("title")[:1]),
            lead_pk=Subquery(lead.values("organisation")[:1]),
            lead_slug=Subquery(lead.values("organisation__slug")[:1]),
            stated_number=Subquery(stated.values("pk")[:1]),
            stated_level=Subquery(stated.values("completion")[:1]),
            stated_on=Subquery(stated.values("effective_on")[:1]),
            stated_is_sample=Subquery(stated.values("is_sample")[:1]),
        )
        .annotate(lead_name=Subquery(name.values("name")[:1]))
        .order_by("commitment__order")
    )
    return list(
        rows.values_list(
            "commitment_id",
            "commitment__public_id",
            "commitment__code",
            "commitment__number",
            "commitment__plan__slug",
            "title",
            "short_title",
            "change",
            "milestones_known",
            "period_text",
            "starts_on",
            "ends_on",
            "theme_order",
            "theme_title",
            "theme_basis",
            "lead_slug",
            "lead_name",
            "stated_number",
            "stated_level",
            "stated_on",
            "stated_is_sample",
        )
    )
