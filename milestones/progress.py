"""What do a commitment's milestones indicate about its completion? Pure functions, no database.

OGP publishes no threshold, so this only *indicates*; the lead body *states*, the IRM *assesses*. The scale
is ordinal: nothing is averaged, no percentages. The rule is published on the site under
``/en/how-states-are-set/`` and written down in ``docs/decisions/``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

State = Literal["completed", "substantial", "limited", "not_started", "not_reported", "withdrawn"]
MilestonesKnown = Literal["complete", "partial", "not_verified", "none_stated"]

#: From lowest to highest. Withdrawn and not reported stand below the government's own scale.
ORDER: tuple[State, ...] = ("withdrawn", "not_reported", "not_started", "limited", "substantial", "completed")


@dataclass(frozen=True)
class Unit:
    """A milestone as adopted or formally added: the unit of count.

    ``successors`` are the states of what it was split into, merged into or moved to; they fill its place.
    """

    state: State
    is_key: bool = False
    is_sample: bool = False
    successors: tuple[State, ...] = ()


@dataclass(frozen=True)
class Indication:
    """What the milestones indicate. ``state`` is None where nothing can be indicated, for ``reason``."""

    state: State | None
    reason: Literal["", "none_stated", "not_verified"]
    counts: dict[State, int]
    total: int
    rests_on_samples: bool = False


def indicate(units: Sequence[Unit], *, milestones_known: MilestonesKnown) -> Indication:
    """Apply the rule of ``domain.md`` section 5 to the units of one commitment.

    Sample milestones of the demonstration count, and mark the indication, even where the plan's own
    milestones are not known. Never raises.
    """
    sample = any(unit.is_sample for unit in units)
    states = [state_of(unit) for unit in units]
    counts = dict(Counter(states))
    if not sample and milestones_known == "none_stated":
        return Indication(None, "none_stated", counts, len(units))
    if not units or (not sample and milestones_known in ("partial", "not_verified")):
        reason: Literal["none_stated", "not_verified"] = (
            "none_stated" if milestones_known == "none_stated" else "not_verified"
        )
        return Indication(None, reason, counts, len(units))
    keys_far_enough = all(
        at_least(state, "substantial") for state, unit in zip(states, units, strict=True) if unit.is_key
    )
    return Indication(_level(states, keys_far_enough=keys_far_enough), "", counts, len(units), sample)


def state_of(unit: Unit) -> State:
    """The state a unit counts with: its own, or, if it was split, what its successors make of it."""
    if not unit.successors:
        return unit.state
    if len(set(unit.successors)) == 1:
        return unit.successors[0]
    if all(at_least(state, "substantial") for state in unit.successors):
        return "substantial"
    if all(not at_least(state, "not_started") for state in unit.successors):
        return "not_reported"
    if any(at_least(state, "limited") for state in unit.successors):
        return "limited"
    return "not_started"


def at_least(state: State, level: State) -> bool:
    """Whether ``state`` is ``level`` or higher."""
    return ORDER.index(state) >= ORDER.index(level)


def steps_between(state: State, other: State) -> int:
    """How many steps ``other`` is above ``state`` (negative: below)."""
    return ORDER.index(other) - ORDER.index(state)


def distribution(states: Iterable[State]) -> dict[State, int]:
    """Count states, highest first, zeros included: a plan is a distribution, never a percentage."""
    counts = Counter(states)
    return {state: counts.get(state, 0) for state in reversed(ORDER)}


def _level(states: Sequence[State], *, keys_far_enough: bool) -> State:
    """The first line of the rule that fits. A withdrawn unit stays in the count as not reported."""
    total = len(states)
    completed = states.count("completed")
    substantial = states.count("substantial")
    limited = states.count("limited")
    silent = states.count("not_reported") + states.count("withdrawn")
    if states.count("withdrawn") == total:
        return "withdrawn"
    if silent == total:
        return "not_reported"
    if completed == total:
        return "completed"
    if 2 * (completed + substantial) > total and keys_far_enough:
        return "substantial"
    if completed + substantial + limited >= 1:
        return "limited"
    return "not_started"
