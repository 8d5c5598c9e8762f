"""What does a page cost? A literal number of SQL statements, the same at one row and at three."""

from datetime import date

import pytest

from milestones.actions import NewEvidence
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

LINK = NewEvidence(proves="It shows the draft.", title="The draft", url="https://example.org/draft")
COSTS = {
    "/en/plans/utp-1/": 8,
    "/en/plans/utp-1/milestones/": 4,
    "/en/plans/utp-1/commitments/1/": 13,
    "/en/plans/utp-1/commitments/1/milestones/1/": 11,
    "/en/organisations/utp-interior/": 6,
    "/en/record/": 8,
    "/en/how-states-are-set/": 1,
}


@pytest.mark.parametrize("address", COSTS)
def test_page_costs_the_same_at_one_entry_and_at_three(
    client, small_plan, ministry_editor, django_assert_num_queries, address
):
    factories.record(
        small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 1, 7), evidence=[LINK]
    )
    with django_assert_num_queries(COSTS[address]):
        client.get(address)
    factories.record(
        small_plan.milestone, "substantial", by=ministry_editor, on=date(2020, 2, 7), evidence=[LINK]
    )
    factories.record(small_plan.second_milestone, "limited", by=ministry_editor, on=date(2020, 3, 7))
    factories.state(small_plan.commitment, "limited", by=ministry_editor, on=date(2020, 3, 8))
    with django_assert_num_queries(COSTS[address]):
        client.get(address)


def test_plan_costs_the_same_at_one_commitment_more(client, small_plan, django_assert_num_queries):
    for number in (3, 4, 5):
        more = factories.commitment(small_plan.plan, number, f"Promise {number}", lead=small_plan.ministry)
        factories.milestone(more, 1, due=date(2020, 6, 30))
    with django_assert_num_queries(COSTS["/en/plans/utp-1/"]):
        client.get("/en/plans/utp-1/")


def test_body_costs_the_same_whatever_is_overdue_in_the_home_plan(
    client, small_plan, settings, django_assert_num_queries
):
    settings.OGP_HOME_PLAN = "utp-1"
    for day in ("2020-03-01", "2020-05-01"):  # nothing, and one milestone
        with django_assert_num_queries(11):
            client.get(f"/en/organisations/utp-interior/?as_of={day}")


def test_page_asked_again_costs_one_query(client, small_plan, django_assert_num_queries):
    client.get("/en/plans/utp-1/")
    with django_assert_num_queries(1):
        client.get("/en/plans/utp-1/")
