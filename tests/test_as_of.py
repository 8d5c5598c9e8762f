"""How did it stand on that day, as we know now, and what did the public see on that day?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actors import Acting
from accounts.models import User
from accounts.record import appending
from commitments.models import Amendment, Commitment, CommitmentVersion
from milestones.actions import repeats_of
from milestones.entries import CommitmentStatement, StatusUpdate
from milestones.models import Milestone, MilestoneVersion
from ogp_tracker.as_of import end_of
from tests.factories import START, TODAY, milestone, noon, record, state, write
from tests.plan import SmallPlan
from tests.reference import Line, holding, position

JANUARY, FEBRUARY, MARCH, APRIL = (date(2020, month, 15) for month in (1, 2, 3, 4))


@pytest.fixture
def log(small_plan: SmallPlan, ministry_editor: User) -> Any:
    """Records entries of the first milestone: ``log("limited", on=...)``."""

    def tell(completion: str | None = None, **fields: Any) -> StatusUpdate:
        return record(small_plan.milestone, completion, by=ministry_editor, **fields)

    return tell


def seen(milestone: Milestone, day: date, *, known_on: date | None = None) -> tuple[str, int | None]:
    """State and number of the entry that holds at the end of a day, as known at the end of another."""
    known_at = end_of(known_on) if known_on else None
    row = Milestone.objects.as_of(day, known_at=known_at).get(pk=milestone.pk)
    return row.state, row.entry_number


# Which entry holds ----------------------------------------------------------------------------------------


def test_without_an_entry_a_milestone_is_not_reported(small_plan: SmallPlan) -> None:
    assert seen(small_plan.milestone, TODAY) == ("not_reported", None)


def test_an_entry_holds_from_its_day_until_the_next_one(small_plan: SmallPlan, log: Any) -> None:
    first, second = log("limited", on=JANUARY), log("substantial", on=MARCH)
    milestone = small_plan.milestone
    assert seen(milestone, JANUARY - timedelta(days=1)) == ("not_reported", None)
    assert seen(milestone, JANUARY) == ("limited", first.pk)
    assert seen(milestone, MARCH - timedelta(days=1)) == ("limited", first.pk)
    assert seen(milestone, MARCH) == ("substantial", second.pk)
    assert seen(milestone, TODAY) == ("substantial", second.pk)


def test_of_two_entries_of_one_day_the_later_one_holds(small_plan: SmallPlan, log: Any) -> None:
    log("completed", on=JANUARY)
    second = log("limited", on=JANUARY)
    assert seen(small_plan.milestone, JANUARY) == ("limited", second.pk)


def test_no_change_repeats_the_state_on_a_later_day(small_plan: SmallPlan, log: Any) -> None:
    log("limited", on=JANUARY, due_on=date(2020, 9, 1), due_reason="The tender failed.")
    second = log(kind="unchanged", on=MARCH)
    row = Milestone.objects.as_of(MARCH).get(pk=small_plan.milestone.pk)
    assert (row.state, row.entry_number, row.entry_on) == ("limited", second.pk, MARCH)
    assert row.replanned_due_on == date(2020, 9, 1)


def test_a_correction_on_its_own_day_takes_the_place_of_what_it_corrects(
    small_plan: SmallPlan, log: Any
) -> None:
    wrong = log("completed", on=JANUARY)
    later = log("substantial", on=JANUARY)
    right = log("limited", kind="correction", corrects=wrong.pk, on=JANUARY, now=noon(MARCH))
    assert right.position == wrong.pk
    assert seen(small_plan.milestone, JANUARY) == ("substantial", later.pk)
    assert seen(small_plan.milestone, JANUARY, known_on=FEBRUARY) == ("substantial", later.pk)


def test_a_correction_may_move_an_entry_to_another_day(small_plan: SmallPlan, log: Any) -> None:
    wrong = log("completed", on=JANUARY)
    moved = log("completed", kind="correction", corrects=wrong.pk, on=MARCH, now=noon(MARCH))
    milestone = small_plan.milestone
    assert seen(milestone, FEBRUARY) == ("not_reported", None)
    assert seen(milestone, MARCH) == ("completed", moved.pk)
    assert seen(milestone, FEBRUARY, known_on=FEBRUARY) == ("completed", wrong.pk)


def test_a_correction_may_move_an_entry_before_others(small_plan: SmallPlan, log: Any) -> None:
    log("limited", on=JANUARY)
    wrong = log("substantial", on=MARCH)
    moved = log("substantial", kind="correction", corrects=wrong.pk, on=JANUARY, now=noon(APRIL))
    assert seen(small_plan.milestone, JANUARY) == ("substantial", moved.pk)


def test_a_retracted_entry_holds_no_more_and_the_one_before_does(small_plan: SmallPlan, log: Any) -> None:
    first, wrong = log("limited", on=JANUARY), log("completed", on=FEBRUARY)
    log(kind="retraction", corrects=wrong.pk, on=MARCH)
    milestone = small_plan.milestone
    assert seen(milestone, FEBRUARY) == ("limited", first.pk)
    assert seen(milestone, FEBRUARY, known_on=FEBRUARY) == ("completed", wrong.pk)
    assert seen(milestone, APRIL, known_on=MARCH) == ("limited", first.pk)


def test_retracting_the_only_entry_leaves_a_milestone_not_reported(small_plan: SmallPlan, log: Any) -> None:
    wrong = log("completed", on=JANUARY)
    log(kind="retraction", corrects=wrong.pk, on=MARCH)
    assert seen(small_plan.milestone, TODAY) == ("not_reported", None)


def test_retracting_a_correction_does_not_revive_what_it_corrected(small_plan: SmallPlan, log: Any) -> None:
    first, wrong = log("limited", on=JANUARY), log("completed", on=FEBRUARY)
    correction = log("substantial", kind="correction", corrects=wrong.pk, on=FEBRUARY, now=noon(MARCH))
    log(kind="retraction", corrects=correction.pk, on=APRIL)
    assert seen(small_plan.milestone, TODAY) == ("limited", first.pk)
    assert seen(small_plan.milestone, TODAY, known_on=MARCH) == ("substantial", correction.pk)


def test_a_retraction_can_be_corrected_and_the_place_is_kept(small_plan: SmallPlan, log: Any) -> None:
    wrong, later = log("completed", on=JANUARY), log("limited", on=JANUARY)
    retraction = log(kind="retraction", corrects=wrong.pk, on=FEBRUARY)
    again = log("substantial", kind="correction", corrects=retraction.pk, on=JANUARY, now=noon(MARCH))
    assert again.position == wrong.pk
    assert seen(small_plan.milestone, JANUARY) == ("limited", later.pk)
    log(kind="retraction", corrects=later.pk, on=APRIL)
    assert seen(small_plan.milestone, JANUARY) == ("substantial", again.pk)


def test_an_unchanged_entry_can_be_corrected_on_its_own(small_plan: SmallPlan, log: Any) -> None:
    first = log("limited", on=JANUARY)
    same = log(kind="unchanged", on=FEBRUARY)
    right = log("substantial", kind="correction", corrects=same.pk, on=FEBRUARY, now=noon(MARCH))
    assert seen(small_plan.milestone, JANUARY) == ("limited", first.pk)
    assert seen(small_plan.milestone, FEBRUARY) == ("substantial", right.pk)


def test_unchanged_entries_still_say_what_they_repeated_until_they_are_corrected_too(
    small_plan: SmallPlan, log: Any
) -> None:
    wrong = log("completed", on=JANUARY)
    same, more = log(kind="unchanged", on=FEBRUARY), log(kind="unchanged", on=MARCH)
    assert repeats_of(wrong) == [same, more]
    log("limited", kind="correction", corrects=wrong.pk, on=JANUARY, now=noon(APRIL))
    assert seen(small_plan.milestone, MARCH) == ("completed", more.pk)


def test_repeats_end_where_somebody_reported_progress(small_plan: SmallPlan, log: Any) -> None:
    first = log("limited", on=JANUARY)
    same = log(kind="unchanged", on=FEBRUARY)
    second = log("substantial", on=MARCH)
    after = log(kind="unchanged", on=APRIL)
    assert (repeats_of(first), repeats_of(second)) == ([same], [after])
    log(kind="retraction", corrects=after.pk, on=APRIL)
    assert repeats_of(second) == []


def test_one_milestones_log_says_nothing_about_another(small_plan: SmallPlan, log: Any) -> None:
    log("completed", on=JANUARY)
    assert seen(small_plan.second_milestone, TODAY) == ("not_reported", None)


# What the public saw --------------------------------------------------------------------------------------


def test_a_late_entry_is_in_the_past_as_known_now_and_not_as_seen_then(
    small_plan: SmallPlan, log: Any
) -> None:
    late = log("limited", on=JANUARY, now=noon(APRIL))
    milestone = small_plan.milestone
    assert seen(milestone, FEBRUARY) == ("limited", late.pk)
    assert seen(milestone, FEBRUARY, known_on=MARCH) == ("not_reported", None)
    assert seen(milestone, FEBRUARY, known_on=APRIL) == ("limited", late.pk)
    assert seen(milestone, FEBRUARY, known_on=APRIL - timedelta(days=1)) == ("not_reported", None)


def test_known_on_a_day_ends_with_that_day_in_oslo(small_plan: SmallPlan, log: Any) -> None:
    """23:30 in Oslo on 15 January is 22:30 UTC; 00:30 on 16 January is 23:30 UTC of the 15th."""
    evening = log("limited", on=JANUARY, now=datetime.fromisoformat("2020-01-15T22:30:00Z"))
    log("substantial", on=JANUARY, now=datetime.fromisoformat("2020-01-15T23:30:00Z"))
    assert seen(small_plan.milestone, JANUARY, known_on=JANUARY) == ("limited", evening.pk)


def test_before_the_record_begins_nothing_was_known(small_plan: SmallPlan) -> None:
    known_at = end_of(START - timedelta(days=1))
    assert not Milestone.objects.as_of(TODAY, known_at=known_at).exists()
    assert not Milestone.objects.as_of(START - timedelta(days=1)).exists()
    assert Milestone.objects.as_of(START).count() == 3


# How it was worded ----------------------------------------------------------------------------------------


def amendment(plan: SmallPlan, *, on: date) -> Amendment:
    about = {"plan": plan.plan, "ordinal": Amendment.objects.count() + 1, "effective_on": on}
    return write(Amendment(**about, title={"en": "Amendment"}), now=noon(on))


def version(plan: SmallPlan, change: str, *, on: date, now: date, **wording: Any) -> MilestoneVersion:
    by = None if change == "corrected" else amendment(plan, on=on)
    words = {"title": {"en": "Draft published"}, "ends_on": date(2020, 3, 31)} | wording
    row = MilestoneVersion(milestone=plan.milestone, valid_from=on, change=change, amendment=by, **words)
    return write(row, now=noon(now))


def wording(plan: SmallPlan, day: date, *, known_on: date | None = None) -> tuple[int, date]:
    known_at = end_of(known_on) if known_on else None
    row = Milestone.objects.as_of(day, known_at=known_at).get(pk=plan.milestone.pk)
    in_force = MilestoneVersion.objects.in_force(day, known_at=known_at).get(milestone=plan.milestone)
    assert row.version_number == in_force.pk
    return row.version_number, row.adopted_due_on


def test_a_rewording_holds_from_its_day(small_plan: SmallPlan) -> None:
    adopted = small_plan.milestone.versions.get()
    new = version(small_plan, "reworded", on=MARCH, now=MARCH, ends_on=date(2020, 6, 30))
    assert wording(small_plan, MARCH - timedelta(days=1)) == (adopted.pk, date(2020, 3, 31))
    assert wording(small_plan, MARCH) == (new.pk, date(2020, 6, 30))
    assert wording(small_plan, MARCH, known_on=FEBRUARY) == (adopted.pk, date(2020, 3, 31))


def test_a_corrected_transcription_holds_from_the_day_of_what_it_corrects(small_plan: SmallPlan) -> None:
    adopted = small_plan.milestone.versions.get()
    reworded = version(small_plan, "reworded", on=MARCH, now=MARCH, ends_on=date(2020, 6, 30))
    right = version(small_plan, "corrected", on=START, now=APRIL, ends_on=date(2020, 3, 13))
    assert wording(small_plan, START) == (right.pk, date(2020, 3, 13))
    assert wording(small_plan, TODAY) == (reworded.pk, date(2020, 6, 30))
    assert wording(small_plan, START, known_on=MARCH) == (adopted.pk, date(2020, 3, 31))


def test_what_is_withdrawn_is_withdrawn_from_its_day_whatever_was_reported(
    small_plan: SmallPlan, log: Any
) -> None:
    entry = log("completed", on=JANUARY)
    version(small_plan, "withdrawn", on=MARCH, now=MARCH)
    milestone = small_plan.milestone
    assert seen(milestone, FEBRUARY) == ("completed", entry.pk)
    assert seen(milestone, MARCH) == ("withdrawn", entry.pk)
    assert seen(milestone, MARCH, known_on=FEBRUARY) == ("completed", entry.pk)


def test_what_is_added_is_no_part_of_the_plan_before_its_day(small_plan: SmallPlan) -> None:
    new = Milestone.objects.create(commitment=small_plan.commitment, public_id="utp-1.1.3", number=3)
    words = {"title": {"en": "Evaluated"}, "ends_on": date(2021, 3, 31)}
    by = amendment(small_plan, on=MARCH)
    write(
        MilestoneVersion(milestone=new, valid_from=MARCH, change="added", amendment=by, **words),
        now=noon(MARCH),
    )
    assert Milestone.objects.as_of(MARCH - timedelta(days=1)).count() == 3
    assert Milestone.objects.as_of(MARCH).count() == 4
    assert Milestone.objects.as_of(MARCH, known_at=end_of(FEBRUARY)).count() == 3


def test_commitments_follow_their_versions_too(small_plan: SmallPlan) -> None:
    adopted = small_plan.commitment.versions.get()
    by = amendment(small_plan, on=MARCH)
    words = {"title": {"en": "Publish the whole budget"}, "milestones_known": "complete"}
    about = {"commitment": small_plan.commitment, "valid_from": MARCH, "amendment": by}
    new = write(CommitmentVersion(**about, **words, change="reworded"), now=noon(MARCH))

    def number(day: date, *, known_on: date | None = None) -> int:
        known_at = end_of(known_on) if known_on else None
        return Commitment.objects.in_force(day, known_at=known_at).get(code="1").version_number

    assert (number(FEBRUARY), number(MARCH), number(MARCH, known_on=FEBRUARY)) == (
        adopted.pk,
        new.pk,
        adopted.pk,
    )
    assert Commitment.objects.in_force(START - timedelta(days=1)).count() == 0


# What is overdue ------------------------------------------------------------------------------------------


def overdue(day: date) -> list[str]:
    return [row.public_id for row in Milestone.objects.overdue(day)]


def test_a_milestone_is_overdue_from_the_day_after_its_adopted_one(small_plan: SmallPlan) -> None:
    assert overdue(date(2020, 3, 31)) == []
    assert overdue(date(2020, 4, 1)) == ["utp-1.1.1"]
    assert overdue(date(2021, 4, 1)) == ["utp-1.1.1", "utp-1.1.2", "utp-1.2.1"]


@pytest.mark.parametrize("completion", ["not_started", "limited", "substantial"])
def test_what_is_not_completed_stays_overdue(small_plan: SmallPlan, log: Any, completion: str) -> None:
    log(completion, on=APRIL)
    assert overdue(APRIL) == ["utp-1.1.1"]


def test_what_is_completed_or_withdrawn_is_not_overdue(small_plan: SmallPlan, log: Any) -> None:
    log("completed", on=APRIL)
    assert (overdue(APRIL - timedelta(days=1)), overdue(APRIL)) == (["utp-1.1.1"], [])
    version(small_plan, "withdrawn", on=TODAY, now=TODAY)
    assert overdue(TODAY) == []


def test_replanning_does_not_end_being_overdue_and_is_told_apart(small_plan: SmallPlan, log: Any) -> None:
    log("limited", on=APRIL, due_on=date(2020, 9, 1), due_reason="The tender failed.")
    row = Milestone.objects.overdue(APRIL).get()
    assert (row.adopted_due_on, row.replanned_due_on) == (date(2020, 3, 31), date(2020, 9, 1))


def test_an_amended_day_counts_from_the_day_of_the_amendment(small_plan: SmallPlan) -> None:
    version(small_plan, "reworded", on=APRIL, now=APRIL, ends_on=date(2020, 6, 30))
    assert (overdue(APRIL - timedelta(days=1)), overdue(APRIL)) == (["utp-1.1.1"], [])


def test_what_states_no_day_is_never_overdue(small_plan: SmallPlan) -> None:
    milestone(small_plan.commitment, 9, due=None)
    assert "utp-1.1.9" not in overdue(date(2030, 1, 1))
    assert Milestone.objects.as_of(TODAY).get(number=9).adopted_due_on is None


def test_what_is_overdue_is_asked_as_it_was_known(small_plan: SmallPlan, log: Any) -> None:
    log("completed", on=MARCH, now=noon(TODAY))
    known = Milestone.objects.overdue(APRIL, known_at=end_of(APRIL))
    assert [row.public_id for row in known] == ["utp-1.1.1"]
    assert overdue(APRIL) == []


# Cost -----------------------------------------------------------------------------------------------------


def test_states_cost_one_query_for_however_many(
    small_plan: SmallPlan, log: Any, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        assert len(Milestone.objects.as_of(TODAY).filter(number=2)) == 1
    for _time in range(3):
        log("limited")
    with django_assert_num_queries(1):
        assert len(Milestone.objects.as_of(TODAY)) == 3


def test_states_can_be_filtered_and_excluded_without_losing_the_silent(
    small_plan: SmallPlan, log: Any
) -> None:
    log("completed")
    rows: Any = Milestone.objects.as_of(TODAY)
    assert rows.exclude(state="completed").count() == 2
    assert rows.filter(state="not_reported").count() == 2


def test_statements_follow_the_same_rule(small_plan: SmallPlan, ministry_editor: User) -> None:
    def holds(day: date, *, known_on: date | None = None) -> int | None:
        known_at = end_of(known_on) if known_on else None
        rows = CommitmentStatement.objects.standing(day, known_at=known_at).in_order()
        return rows.values_list("pk", flat=True).first()

    about = small_plan.commitment
    first = state(about, "limited", by=ministry_editor, on=JANUARY)
    wrong = state(about, "completed", by=ministry_editor, on=FEBRUARY)
    by = {"by": ministry_editor, "corrects": wrong.pk, "on": FEBRUARY}
    right = state(about, "substantial", kind="correction", **by, now=noon(MARCH))
    assert (holds(JANUARY), holds(FEBRUARY), holds(FEBRUARY, known_on=FEBRUARY)) == (
        first.pk,
        right.pk,
        wrong.pk,
    )
    again = {"by": ministry_editor, "corrects": right.pk, "on": MARCH}
    state(about, kind="retraction", **again, now=noon(APRIL))
    assert holds(TODAY) == first.pk


# Against a slow reference ---------------------------------------------------------------------------------

DAYS = [START + timedelta(days=days) for days in range(4)]
examples = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@contextmanager
def undone() -> Iterator[None]:
    """Examples share one test and so one record: each takes back what it wrote."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@st.composite
def logs(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Logs as the actions let them grow: what is named is named once, and only what was there before."""
    lines: list[dict[str, Any]] = []
    free: list[int] = []
    for index in range(draw(st.integers(1, 9))):
        kinds = ["progress", "unchanged", *(["correction", "retraction"] if free else [])]
        kind = draw(st.sampled_from(kinds))
        named = draw(st.sampled_from(free)) if kind in ("correction", "retraction") else None
        if named is not None:
            free.remove(named)
        free.append(index)
        completion = draw(st.sampled_from(["not_started", "limited", "substantial", "completed"]))
        lines.append(
            {
                "kind": kind,
                "completion": None if kind == "retraction" else completion,
                "effective_on": draw(st.sampled_from(DAYS)),
                "recorded_on": draw(st.sampled_from(DAYS)),
                "corrects": named,
            }
        )
    days = sorted(line["recorded_on"] for line in lines)
    return [line | {"recorded_on": day} for line, day in zip(lines, days, strict=True)]


def tell(about: Milestone, lines: list[dict[str, Any]], *, after: list[StatusUpdate]) -> list[StatusUpdate]:
    """Write a log as it is, past the rules of the action: what it may say is not in question here."""
    rows = list(after)
    for line in lines[len(after) :]:
        row = StatusUpdate(
            milestone=about,
            kind=line["kind"],
            completion=line["completion"],
            effective_on=line["effective_on"],
            corrects=None if line["corrects"] is None else rows[line["corrects"]],
            challenges="x",
            language="en",
        )
        with appending(now=noon(line["recorded_on"])) as log:
            log.write([row], verb="record_status", acting=Acting(role="operator"))
        rows.append(row)
    return rows


def lines_of(rows: list[StatusUpdate]) -> list[Line]:
    return [
        Line(row.pk, row.effective_on, row.recorded_at, row.kind, row.completion, row.corrects_id)
        for row in rows
    ]


def everything_seen(about: Milestone, *, known: list[date | None]) -> dict[Any, tuple[str, int | None]]:
    return {(day, known_on): seen(about, day, known_on=known_on) for day in DAYS for known_on in known}


@examples
@given(lines=logs())
def test_the_database_agrees_with_the_reference_on_any_log(
    small_plan: SmallPlan, lines: list[dict[str, Any]]
) -> None:
    known = [None, DAYS[0], DAYS[2]]
    with undone():
        rows = tell(small_plan.milestone, lines, after=[])
        found = everything_seen(small_plan.milestone, known=known)
    log = lines_of(rows)
    expected = {}
    for day, known_on in product(DAYS, known):
        line = holding(log, day, known_at=end_of(known_on) if known_on else None)
        expected[day, known_on] = (line.completion, line.number) if line else ("not_reported", None)
    assert found == expected
    assert [row.position for row in rows] == [position(line, log) for line in log]


@examples
@given(lines=logs(), told=st.integers(0, 8))
def test_what_was_seen_on_a_day_never_changes_whatever_is_recorded_later(
    small_plan: SmallPlan, lines: list[dict[str, Any]], told: int
) -> None:
    about = small_plan.milestone
    with undone():
        rows = tell(about, lines[:told], after=[])
        yesterday = rows[-1].recorded_at.date() if rows else START
        before = everything_seen(about, known=[yesterday])
        next_day = yesterday + timedelta(days=1)
        later = [line | {"recorded_on": max(line["recorded_on"], next_day)} for line in lines]
        tell(about, later, after=rows)
        assert everything_seen(about, known=[yesterday]) == before
