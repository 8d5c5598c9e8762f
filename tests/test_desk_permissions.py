"""Who may open and send the forms of the desk? The action decides; the page says why before anything is typed."""

import pytest
from django.test import Client

from milestones.actions import NewEvidence
from milestones.models import CommitmentStatement, Evidence, StatusUpdate
from ogp_tracker.files import StoredFile
from tests import factories
from tests.desk import address, signed_in, typed
from tests.test_pages_plan import finding

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

RECORDS = "Only officials of the body responsible for commitment 1 may record its progress."
STATES = "Only officials of the lead body state the completion of its commitment."
OTHERS = [
    "stranger",
    "former_editor",
    "other_ministry_editor",
    "coordinator",
    "supporting_editor",
    "cso_member",
    "reviewer",
]


@pytest.fixture
def pages(small_plan, ministry_editor):
    """Every form of the desk, with the sentence that refuses it."""
    link = NewEvidence(proves="It shows the draft.", url="https://example.org/draft")
    entry = factories.record(small_plan.milestone, "limited", by=ministry_editor, evidence=[link])
    statement = factories.state(small_plan.commitment, "limited", by=ministry_editor)
    evidence = Evidence.objects.get()
    return {
        address("milestones/utp-1.1.1/record"): RECORDS,
        address("milestones/utp-1.1.1/unchanged"): RECORDS,
        address("milestones/utp-1.1.1/evidence"): RECORDS,
        address("entries", entry.pk, "correct"): RECORDS,
        address("entries", entry.pk, "retract"): RECORDS,
        address("evidence", evidence.pk, "withdraw"): RECORDS,
        address("commitments/utp-1.1/evidence"): RECORDS,
        address("commitments/utp-1.1/state"): STATES,
        address("statements", statement.pk, "correct"): STATES,
        address("statements", statement.pk, "retract"): STATES,
    }


def rows():
    return [model.objects.count() for model in (StatusUpdate, CommitmentStatement, Evidence, StoredFile)]


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_opens_or_sends_a_form(request, pages, who):
    client, before = signed_in(request.getfixturevalue(who)), rows()
    for page, sentence in pages.items():
        for response in (client.get(page), client.post(page, typed())):
            assert response.status_code == 403, page
            assert sentence in response.content.decode()
    assert rows() == before


def test_somebody_whose_right_ended_keeps_the_typed_text(pages, former_editor):
    page = signed_in(former_editor).post(
        address("milestones/utp-1.1.1/record"), typed(narrative="It <b>is</b> done.")
    )
    assert page.status_code == 403
    assert "It &lt;b&gt;is&lt;/b&gt; done." in page.content.decode()


def test_visitors_are_asked_to_sign_in(pages):
    for page in pages:
        assert Client().get(page)["Location"] == f"/en/sign-in/?next={page}"
        assert Client().post(page, typed())["Location"].startswith("/en/sign-in/")


def test_the_official_opens_every_form(pages, ministry_editor):
    client = signed_in(ministry_editor)
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)


def test_body_responsible_in_the_plan_records_but_does_not_state(pages, small_plan, supporting_editor):
    factories.responsible(small_plan.commitment, small_plan.agency, kind="responsible")
    client = signed_in(supporting_editor)
    assert [client.get(page).status_code for page in pages] == [
        200 if sentence == RECORDS else 403 for sentence in pages.values()
    ]


def test_a_form_from_elsewhere_is_refused(pages, ministry_editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ministry_editor, backend="django.contrib.auth.backends.ModelBackend")
    before = rows()
    assert [client.post(page, typed()).status_code for page in pages] == [403] * len(pages)
    assert rows() == before


@pytest.mark.parametrize(
    "page",
    [
        "milestones/utp-1.1.9/record",
        "milestones/utp-1.1.9/unchanged",
        "entries/999/correct",
        "entries/999/retract",
        "commitments/utp-1.9/state",
        "evidence/999/withdraw",
    ],
)
def test_what_is_not_there_is_not_found(ministry_editor, page):
    found = signed_in(ministry_editor).get(address(page))
    assert (found.status_code, finding(found)) == (404, "Nothing is published at this address.")


def test_a_wrong_method_is_refused(pages, ministry_editor):
    client = signed_in(ministry_editor)
    assert [client.delete(page).status_code for page in pages] == [405] * len(pages)
