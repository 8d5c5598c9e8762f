"""What may an official record about a milestone, and what is refused, with which sentence?"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Event, User
from accounts.record import head
from accounts.verify import verify_record
from commitments.models import Amendment
from milestones.actions import NewEvidence, NewStatus, record_statuses, repeats_of
from milestones.entries import StatusUpdate
from milestones.evidence import Evidence
from milestones.models import Milestone, MilestoneVersion
from ogp_tracker.errors import Conflict
from ogp_tracker.jobs import Job
from tests.factories import CHALLENGES, NOW, START, TODAY, actor, noon, record, responsible, write
from tests.plan import SmallPlan

JANUARY, FEBRUARY, MARCH, APRIL = (date(2020, month, 15) for month in (1, 2, 3, 4))
TOMORROW = date(2020, 5, 5)


@pytest.fixture
def log(small_plan: SmallPlan, ministry_editor: User) -> Any:
    """Records entries of the first milestone: ``log("limited", on=...)``."""

    def tell(completion: str | None = None, **fields: Any) -> StatusUpdate:
        return record(small_plan.milestone, completion, by=ministry_editor, **fields)

    return tell


def refused(action: Any) -> dict[str, list[str]]:
    """What a refusal says, by field; nothing was written."""
    before = str(head())
    with pytest.raises(ValidationError) as refusal:
        action()
    assert str(head()) == before
    return refusal.value.message_dict


def state_of(milestone: Milestone, day: date = TODAY) -> str:
    return Milestone.objects.as_of(day).get(pk=milestone.pk).state


def withdraw(milestone: Milestone, *, on: date) -> None:
    """Withdraw a milestone by an amendment of the plan."""
    plan = milestone.commitment.plan
    amendment = write(Amendment(plan=plan, ordinal=1, title={"en": "First"}, effective_on=on), now=noon(on))
    wording = {"title": {"en": "Gone"}, "amendment": amendment, "reason": "The law changed."}
    version = MilestoneVersion(milestone=milestone, valid_from=on, change="withdrawn", **wording)
    write(version, now=noon(on))


# What is written ------------------------------------------------------------------------------------------


def test_an_entry_holds_the_whole_state_and_who_recorded_it(
    log: Any, small_plan: SmallPlan, ministry_editor: User
) -> None:
    entry = log(
        "limited",
        narrative="  The draft is written. ",
        challenges=CHALLENGES,
        next_steps="A hearing.",
        due_on=date(2020, 8, 1),
        due_reason="The hearing takes longer.",
        language="nb",
    )
    row = StatusUpdate.objects.get(pk=entry.pk)
    assert (row.milestone, row.kind, row.completion) == (small_plan.milestone, "progress", "limited")
    assert (row.narrative, row.challenges, row.next_steps) == (
        "The draft is written.",
        CHALLENGES,
        "A hearing.",
    )
    assert (row.due_on, row.due_reason) == (date(2020, 8, 1), "The hearing takes longer.")
    assert (row.effective_on, row.recorded_at, row.language) == (TODAY, NOW, "nb")
    assert (row.recorded_by, row.body, row.role) == (ministry_editor, small_plan.ministry, "official")
    assert (row.corrects, row.position, row.is_sample) == (None, row.pk, False)
    assert verify_record().size == row.pk


def test_an_entry_may_speak_of_an_earlier_day_and_follow_another_of_the_same_day(log: Any) -> None:
    assert log("limited", on=MARCH, now=NOW).effective_on == MARCH
    assert log("substantial", on=MARCH, now=NOW).effective_on == MARCH


@pytest.mark.parametrize("completion", ["substantial", "completed"])
def test_substantial_and_completed_need_no_explanation_and_no_evidence(log: Any, completion: str) -> None:
    assert log(completion).challenges == ""


def test_the_body_responsible_in_the_plan_records_in_its_own_name(
    small_plan: SmallPlan, supporting_editor: User
) -> None:
    responsible(small_plan.commitment, small_plan.agency, kind="responsible")
    assert record(small_plan.milestone, "completed", by=supporting_editor).body == small_plan.agency


def test_an_entry_brings_its_evidence_which_rings_for_its_link_to_be_checked(
    log: Any, small_plan: SmallPlan
) -> None:
    proof = NewEvidence(proves="It is out.", url="https://example.org/draft")
    entry = log("completed", on=APRIL, now=NOW, evidence=[proof])
    row = Evidence.objects.get()
    assert (row.status_update, row.milestone, row.effective_on) == (entry, small_plan.milestone, APRIL)
    assert row.pk == entry.pk + 1
    assert list(Job.objects.values_list("kind", "arguments")) == [("milestones.check_link", [row.pk])]


def test_entries_that_ring_for_nothing_ring_for_nothing(log: Any) -> None:
    log("completed")
    assert list(Job.objects.filter(kind="milestones.check_link")) == []


# What is refused ------------------------------------------------------------------------------------------


def test_a_day_that_has_not_come_is_refused(log: Any) -> None:
    said = {"effective_on": ["This day has not come yet. Choose today or an earlier day."]}
    for kind in ({"completion": "completed"}, {"kind": "unchanged"}):
        assert refused(lambda kind=kind: log(**kind, on=TOMORROW, now=NOW)) == said
    entry = log("completed")
    named = {"corrects": entry.pk, "on": TOMORROW, "now": NOW}
    assert refused(lambda: log("substantial", kind="correction", **named)) == said
    assert refused(lambda: log(kind="retraction", **named)) == said


def test_the_day_is_the_one_in_oslo(log: Any) -> None:
    """At half past ten in the evening of 4 May in London it is 5 May in Norway."""
    late = NOW.replace(hour=22, minute=30)
    assert log("completed", on=TOMORROW, now=late).effective_on == TOMORROW
    assert list(refused(lambda: log("completed", on=date(2020, 5, 6), now=late))) == ["effective_on"]


@pytest.mark.parametrize("kind", ["progress", "unchanged"])
def test_an_entry_before_the_newest_standing_one_is_refused(log: Any, kind: str) -> None:
    log("substantial", on=MARCH)
    completion = "completed" if kind == "progress" else None
    said = "The newest entry is about 15 March 2020. Choose that day or a later one, or correct that entry."
    assert refused(lambda: log(completion, kind=kind, on=FEBRUARY, now=NOW)) == {"effective_on": [said]}


def test_the_order_of_days_does_not_count_what_was_retracted(log: Any) -> None:
    log("limited", on=JANUARY)
    wrong = log("completed", on=MARCH)
    log(kind="retraction", corrects=wrong.pk, on=MARCH)
    assert log("substantial", on=FEBRUARY, now=NOW).effective_on == FEBRUARY


@pytest.mark.parametrize("completion", ["not_started", "limited"])
@pytest.mark.parametrize("challenges", ["", "   "])
def test_little_progress_is_explained(log: Any, completion: str, challenges: str) -> None:
    said = {"challenges": ["Not started and limited need an explanation: say what holds it back."]}
    assert refused(lambda: log(completion, challenges=challenges)) == said
    entry = log("completed")
    correction = {"kind": "correction", "corrects": entry.pk}
    assert refused(lambda: log(completion, challenges=challenges, **correction)) == said


def test_a_replanned_day_needs_its_reason(log: Any) -> None:
    said = {"due_reason": ["A re-planned day needs its reason."]}
    assert refused(lambda: log("substantial", due_on=date(2020, 9, 1), due_reason=" ")) == said


def test_nothing_is_replanned_to_a_day_before_the_one_the_entry_is_about(log: Any) -> None:
    late = {"due_reason": "Late."}
    said = {"due_on": ["This is before the day the entry is about. Choose 15 March 2020 or a later day."]}
    assert refused(lambda: log("substantial", on=MARCH, due_on=FEBRUARY, **late)) == said
    entry = log("substantial", on=MARCH, due_on=MARCH, **late)
    correction = {"kind": "correction", "corrects": entry.pk, "on": JANUARY, "now": NOW}
    assert log("substantial", due_on=FEBRUARY, **late, **correction).due_on == FEBRUARY


def test_a_replanned_day_that_has_passed_travels_on(log: Any) -> None:
    planned = {"due_on": FEBRUARY, "due_reason": "Late."}
    log("substantial", on=JANUARY, **planned)
    assert log(kind="unchanged", on=MARCH).due_on == FEBRUARY
    assert log("completed", **planned).due_on == FEBRUARY


def test_the_reason_of_a_replanning_needs_its_day(log: Any) -> None:
    said = {"due_on": ["Say to which day it is re-planned, or leave out the reason."]}
    assert refused(lambda: log("substantial", due_reason="The hearing takes longer.")) == said


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"completion": None}, "completion"),
        ({"completion": ""}, "completion"),
        ({"completion": "withdrawn"}, "completion"),
        ({"completion": "not_reported"}, "completion"),
        ({"completion": "completed", "kind": "wish"}, "kind"),
        ({"completion": "completed", "language": "tlh"}, "language"),
        ({"completion": "completed", "narrative": "x" * 10_001}, "narrative"),
        ({"completion": "completed", "kind": "correction"}, "corrects"),
        ({"kind": "retraction"}, "corrects"),
        ({"completion": "completed", "evidence": [NewEvidence(proves="")]}, "evidence.0.proves"),
    ],
)
def test_an_entry_that_is_not_one_is_refused_at_its_field(
    log: Any, fields: dict[str, Any], field: str
) -> None:
    assert field in refused(lambda: log(**fields))
    assert not StatusUpdate.objects.exists()


def test_progress_names_no_entry_and_a_retraction_states_nothing(log: Any) -> None:
    entry = log("completed")
    assert list(refused(lambda: log("completed", corrects=entry.pk))) == ["corrects"]
    sentence = "Choose a completion; only a retraction carries none."
    states = refused(lambda: log("completed", kind="retraction", corrects=entry.pk))
    assert states == {"completion": [sentence]}


@pytest.mark.parametrize(
    "who",
    [
        "coordinator",
        "other_ministry_editor",
        "supporting_editor",
        "former_editor",
        "cso_member",
        "reviewer",
        "stranger",
    ],
)
def test_nobody_else_records(who: str, small_plan: SmallPlan, request: pytest.FixtureRequest) -> None:
    by = request.getfixturevalue(who)
    before = Event.objects.count()
    sentence = "Only officials of the body responsible for commitment 1 may record its progress."
    with pytest.raises(PermissionDenied, match=sentence):
        record(small_plan.milestone, "completed", by=by)
    assert Event.objects.count() == before


def test_the_command_line_does_not_record_either(small_plan: SmallPlan) -> None:
    with pytest.raises(PermissionDenied):
        record(small_plan.milestone, "completed", by=actor(None))


def test_a_withdrawn_milestone_takes_no_entry_of_that_day_or_later(log: Any, small_plan: SmallPlan) -> None:
    entry = log("limited", on=JANUARY)
    withdraw(small_plan.milestone, on=MARCH)
    said = "It was withdrawn on 15 March 2020. Nothing can be recorded about that day or a later one."
    assert refused(lambda: log("completed", on=MARCH, now=NOW)) == {"effective_on": [said]}
    assert log("substantial", on=FEBRUARY, now=NOW).effective_on == FEBRUARY
    assert log(kind="retraction", corrects=entry.pk, on=TODAY).kind == "retraction"


def test_what_is_not_in_the_plan_takes_no_entry(small_plan: SmallPlan, ministry_editor: User) -> None:
    about = {"commitment": small_plan.commitment, "public_id": "utp-1.1.9", "number": 9}
    unworded = Milestone.objects.create(**about)
    said = {"__all__": ["This is not part of the plan today."]}
    assert refused(lambda: record(unworded, "completed", by=ministry_editor)) == said


# Somebody was faster --------------------------------------------------------------------------------------


def test_an_author_who_saw_an_older_entry_is_told_the_newer_one(log: Any) -> None:
    seen = log("limited", on=MARCH)
    newer = log("substantial", on=APRIL)
    before = str(head())
    with pytest.raises(Conflict) as conflict:
        log("completed", based_on=seen.pk)
    said = "Somebody recorded a newer entry while you were writing. Nothing of yours was written yet."
    assert (conflict.value.current, conflict.value.message_dict) == (newer.pk, {"based_on": [said]})
    assert str(head()) == before


def test_an_author_who_saw_no_entry_is_told_the_first_one(log: Any) -> None:
    first = log("limited")
    with pytest.raises(Conflict) as conflict:
        log("completed", based_on=None)
    assert conflict.value.current == first.pk


def test_an_author_cannot_have_seen_an_entry_that_is_not_there(log: Any) -> None:
    with pytest.raises(Conflict) as conflict:
        log("completed", based_on=99)
    assert conflict.value.current is None


def test_a_retraction_too_is_newer_than_what_was_seen(log: Any) -> None:
    seen = log("limited")
    retraction = log(kind="retraction", corrects=seen.pk)
    with pytest.raises(Conflict) as conflict:
        log("completed", based_on=seen.pk)
    assert conflict.value.current == retraction.pk


def test_whoever_may_not_record_learns_nothing_of_a_conflict(
    log: Any, small_plan: SmallPlan, other_ministry_editor: User
) -> None:
    log("limited")
    with pytest.raises(PermissionDenied):
        record(small_plan.milestone, "completed", by=other_ministry_editor, based_on=None)


# No change ------------------------------------------------------------------------------------------------


def test_no_change_copies_completion_and_replanning_and_needs_no_explanation(log: Any) -> None:
    log("limited", on=MARCH, due_on=date(2020, 9, 1), due_reason="Late.")
    entry = log(kind="unchanged", challenges="")
    row = StatusUpdate.objects.get(pk=entry.pk)
    assert (row.kind, row.completion, row.due_on) == ("unchanged", "limited", date(2020, 9, 1))
    assert (row.challenges, row.due_reason, row.effective_on) == ("", "Late.", TODAY)
    assert verify_record().size == row.pk


@pytest.mark.parametrize(("narrative", "language"), [("", "nb"), ("Still waiting.", "en")])
def test_no_change_is_in_the_language_of_its_words_or_else_of_the_reason_it_copies(
    log: Any, narrative: str, language: str
) -> None:
    log("limited", on=MARCH, due_on=date(2020, 9, 1), due_reason="Forsinket.", language="nb")
    assert log(kind="unchanged", narrative=narrative, language="en").language == language


def test_no_change_cannot_smuggle_in_a_change(log: Any) -> None:
    log("limited", on=MARCH)
    entry = log("completed", kind="unchanged", due_on=date(2021, 1, 1), due_reason="Later.")
    assert (entry.completion, entry.due_on, entry.due_reason) == ("limited", None, "")


def test_no_change_needs_an_entry_that_stands(log: Any) -> None:
    said = {"kind": ["There is no entry yet that could be unchanged. Record the state first."]}
    assert refused(lambda: log(kind="unchanged")) == said
    only = log("limited", on=MARCH)
    log(kind="retraction", corrects=only.pk, on=MARCH)
    assert refused(lambda: log(kind="unchanged")) == said


def test_no_change_repeats_what_a_correction_says(log: Any) -> None:
    wrong = log("completed", on=MARCH)
    log("substantial", kind="correction", corrects=wrong.pk, on=MARCH)
    assert log(kind="unchanged").completion == "substantial"


# Corrections and retractions ------------------------------------------------------------------------------


def test_a_correction_restates_the_whole_state_in_the_place_of_what_it_corrects(
    log: Any, small_plan: SmallPlan
) -> None:
    wrong = log("completed", on=MARCH, narrative="Done.", due_on=date(2020, 9, 1), due_reason="Late.")
    later = log("substantial", on=APRIL)
    correction = log("limited", kind="correction", corrects=wrong.pk, on=MARCH, now=NOW)
    row = StatusUpdate.objects.get(pk=correction.pk)
    assert (row.corrects, row.position, row.narrative, row.due_on) == (wrong, wrong.position, "", None)
    assert state_of(small_plan.milestone, MARCH) == "limited"
    assert state_of(small_plan.milestone) == later.completion
    assert StatusUpdate.objects.get(pk=wrong.pk).narrative == "Done."


def test_a_correction_may_carry_any_day_until_today(log: Any, small_plan: SmallPlan) -> None:
    wrong = log("completed", on=MARCH)
    log("substantial", on=APRIL)
    log("limited", kind="correction", corrects=wrong.pk, on=JANUARY, now=NOW)
    assert state_of(small_plan.milestone, FEBRUARY) == "limited"


def test_an_entry_is_named_only_once(log: Any) -> None:
    wrong = log("completed", on=MARCH)
    log("limited", kind="correction", corrects=wrong.pk, on=MARCH)
    said = {"corrects": [f"Entry {wrong.pk} was already corrected or retracted."]}
    assert refused(lambda: log("substantial", kind="correction", corrects=wrong.pk, on=MARCH)) == said
    assert refused(lambda: log(kind="retraction", corrects=wrong.pk, on=MARCH)) == said


@pytest.mark.parametrize("kind", ["progress", "unchanged", "correction", "retraction"])
def test_an_entry_of_any_kind_can_be_corrected_and_retracted(
    log: Any, small_plan: SmallPlan, kind: str
) -> None:
    first = log("limited", on=MARCH)
    fields = {"completion": "completed"} if kind in ("progress", "correction") else {}
    named = {"corrects": first.pk} if kind in ("correction", "retraction") else {}
    entry = log(kind=kind, on=APRIL, **fields, **named)
    correction = log("substantial", kind="correction", corrects=entry.pk, on=APRIL)
    assert state_of(small_plan.milestone) == "substantial"
    log(kind="retraction", corrects=correction.pk, on=APRIL)
    assert state_of(small_plan.milestone) == ("limited" if not named else "not_reported")


def test_retracting_a_correction_does_not_revive_what_it_corrected(log: Any, small_plan: SmallPlan) -> None:
    log("limited", on=JANUARY)
    wrong = log("completed", on=MARCH)
    correction = log("substantial", kind="correction", corrects=wrong.pk, on=MARCH)
    log(kind="retraction", corrects=correction.pk, on=MARCH)
    assert state_of(small_plan.milestone) == "limited"


def test_a_correction_names_an_entry_of_the_same_milestone(
    log: Any, small_plan: SmallPlan, ministry_editor: User
) -> None:
    elsewhere = record(small_plan.second_milestone, "completed", by=ministry_editor)
    said = {"corrects": ["There is no such entry in the log of this milestone."]}
    for number in (elsewhere.pk, 1, 10**9):
        corrects = {"kind": "correction", "corrects": number}
        assert refused(lambda corrects=corrects: log("completed", **corrects)) == said


def test_whoever_corrects_an_entry_is_shown_what_repeats_it_and_corrects_it_in_the_same_call(
    log: Any, small_plan: SmallPlan, ministry_editor: User
) -> None:
    wrong = log("completed", on=JANUARY)
    repeats = [log(kind="unchanged", on=FEBRUARY), log(kind="unchanged", on=MARCH)]
    log("completed", on=APRIL)
    assert repeats_of(wrong) == repeats
    seen = StatusUpdate.objects.latest("pk").pk
    rows = [
        NewStatus(
            milestone=small_plan.milestone,
            effective_on=row.effective_on,
            kind="correction",
            completion="substantial",
            corrects=row.pk,
            based_on=seen,
        )
        for row in (wrong, *repeats)
    ]
    record_statuses(rows, by=actor(ministry_editor), now=NOW)
    assert {state_of(small_plan.milestone, day) for day in (JANUARY, FEBRUARY, MARCH)} == {"substantial"}
    assert state_of(small_plan.milestone) == "completed"


# Many at once ---------------------------------------------------------------------------------------------


def new(milestone: Milestone, completion: str = "completed", **fields: Any) -> NewStatus:
    return NewStatus(milestone=milestone, completion=completion, **{"effective_on": TODAY} | fields)


def test_no_rows_are_no_entry_and_no_event(db: None, ministry_editor: User) -> None:
    before = str(head())
    assert record_statuses([], by=actor(ministry_editor), now=NOW) == []
    assert str(head()) == before


def test_many_entries_are_returned_in_the_order_in_which_they_were_given(
    small_plan: SmallPlan, ministry_editor: User
) -> None:
    responsible(small_plan.other_commitment, small_plan.ministry, kind="responsible")
    rows = [new(small_plan.other_milestone), new(small_plan.second_milestone), new(small_plan.milestone)]
    written = record_statuses(rows, by=actor(ministry_editor), now=NOW)
    assert [row.milestone for row in written] == [row.milestone for row in rows]
    assert sorted(row.pk for row in written) == list(range(head().size - 2, head().size + 1))
    assert verify_record().size == head().size


def test_one_wrong_row_of_many_and_none_is_written(small_plan: SmallPlan, ministry_editor: User) -> None:
    rows = [
        new(small_plan.milestone),
        new(small_plan.second_milestone, effective_on=TOMORROW),
        new(small_plan.milestone, effective_on=APRIL),
    ]
    said = refused(lambda: record_statuses(rows, by=actor(ministry_editor), now=NOW))
    assert sorted(said) == ["rows.1.effective_on", "rows.2.effective_on"]
    explained = [new(small_plan.milestone), new(small_plan.second_milestone, "limited")]
    said = refused(lambda: record_statuses(explained, by=actor(ministry_editor), now=NOW))
    assert list(said) == ["rows.1.challenges"]
    assert not StatusUpdate.objects.exists()


def test_one_row_without_right_and_none_is_written(small_plan: SmallPlan, ministry_editor: User) -> None:
    rows = [new(small_plan.milestone), new(small_plan.other_milestone)]
    with pytest.raises(PermissionDenied, match="responsible for commitment 2"):
        record_statuses(rows, by=actor(ministry_editor), now=NOW)
    assert not StatusUpdate.objects.exists()


def test_one_conflict_of_many_and_none_is_written(small_plan: SmallPlan, ministry_editor: User) -> None:
    newer = record(small_plan.second_milestone, "completed", by=ministry_editor)
    rows = [new(small_plan.milestone), new(small_plan.second_milestone)]
    with pytest.raises(Conflict) as conflict:
        record_statuses(rows, by=actor(ministry_editor), now=NOW)
    assert conflict.value.current == newer.pk
    assert not StatusUpdate.objects.filter(milestone=small_plan.milestone).exists()


def test_rows_about_one_milestone_follow_each_other(small_plan: SmallPlan, ministry_editor: User) -> None:
    rows = [
        new(small_plan.milestone, "limited", effective_on=MARCH, challenges=CHALLENGES),
        new(small_plan.milestone, kind="unchanged", effective_on=APRIL),
        new(small_plan.milestone, "substantial"),
    ]
    written = record_statuses(rows, by=actor(ministry_editor), now=NOW)
    assert [row.completion for row in written] == ["limited", "limited", "substantial"]
    assert [row.position for row in written] == [row.pk for row in written]


def test_two_rows_cannot_name_the_same_entry(log: Any, small_plan: SmallPlan, ministry_editor: User) -> None:
    wrong = log("completed", on=MARCH)
    names = {"kind": "correction", "corrects": wrong.pk, "based_on": wrong.pk, "effective_on": MARCH}
    rows = [new(small_plan.milestone, **names), new(small_plan.milestone, "substantial", **names)]
    said = refused(lambda: record_statuses(rows, by=actor(ministry_editor), now=NOW))
    assert said == {"rows.1.corrects": [f"Entry {wrong.pk} was already corrected or retracted."]}


def test_a_row_cannot_name_an_entry_that_is_only_about_to_be_written(
    small_plan: SmallPlan, ministry_editor: User
) -> None:
    coming = head().size + 1
    rows = [
        new(small_plan.milestone),
        new(small_plan.milestone, "substantial", kind="correction", corrects=coming),
    ]
    said = refused(lambda: record_statuses(rows, by=actor(ministry_editor), now=NOW))
    assert said == {"rows.1.corrects": ["There is no such entry in the log of this milestone."]}


def test_evidence_of_many_rows_goes_with_its_own_entry(small_plan: SmallPlan, ministry_editor: User) -> None:
    proofs = [NewEvidence(proves=name, url=f"https://example.org/{name}") for name in ("one", "two")]
    rows = [
        new(small_plan.milestone, evidence=proofs[:1]),
        new(small_plan.second_milestone, evidence=proofs[1:]),
    ]
    one, two = record_statuses(rows, by=actor(ministry_editor), now=NOW)
    assert dict(Evidence.objects.values_list("proves", "status_update")) == {"one": one.pk, "two": two.pk}


@pytest.mark.parametrize("entries", [1, 3])
def test_many_entries_cost_as_many_queries_as_one(
    small_plan: SmallPlan, ministry_editor: User, entries: int
) -> None:
    """What is asked of tables; whether a row keeps a constraint is asked of none, and before the lock."""
    by = actor(ministry_editor)
    rows = [new(small_plan.milestone), *[new(small_plan.second_milestone)] * 2][:entries]
    with CaptureQueriesContext(connection) as asked:
        record_statuses(rows, by=by, now=NOW)
    tables = [query["sql"] for query in asked if re.search(r"(FROM|INTO|UPDATE) \"", query["sql"])]
    assert len(tables) == 9


def test_an_entry_before_the_record_began_is_warned_of_and_not_refused(log: Any) -> None:
    assert log("completed", on=date(2018, 1, 1), now=NOW).effective_on < START
