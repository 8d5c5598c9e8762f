"""What does the coordinator's desk show of the whole plan, and what does it cost to ask?"""

from datetime import date

import pytest

from accounts.models import Role
from milestones.actions import NewEvidence
from milestones.models import LinkCheck
from participation.actions import NewForwarding, forward
from tests import factories
from tests.desk import address, signed_in
from tests.factories import TODAY, noon
from tests.test_pages_plan import words
from tests.test_participation_actions import say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

LINK = NewEvidence(proves="It shows the draft.", title="The draft", url="https://example.org/draft")


@pytest.fixture
def desk(coordinator):
    return signed_in(coordinator)


def monday(desk):
    return desk.get(address()).context["monday"]


def broken(small_plan, editor):
    """An entry whose evidence stopped answering."""
    entry = factories.record(
        small_plan.second_milestone, "limited", by=editor, on=date(2020, 4, 2), evidence=[LINK]
    )
    evidence = entry.evidence.get()
    check = LinkCheck(evidence=evidence, answered=False, detail="404 Not Found", role=Role.OPERATOR)
    return factories.write(check, now=noon(TODAY), verb="check_link")


def test_what_falls_due_within_thirty_days_comes_first(desk, small_plan):
    later = factories.milestone(small_plan.commitment, 3, due=date(2020, 6, 3))
    soon = factories.milestone(small_plan.commitment, 4, due=date(2020, 5, 4))
    factories.milestone(small_plan.commitment, 5, due=date(2020, 6, 4))  # 31 days away
    assert [task.standing.public_id for task in monday(desk).due_soon] == [soon.public_id, later.public_id]


def test_the_round_counts_what_each_lead_body_owes(desk, small_plan, ministry_editor, cso_member):
    factories.record(small_plan.second_milestone, "limited", by=ministry_editor, on=date(2020, 4, 2))
    say(cso_member, milestone=small_plan.milestone)
    interior, finance = monday(desk).round
    assert (interior.slug, interior.open, interior.overdue, interior.due_soon) == ("utp-interior", 2, 1, 0)
    assert (interior.silent, interior.waiting, interior.last_on) == (0, 1, date(2020, 4, 2))
    assert (finance.slug, finance.open, finance.silent, finance.waiting) == ("utp-finance", 1, 1, 0)
    assert finance.last_on is None
    page = words(desk.get(address()))
    assert "Ministry of the Interior 2 1 0 0 1 2 April 2020" in page
    assert "Ministry of Finance 1 0 0 1 0 nothing yet" in page


def test_to_forward_a_comment_is_not_to_publish(desk, small_plan, ministry_editor, cso_member):
    new = NewForwarding(
        comment=say(cso_member, milestone=small_plan.milestone),
        receiver=small_plan.agency,
        reason="It keeps the archives.",
    )
    forward(new, by=factories.actor(ministry_editor), now=factories.NOW)
    told = {turn.slug: (turn.waiting, turn.last_on) for turn in monday(desk).round}
    assert told == {"utp-interior": (0, None), "utp-finance": (0, None), "utp-archives": (1, None)}


def test_the_longest_wait_for_an_answer_comes_first(desk, small_plan, cso_member):
    first = say(cso_member, commitment=small_plan.commitment, on=date(2020, 3, 1))
    second = say(cso_member, milestone=small_plan.other_milestone, on=date(2020, 4, 1))
    assert [said.number for said in monday(desk).waiting] == [first.pk, second.pk]


def test_evidence_that_stopped_answering_is_listed_until_it_answers_again(desk, small_plan, ministry_editor):
    check = broken(small_plan, ministry_editor)
    found = monday(desk).broken
    assert [(each.proof.number, each.about.label) for each in found] == [(check.evidence_id, "Milestone 1.2")]
    again = LinkCheck(evidence=check.evidence, answered=True, detail="200 OK", role=Role.OPERATOR)
    factories.write(again, now=noon(TODAY), verb="check_link")
    assert monday(desk).broken == []


def test_what_changed_goes_back_a_week_and_leaves_out_the_rounds_of_the_machine(
    desk, small_plan, ministry_editor
):
    def recorded(day):
        return factories.record(small_plan.milestone, "limited", by=ministry_editor, on=day, now=noon(day)).pk

    recorded(date(2020, 4, 26))
    kept = recorded(date(2020, 4, 27)), recorded(date(2020, 5, 3))
    broken(small_plan, ministry_editor)
    recent = [each.event for each in monday(desk).recent]
    assert [event.number for event in recent if event.verb == "record_status"][-2:] == [*reversed(kept)]
    assert "check_link" not in {event.verb for event in recent}


def test_monday_costs_the_same_at_one_entry_and_at_many(
    desk, small_plan, ministry_editor, cso_member, django_assert_num_queries
):
    broken(small_plan, ministry_editor)
    say(cso_member, milestone=small_plan.milestone)
    with django_assert_num_queries(COST):
        desk.get(address())
    for number in (3, 4, 5):
        more = factories.commitment(small_plan.plan, number, f"Promise {number}", lead=small_plan.ministry)
        factories.milestone(more, 1, due=date(2020, 6, 30))
        say(cso_member, commitment=more)
    broken(small_plan, ministry_editor)
    with django_assert_num_queries(COST):
        desk.get(address())


COST = 31
