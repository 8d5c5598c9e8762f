"""What does the plan's page say? The finding, the numbers and their rows, on any day; bad addresses in a sentence."""

import re
from datetime import date
from html import unescape

import pytest
from django.utils.html import strip_tags

from accounts.actions import NewName, name_organisation
from milestones.actions import NewEvidence, record_link_check
from reporting import sentences
from tests import factories
from tests.factories import noon

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

PLAN = "/en/plans/utp-1/"
LINK = NewEvidence(proves="It shows the draft.", title="The draft", url="https://example.org/draft")


def words(response, *, start: str = "<main", end: str = "</main>") -> str:
    """The visible words between two marks of a page, white space made one."""
    page = response.content.decode()
    part = page[page.index(start) : page.index(end, page.index(start))]
    apart = re.sub(r"<(/(dt|dd|td|th|li|p|h\d)|br)>", r" \g<0>", part)
    return " ".join(unescape(strip_tags(apart)).split())


def finding(response) -> str:
    return words(response, start='<p class="finding">', end="</p>").removeprefix('class="finding">')


def band(response) -> str:
    """What the band says about the day."""
    return words(response, start='<section class="band"', end="</section>")


def overview(response) -> list[tuple[str, str]]:
    """Count and word of each state in the legend."""
    pairs = re.findall(r'class="count">(\d+)</span>\s*<span class="word">([^<]+)<', response.content.decode())
    return [(count, word) for count, word in pairs]


def blocks(response) -> list[str]:
    """The hidden words of the blocks in the rows of commitments."""
    return re.findall(r'<ul class="blocks">.*?</ul>', response.content.decode(), re.DOTALL)


def hidden(response) -> list[str]:
    found = "".join(blocks(response))
    return re.findall(r'<span class="ds-sr-only">([^<]+)</span>', found)


def hrefs(response) -> set[str]:
    return {unescape(each) for each in re.findall(r'href="([^"]+)"', response.content.decode())}


def test_root_leads_to_the_language_and_the_home_plan(client, settings):
    settings.OGP_HOME_PLAN = "utp-1"
    assert client.get("/")["Location"] == "/en/"
    assert client.get("/en/?as_of=2020-01-01")["Location"] == "/en/plans/utp-1/?as_of=2020-01-01"


def test_plan_without_entries_says_that_nothing_is_stated(client, small_plan):
    page = client.get(PLAN)
    assert finding(page) == (
        "Of two commitments, the lead bodies have stated nothing yet. One milestone is overdue."
    )
    assert overview(page) == [
        ("0", "Completed"),
        ("0", "Substantial"),
        ("0", "Limited"),
        ("0", "Not started"),
        ("3", "Not reported"),
        ("0", "Withdrawn"),
    ]
    assert hidden(page) == [
        "Milestone 1: not reported, 34 days overdue",
        "Milestone 2: not reported, due 31 December 2020",
        "Milestone 1: not reported, due 31 March 2021",
    ]
    assert "No body has published an update by this day. " in words(page) + " "


def test_plan_states_distribution_overdue_and_replanned(client, small_plan, ministry_editor):
    moved = {"due_on": date(2020, 9, 30), "due_reason": "Vacant posts."}
    factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 4, 1), **moved)
    factories.state(small_plan.commitment, "limited", by=ministry_editor, on=date(2020, 4, 2))
    page = client.get(PLAN)
    assert finding(page) == (
        "Of two commitments, the lead bodies state one as limited; for one they state nothing. "
        "One milestone is overdue; it is re-planned."
    )
    assert ("1", "Limited") in overview(page)
    assert "Last update by a body: 2 April 2020." in words(page)


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ({"limited": 1}, "The lead body states the commitment as limited."),
        ({"limited": 2}, "The lead bodies state both commitments as limited."),
        ({"limited": 3}, "The lead bodies state all three commitments as limited."),
        (
            {"limited": 2, "completed": 1},
            "Of three commitments, the lead bodies state one as completed and two as limited.",
        ),
        ({"not_reported": 1}, "Of one commitment, the lead body has stated nothing yet."),
    ],
)
def test_what_is_stated_is_one_sentence(counts, says):
    assert sentences.stated(counts, total=sum(counts.values())) == says


def test_plan_six_months_without_an_update_says_so(client, small_plan, ministry_editor):
    factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2019, 10, 1))
    assert "That is 216 days ago." in words(client.get(PLAN))
    assert "That is" not in words(client.get(PLAN + "?as_of=2019-12-01"))


def test_claim_without_working_evidence_is_hatched_until_there_is_some(client, small_plan, ministry_editor):
    factories.record(small_plan.milestone, "completed", by=ministry_editor, on=date(2020, 3, 1))
    assert hidden(client.get(PLAN))[0] == "Milestone 1: completed, no working public evidence"
    entry = factories.record(
        small_plan.milestone, "completed", by=ministry_editor, on=date(2020, 3, 2), evidence=[LINK]
    )
    assert hidden(client.get(PLAN))[0] == "Milestone 1: completed"
    by, now = factories.actor(None), noon(date(2020, 4, 1))
    record_link_check(entry.evidence.get(), answered=False, detail="404 Not Found", by=by, now=now)
    assert hidden(client.get(PLAN))[0] == "Milestone 1: completed, no working public evidence"
    assert hidden(client.get(PLAN + "?as_of=2020-03-15"))[0] == "Milestone 1: completed"


def test_stated_above_indicated_is_marked(client, small_plan, ministry_editor):
    factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 3, 1))
    factories.state(small_plan.commitment, "completed", by=ministry_editor, on=date(2020, 3, 2))
    page = words(client.get(PLAN))
    assert "On commitment 1, the lead body states more than the milestones indicate" in page
    assert "Stated: two steps above what the milestones indicate." in page


def test_past_day_shows_what_held_then(client, small_plan, ministry_editor):
    factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 1, 7))
    factories.record(
        small_plan.milestone, "completed", by=ministry_editor, on=date(2020, 3, 7), evidence=[LINK]
    )
    assert hidden(client.get(PLAN + "?as_of=2020-02-01"))[0] == "Milestone 1: limited, due 31 March 2020"
    assert hidden(client.get(PLAN))[0] == "Milestone 1: completed"


def test_known_on_leaves_out_what_was_recorded_later(client, small_plan, ministry_editor):
    later = noon(date(2020, 2, 20))
    factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 1, 7), now=later)
    late = client.get(PLAN + "?as_of=2020-02-01")
    then = client.get(PLAN + "?as_of=2020-02-01&known_on=2020-02-01")
    assert hidden(late)[0] == "Milestone 1: limited, due 31 March 2020"
    assert hidden(then)[0] == "Milestone 1: not reported, due 31 March 2020"
    assert "Only what the record showed by the end of 1 February 2020 is counted." in band(then)
    assert "as_of=2020-02-01&amp;known_on=2020-02-01" in then.content.decode()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (
            "?as_of=yesterday",
            "“yesterday” is not a day. Write it as year-month-day, for example as_of=2020-06-30.",
        ),
        (
            "?as_of=2020-02-30",
            "“2020-02-30” is not a day. Write it as year-month-day, for example as_of=2020-06-30.",
        ),
        ("?as_of=2020-05-05", "5 May 2020 has not come yet. The latest day that can be shown is 4 May 2020."),
        (
            "?known_on=2021-01-01",
            "1 January 2021 has not come yet. The latest day that can be shown is 4 May 2020.",
        ),
    ],
)
def test_bad_day_is_answered_with_a_sentence(client, small_plan, query, sentence):
    page = client.get(PLAN + query)
    assert (page.status_code, finding(page)) == (400, sentence)


def test_day_before_the_plan_says_when_it_begins(client, small_plan):
    page = client.get(PLAN + "?as_of=2019-06-30")
    assert finding(page) == "You ask for 30 June 2019. “First plan of Utopia” begins on 1 July 2019."


def test_day_before_the_record_says_when_it_begins(client, small_plan):
    page = client.get(PLAN + "?as_of=2020-01-01&known_on=2019-06-30")
    assert finding(page) == (
        "You ask what the public could see at the end of 30 June 2019. "
        "This plan was first recorded here on 1 July 2019, 14:00."
    )


def test_plan_that_has_ended_opens_at_its_last_day(client, small_plan, monkeypatch):
    monkeypatch.setattr("ogp_tracker.as_of.now", lambda: noon(date(2022, 5, 4)))
    page = client.get(PLAN)
    assert "You see the plan as it stood on 30 June 2021." in band(page)
    after = client.get(PLAN + "?as_of=2022-05-04")
    assert finding(after) == (
        "Of two commitments, the lead bodies have stated nothing yet. Three milestones were open when the plan ended."
    )
    assert hidden(after)[0] == "Milestone 1: not reported, closed with the plan"
    linked = hrefs(page)
    assert "/en/organisations/utp-interior/?as_of=2021-06-30" in linked
    assert PLAN + "?as_of=2022-05-04" in linked  # today, with all that is known


def test_another_day_keeps_what_the_page_was_filtered_by(client, small_plan, ministry_editor):
    factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 4, 1))
    page = client.get(PLAN + "milestones/?state=overdue&as_of=2020-05-01")
    assert "?state=overdue&as_of=2020-04-01" in hrefs(page)
    assert "?state=overdue&as_of=2020-05-01&known_on=2020-05-01" in hrefs(page)
    assert PLAN + "milestones/?state=overdue" in hrefs(page)
    forms = re.findall(r'<form class="band-form".*?</form>', page.content.decode(), re.DOTALL)
    assert ['name="state" value="overdue"' in form for form in forms] == [True, True]


def test_who_answers_for_what_is_overdue_stands_in_the_plans_order(client, small_plan):
    for number, lead in ((3, small_plan.other_ministry), (4, small_plan.ministry)):
        more = factories.commitment(small_plan.plan, number, f"Promise {number}", lead=lead)
        factories.milestone(more, 1, due=date(2020, 3, 31))
    board = client.get(PLAN).context["board"]
    assert [(row.lead_slug, count) for row, count in board.owing] == [("utp-interior", 2), ("utp-finance", 1)]


def test_an_end_nobody_verified_is_not_said_to_be_missing_from_the_plan(client, small_plan):
    factories.milestone(small_plan.commitment, 3, due=None, period_text="Ongoing")
    factories.milestone(small_plan.commitment, 4, due=None)
    assert hidden(client.get(PLAN))[2:4] == [
        "Milestone 3: not reported, no end date stated",
        "Milestone 4: not reported, end date not verified",
    ]


def test_unknown_plan_is_not_found(client, small_plan):
    page = client.get("/en/plans/utp-9/")
    assert (page.status_code, finding(page)) == (404, "There is no plan “utp-9” here.")


def test_every_number_of_the_overview_opens_its_rows(client, small_plan, ministry_editor):
    factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 4, 1))
    page = client.get(PLAN + "?as_of=2020-05-01").content.decode()
    for address in re.findall(r'<a class="(?:rows|late ds-link)" href="([^"]+)"', page):
        rows = client.get(address.replace("&amp;", "&"))
        assert "1 May 2020" in words(rows)
    overdue = client.get(PLAN + "milestones/?state=overdue")
    assert re.findall(r'<th scope="row"><span[^>]*>([^<]+)</span>', overdue.content.decode()) == ["1.1"]


def test_unknown_state_is_answered_with_a_sentence(client, small_plan):
    page = client.get(PLAN + "milestones/?state=great")
    assert (page.status_code, finding(page)) == (
        400,
        "“great” is not a state. Use one of: completed, substantial, limited, not_started, not_reported, "
        "withdrawn, overdue.",
    )


def test_public_page_touches_neither_session_nor_token(client, small_plan):
    page = client.get(PLAN)
    assert (dict(page.cookies), "csrfmiddlewaretoken" in page.content.decode()) == ({}, False)


def test_markup_in_texts_is_inert(client, small_plan, ministry_editor):
    evil = "<script>alert(1)</script>"
    proof = NewEvidence(proves=evil, title=evil, url="https://example.org/x")
    factories.record(small_plan.milestone, "completed", by=ministry_editor, narrative=evil, evidence=[proof])
    factories.state(small_plan.commitment, "completed", by=ministry_editor, reason=evil)
    for address in (PLAN, PLAN + "commitments/1/", PLAN + "commitments/1/milestones/1/"):
        assert evil not in client.get(address).content.decode()


def test_lead_is_named_as_on_the_day(client, small_plan):
    new = NewName(name={"en": "Ministry of Home Affairs"}, kind="ministry", since=date(2020, 3, 1))
    name_organisation(small_plan.ministry, new, by=factories.actor(None), now=noon(date(2020, 3, 1)))
    now, then = (client.get(PLAN + query) for query in ("", "?as_of=2020-02-01"))
    assert (
        re.findall(r'class="row-lead"><a[^>]*>([^<]+)<', now.content.decode())[0]
        == "Ministry of Home Affairs"
    )
    assert (
        re.findall(r'class="row-lead"><a[^>]*>([^<]+)<', then.content.decode())[0]
        == "Ministry of the Interior"
    )


def test_newest_entries_leave_out_what_was_corrected_or_retracted(client, small_plan, ministry_editor):
    log = {"by": ministry_editor}
    wrong = factories.record(small_plan.milestone, "completed", on=date(2020, 4, 3), **log)
    factories.record(
        small_plan.milestone, "limited", on=date(2020, 2, 1), kind="correction", corrects=wrong.pk, **log
    )
    page = words(client.get("/en/plans/utp-1/"))
    assert "Last update by a body: 1 February 2020." in page
    assert "3 April 2020" not in page.split("Last update by a body")[1]
