"""What changed last? The newest entries of a plan's logs, each with what stood there before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import OrganisationName
from commitments.models import CommitmentVersion
from milestones.models import CommitmentStatement, Entry, MilestoneVersion, StatusUpdate
from ogp_tracker import as_of, ui
from ogp_tracker.as_of import Moment
from ogp_tracker.texts import Texts
from reporting.reading import Reading


@dataclass(frozen=True)
class Change:
    """One entry as a line of news. ``milestone`` is None for a statement on the whole commitment."""

    number: int
    kind: str
    level: str | None
    before: str | None
    effective_on: date
    recorded_at: datetime
    is_sample: bool
    commitment_code: str
    commitment_number: str
    milestone: int | None
    body_name: Texts | None
    title: Texts | None
    plan_slug: str
    moment: Moment

    @property
    def says(self) -> str:
        """What the entry did, in words: "limited → substantial"."""
        return said(self.kind, self.level, self.before)

    @property
    def subject(self) -> str:
        """What it is about, in words short enough for a list."""
        words = {"commitment": self.commitment_number, "milestone": self.milestone}
        if self.milestone is None:
            return _("Commitment %(commitment)s as a whole") % words
        return _("Commitment %(commitment)s, milestone %(milestone)d") % words

    @property
    def url(self) -> str:
        """The page where the whole entry can be read."""
        if self.milestone is None:
            page = reverse("commitment-show", args=[self.plan_slug, self.commitment_code])
        else:
            page = reverse("milestone-show", args=[self.plan_slug, self.commitment_code, self.milestone])
        return f"{page}{self.moment.query}#entry-{self.number}"

    @property
    def days_late(self) -> int:
        """Days between the day it speaks of and the day it was recorded."""
        return (as_of.local_day(self.recorded_at) - self.effective_on).days


def said(kind: str, level: str | None, before: str | None) -> str:
    """What an entry did, in words at the start of a line."""
    if kind == Entry.Kind.RETRACTION or level is None:
        return _("Retracted: it no longer counts")
    words = {"now": ui.word(level), "before": ui.word(before or "not_reported")}
    if kind == Entry.Kind.UNCHANGED:
        return _("No change: still %(now)s") % words
    if kind == Entry.Kind.CORRECTION:
        return (
            _("Correction: %(before)s → %(now)s") if before != level else _("Correction: %(now)s")
        ) % words
    if before is None:
        return _("First entry: %(now)s") % words
    if before == level:
        return _("Still %(now)s") % words
    return ui.sentence_word(before) + _(" → %(now)s") % words


def latest_changes(reading: Reading, *, count: int, codes: Sequence[str] | None = None) -> list[Change]:
    """The newest ``count`` entries about the day or an earlier one that nothing corrected or retracted, newest first.

    One query.

    ``codes``: on these commitments only.
    """
    updates = _entries(
        StatusUpdate.objects, reading, to_commitment="milestone__commitment", subject="milestone", codes=codes
    )
    updates = updates.annotate(
        step=F("milestone__number"), title=_title_of(MilestoneVersion, "title", reading.moment)
    )
    statements = _entries(
        CommitmentStatement.objects, reading, to_commitment="commitment", subject="commitment", codes=codes
    )
    statements = statements.annotate(
        step=Value(None, output_field=IntegerField(null=True)),
        title=_title_of(CommitmentVersion, "short_title", reading.moment),
    )
    fields = (
        "pk",
        "kind",
        "completion",
        "before",
        "effective_on",
        "recorded_at",
        "is_sample",
        "code",
        "ordinal",
        "step",
        "body_name",
        "title",
    )
    both = updates.values_list(*fields).union(statements.values_list(*fields), all=True)
    rows = both.order_by("-effective_on", "-pk")[:count]
    return [Change(*(*row, reading.slug, reading.moment)) for row in rows]


def _title_of(model: Any, name: str, moment: Moment) -> Subquery:
    """What the thing an entry is about is called on the day."""
    subject = model.subject[0]
    worded = model.objects.in_force(moment.day, known_at=moment.known_at)
    return Subquery(worded.filter(**{subject: OuterRef(subject)}).values(name)[:1])


def _entries(
    objects: Any, reading: Reading, *, to_commitment: str, subject: str, codes: Sequence[str] | None
) -> QuerySet[Any]:
    moment = reading.moment
    entries = objects.unreplaced("corrects", moment.known_at).filter(
        **{f"{to_commitment}__plan": reading.plan_id, "effective_on__lte": moment.day}
    )
    if codes is not None:
        entries = entries.filter(**{f"{to_commitment}__code__in": codes})
    earlier = (
        objects.standing(moment.day, known_at=moment.known_at)
        .filter(**{subject: OuterRef(subject)})
        .filter(
            Q(effective_on__lt=OuterRef("effective_on"))
            | Q(effective_on=OuterRef("effective_on"), position__lt=OuterRef("position"))
        )
        .in_order()
    )
    name = OrganisationName.objects.holding(moment.day, known_at=moment.known_at).filter(
        organisation=OuterRef("body")
    )
    return entries.annotate(
        code=F(f"{to_commitment}__code"),
        ordinal=F(f"{to_commitment}__number"),
        before=Case(
            When(kind=Entry.Kind.CORRECTION, then=F("corrects__completion")),
            default=Subquery(earlier.values("completion")[:1]),
            output_field=CharField(null=True),
        ),
        body_name=Subquery(name.values("name")[:1]),
    )
