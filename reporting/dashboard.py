"""How does a whole plan stand on a day? The view model of the plan's page, without a request.

Ten queries at the most read everything, whatever the size of the plan: commitments, milestones, latest entries,
all that happened, and the conversation (six). Nothing is averaged: a plan is a distribution, and every number
can be traced to its rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from milestones.models import STATES
from milestones.progress import distribution
from ogp_tracker.texts import Texts
from participation.conversation import read
from participation.models import Comment
from participation.said import Conversation, Said
from reporting.changes import Change, latest_changes
from reporting.commitment_rows import CommitmentRow, commitment_rows
from reporting.happenings import Happening, happenings
from reporting.heard import Heard, heard_in
from reporting.reading import Reading
from reporting.standings import Standing, standings, units
from reporting.voices import civil_society

#: "Six months without a published update", in days.
STALE = 183


@dataclass(frozen=True)
class Theme:
    """A heading of the plan with the commitments under it."""

    title: Texts  # empty for what stands under none
    rows: Sequence[CommitmentRow]
    slug: str = ""


@dataclass(frozen=True)
class Group:
    """The milestones in one state: the legend is the overview."""

    level: str
    milestones: Sequence[Standing]

    @property
    def overdue(self) -> int:
        return sum(each.late for each in self.milestones)


@dataclass(frozen=True)
class Owed:
    """An overdue milestone, with the commitment whose lead body answers for it."""

    row: CommitmentRow
    milestone: Standing

    @property
    def days_past_replanned(self) -> int:
        """Days past the re-planned day; 0 if there is none or it has not passed."""
        moved = self.milestone.replanned_due_on
        return max((self.milestone.moment.day - moved).days, 0) if moved else 0


@dataclass(frozen=True)
class Dashboard:
    """Everything the plan's page shows; with a ``theme``, of that theme alone."""

    reading: Reading
    rows: Sequence[CommitmentRow]
    changes: Sequence[Change]
    happened: Sequence[Happening] = ()
    conversation: Conversation = field(default_factory=lambda: Conversation(()))
    theme: str = ""

    @cached_property
    def heard(self) -> dict[str, Heard]:
        """What organisations find of each commitment, by its public id."""
        found = heard_in(self.conversation)
        return {row.public_id: found[row.public_id] for row in self.rows if row.public_id in found}

    @cached_property
    def apart(self) -> dict[str, str]:
        """How far what organisations find is from what is stated, by the commitment's public id."""
        found = {
            row.public_id: civil_society(self.heard[row.public_id], stated=row.stated_level).differs
            for row in self.rows
            if row.public_id in self.heard
        }
        return {public_id: says for public_id, says in found.items() if says}

    @cached_property
    def waiting(self) -> Counter[str]:
        """How many comments wait for an answer, by the public id of the commitment they concern."""
        return Counter(commitment_of(said) for said in self.conversation.waiting)

    @property
    def rests_on_samples(self) -> bool:
        """Whether any of its figures counts something invented."""
        return any(row.rests_on_samples for row in self.rows) or any(
            each.rests_on_samples for each in self.milestones
        )

    @property
    def owed(self) -> list[Owed]:
        """What is overdue and who answers for it, the longest overdue first."""
        found = [Owed(row, each) for row in self.rows for each in row.overdue]
        return sorted(found, key=lambda owed: -owed.milestone.days_overdue)

    @property
    def milestones(self) -> list[Standing]:
        """The milestones of commitments that are in force, in the plan's order."""
        return [each for row in self.rows for each in row.milestones]

    @property
    def groups(self) -> list[Group]:
        """The milestones by state, highest first; a state nothing is in stays visible."""
        found = self.milestones
        return [Group(level, [each for each in found if each.level == level]) for level in STATES]

    @property
    def stated(self) -> dict[str, int]:
        """How many commitments the lead bodies state to be in each state."""
        return dict(distribution(row.stated for row in self.rows))  # type: ignore[arg-type, misc]

    @property
    def overdue(self) -> list[Standing]:
        """Overdue milestones, the longest overdue first."""
        return sorted((each for each in self.milestones if each.late), key=lambda each: -each.days_overdue)

    @property
    def owing(self) -> list[tuple[CommitmentRow, int]]:
        """Who answers for what is overdue: one row of each lead body with the body's number, in the plan's order."""
        counts = Counter(owed.row.lead_slug for owed in self.owed)
        first: dict[str | None, CommitmentRow] = {}
        for row in self.rows:
            if row.overdue:
                first.setdefault(row.lead_slug, row)
        return [(row, counts[slug]) for slug, row in first.items()]

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
            Theme(rows[0].theme_title or {}, rows, rows[0].theme_slug or "" if rows[0].theme_title else "")
            for _key, rows in sorted(headed.items(), key=lambda item: item[0])
        ]


def build(reading: Reading, *, theme: str = "") -> Dashboard:
    """Read the plan, or one theme of it, as it stood. Ten queries at the most (``standings`` has one exception)."""
    rows = [row for row in commitment_rows(reading) if theme in ("", row.theme_slug)]
    codes = [row.code for row in rows] if theme else None
    only = {"code__in": codes} if theme else {}
    said = read(Comment.objects.about_plan(reading.plan_id).order_by("pk"), reading.moment)
    return Dashboard(
        reading=reading,
        rows=rows,
        changes=latest_changes(reading, count=8, codes=codes),
        happened=happenings(reading.moment, plan=reading.plan_id, **only),
        conversation=_about(said, {row.public_id for row in rows}) if theme else said,
        theme=theme,
    )


def milestones_of(reading: Reading, *, theme: str = "") -> list[Standing]:
    """The milestones that count in the plan, or in one theme of it. One query, with a theme two."""
    if not theme:
        return units(standings(reading))
    return [each for row in commitment_rows(reading) if row.theme_slug == theme for each in row.milestones]


def _about(said: Conversation, commitments: set[str]) -> Conversation:
    """What is said of these commitments, or of a milestone or an entry in them."""
    return Conversation([each for each in said.comments if commitment_of(each) in commitments])


def commitment_of(said: Said) -> str:
    """The public id of the commitment a comment concerns; that of the plan where it concerns the whole."""
    return ".".join(said.about.public_id.split(".")[:2])
