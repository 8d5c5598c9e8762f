"""Who answers for what: on the plan's page, and on the page of a body?"""

from datetime import date

import pytest

from accounts.models import Organisation
from tests import factories
from tests.test_pages_plan import words
from tests.test_participation_actions import say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

PLAN = "/en/plans/utp-1/"
BODY = "/en/organisations/utp-interior/"


def test_the_plan_names_every_body_with_its_commitments(client, small_plan):
    page = client.get(PLAN)
    found = page.context["bodies"]
    assert [(body.slug, [row.code for row in body.leads]) for body in found.answering] == [
        ("utp-interior", ["1"]),
        ("utp-finance", ["2"]),
    ]
    assert [(body.slug, [row.code for row in body.supports]) for body in found.supporting] == [
        ("utp-archives", ["1"])
    ]
    assert "Two bodies lead the commitments, one more takes part" in words(page)


def test_the_plan_names_the_bodies_of_the_day(client, small_plan):
    factories.responsible(
        small_plan.commitment, small_plan.agency, kind="responsible", since=date(2020, 3, 1)
    )
    before = client.get(f"{PLAN}?as_of=2020-02-01").context["bodies"]
    now = client.get(PLAN).context["bodies"]
    assert [body.slug for body in before.answering] == ["utp-interior", "utp-finance"]
    assert [body.slug for body in now.answering] == ["utp-interior", "utp-archives", "utp-finance"]
    assert [row.code for row in now.answering[1].responsible] == ["1"]


def test_a_body_shows_each_commitment_once_with_all_its_parts_and_how_it_stands(
    client, small_plan, ministry_editor
):
    factories.responsible(
        small_plan.commitment, small_plan.ministry, kind="responsible", since=date(2019, 7, 1)
    )
    factories.record(small_plan.milestone, "completed", by=ministry_editor, on=date(2020, 4, 1))
    page = client.get(BODY)
    held = page.context["page"].held
    assert [[duty.kind for duty in each.duties] for each in held] == [["lead", "responsible"]]
    assert "1 of 2 completed" in words(page)


def test_a_body_shows_what_waits_for_its_answer(client, small_plan, cso_member):
    mine = say(cso_member, milestone=small_plan.milestone)
    say(cso_member, milestone=small_plan.other_milestone)
    page = client.get(BODY)
    assert [said.number for said in page.context["page"].waiting] == [mine.pk]
    assert "Comments that wait for its answer 1" in words(page)


def test_the_plan_marks_where_civil_society_finds_something_else(
    client, small_plan, ministry_editor, cso_member
):
    factories.state(small_plan.commitment, "substantial", by=ministry_editor, on=date(2020, 3, 8))
    say(cso_member, commitment=small_plan.commitment, view="limited", view_reason="No draft yet.")
    page = client.get(PLAN)
    assert page.context["board"].apart == {"utp-1.1": "1 step lower than stated"}
    assert page.context["headings"]["voices"] == (
        "On commitment 1, civil society differs from what the lead body states"
    )
    assert "For one commitment, the lead body states nothing. What civil society finds stands in" in words(
        page
    )
    assert (
        page.content.decode().count('class="differs"') == 2
    )  # on its card, and in the table under the drawing


def test_the_plan_names_each_commitment_on_which_the_views_differ(
    client, small_plan, ministry_editor, cso_member
):
    treasurer = factories.person("treasurer", of=small_plan.other_ministry)
    factories.record(small_plan.other_milestone, "limited", by=treasurer, on=date(2020, 3, 1))
    factories.state(small_plan.other_commitment, "substantial", by=treasurer, on=date(2020, 3, 8))
    factories.state(small_plan.commitment, "substantial", by=ministry_editor, on=date(2020, 3, 8))
    say(cso_member, commitment=small_plan.commitment, view="limited", view_reason="No draft yet.")
    assert client.get(PLAN).context["headings"]["voices"] == (
        "On commitments 1 and 2, milestones or civil society differ from what the lead bodies state"
    )


def test_an_organisation_shows_what_it_asked_and_no_empty_duties(client, small_plan, cso_member):
    asked = say(cso_member, milestone=small_plan.milestone)
    page = client.get("/en/organisations/utp-watch/")
    assert [said.number for said in page.context["page"].asked.comments] == [asked.pk]
    assert "One comment, waiting 33 days for an answer." in words(page)
    assert "Its roles in the plan" not in words(page)
    assert client.get(BODY).context["page"].asked is None


def test_the_days_of_a_body_begin_with_its_first_one(client, small_plan, ministry_editor, settings):
    settings.OGP_HOME_PLAN = "utp-1"
    factories.body("utp-new", "The new ministry", since=date(2020, 3, 1))
    new = Organisation.objects.get(slug="utp-new")
    factories.responsible(small_plan.commitment, new, kind="responsible", since=date(2020, 3, 1))
    for day in (date(2020, 1, 15), date(2020, 4, 1)):
        factories.record(small_plan.milestone, "limited", by=ministry_editor, on=day)
    page = client.get("/en/organisations/utp-new/")
    assert [dot.day for dot in page.context["band"].dots] == [date(2020, 4, 1)]
    before = client.get("/en/organisations/utp-new/?as_of=2020-02-29")
    assert before.status_code == 404
    assert "On 29 February 2020, there was no such body yet." in words(before)
