"""What does the desk say is owed, to whom, and what does it cost to ask?"""

from datetime import date

import pytest
from django.test import Client

from milestones.models import Milestone, MilestoneVersion
from tests import factories
from tests.desk import address, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def groups(response):
    return {
        group.key: [task.standing.public_id for task in group.tasks]
        for group in response.context["board"].groups
    }


def test_desk_asks_visitors_to_sign_in():
    response = Client().get(address())
    assert (response.status_code, response["Location"]) == (302, "/en/sign-in/?next=/en/desk/")


def test_desk_puts_milestones_by_urgency(desk, small_plan, ministry_editor):
    soon = factories.milestone(small_plan.commitment, 3, due=date(2020, 5, 20))
    late = factories.milestone(small_plan.commitment, 4, due=date(2020, 4, 1))
    done = factories.milestone(small_plan.commitment, 5, due=date(2020, 4, 1))
    running = factories.milestone(small_plan.commitment, 6, due=date(2021, 4, 1))
    factories.record(
        late, "limited", by=ministry_editor, due_on=date(2020, 9, 1), due_reason="Two vacancies."
    )
    factories.record(done, "completed", by=ministry_editor)
    factories.record(running, "limited", by=ministry_editor)
    response = desk.get(address())
    assert groups(response) == {
        "overdue": ["utp-1.1.1"],
        "replanned": [late.public_id],
        "due_soon": [soon.public_id],
        "silent": ["utp-1.1.2"],
        "running": [running.public_id],
        "done": [done.public_id],
    }
    assert response.context["board"].finding == (
        "Of six milestones, two are past their adopted day, one is due within 30 days "
        "and one has been silent for six months."
    )


def test_a_milestone_without_a_day_is_not_done_because_of_it(desk, small_plan, ministry_editor):
    undated = factories.milestone(small_plan.commitment, 3, due=None)
    assert undated.public_id in groups(desk.get(address()))["silent"]
    factories.record(undated, "limited", by=ministry_editor)
    assert groups(desk.get(address()))["running"] == [undated.public_id]


def test_desk_says_when_nothing_is_owed(desk, small_plan, ministry_editor):
    for milestone in (small_plan.milestone, small_plan.second_milestone):
        factories.record(milestone, "completed", by=ministry_editor)
    response = desk.get(address())
    assert response.context["board"].finding == "Nothing is owed today."
    assert response.context["board"].is_clear


def test_milestone_is_silent_after_six_months_without_an_entry(desk, small_plan, ministry_editor):
    factories.record(small_plan.second_milestone, "limited", by=ministry_editor, on=date(2019, 11, 2))
    assert groups(desk.get(address()))["silent"] == ["utp-1.1.2"]
    factories.record(small_plan.second_milestone, kind="unchanged", by=ministry_editor, on=date(2019, 11, 3))
    assert groups(desk.get(address()))["running"] == ["utp-1.1.2"]


def test_a_milestone_is_not_silent_before_it_stood_in_the_plan_for_six_months(desk, small_plan):
    """It begins with the plan, in July 2019; an amendment added it in April 2020."""
    added = Milestone.objects.create(commitment=small_plan.commitment, public_id="utp-1.1.3", number=3)
    since = date(2020, 4, 1)
    amendment = factories.amendment(small_plan.plan, on=since)
    wording = MilestoneVersion(
        milestone=added,
        valid_from=since,
        change="added",
        amendment=amendment,
        title={"en": "Later"},
        starts_on=factories.START,
        ends_on=date(2020, 12, 31),
    )
    factories.write(wording)
    found = groups(desk.get(address()))
    assert (found["silent"], found["running"]) == (["utp-1.1.2"], ["utp-1.1.3"])


def test_desk_shows_no_other_body_s_milestones(small_plan, other_ministry_editor):
    response = signed_in(other_ministry_editor).get(address())
    assert groups(response) == {"silent": [small_plan.other_milestone.public_id]}
    assert [row.public_id for row in response.context["board"].led] == ["utp-1.2"]


def test_body_responsible_in_the_plan_records_but_does_not_state(small_plan, supporting_editor):
    factories.responsible(small_plan.commitment, small_plan.agency, kind="responsible")
    board = signed_in(supporting_editor).get(address()).context["board"]
    assert [task.standing.public_id for task in board.tasks] == ["utp-1.1.1", "utp-1.1.2"]
    assert board.led == []


def test_supporting_body_has_an_empty_desk(supporting_editor):
    response = signed_in(supporting_editor).get(address())
    assert response.context["board"].tasks == []
    assert "Your body answers for no milestone of this plan today." in response.content.decode()


def test_coordinator_sees_bodies_with_nobody_to_record(coordinator, ministry_editor):
    response = signed_in(coordinator).get(address())
    assert [body.name for body in response.context["monday"].unmanned] == ["Ministry of Finance"]
    assert response.context["board"] is None


def test_a_reviewer_learns_that_nothing_waits(reviewer):
    page = signed_in(reviewer).get(address()).content.decode()
    assert "There is nothing you have to do here today." in page


@pytest.mark.parametrize("who", ["stranger", "former_editor"])
def test_who_is_in_no_body_learns_it(request, who):
    page = signed_in(request.getfixturevalue(who)).get(address()).content.decode()
    assert "You are signed in, but you are not a member of any body today." in page


def test_desk_is_kept_by_no_cache(desk):
    assert "no-store" in desk.get(address())["Cache-Control"]


def test_desk_without_a_plan_still_opens(desk, settings):
    settings.OGP_HOME_PLAN = "nowhere-1"
    assert desk.get(address()).status_code == 200


DESK_COST = 12


def test_desk_costs_the_same_at_two_milestones_and_at_five(
    desk, small_plan, ministry_editor, django_assert_num_queries
):
    factories.record(small_plan.milestone, "limited", by=ministry_editor)
    with django_assert_num_queries(DESK_COST):
        desk.get(address())
    for number in (3, 4, 5):
        more = factories.milestone(small_plan.commitment, number, due=date(2020, 9, 30))
        factories.record(more, "limited", by=ministry_editor)
        factories.commitment(small_plan.plan, number, f"Promise {number}", lead=small_plan.ministry)
    with django_assert_num_queries(DESK_COST):
        desk.get(address())
