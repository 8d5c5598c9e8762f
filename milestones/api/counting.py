"""Which milestones count for a commitment, and in which state? What the rule of progress is asked with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q

from milestones.models import Milestone, MilestoneSuccession, StatusUpdate
from milestones.progress import State, Unit, state_of
from milestones.schedule import Schedule
from ogp_tracker.as_of import Moment


@dataclass
class Counted:
    """A milestone as the unit of count; what took its place fills it."""

    state: State
    is_key: bool
    is_sample: bool
    adopted_due_on: date | None
    replanned_due_on: date | None
    entry_on: date | None
    successors: list[State] = field(default_factory=list)

    @property
    def unit(self) -> Unit:
        return Unit(self.state, self.is_key, self.is_sample, tuple(self.successors))

    def schedule(self, day: date, clock: tuple[date, date] | None) -> Schedule:
        """Its days, in the state it counts with."""
        return Schedule(
            day=day,
            state=state_of(self.unit),
            clock=clock,
            adopted_due_on=self.adopted_due_on,
            replanned_due_on=self.replanned_due_on,
            entry_on=self.entry_on,
        )


def counted(commitments: Collection[int], moment: Moment) -> dict[int, list[Counted]]:
    """The units of each of these commitments (primary keys), as they stood at the moment. One query.

    A milestone that took another one's place, also in another commitment, counts there and not by itself.
    """
    units: dict[int, Counted] = {}
    of: dict[int, int] = {}
    places: list[tuple[int, State]] = []
    took_a_place: set[int] = set()
    for row in _rows(commitments, moment):
        key, predecessor = row["pk"], row["origin__predecessor_id"]
        if predecessor is not None:
            took_a_place.add(key)
            places.append((predecessor, row["state"]))
        of[key] = row["commitment_id"]
        units[key] = _unit(row)
    for predecessor, state in places:
        if predecessor in units:
            units[predecessor].successors.append(state)
    found: dict[int, list[Counted]] = defaultdict(list)
    for key, unit in units.items():
        if key not in took_a_place and of[key] in commitments:
            found[of[key]].append(unit)
    return found


def _rows(commitments: Collection[int], moment: Moment) -> Any:
    """One row per milestone, or per place it took. Versions of the same succession make it once."""
    holds = Q(origins__valid_from__lte=moment.day)
    if moment.known_at is not None:
        holds &= Q(origins__recorded_at__lte=moment.known_at)
    sample = StatusUpdate.objects.filter(pk=OuterRef("entry_number"), is_sample=True)
    own = Milestone.objects.order_by().filter(commitment__in=commitments).values("pk")
    moved = MilestoneSuccession.objects.filter(predecessor__commitment__in=commitments)
    return (
        Milestone.objects.annotate(origin=FilteredRelation("origins", condition=holds))
        .filter(pk__in=own.union(moved.values("successor")))
        .as_of(moment.day, known_at=moment.known_at)
        .annotate(is_entry_sample=Exists(sample))
        .order_by("commitment_id", "number")
        .values(
            "pk", "commitment_id", "state", "is_key", "is_sample", "is_entry_sample", "adopted_due_on",
            "replanned_due_on", "entry_on", "origin__predecessor_id",
        )
        .distinct()
    )  # fmt: skip


def _unit(row: dict[str, Any]) -> Counted:
    return Counted(
        state=row["state"],
        is_key=row["is_key"],
        is_sample=row["is_sample"] or row["is_entry_sample"],
        adopted_due_on=row["adopted_due_on"],
        replanned_due_on=row["replanned_due_on"],
        entry_on=row["entry_on"],
    )
