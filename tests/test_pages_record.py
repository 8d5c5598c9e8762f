"""What can anybody see of the record and of a body? Events, the head, every leaf; names over time and duties."""

import hashlib
import json
from datetime import date
from functools import partial

import pytest

from accounts.actions import NewName, name_organisation
from accounts.models import Event, OrganisationName, Role, Succession
from accounts.record import head
from milestones.actions import NewEvidence
from milestones.models import LinkCheck
from reporting import record_page
from tests import factories
from tests.factories import noon
from tests.test_pages_plan import band, finding, words
from tests.test_participation_actions import answer, say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_record_shows_its_head_and_newest_events_first(client, small_plan):
    page = client.get("/en/record/")
    log = head()
    text = words(page)
    assert f"Number {log.size} Digest {log.head} Origin ogp.test" in text
    assert f"--expect {log.size}:{log.head}" in text
    newest = Event.objects.order_by("-number").first()
    assert page.content.decode().index(f"/en/record/{newest.number}/") < page.content.decode().index(
        "/en/record/1/"
    )


def test_record_pages_by_number(client, small_plan, monkeypatch):
    monkeypatch.setattr("accounts.views.PAGE", 3)
    size = head().size
    first = client.get("/en/record/").content.decode()
    assert f"?before={size - 2}" in first
    second = words(client.get(f"/en/record/?before={size - 2}"))
    assert f"Events before number {size - 2}" in second


def test_another_day_of_the_record_begins_with_its_newest_events(client, small_plan):
    page = client.get("/en/record/?before=9&as_of=2020-05-03").content.decode()
    assert 'name="before"' not in page
    assert 'href="/en/record/"' in page


def test_record_refuses_what_is_no_number(client, small_plan):
    page = client.get("/en/record/?before=ten")
    assert (page.status_code, finding(page)) == (400, "“ten” is not the number of an event.")


def test_record_of_a_day_ends_with_that_day(client, small_plan, ministry_editor):
    early = factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 1, 15))
    late = factories.record(small_plan.second_milestone, "limited", by=ministry_editor, on=date(2020, 3, 15))
    then = Event.objects.get(pk=early.pk)
    for query in ("as_of=2020-02-01", "known_on=2020-02-01", "as_of=2020-03-20&known_on=2020-02-01"):
        page = client.get(f"/en/record/?{query}")
        assert f"Number {then.number} Digest {then.chain_hash} Origin ogp.test" in words(page)
        assert late.pk not in [told.event.number for told in page.context["events"]]
    assert "You see the plan as it stood on 1 February 2020." in band(
        client.get("/en/record/?as_of=2020-02-01")
    )
    chooser = page.content.decode().split('<form class="band-form"')[1]
    assert 'type="hidden"' not in chooser, "another day is not held back by this one"
    assert "Nothing has been recorded yet." in words(client.get("/en/record/?as_of=2000-01-01"))


def test_record_of_a_day_pages_within_that_day(client, small_plan, ministry_editor, monkeypatch):
    monkeypatch.setattr("accounts.views.PAGE", 3)
    early = factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 1, 15))
    page = client.get("/en/record/?as_of=2020-02-01").content.decode()
    older = f"?as_of=2020-02-01&amp;known_on=2020-02-01&amp;before={early.pk - 2}"
    assert older in page
    second = client.get("/en/record/" + older.replace("&amp;", "&"))
    assert [told.event.number for told in second.context["events"]] == [early.pk - n for n in (3, 4, 5)]
    assert second.context["head"].size == early.pk


def test_record_refuses_a_day_that_cannot_be_answered(client, small_plan):
    page = client.get("/en/record/?as_of=soon")
    assert page.status_code == 400
    assert finding(page) == "“soon” is not a day. Write it as year-month-day, for example as_of=2020-06-30."


def test_event_shows_the_bytes_that_were_hashed(client, small_plan, ministry_editor):
    entry = factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 1, 15))
    page = client.get(f"/en/record/{entry.pk}/")
    leaf, event = page.context["leaf"], page.context["event"]
    assert hashlib.sha256(b"\x00" + leaf.encode()).hexdigest() == event.leaf_hash
    assert json.loads(leaf)["target"] == "utp-1.1.1"
    assert "/en/plans/utp-1/commitments/1/milestones/1/" in page.content.decode()


def test_events_say_in_words_what_they_are_about_and_who_acted(client, small_plan, ministry_editor, settings):
    settings.OGP_HOME_PLAN = "utp-1"
    factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 1, 15))
    rows = {told.event.number: told for told in client.get("/en/record/").context["events"]}
    entry = rows[max(rows)]
    assert (entry.about, entry.url, entry.kind) == (
        "Milestone 1.1",
        "/en/plans/utp-1/commitments/1/milestones/1/",
        "",
    )
    assert entry.body.name == {"en": "Ministry of the Interior"}
    named = next(told for told in rows.values() if told.event.kind == "organisation_name")
    assert named.url == f"/en/organisations/{named.event.target}/"
    page = words(client.get("/en/record/"))
    assert "status recorded Milestone 1.1 Ministry of the Interior, official" in page


def test_a_correction_a_retraction_and_a_dead_link_are_named(client, small_plan, ministry_editor):
    link = NewEvidence(proves="It shows the draft.", title="The draft", url="https://example.org/draft")
    log = partial(factories.record, small_plan.milestone, by=ministry_editor)
    first = log("completed", on=date(2020, 1, 15), evidence=[link])
    correction = log("limited", on=date(2020, 1, 16), kind="correction", corrects=first.pk)
    retraction = log(on=date(2020, 1, 17), kind="retraction", corrects=correction.pk, narrative="Wrong row.")
    check = LinkCheck(
        evidence=first.evidence.get(), answered=False, detail="404 Not Found", role=Role.OPERATOR
    )
    factories.write(check, verb="check_link")
    said = {told.event.number: told.what for told in client.get("/en/record/").context["events"]}
    numbers = (first.pk, correction.pk, retraction.pk, check.pk)
    assert [said[number] for number in numbers] == [
        "status recorded", "entry corrected", "entry retracted", "link found dead",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("target", "kind", "about", "url"),
    [
        ("utp-1", "phase", "The plan as a whole, utp-1", "/en/plans/utp-1/"),
        ("utp-1.1", "responsibility", "Commitment 1, utp-1", "/en/plans/utp-1/commitments/1/"),
        ("utp-1.openness", "theme_version", "Theme “openness”", "/en/plans/utp-1/themes/openness/"),
        ("utp-1-amendment-2", "amendment", "Amendment 2", "/en/plans/utp-1/amendments/2/"),
        ("comment-12", "answer", "Comment 12", "/en/comments/12/"),
        ("status-update-13", "comment", "Entry 13", "/en/record/13/"),
        ("evidence-14", "link_check", "Evidence 14", "/en/record/14/"),
        ("event-15", "redaction", "Event 15", "/en/record/15/"),
        ("report-3", "freeze", "Report 3", "/en/reports/3/"),
        ("utp-1-review-2020", "irm_report", "utp-1-review-2020", ""),
    ],
)
def test_whatever_an_event_is_about_has_words_and_its_page(small_plan, target, kind, about, url):
    event = Event(number=9, recorded_at=noon(date(2020, 1, 1)), verb="amend_plan", target=target, kind=kind)
    told = record_page.told([event])[0]
    assert (told.about, told.url, told.kind) == (about, url, kind)


def test_unknown_event_is_not_found(client, small_plan):
    page = client.get("/en/record/999/")
    assert (page.status_code, finding(page)) == (404, "There is no event 999 in the record.")


def test_body_keeps_its_page_and_shows_the_name_of_the_day(client, small_plan):
    new = NewName(name={"en": "Ministry of Home Affairs"}, kind="ministry", since=date(2020, 3, 1))
    name_organisation(small_plan.ministry, new, by=factories.actor(None), now=noon(date(2020, 3, 1)))
    now = words(client.get("/en/organisations/utp-interior/"))
    then = words(client.get("/en/organisations/utp-interior/?as_of=2020-02-01"))
    assert "It has had 2 names" in now
    assert "Ministry of Home Affairs On 4 May 2020 it has a role in one commitment." in now
    assert "Ministry of the Interior On 1 February 2020 it has a role in one commitment." in then


def test_body_lists_what_it_answers_for(client, small_plan):
    page = words(client.get("/en/organisations/utp-archives/"))
    assert "1 Publish the budget Supporting since 1 July 2019 · The plan" in page


def test_body_with_two_roles_in_a_commitment_counts_it_once(client, small_plan):
    factories.responsible(
        small_plan.commitment, small_plan.ministry, kind="responsible", since=date(2019, 7, 1)
    )
    page = client.get("/en/organisations/utp-interior/")
    assert finding(page) == "On 4 May 2020 it has a role in one commitment."


def test_body_that_leads_says_what_is_overdue(client, small_plan, settings):
    settings.OGP_HOME_PLAN = "utp-1"
    page = client.get("/en/organisations/utp-interior/")
    assert "One milestone it answers for is overdue: 1.1 Draft published (34 days)" in words(page)
    assert "commitments/1/milestones/1/" in page.content.decode().split("</header>")[1]
    assert "overdue" not in finding(client.get("/en/organisations/utp-archives/")), "it leads nothing"


def test_body_tells_what_became_of_it(client, small_plan):
    factories.write(
        Succession(
            predecessor=small_plan.agency,
            successor=small_plan.other_ministry,
            kind="merger",
            since=date(2020, 4, 1),
        )
    )
    old = words(client.get("/en/organisations/utp-archives/"))
    assert "1 April 2020: this body merged into Ministry of Finance." in old
    assert old.index("this body merged") < old.index("Its roles in the plan"), "the finding says so"
    new = words(client.get("/en/organisations/utp-finance/"))
    assert "1 April 2020: National Archives merged into this body." in new
    assert "merged into" not in words(client.get("/en/organisations/utp-archives/?as_of=2020-03-31"))


def test_unknown_body_is_not_found(client, small_plan):
    page = client.get("/en/organisations/nobody/")
    assert (page.status_code, finding(page)) == (404, "There is no body “nobody” here.")


@pytest.mark.parametrize("address", ["how-states-are-set", "data", "accessibility"])
def test_page_about_the_site_stands_by_itself(client, db, address):
    page = client.get(f"/en/{address}/").content.decode()
    assert (page.count("<h1"), page.count("<main"), "style=" in page) == (1, 1, False)


def test_wrong_method_is_refused(client, small_plan):
    assert client.post("/en/plans/utp-1/").status_code == 405


def test_event_leads_to_the_row_it_wrote(client, small_plan, ministry_editor):
    entry = factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 1, 15))
    page = client.get(f"/en/record/{entry.pk}/").content.decode()
    assert f"/en/plans/utp-1/commitments/1/milestones/1/#entry-{entry.pk}" in page
    assert "Read it in its place" not in client.get("/en/record/1/").content.decode()


def test_event_of_an_answer_leads_to_what_it_answers(client, small_plan, cso_member, ministry_editor):
    asked = say(cso_member, milestone=small_plan.milestone)
    given = answer(ministry_editor, asked)
    page = client.get(f"/en/record/{given.pk}/").content.decode()
    assert f'href="/en/comments/{asked.pk}/#response-{given.pk}-to-{asked.pk}"' in page


def test_events_that_wrote_something_invented_say_so(client, small_plan):
    name = OrganisationName(
        organisation=small_plan.agency,
        name={"en": "Invented"},
        kind="agency",
        since=date(2020, 1, 1),
        is_sample=True,
    )
    row = factories.write(name, verb="name_organisation")
    rows = {told.event.number: told.is_sample for told in client.get("/en/record/").context["events"]}
    assert [number for number, is_sample in rows.items() if is_sample] == [row.pk]
    assert 'class="sample' in client.get(f"/en/record/{row.pk}/").content.decode()
