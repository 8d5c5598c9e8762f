"""On which side of its date does a milestone stand, when it was re-planned? Examples for ``milestones.schedule``."""

from __future__ import annotations

from datetime import date

import pytest

from milestones.schedule import Schedule

DAY = date(2020, 5, 4)
CLOCK = (date(2019, 7, 1), date(2021, 6, 30))
PAST, SOON, LATER = date(2020, 4, 30), date(2020, 6, 3), date(2020, 6, 4)


@pytest.mark.parametrize(
    ("adopted", "replanned", "side", "next_on"),
    [
        (None, None, "no_date_stated", None),
        (SOON, None, "due_soon", SOON),
        (LATER, None, "on_track", LATER),
        (DAY, LATER, "due_soon", DAY),  # it is overdue from tomorrow on, whatever was re-planned
        (SOON, LATER, "due_soon", SOON),
        (LATER, SOON, "due_soon", SOON),
        (LATER, PAST, "on_track", LATER),
        (None, SOON, "due_soon", SOON),
        (None, PAST, "no_date_stated", None),
        (PAST, None, "overdue", None),
        (PAST, SOON, "overdue", SOON),
    ],
)
def test_the_next_of_its_days_counts(
    adopted: date | None, replanned: date | None, side: str, next_on: date | None
) -> None:
    schedule = Schedule(
        day=DAY,
        state="limited",
        clock=CLOCK,
        adopted_due_on=adopted,
        replanned_due_on=replanned,
        entry_on=None,
    )
    assert (schedule.side, schedule.next_on) == (side, next_on)
