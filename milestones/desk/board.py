"""What does a body owe today? Its milestones by urgency, and the commitments whose completion it states.

Everything is read as it stands on the day of the request; nothing here asks the clock. The number of queries
does not grow with the data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from accounts.models import Membership, Role
from accounts.names import Name, names_of
from commitments.models import Responsibility
from milestones.models import StatusUpdate
from ogp_tracker import languages, ui
from ogp_tracker.as_of import local_day
from reporting.commitment_rows import CommitmentRow, commitment_rows
from reporting.dashboard import STALE
from reporting.reading import Reading
from reporting.standings import Standing, schedule_line, standings


@dataclass(frozen=True)
class Task:
    """A milestone on the desk: how it stands, in which commitment, and what was said last."""

    standing: Standing
    commitment: CommitmentRow
    entry: StatusUpdate | None

    @property
    def title(self) -> str:
        """Its title; the plan does not give one to every milestone."""
        return languages.said(self.standing.title) or self.standing.name

    @property
    def said(self) -> str:
        """The text of the last entry, or what was holding it back then."""
        return (self.entry.narrative or self.entry.challenges) if self.entry else ""

    @property
    def published_on(self) -> date | None:
        """The day on which the entry that holds was published."""
        return local_day(self.entry.recorded_at) if self.entry else None

    @property
    def days_silent(self) -> int | None:
        """Days since then; None if nothing was ever published."""
        return (self.standing.moment.day - self.published_on).days if self.published_on else None

    @property
    def is_silent(self) -> bool:
        """Six months without a published entry; without any, since it was to begin and stood in the plan."""
        begun = max(self.standing.starts_on or date.min, self.standing.in_plan_since)
        return (self.standing.moment.day - (self.published_on or begun)).days > STALE

    @property
    def schedule(self) -> str:
        return schedule_line(self.standing)

    @property
    def group(self) -> str:
        """The part of the list it stands in: what presses most comes first."""
        if self.standing.schedule == "overdue":
            return "replanned" if self.standing.is_replanned else "overdue"
        if self.standing.schedule == "due_soon":
            return "due_soon"
        if self.standing.schedule not in ("on_track", "no_date_stated"):
            return "done"
        return "silent" if self.is_silent else "running"


@dataclass(frozen=True)
class Group:
    """Milestones that are equally urgent, by their day."""

    key: str
    title: str
    tasks: Sequence[Task]


@dataclass(frozen=True)
class Board:
    """The desk of one person on one day."""

    tasks: Sequence[Task]
    led: Sequence[CommitmentRow]

    @property
    def groups(self) -> list[Group]:
        """The tasks in groups, the most urgent group first; empty groups are left out."""
        titles = {
            "overdue": _("Overdue"),
            "replanned": _("Past the adopted day, re-planned"),
            "due_soon": _("Due within 30 days"),
            "silent": _("Nothing published for six months"),
            "running": _("Other open milestones"),
            "done": _("Completed or closed"),
        }
        grouped = {key: [task for task in self.tasks if task.group == key] for key in titles}
        return [Group(key, title, grouped[key]) for key, title in titles.items() if grouped[key]]

    @property
    def is_clear(self) -> bool:
        """Nothing is owed: nothing overdue, due soon or silent."""
        return all(group.key in ("running", "done") for group in self.groups)

    @property
    def finding(self) -> str:
        """What is owed, in a sentence."""
        count = {group.key: len(group.tasks) for group in self.groups}
        past = count.get("overdue", 0) + count.get("replanned", 0)
        soon, silent = count.get("due_soon", 0), count.get("silent", 0)
        parts = [
            ngettext("%(count)s is past its adopted day", "%(count)s are past their adopted day", past),
            ngettext("%(count)s is due within 30 days", "%(count)s are due within 30 days", soon),
            ngettext(
                "%(count)s has been silent for six months",
                "%(count)s have been silent for six months",
                silent,
            ),
        ]
        said = [
            part % {"count": ui.in_words(number)}
            for part, number in zip(parts, (past, soon, silent), strict=True)
            if number
        ]
        if not said:
            return _("Nothing is owed today.")
        total = _("Of %(count)s milestones, ") if len(self.tasks) > 1 else _("Of %(count)s milestone, ")
        return total % {"count": ui.in_words(len(self.tasks))} + ui.listed(said) + "."


@dataclass(frozen=True)
class Unmanned:
    """A body that answers for commitments, but in which nobody can record."""

    pk: int
    name: str
    slug: str


@dataclass(frozen=True)
class Part:
    """What somebody is, and in which body."""

    role: str
    role_word: str
    body: str


def board_of(actor: Actor, reading: Reading) -> Board:
    """The desk of an official: the milestones of all bodies in which the actor is one. Five queries."""
    mine = {each.organisation_id for each in actor.memberships if each.member_role == Role.OFFICIAL}
    parts = Responsibility.objects.may_record(actor.day).filter(organisation__in=mine)
    kinds: dict[int, set[str]] = {}
    for commitment, kind in parts.values_list("commitment_id", "kind"):
        kinds.setdefault(commitment, set()).add(kind)
    rows = [row for row in commitment_rows(reading) if row.pk in kinds]
    found = standings(reading, of=Q(commitment__in=kinds))
    return Board(
        tasks=_tasks(found, rows),
        led=[row for row in rows if Responsibility.Kind.LEAD in kinds[row.pk] and not row.is_withdrawn],
    )


def board_of_plan(reading: Reading) -> Board:
    """The milestones and commitments of everybody, as the coordinator sees them. Four queries."""
    rows = [row for row in commitment_rows(reading) if not row.is_withdrawn]
    return Board(tasks=_tasks([each for row in rows for each in row.milestones], rows), led=rows)


def unmanned(actor: Actor, reading: Reading) -> list[Unmanned]:
    """Bodies that answer for a commitment of the plan and have no official today. Two queries."""
    officials = Membership.objects.holding(actor.day).filter(member_role=Role.OFFICIAL, user__isnull=False)
    answering = (
        Responsibility.objects.may_record(actor.day)
        .filter(commitment__plan=reading.plan_id)
        .exclude(organisation__in=officials.values("organisation"))
    )
    slugs = dict(
        answering.order_by("organisation__slug").values_list("organisation_id", "organisation__slug")
    )
    names = names_of(slugs, known_at=None)
    return [Unmanned(body, _called(names.on(body, actor.day)), slug) for body, slug in slugs.items()]


def parts_of(actor: Actor) -> list[Part]:
    """What the actor is today. One query."""
    names = names_of([each.organisation_id for each in actor.memberships], known_at=None)
    return [
        Part(
            each.member_role,
            str(Role(each.member_role).label),
            _called(names.on(each.organisation_id, actor.day)),
        )
        for each in actor.memberships
    ]


def _tasks(found: Sequence[Standing], rows: Sequence[CommitmentRow]) -> list[Task]:
    """The milestones by the next of their days, or the last that passed; those without a day last. One query."""
    entries = StatusUpdate.objects.in_bulk([each.entry_number for each in found if each.entry_number])
    commitments = {row.pk: row for row in rows}
    tasks = [
        Task(each, commitments[each.commitment_id], entries.get(each.entry_number or 0))
        for each in found
        if each.commitment_id in commitments
    ]
    return sorted(tasks, key=lambda task: task.standing.next_on or task.standing.planned_on or date.max)


def _called(name: Name | None) -> str:
    return languages.said(name.name) if name else ""
