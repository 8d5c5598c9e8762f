"""How does each commitment stand on a day? What a row of a plan's page shows.

Two queries read any number of commitments with their milestones; everything else is arithmetic on the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import OrganisationName
from commitments.models import CommitmentVersion, Responsibility, ThemeVersion
from milestones.models import CommitmentStatement
from milestones.progress import Indication, indicate, steps_between
from ogp_tracker.as_of import Moment
from ogp_tracker.texts import Texts, pick
from reporting import voices
from reporting.irm_scales import SCALES
from reporting.models import Assessment
from reporting.reading import Reading
from reporting.standings import Standing, standings, units


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
    theme_slug: str | None
    theme_order: int | None
    theme_title: Texts | None
    theme_basis: str
    lead_slug: str | None
    lead_name: Texts | None
    stated_number: int | None
    stated_level: str | None
    stated_on: date | None
    stated_is_sample: bool | None
    irm_code: str | None
    irm_on: date | None
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
    def stated_difference(self) -> str:
        """The same, with its subject: "Stated: one step above what the milestones indicate."."""
        return _("Stated: %(difference)s") % {"difference": self.difference} if self.difference else ""

    @property
    def basis(self) -> str:
        """On what the indication rests, in a sentence."""
        return voices.basis(self.indication)

    @property
    def assessed(self) -> str:
        """The IRM's word for completion, on its own scale; empty if it has not assessed it by the day."""
        return SCALES["completion"].label(self.irm_code) if self.irm_code else ""

    @property
    def rests_on_samples(self) -> bool:
        """Whether what is stated or what is indicated is invented, in whole or in part."""
        return bool(self.stated_is_sample) or self.indication.rests_on_samples

    @property
    def has_translated_title(self) -> bool:
        """Whether the reader sees this site's translation of the title, not the plan's own words."""
        return bool(pick(self.title, get_language() or settings.LANGUAGE_CODE).original)

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
        days = (each.next_on for each in self.milestones if each.is_open)
        return min((day for day in days if day), default=None)

    @property
    def url(self) -> str:
        """Its page, on the same day."""
        return reverse("commitment-show", args=[self.plan_slug, self.code]) + self.moment.query


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
    assessed = (
        Assessment.objects.standing(day, known_at=known_at)
        .filter(commitment=OuterRef("commitment"), scale="completion", report__covers="")
        .order_by("-report__published_on", "-pk")
    )
    rows = (
        CommitmentVersion.objects.in_force(day, known_at=known_at)
        .filter(only, commitment__plan=reading.plan_id)
        .annotate(
            theme_slug=F("theme__slug"),
            theme_order=F("theme__order"),
            theme_title=Subquery(theme.values("title")[:1]),
            lead_pk=Subquery(lead.values("organisation")[:1]),
            lead_slug=Subquery(lead.values("organisation__slug")[:1]),
            stated_number=Subquery(stated.values("pk")[:1]),
            stated_level=Subquery(stated.values("completion")[:1]),
            stated_on=Subquery(stated.values("effective_on")[:1]),
            stated_is_sample=Subquery(stated.values("is_sample")[:1]),
            irm_code=Subquery(assessed.values("code")[:1]),
            irm_on=Subquery(assessed.values("report__published_on")[:1]),
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
            "theme_slug",
            "theme_order",
            "theme_title",
            "theme_basis",
            "lead_slug",
            "lead_name",
            "stated_number",
            "stated_level",
            "stated_on",
            "stated_is_sample",
            "irm_code",
            "irm_on",
        )
    )
