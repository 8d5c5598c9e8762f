"""Whose days were the waiting days? The clocks, against tables worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.waiting import Booked, Turn, waiting

MINISTRY, AGENCY, OTHER = 1, 2, 3
MAY_1 = date(2020, 5, 1)


def day(number: int) -> date:
    """Day ``number`` of May 2020."""
    return date(2020, 5, number)


LEAD = [Turn(MINISTRY, date(2019, 7, 1))]

#: asked 1 May; turns, forwardings, answered, asked of which day -> days, who has the turn, booked
TABLE = {
    "the day it is asked, nobody has waited": (LEAD, [], None, day(1), 0, MINISTRY, []),
    "a question waits for the lead": (LEAD, [], None, day(11), 10, MINISTRY, [(MINISTRY, 1, 11)]),
    "an answer stops the clock": (LEAD, [], day(6), day(20), 5, None, [(MINISTRY, 1, 6)]),
    "an answer that comes later has not come yet": (LEAD, [], day(16), day(6), 5, MINISTRY, [(MINISTRY, 1, 6)]),
    "an answer on the same day waited none": (LEAD, [], day(1), day(9), 0, None, []),
    "a forwarding books the days so far, and the clock runs on": (
        LEAD, [Turn(AGENCY, day(8), True)], None, day(18), 17, AGENCY, [(MINISTRY, 1, 8), (AGENCY, 8, 18)],
    ),
    "forwarded back is two rows of the first body": (
        LEAD, [Turn(AGENCY, day(4), True), Turn(MINISTRY, day(9), True)], day(11), day(30), 10, None,
        [(MINISTRY, 1, 4), (AGENCY, 4, 9), (MINISTRY, 9, 11)],
    ),
    "a new lead takes the days from its first day on": (
        [*LEAD, Turn(OTHER, day(5))], [], None, day(9), 8, OTHER, [(MINISTRY, 1, 5), (OTHER, 5, 9)],
    ),
    "once forwarded, a new lead changes nothing": (
        [*LEAD, Turn(OTHER, day(12))], [Turn(AGENCY, day(5), True)], None, day(15), 14, AGENCY,
        [(MINISTRY, 1, 5), (AGENCY, 5, 15)],
    ),
    "a forwarding after the day asked about has not happened": (
        LEAD, [Turn(AGENCY, day(20), True)], None, day(10), 9, MINISTRY, [(MINISTRY, 1, 10)],
    ),
    "days before anybody was responsible are nobody's": (
        [Turn(MINISTRY, day(7))], [], None, day(10), 9, MINISTRY, [(MINISTRY, 7, 10)],
    ),
    "forwarded on the day it was asked, the first body waited none": (
        LEAD, [Turn(AGENCY, day(1), True)], None, day(3), 2, AGENCY, [(AGENCY, 1, 3)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLE)
def test_waiting_days_are_booked_to_whoever_was_responsible(case: str) -> None:
    turns, forwarded, answered_on, asked_of, days, turn, booked = TABLE[case]
    clock = waiting(asked_on=MAY_1, turns=turns, forwarded=forwarded, answered_on=answered_on, day=asked_of)
    assert clock.days == days
    assert clock.turn == turn
    assert clock.booked == tuple(Booked(body, day(since), day(until)) for body, since, until in booked)


@given(
    forwardings=st.lists(
        st.tuples(st.sampled_from([MINISTRY, AGENCY, OTHER]), st.integers(0, 60)), max_size=6
    ),
    answered=st.none() | st.integers(0, 90),
    asked_of=st.integers(0, 90),
)
def test_booked_days_follow_each_other_and_add_up(
    forwardings: list[tuple[int, int]], answered: int | None, asked_of: int
) -> None:
    forwarded = [Turn(body, MAY_1 + timedelta(days=after), True) for body, after in forwardings]
    answered_on = None if answered is None else MAY_1 + timedelta(days=answered)
    clock = waiting(
        asked_on=MAY_1,
        turns=LEAD,
        forwarded=forwarded,
        answered_on=answered_on,
        day=MAY_1 + timedelta(days=asked_of),
    )
    assert sum(row.days for row in clock.booked) == clock.days
    for earlier, later in zip(clock.booked, clock.booked[1:], strict=False):
        assert earlier.until == later.since
        assert earlier.body != later.body
