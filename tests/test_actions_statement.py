"""What may the lead body state about its commitment, and what is refused, with which sentence?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from accounts.record import head
from accounts.verify import verify_record
from commitments.models import Amendment, Commitment, CommitmentVersion
from milestones.actions import NewEvidence
from milestones.entries import CommitmentStatement
from milestones.evidence import Evidence
from ogp_tracker.errors import Conflict
from tests.factories import NOW, TODAY, actor, noon, record, responsible, state, write
from tests.plan import SmallPlan

JANUARY, MARCH, APRIL = (date(2020, month, 15) for month in (1, 3, 4))


@pytest.fixture
def log(small_plan: SmallPlan, ministry_editor: User) -> Any:
    """States the completion of the first commitment: ``log("limited", on=...)``."""

    def tell(completion: str | None = None, **fields: Any) -> CommitmentStatement:
        return state(small_plan.commitment, completion, by=ministry_editor, **fields)

    return tell


def refused(action: Any) -> dict[str, list[str]]:
    """What a refusal says, by field; nothing was written."""
    before = str(head())
    with pytest.raises(ValidationError) as refusal:
        action()
    assert str(head()) == before
    return refusal.value.message_dict


def stated(commitment: Commitment, day: date = TODAY) -> str | None:
    log = CommitmentStatement.objects.standing(day).filter(commitment=commitment).in_order()
    return log.values_list("completion", flat=True).first()


def test_a_statement_keeps_who_stated_what_and_why(
    log: Any, small_plan: SmallPlan, ministry_editor: User
) -> None:
    row = CommitmentStatement.objects.get(pk=log("substantial", reason=" The portal is open. ").pk)
    assert (row.commitment, row.kind, row.completion) == (small_plan.commitment, "progress", "substantial")
    assert (row.reason, row.effective_on, row.recorded_at) == ("The portal is open.", TODAY, NOW)
    assert (row.recorded_by, row.body, row.role) == (ministry_editor, small_plan.ministry, "official")
    assert verify_record().size == row.pk


def test_a_statement_brings_its_evidence(log: Any, small_plan: SmallPlan) -> None:
    proof = NewEvidence(proves="The portal is open.", url="https://example.org/portal")
    statement = log("completed", on=APRIL, now=NOW, evidence=[proof])
    row = Evidence.objects.get()
    assert (row.statement, row.commitment, row.milestone) == (statement, small_plan.commitment, None)
    assert row.effective_on == APRIL


def test_stating_more_than_milestones_indicate_is_not_refused(log: Any) -> None:
    assert log("completed").completion == "completed"


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"reason": "  "}, "reason", "Say in a sentence why."),
        ({"on": date(2020, 5, 5), "now": NOW}, "effective_on",
         "This day has not come yet. Choose today or an earlier day."),
        ({"completion": None}, "completion", "Choose a completion; only a retraction carries none."),
        ({"kind": "correction"}, "corrects",
         "A correction or retraction names the entry it is about; no other does."),
        ({"kind": "unchanged"}, "kind", "A statement is made anew, with its reason."),
        ({"evidence": [NewEvidence(proves="It is out.")]}, "evidence.0.url",
         "Give a link or a file, one of the two."),
    ],
)  # fmt: skip
def test_a_statement_that_is_not_one_is_refused_at_its_field(
    log: Any, fields: dict[str, Any], field: str, sentence: str
) -> None:
    assert refused(lambda: log(**{"completion": "limited"} | fields)) == {field: [sentence]}


def test_a_statement_before_the_newest_standing_one_is_refused(log: Any) -> None:
    log("limited", on=APRIL)
    said = "The newest entry is about 15 April 2020. Choose that day or a later one, or correct that entry."
    assert refused(lambda: log("completed", on=MARCH, now=NOW)) == {"effective_on": [said]}


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
def test_nobody_but_the_lead_states(who: str, small_plan: SmallPlan, request: pytest.FixtureRequest) -> None:
    by = request.getfixturevalue(who)
    sentence = "Only officials of the lead body state the completion of its commitment."
    with pytest.raises(PermissionDenied, match=sentence):
        state(small_plan.commitment, "completed", by=by)
    assert not CommitmentStatement.objects.exists()


def test_the_body_responsible_in_the_plan_records_and_does_not_state(
    small_plan: SmallPlan, supporting_editor: User
) -> None:
    responsible(small_plan.commitment, small_plan.agency, kind="responsible")
    record(small_plan.milestone, "completed", by=supporting_editor)
    with pytest.raises(PermissionDenied):
        state(small_plan.commitment, "completed", by=supporting_editor)


def test_an_author_who_saw_an_older_statement_is_told_the_newer_one(log: Any) -> None:
    seen = log("limited", on=MARCH)
    newer = log("substantial", on=APRIL)
    for based_on in (seen.pk, None, newer.pk + 1):
        with pytest.raises(Conflict) as conflict:
            log("completed", based_on=based_on)
        assert conflict.value.current == newer.pk
    assert CommitmentStatement.objects.count() == 2


def test_a_correction_takes_the_place_and_a_retraction_leaves_it(log: Any, small_plan: SmallPlan) -> None:
    log("limited", on=JANUARY)
    wrong = log("completed", on=MARCH)
    correction = log("substantial", kind="correction", corrects=wrong.pk, on=MARCH, now=NOW)
    assert (correction.corrects, correction.position) == (wrong, wrong.pk)
    assert stated(small_plan.commitment) == "substantial"
    log(kind="retraction", corrects=correction.pk, reason="Counted twice.")
    assert stated(small_plan.commitment) == "limited"


def test_a_retraction_says_why_too(log: Any) -> None:
    entry = log("completed")
    said = refused(lambda: log(kind="retraction", corrects=entry.pk, reason=""))
    assert said == {"reason": ["Say in a sentence why."]}


def test_a_statement_is_named_only_once_and_only_in_its_own_log(
    log: Any, small_plan: SmallPlan, other_ministry_editor: User
) -> None:
    wrong = log("completed")
    log("limited", kind="correction", corrects=wrong.pk)
    said = {"corrects": [f"Entry {wrong.pk} was already corrected or retracted."]}
    assert refused(lambda: log(kind="retraction", corrects=wrong.pk)) == said
    elsewhere = state(small_plan.other_commitment, "limited", by=other_ministry_editor)
    said = {"corrects": ["There is no such statement in the log of this commitment."]}
    assert refused(lambda: log("limited", kind="correction", corrects=elsewhere.pk)) == said


def test_a_withdrawn_commitment_takes_no_statement_of_that_day_or_later(
    log: Any, small_plan: SmallPlan
) -> None:
    entry = log("limited", on=JANUARY)
    about = {"plan": small_plan.plan, "ordinal": 1, "title": {"en": "First"}, "effective_on": MARCH}
    amendment = write(Amendment(**about), now=noon(MARCH))
    wording = {"title": {"en": "Gone"}, "short_title": {"en": "Gone"}, "milestones_known": "complete"}
    change = {"valid_from": MARCH, "change": "withdrawn", "amendment": amendment, "reason": "A new law."}
    write(CommitmentVersion(commitment=small_plan.commitment, **wording, **change), now=noon(MARCH))
    said = "It was withdrawn on 15 March 2020. Nothing can be recorded about that day or a later one."
    assert refused(lambda: log("completed", on=MARCH, now=NOW)) == {"effective_on": [said]}
    assert log(kind="retraction", corrects=entry.pk).kind == "retraction"


def test_who_leads_today_states_and_who_led_does_not(
    log: Any, small_plan: SmallPlan, other_ministry_editor: User
) -> None:
    log("limited", on=MARCH)
    responsible(small_plan.commitment, small_plan.other_ministry, since=APRIL)
    with pytest.raises(PermissionDenied):
        log("substantial")
    assert state(small_plan.commitment, "substantial", by=other_ministry_editor).body == (
        small_plan.other_ministry
    )
    assert (
        actor(other_ministry_editor, day=MARCH).has_perm("milestones.record_statement", small_plan.commitment)
        is False
    )
