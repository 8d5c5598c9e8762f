"""What do milestones indicate? The rule of ``progress.py``, by a table of examples and by its properties."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milestones.progress import (
    ORDER,
    Indication,
    MilestonesKnown,
    State,
    Unit,
    at_least,
    distribution,
    indicate,
    state_of,
    steps_between,
)

C: State
S: State
L: State
Z: State
U: State
W: State
C, S, L, Z, U, W = "completed", "substantial", "limited", "not_started", "not_reported", "withdrawn"


def level(*states: State, keys: tuple[int, ...] = ()) -> State | None:
    """The level that units in these states indicate; ``keys`` are the places of key milestones."""
    units = [Unit(state, is_key=place in keys) for place, state in enumerate(states)]
    return indicate(units, milestones_known="complete").state


@pytest.mark.parametrize(
    ("states", "indicated"),
    [
        ([W], W),
        ([W, W], W),
        ([U], U),
        ([U, W], U),
        ([U, U, U], U),
        ([C], C),
        ([C, C, C], C),
        ([C, C, W], S),
        ([C, W], L),
        ([C, U], L),
        ([C, C, U], S),
        ([C, S], S),
        ([S], S),
        ([S, S, Z, Z], L),
        ([S, S, S, Z, Z], S),
        ([C, L, L], L),
        ([L], L),
        ([L, U, U, U], L),
        ([Z], Z),
        ([Z, U, U], Z),
        ([Z, W], Z),
        ([C, U, U, U], L),
    ],
)
def test_the_rule_by_example(states: list[State], indicated: State) -> None:
    assert level(*states) == indicated


def test_a_key_milestone_below_substantial_keeps_the_commitment_limited() -> None:
    assert level(C, C, L) == S
    assert level(C, C, L, keys=(2,)) == L
    assert level(C, C, S, keys=(2,)) == S
    assert level(C, C, W, keys=(2,)) == L


@pytest.mark.parametrize(
    ("successors", "state"),
    [
        ([C, C], C),
        ([C, S], S),
        ([S, S], S),
        ([C, L], L),
        ([C, Z], L),
        ([C, U], L),
        ([S, W], L),
        ([L, L], L),
        ([Z, U], Z),
        ([Z, Z], Z),
        ([U, U], U),
        ([U, W], U),
        ([W, W], W),
        ([C], C),
    ],
)
def test_what_a_unit_was_split_into_fills_its_place(successors: list[State], state: State) -> None:
    assert state_of(Unit(C, successors=tuple(successors))) == state


@pytest.mark.parametrize(
    ("known", "units", "reason"),
    [
        ("none_stated", [], "none_stated"),
        ("none_stated", [Unit(C)], "none_stated"),
        ("partial", [Unit(C)], "not_verified"),
        ("not_verified", [], "not_verified"),
        ("complete", [], "not_verified"),
    ],
)
def test_nothing_is_indicated_where_the_milestones_are_not_known(
    known: MilestonesKnown, units: list[Unit], reason: str
) -> None:
    counts = {C: 1} if units else {}
    assert indicate(units, milestones_known=known) == Indication(None, reason, counts, len(units))


@pytest.mark.parametrize("known", ["complete", "partial", "not_verified", "none_stated"])
def test_samples_count_and_mark_what_rests_on_them(known: MilestonesKnown) -> None:
    units = [Unit(C, is_sample=True), Unit(U)]
    assert indicate(units, milestones_known=known) == Indication(
        L, "", {C: 1, U: 1}, 2, rests_on_samples=True
    )


def test_an_indication_counts_its_units() -> None:
    units = [Unit(C), Unit(L), Unit(C, successors=(C, L)), Unit(W)]
    assert indicate(units, milestones_known="complete") == Indication(L, "", {C: 1, L: 2, W: 1}, 4)


def test_a_distribution_names_every_state_highest_first() -> None:
    assert list(distribution([L, C, L]).items()) == [(C, 1), (S, 0), (L, 2), (Z, 0), (U, 0), (W, 0)]


def test_steps_and_order() -> None:
    assert (steps_between(L, C), steps_between(C, L), steps_between(S, S)) == (2, -2, 0)
    assert [at_least(state, S) for state in ORDER] == [False, False, False, False, True, True]


# Properties -----------------------------------------------------------------------------------------------

states = st.sampled_from(ORDER)
units = st.builds(
    Unit, state=states, is_key=st.booleans(), successors=st.lists(states, max_size=3).map(tuple)
)
commitments = st.lists(units, min_size=1, max_size=6)


def height(those: list[Unit]) -> int:
    indicated = indicate(those, milestones_known="complete").state
    assert indicated is not None
    return ORDER.index(indicated)


@given(those=commitments, data=st.data())
def test_withdrawing_a_milestone_never_raises_the_level(those: list[Unit], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(those) - 1))
    withdrawn = [*those[:place], replace(those[place], state=W, successors=()), *those[place + 1 :]]
    assert height(withdrawn) <= height(those)


@given(those=commitments, data=st.data())
def test_silence_never_raises_the_level_of_what_is_in_the_plan(
    those: list[Unit], data: st.DataObject
) -> None:
    """A unit that says nothing, instead of what it says; being withdrawn is not something it says."""
    place = data.draw(st.integers(0, len(those) - 1))
    if state_of(those[place]) == W:
        return
    silent = [*those[:place], replace(those[place], state=U, successors=()), *those[place + 1 :]]
    assert height(silent) <= height(those)


@given(those=commitments, data=st.data())
def test_splitting_a_milestone_never_raises_the_level(those: list[Unit], data: st.DataObject) -> None:
    """Splitting divides what was reached: no part is further than the whole was."""
    place = data.draw(st.integers(0, len(those) - 1))
    whole = replace(those[place], successors=())
    reached = ORDER[: ORDER.index(whole.state) + 1]
    parts = data.draw(st.lists(st.sampled_from(reached), min_size=1, max_size=4))
    before = [*those[:place], whole, *those[place + 1 :]]
    split = [*those[:place], replace(whole, successors=tuple(parts)), *those[place + 1 :]]
    assert height(split) <= height(before)


@given(those=commitments, data=st.data())
def test_an_entry_that_improves_a_milestone_never_lowers_the_level(
    those: list[Unit], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(those) - 1))
    unit = those[place]
    if unit.successors:
        part = data.draw(st.integers(0, len(unit.successors) - 1))
        better = data.draw(st.sampled_from(ORDER[ORDER.index(unit.successors[part]) :]))
        improved = replace(unit, successors=(*unit.successors[:part], better, *unit.successors[part + 1 :]))
    else:
        improved = replace(unit, state=data.draw(st.sampled_from(ORDER[ORDER.index(unit.state) :])))
    assert height([*those[:place], improved, *those[place + 1 :]]) >= height(those)


@given(those=commitments)
def test_the_order_of_milestones_does_not_matter(those: list[Unit]) -> None:
    assert height(those[::-1]) == height(those)


@given(those=commitments)
def test_every_unit_is_counted_once(those: list[Unit]) -> None:
    indication = indicate(those, milestones_known="complete")
    assert sum(indication.counts.values()) == indication.total == len(those)
