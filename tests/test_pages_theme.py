"""Does the page of a theme show its own commitments, as of any day, and nothing of the others?"""

import re
from datetime import date

import pytest

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

PAGE = "/en/plans/utp-1/themes/money/"


@pytest.fixture
def other_theme(small_plan):
    """A third commitment, under another heading."""
    theme = factories.theme(small_plan.plan, "nature", order=2)
    commitment = factories.commitment(
        small_plan.plan, 3, "Map the rivers", lead=small_plan.agency, theme=theme
    )
    factories.milestone(commitment, 1, due=date(2020, 2, 1), title="Rivers mapped")


def said(response):
    """The text of a page as it is read."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_a_theme_shows_its_commitments_and_no_others(client, small_plan, other_theme, ministry_editor):
    factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 1, 7))
    text = said(client.get(PAGE))
    assert "Of two commitments, the lead bodies have stated nothing yet. One milestone is overdue." in text
    assert ("Publish the budget" in text, "Map the rivers" in text) == (True, False)


def test_a_number_of_a_theme_leads_to_what_is_counted(client, small_plan, other_theme):
    html = client.get(PAGE).content.decode()
    href = re.search(r'href="([^"]*state=not_reported[^"]*)"', html)[1].replace("&amp;", "&")
    assert href == "/en/plans/utp-1/milestones/?state=not_reported&theme=money"
    listed = said(client.get(href))
    assert ("Draft published" in listed, "Rivers mapped" in listed) == (True, False)


def test_a_theme_reads_as_of_any_day(client, small_plan, ministry_editor):
    factories.record(small_plan.milestone, "completed", by=ministry_editor, on=date(2020, 3, 1))
    assert "1 of 2 completed" in said(client.get(PAGE))
    assert "0 of 2 completed" in said(client.get(f"{PAGE}?as_of=2020-02-01"))


def test_a_theme_nobody_has_is_not_found(client, small_plan):
    assert client.get("/en/plans/utp-1/themes/nowhere/").status_code == 404


def test_the_plan_and_the_commitment_lead_to_the_theme(client, small_plan):
    for page in ("/en/plans/utp-1/", "/en/plans/utp-1/commitments/1/"):
        assert f'href="{PAGE}"' in client.get(page).content.decode()


def test_a_theme_costs_the_same_whatever_its_size(
    client, small_plan, ministry_editor, django_assert_num_queries
):
    with django_assert_num_queries(8):
        client.get(PAGE)
    factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 1, 7))
    factories.record(small_plan.second_milestone, "limited", by=ministry_editor, on=date(2020, 1, 8))
    with django_assert_num_queries(8):
        client.get(PAGE)
