"""What does the page of a commitment tell? Who answers, what is stated and indicated, and how it was reworded."""

from datetime import date

import pytest

from commitments.models import Commitment, CommitmentVersion
from milestones.models import MilestoneVersion
from tests import factories
from tests.factories import noon
from tests.test_pages_plan import finding, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

PAGE = "/en/plans/utp-1/commitments/1/"


@pytest.fixture
def amended(small_plan):
    """Amendment 1 rewords commitment 1 from 1 February 2020 on."""
    amendment = factories.amendment(
        small_plan.plan, on=date(2020, 2, 1), stated_day="2020", reason={"en": "The pandemic."}
    )
    factories.write(
        CommitmentVersion(
            commitment=small_plan.commitment,
            valid_from=date(2020, 2, 1),
            change="reworded",
            amendment=amendment,
            title={"en": "Publish the whole budget"},
            short_title={"en": "Budget"},
            milestones_known="complete",
        ),
        now=noon(date(2020, 2, 1)),
    )
    return amendment


def test_commitment_names_who_answers_and_since_when(client, small_plan):
    page = words(client.get(PAGE))
    assert "Lead Ministry of the Interior since 1 July 2019 · source: The plan" in page
    assert "Supporting National Archives since 1 July 2019" in page


def test_lead_of_the_day_is_shown_and_the_former_one_kept(client, small_plan):
    factories.responsible(small_plan.commitment, small_plan.other_ministry, since=date(2020, 3, 1))
    now, then = words(client.get(PAGE)), words(client.get(PAGE + "?as_of=2020-02-01"))
    assert "Lead Ministry of Finance since 1 March 2020" in now
    assert "Formerly lead Ministry of the Interior, 1 July 2019 \N{EN DASH} 29 February 2020" in now
    assert "Lead Ministry of the Interior since 1 July 2019" in then


def test_stated_and_indicated_stand_side_by_side(client, small_plan, ministry_editor):
    factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 3, 1))
    factories.state(small_plan.commitment, "substantial", by=ministry_editor, on=date(2020, 3, 2))
    page = words(client.get(PAGE))
    assert (
        "Ministry of the Interior states Substantial On 2 March 2020 · Ministry of the Interior, official"
        in page
    )
    assert (
        "The milestones indicate Limited 1 limited and 1 not reported, of 2 milestones. "
        "Stated: one step above what the milestones indicate."
    ) in page


def test_what_is_not_known_is_said(client, small_plan):
    page = words(client.get(PAGE))
    assert "Nothing stated The lead body has not stated how far the commitment has come by this day." in page
    assert "No contact address is stated." in page


def test_commitment_whose_milestones_are_not_verified_cannot_be_indicated(client, small_plan):
    factories.commitment(
        small_plan.plan, 3, "Open the archive", lead=small_plan.ministry, known="not_verified"
    )
    page = words(client.get("/en/plans/utp-1/commitments/3/"))
    assert "Cannot be indicated The plan's milestones are not all verified here." in page


def test_rewording_is_shown_word_by_word(client, small_plan, amended):
    page = client.get(PAGE).content.decode()
    assert "Publish the <ins>whole </ins>budget" in page
    assert '<h1 class="ds-heading">Publish the whole budget</h1>' in page
    before = client.get(PAGE + "?as_of=2020-01-31").content.decode()
    assert '<h1 class="ds-heading">Publish the budget</h1>' in before
    assert "<ins>" not in before


def test_amendment_tells_what_it_changed(client, small_plan, amended):
    page = client.get("/en/plans/utp-1/amendments/1/")
    assert finding(page) == "The changed plan holds from 1 February 2020. The source states “2020”."
    assert "Commitment 1: reworded Title: Publish the whole budget" in words(page)


def test_amendment_that_only_adds_says_so_and_leads_to_what_it_added(client, small_plan, amended):
    page = words(client.get("/en/plans/utp-1/amendments/1/"))
    assert "One commitment added or changed" in page
    factories.added(small_plan.commitment, 3, by=amended, due=date(2020, 12, 1))
    page = client.get("/en/plans/utp-1/amendments/1/")
    assert "One milestone added" in words(page)
    assert "Milestone 1.3: added Milestone 3" in words(page)
    assert '<a class="ds-link" href="/en/plans/utp-1/commitments/1/milestones/3/">' in page.content.decode()


def test_unknown_amendment_is_not_found(client, small_plan):
    page = client.get("/en/plans/utp-1/amendments/7/")
    assert (page.status_code, finding(page)) == (404, "This plan has no amendment 7.")


def test_unknown_commitment_is_not_found(client, small_plan):
    page = client.get("/en/plans/utp-1/commitments/99/")
    assert (page.status_code, finding(page)) == (404, "This plan has no commitment “99”.")


def test_commitment_that_came_later_says_so(client, small_plan, amended):
    youth = Commitment.objects.create(
        plan=small_plan.plan, public_id="utp-1.9", code="9", number="9", order=9
    )
    factories.write(
        CommitmentVersion(
            commitment=youth,
            valid_from=date(2020, 2, 1),
            change="added",
            amendment=amended,
            title={"en": "Youth panel"},
            milestones_known="none_stated",
        ),
        now=noon(date(2020, 2, 1)),
    )
    before = client.get("/en/plans/utp-1/commitments/9/?as_of=2020-01-31")
    assert finding(before) == "On 31 January 2020, this commitment was not part of the plan."
    assert "Youth panel" in words(client.get("/en/plans/utp-1/commitments/9/"))


def test_a_translation_that_came_in_is_no_change_of_the_words(client, small_plan):
    factories.write(
        MilestoneVersion(
            milestone=small_plan.milestone,
            valid_from=date(2020, 1, 1),
            change="corrected",
            title={"en": "Draft published", "nb-t-en": "Utkast publisert"},
            ends_on=date(2020, 3, 31),
            starts_on=factories.START,
        )
    )
    page = "plans/utp-1/commitments/1/milestones/1/"
    for language, says in (
        ("en", "<strong>Title (Norwegian Bokmål):</strong> A translation by this site was added."),
        ("nb", "<strong>Tittel (bokmål):</strong> Nettstedets egen oversettelse kom til."),
    ):
        html = client.get(f"/{language}/{page}").content.decode()
        assert says in html
        assert ("<del>" in html, "<ins>" in html) == (False, False)


def test_a_new_lead_has_not_said_what_the_old_one_said(client, small_plan, ministry_editor):
    factories.state(
        small_plan.commitment, "limited", by=ministry_editor, on=date(2020, 2, 1), reason="Half done."
    )
    factories.responsible(small_plan.commitment, small_plan.other_ministry, since=date(2020, 3, 1))
    page = words(client.get(PAGE))
    assert "Ministry of the Interior states “limited”; nothing is reported on its milestones" in page
    assert "Ministry of the Interior states Limited" in page
    assert "Ministry of Finance states" not in page
