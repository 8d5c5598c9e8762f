"""Do twenty people who record in the same moment all get their number, and does only one win a race?

Each writer has a thread and a connection to the database of its own; they are let go together.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection

from accounts.models import Event, User
from accounts.record import head
from accounts.verify import verify_record
from milestones.entries import StatusUpdate
from ogp_tracker.errors import Conflict
from tests.factories import milestone, record
from tests.plan import SmallPlan

WRITERS = 20

Outcome = TypeVar("Outcome")

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(writes: list[Callable[[], Outcome]]) -> list[Outcome]:
    """Do all of it side by side; the outcomes in the order given."""
    together = Barrier(len(writes))

    def one(write: Callable[[], Outcome]) -> Outcome:
        try:
            together.wait(timeout=10)
            return write()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(writes)) as writers:
        return list(writers.map(one, writes))


def test_twenty_writers_at_once_lose_nothing_and_leave_no_gap(
    small_plan: SmallPlan, ministry_editor: User
) -> None:
    rows = [milestone(small_plan.commitment, number, due=None) for number in range(10, 10 + WRITERS)]
    before = head().size
    written = at_once([partial(record, row, "completed", by=ministry_editor) for row in rows])
    assert sorted(entry.pk for entry in written) == list(range(before + 1, before + WRITERS + 1))
    kept = dict(StatusUpdate.objects.values_list("pk", "milestone"))
    assert kept == {entry.pk: row.pk for entry, row in zip(written, rows, strict=True)}
    assert list(Event.objects.values_list("number", flat=True)) == list(range(1, before + WRITERS + 1))
    assert verify_record().size == before + WRITERS


def test_of_twenty_who_saw_the_same_entry_one_wins_and_the_others_are_told(
    small_plan: SmallPlan, ministry_editor: User
) -> None:
    seen = record(small_plan.milestone, "limited", by=ministry_editor)

    def write() -> StatusUpdate | Conflict:
        try:
            return record(small_plan.milestone, "completed", by=ministry_editor, based_on=seen.pk)
        except Conflict as conflict:
            return conflict

    outcomes = at_once([write] * WRITERS)
    conflicts = [outcome for outcome in outcomes if isinstance(outcome, Conflict)]
    (winner,) = [outcome for outcome in outcomes if isinstance(outcome, StatusUpdate)]
    assert [conflict.current for conflict in conflicts] == [winner.pk] * (WRITERS - 1)
    assert list(StatusUpdate.objects.order_by("pk")) == [seen, winner]
    assert verify_record().size == head().size == seen.pk + 1
