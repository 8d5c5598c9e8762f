"""How did each milestone stand on the day, and on which side of its date? What a block on a page shows.

One query reads any number of milestones; everything else is arithmetic on the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milestones.models import (
    Completion,
    Evidence,
    Milestone,
    MilestoneSuccession,
    MilestoneVersion,
    StatusUpdate,
)
from milestones.progress import State, Unit, state_of
from milestones.schedule import Schedule
from ogp_tracker import ui
from ogp_tracker.as_of import Moment
from ogp_tracker.texts import Texts
from reporting.reading import Reading


@dataclass(frozen=True)
class Standing:
    """A milestone as it stood at the end of a day."""

    pk: int
    public_id: str
    number: int
    commitment_id: int
    commitment_code: str
    plan_slug: str
    title: Texts
    deliverable: Texts
    period_text: str
    starts_on: date | None
    adopted_due_on: date | None
    replanned_due_on: date | None
    own_state: State
    entry_number: int | None
    entry_on: date | None
    is_key: bool
    is_sample: bool
    is_entry_sample: bool
    has_evidence: bool
    was_succeeded: bool
    in_plan_since: date
    moment: Moment
    clock: tuple[date, date] | None
    successors: tuple[State, ...] = field(default=())
    followed_by: tuple[int, ...] = field(default=())
    is_successor: bool = False

    @property
    def rests_on_samples(self) -> bool:
        """Whether the milestone, or what was said about it, is invented."""
        return self.is_sample or self.is_entry_sample

    @property
    def unit(self) -> Unit:
        """What the rule of progress counts."""
        return Unit(
            state=self.own_state,
            is_key=self.is_key,
            is_sample=self.rests_on_samples,
            successors=self.successors,
        )

    @property
    def level(self) -> str:
        """The state it is shown in: its own, or what its successors make of it."""
        return state_of(self.unit)

    @property
    def hatched(self) -> bool:
        """A claim of substantial or completed without working public evidence."""
        return self.own_state in (Completion.SUBSTANTIAL, Completion.COMPLETED) and not self.has_evidence

    @property
    def dates(self) -> Schedule:
        """Its days, seen from the day and in the state it counts with."""
        return Schedule(
            day=self.moment.day,
            state=self.level,
            clock=self.clock,
            adopted_due_on=self.adopted_due_on,
            replanned_due_on=self.replanned_due_on,
            entry_on=self.entry_on,
        )

    @property
    def planned_on(self) -> date | None:
        """The day it is planned for now: the re-planned one if there is one, else the adopted one."""
        return self.dates.planned_on

    @property
    def next_on(self) -> date | None:
        """The next of its days, adopted or re-planned, from the day on; None if there is none to come."""
        return self.dates.next_on

    @property
    def is_open(self) -> bool:
        return self.dates.is_open

    @property
    def days_overdue(self) -> int:
        """Days past the adopted day, 0 if it is not overdue. Runs in the implementation phase only."""
        return self.dates.days_overdue

    @property
    def late(self) -> bool:
        return self.days_overdue > 0

    @property
    def is_replanned(self) -> bool:
        """Overdue by its adopted day, but planned for a day that has not passed."""
        return self.dates.is_replanned

    @property
    def was_added_late(self) -> bool:
        """Whether its adopted day had passed when an amendment brought it into the plan."""
        return self.adopted_due_on is not None and self.adopted_due_on < self.in_plan_since

    @property
    def schedule(self) -> str:
        """The side of its date it stands on: a second axis beside the state (``milestones/schedule.py``)."""
        return self.dates.side

    @property
    def schedule_words(self) -> str:
        """The schedule as it is read: "122 days overdue", "due 30 June 2021", "no end date stated"."""
        return _schedule_words(self)

    @property
    def undated(self) -> str:
        """Why it has no adopted day, in words."""
        return undated_words(self.period_text)

    @property
    def name(self) -> str:
        """ "Milestone 2", for places too small for a title."""
        return _("Milestone %(number)d") % {"number": self.number}

    @property
    def says(self) -> str:
        """The hidden words of its block: "Milestone 2: limited, 122 days overdue"."""
        parts = [ui.word(self.level)]
        if self.hatched:
            parts.append(_("no working public evidence"))
        if self.schedule not in ("completed", "withdrawn"):
            parts.append(self.schedule_words)
        if self.rests_on_samples:
            parts.append(_("sample"))
        return f"{self.name}: {', '.join(parts)}"

    @property
    def url(self) -> str:
        """Its page, on the same day."""
        address = reverse("milestone-show", args=[self.plan_slug, self.commitment_code, self.number])
        return address + self.moment.query


def standings(reading: Reading, *, of: Q | None = None) -> list[Standing]:
    """The milestones of a plan (or those that fit ``of``) as they stood, in the plan's order.

    One query; a second only if a milestone was split, merged or moved.
    """
    day, known_at = reading.moment.day, reading.moment.known_at
    milestones = Milestone.objects.filter(of or Q(), commitment__plan=reading.plan_id)
    version = MilestoneVersion.objects.filter(pk=OuterRef("version_number"))
    adopted = (
        MilestoneVersion.objects.known(known_at).filter(milestone=OuterRef("pk")).order_by("valid_from", "pk")
    )
    succession = MilestoneSuccession.objects.in_force(day, known_at=known_at)
    rows = (
        milestones.as_of(day, known_at=known_at)
        .annotate(
            title=Subquery(version.values("title")[:1]),
            deliverable=Subquery(version.values("deliverable")[:1]),
            period_text=Subquery(version.values("period_text")[:1]),
            is_entry_sample=Exists(StatusUpdate.objects.filter(pk=OuterRef("entry_number"), is_sample=True)),
            has_evidence=Exists(
                Evidence.objects.working(day, known_at=known_at).filter(milestone=OuterRef("pk"))
            ),
            was_succeeded=Exists(succession.filter(predecessor=OuterRef("pk"))),
            in_plan_since=Subquery(adopted.values("valid_from")[:1]),
        )
        .order_by("commitment__order", "number")
        .values_list(
            "pk",
            "public_id",
            "number",
            "commitment_id",
            "commitment__code",
            "commitment__plan__slug",
            "title",
            "deliverable",
            "period_text",
            "starts_on",
            "adopted_due_on",
            "replanned_due_on",
            "state",
            "entry_number",
            "entry_on",
            "is_key",
            "is_sample",
            "is_entry_sample",
            "has_evidence",
            "was_succeeded",
            "in_plan_since",
        )
    )
    found = [Standing(*row, moment=reading.moment, clock=reading.clock) for row in rows]
    return _with_successors(found, succession) if any(each.was_succeeded for each in found) else found


def units(found: Iterable[Standing]) -> list[Standing]:
    """The standings that are counted: what takes another one's place is counted there, not by itself."""
    return [standing for standing in found if not standing.is_successor]


def _with_successors(found: Sequence[Standing], succession: Any) -> list[Standing]:
    """Give each milestone that was succeeded the states of its successors, and mark those. One query."""
    by_key = {standing.pk: standing for standing in found}
    pairs = succession.filter(predecessor__in=by_key).values_list("predecessor_id", "successor_id")
    follow: dict[int, list[Standing]] = {}
    marked = set()
    for predecessor, successor in pairs:
        if successor in by_key:
            follow.setdefault(predecessor, []).append(by_key[successor])
            marked.add(successor)
    return [
        replace(
            standing,
            successors=tuple(each.own_state for each in follow.get(standing.pk, ())),
            followed_by=tuple(each.pk for each in follow.get(standing.pk, ())),
            is_successor=standing.pk in marked,
        )
        for standing in found
    ]


def _schedule_words(standing: Standing) -> str:
    """See ``Standing.schedule_words``."""
    schedule = standing.schedule
    if schedule == "overdue":
        return overdue_words(standing.days_overdue, is_replanned=standing.is_replanned)
    if schedule == "no_date_stated":
        return standing.undated
    if schedule == "closed":
        return _("closed with the plan")
    if schedule == "completed_after_plan" and standing.entry_on:
        return _("completed after the plan, on %(day)s") % {"day": date_format(standing.entry_on)}
    if schedule in ("due_soon", "on_track") and standing.planned_on:
        due = standing.adopted_due_on or standing.planned_on
        return _("due %(day)s") % {"day": date_format(due)} + _replanned_words(standing)
    return ui.word(schedule)


def undated_words(period_text: str) -> str:
    """Why it has no day: the period as stated names none, or nobody verified what the plan states."""
    return _("no end date stated") if period_text else _("end date not verified")


def overdue_words(count: int, *, is_replanned: bool = False) -> str:
    """ "1 day overdue", "122 days overdue"; with a re-planned day to come "54 days past the adopted day"."""
    if is_replanned:
        past = ngettext("%(count)d day past the adopted day", "%(count)d days past the adopted day", count)
        return past % {"count": count}
    return ngettext("%(count)d day overdue", "%(count)d days overdue", count) % {"count": count}


def schedule_line(standing: Standing) -> str:
    """The schedule as a line of its own: with a capital, and the re-planned day where there is one."""
    words = capfirst(standing.schedule_words)
    return words + _replanned_words(standing) if standing.late else words


def _replanned_words(standing: Standing) -> str:
    """ ", re-planned to 1 February 2021", if that is another day than the adopted one."""
    replanned = standing.replanned_due_on
    if not replanned or standing.adopted_due_on in (None, replanned):
        return ""
    return _(", re-planned to %(day)s") % {"day": date_format(replanned)}
