"""What do the pages of the conversation show, to whom do they open a form, and what becomes of bad input?"""

from datetime import date

import pytest
from django.test import Client

from accounts.actions import Removal, redact
from ogp_tracker import markdown
from participation.models import Answer, Comment, Response
from tests import factories
from tests.desk import problems, signed_in, value_of
from tests.factories import TODAY, actor, noon
from tests.test_pages_plan import words
from tests.test_participation_actions import answer, say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

COMMITMENT = "/en/plans/utp-1/commitments/1/"
WRITE = "/en/comments/on/utp-1.1/"
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><g onload=alert(1)></g></svg>",
    "[a](javascript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "<javascript:alert(1)>",
    "[a]( java\tscript:alert(1))",
    "![a](https://elsewhere.example/pixel.png)",
    '<<script>script>alert(1)<</script>/script> "onmouseover=alert(1)',
    "> - 1. <iframe src=//elsewhere.example>\n>   - <style>*{display:none}</style>",
]


def typed(**fields):
    return {"text": "When is the draft public?", "view": "", "view_reason": "", "language": "en"} | fields


def chosen(*comments, **fields):
    form = {"verdict": "accepted", "text": "In June.", "language": "en"}
    return form | {"comments": [row.pk for row in comments]} | fields


def test_comment_is_shown_with_its_days_and_whose_turn_it_is(client, small_plan, cso_member):
    asked = say(cso_member, commitment=small_plan.commitment, view="limited", view_reason="No draft yet.")
    page = words(client.get(COMMITMENT))
    assert "One comment, waiting 33 days for an answer" in page
    assert (
        f"Watch Utopia 1 April 2020 · comment {asked.pk} · Commitment 1 Finds it: Limited No draft yet. "
        "When will the draft be public? Waiting for 33 days · Ministry of the Interior is to answer"
    ) in page


def test_answer_is_shown_with_why_who_and_when(client, small_plan, cso_member, ministry_editor):
    asked = say(cso_member, milestone=small_plan.milestone)
    given = answer(ministry_editor, asked, verdict="partly_accepted", text="In June, in part.")
    expected = (
        "Answered after 33 days Partly accepted In June, in part. "
        f"Ministry of the Interior, 4 May 2020 · event {given.pk}"
    )
    for address in (COMMITMENT, f"{COMMITMENT}milestones/1/", f"/en/comments/{asked.pk}/"):
        assert expected in words(client.get(address))


def test_conversation_is_read_as_of_a_day(client, small_plan, cso_member, ministry_editor):
    asked = say(cso_member, commitment=small_plan.commitment)
    answer(ministry_editor, asked)
    assert "No organisation has commented" in words(client.get(f"{COMMITMENT}?as_of=2020-03-31"))
    assert "Waiting for 32 days" in words(client.get(f"{COMMITMENT}?as_of=2020-05-03"))
    assert "One comment, answered" in words(client.get(COMMITMENT))
    assert client.get(f"/en/comments/{asked.pk}/?as_of=2020-03-31").status_code == 404
    assert "Waiting for 10 days" in words(client.get(f"/en/comments/{asked.pk}/?as_of=2020-04-11"))


def test_removed_text_leaves_its_tombstone(client, small_plan, cso_member, coordinator):
    asked = say(cso_member, commitment=small_plan.commitment, text="A name that had to go.")
    removal = Removal(fields=("text",), ground="Personal data", decided_by="Archive of Utopia")
    redact(asked, removal, by=actor(coordinator), now=noon(TODAY))
    page = words(client.get(f"/en/comments/{asked.pk}/"))
    assert "Text removed by law." in page
    assert "A name that had to go." not in page


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_becomes_harmless(client, small_plan, cso_member, text):
    say(cso_member, commitment=small_plan.commitment, text=text)
    page = client.get(COMMITMENT).content.decode().lower()
    article = page[page.index('<article class="comment') : page.index("</article>")]
    tags = {"<script", "<img", "<svg", "<iframe", "<style", "<g "}
    assert {tag for tag in tags if tag in article} == set()
    assert 'href="javascript' not in article
    assert 'href="data' not in article
    assert markdown.render(text).lower() in article


def test_list_of_a_plan_shows_all_or_those_that_wait(client, small_plan, cso_member, ministry_editor):
    first = say(cso_member, commitment=small_plan.commitment, on=date(2020, 3, 1))
    second = say(cso_member, plan=small_plan.plan, text="Who meets?")
    answer(ministry_editor, first)
    everything = client.get("/en/plans/utp-1/comments/").context["said"]
    waiting = client.get("/en/plans/utp-1/comments/?show=waiting").context["said"]
    assert [said.number for said in everything] == [second.pk, first.pk]
    assert [said.number for said in waiting] == [second.pk]


def test_four_voices_stand_side_by_side(client, small_plan, cso_member, ministry_editor):
    others = [
        factories.person(slug, of=factories.body(slug, slug, kind="civil_society"), role="civil_society")
        for slug in ("forum", "network")
    ]
    factories.state(small_plan.commitment, "substantial", by=ministry_editor, on=date(2020, 3, 2))
    about = {"commitment": small_plan.commitment, "view_reason": "So we find."}
    say(cso_member, on=date(2020, 3, 3), view="completed", **about)
    say(cso_member, on=date(2020, 3, 4), view="not_started", **about)
    assert "2 steps lower than stated" in words(client.get(COMMITMENT))
    say(others[0], view="limited", **about)
    say(others[1], view="completed", **about)
    page = words(client.get(COMMITMENT))
    assert (
        "Civil society says 1 completed 1 limited 1 not started "
        "Three organisations, each counted once with its newest view. "
        "Two of three find it lower than stated, one higher"
    ) in page
    assert (
        "The IRM assesses Completion not assessed "
        "No report of the Independent Reporting Mechanism by this day judges it."
    ) in page


@pytest.mark.parametrize("address", [COMMITMENT, f"{COMMITMENT}milestones/1/", "/en/plans/utp-1/comments/"])
def test_pages_cost_the_same_at_one_comment_and_at_three(
    client, small_plan, cso_member, ministry_editor, django_assert_num_queries, address
):
    cost = {COMMITMENT: 16, f"{COMMITMENT}milestones/1/": 15, "/en/plans/utp-1/comments/": 9}[address]
    answer(ministry_editor, say(cso_member, milestone=small_plan.milestone))
    with django_assert_num_queries(cost):
        client.get(address)
    for _ in range(2):
        say(cso_member, milestone=small_plan.milestone)
    with django_assert_num_queries(cost):
        client.get(address)


def test_public_pages_hold_no_form_and_lead_to_one_that_asks_to_sign_in(client, small_plan):
    page = client.get(COMMITMENT).content.decode()
    assert f'href="{WRITE}"' in page
    assert "csrfmiddlewaretoken" not in page
    response = Client().get(WRITE)
    assert (response.status_code, response["Location"]) == (302, f"/en/sign-in/?next={WRITE}")


@pytest.mark.parametrize(
    "who", ["coordinator", "ministry_editor", "reviewer", "supporting_editor", "former_editor", "stranger"]
)
def test_nobody_but_civil_society_gets_the_form_to_comment(request, who):
    browser = signed_in(request.getfixturevalue(who))
    assert browser.get(WRITE).status_code == 403
    assert browser.post(WRITE, typed()).status_code == 403
    assert not Comment.objects.exists()


def test_member_looks_at_a_comment_first_and_then_publishes_it(small_plan, cso_member):
    browser = signed_in(cso_member)
    form = typed(text="We *ask*.", view="limited", view_reason="No draft.")
    preview = browser.post(WRITE, form | {"preview": "1"})
    assert "We <em>ask</em>." in preview.content.decode()
    assert value_of(preview, "text") == "We *ask*."
    assert not Comment.objects.exists()
    response = browser.post(WRITE, form)
    row = Comment.objects.get()
    assert response["Location"] == f"{COMMITMENT}#comment-{row.pk}"
    assert (row.text, row.view, row.view_reason) == ("We *ask*.", "limited", "No draft.")
    assert row.body == small_plan.cso
    assert "no-store" in browser.get(WRITE)["Cache-Control"]


def test_form_that_is_sent_twice_publishes_once(small_plan, cso_member):
    browser = signed_in(cso_member)
    places = {browser.post(WRITE, typed())["Location"] for _ in range(2)}
    assert len(places) == 1
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": " "}, "Write what your organisation has to say."),
        (
            {"text": "x" * 1_000_000},
            "The text has 1000000 characters; at most 10000 are allowed. Shorten it.",
        ),
        ({"text": "a\x00b"}, "Null characters are not allowed."),
        ({"view": "limited"}, "Say in a sentence why your organisation thinks so."),
        ({"view_reason": "No draft."}, "Choose how complete you find it, or leave out the reason."),
        ({"view": "splendid"}, "Select a valid choice. splendid is not one of the available choices."),
    ],
)  # fmt: skip
def test_refused_comment_keeps_its_text(cso_member, fields, sentence):
    response = signed_in(cso_member).post(WRITE, typed(**fields))
    assert response.status_code == 422
    assert problems(response) == [sentence]
    assert value_of(response, "text") == typed(**fields)["text"].strip()
    assert not Comment.objects.exists()


def test_plan_and_entry_take_comments_without_a_view(small_plan, cso_member, ministry_editor):
    entry = factories.record(small_plan.milestone, "limited", by=ministry_editor)
    browser = signed_in(cso_member)
    for target in ("utp-1", f"status-update-{entry.pk}", "utp-1.1.1"):
        assert browser.post(f"/en/comments/on/{target}/", typed(text=target)).status_code == 302
    assert [row.record_target() for row in Comment.objects.order_by("pk")] == [
        "utp-1", f"status-update-{entry.pk}", "utp-1.1.1",
    ]  # fmt: skip
    on_plan = Comment.objects.get(plan=small_plan.plan)
    assert browser.post("/en/comments/on/utp-1/", typed(text="utp-1"))["Location"] == (
        f"/en/comments/{on_plan.pk}/#comment-{on_plan.pk}"
    )
    assert browser.get("/en/comments/on/utp-1/").context["form"].fields.keys() == {"text", "language"}
    for nowhere in ("utp-9", "utp-1.1.1.1", "status-update-x", "status-update-1"):
        assert browser.get(f"/en/comments/on/{nowhere}/").status_code == 404


def test_official_answers_two_comments_at_once(client, small_plan, cso_member, ministry_editor):
    first, second = say(cso_member, plan=None, commitment=small_plan.commitment), say(
        cso_member, milestone=small_plan.milestone, text="And the annex?"
    )  # fmt: skip
    elsewhere = say(cso_member, commitment=small_plan.other_commitment)
    browser = signed_in(ministry_editor)
    inbox = browser.get("/en/desk/").context["inbox"]
    assert [said.number for said in inbox.to_answer] == [first.pk, second.pk]
    address = f"/en/comments/{second.pk}/answer/"
    assert "Choose from the comments" in problems(browser.post(address, chosen(second, elsewhere)))[0]
    assert browser.post(address, chosen(second, first)).status_code == 302
    assert Response.objects.count() == 1
    assert {row.comment_id for row in Answer.objects.all()} == {first.pk, second.pk}
    assert browser.get("/en/desk/").context["inbox"].to_answer == []
    assert "also answers comment" in words(client.get(COMMITMENT))


@pytest.mark.parametrize(
    "who", ["other_ministry_editor", "supporting_editor", "former_editor", "coordinator", "cso_member", "stranger"]
)  # fmt: skip
@pytest.mark.parametrize("verb", ["answer", "forward"])
def test_nobody_else_gets_the_form_to_answer_or_forward(request, small_plan, cso_member, who, verb):
    asked = say(cso_member, commitment=small_plan.commitment)
    response = signed_in(request.getfixturevalue(who)).get(f"/en/comments/{asked.pk}/{verb}/")
    assert response.status_code == (200 if (who, verb) == ("coordinator", "forward") else 403)


def test_refused_answer_keeps_its_text(small_plan, cso_member, ministry_editor):
    asked = say(cso_member, commitment=small_plan.commitment)
    address = f"/en/comments/{asked.pk}/answer/"
    response = signed_in(ministry_editor).post(address, chosen(text="Because.", verdict=""))
    assert problems(response) == [
        "Choose the comment or comments this answers.",
        "Choose what becomes of it.",
    ]
    assert value_of(response, "text") == "Because."


def test_forwarded_comment_goes_to_the_other_desk(
    client, small_plan, cso_member, ministry_editor, other_ministry_editor
):
    asked = say(cso_member, commitment=small_plan.commitment)
    browser = signed_in(ministry_editor)
    form = {"receiver": small_plan.other_ministry.pk, "reason": "Registers are theirs.", "language": "en"}
    assert browser.post(f"/en/comments/{asked.pk}/forward/", form).status_code == 302
    assert browser.get("/en/desk/").context["inbox"].to_answer == []
    inbox = signed_in(other_ministry_editor).get("/en/desk/").context["inbox"]
    assert [said.number for said in inbox.to_answer] == [asked.pk]
    page = words(client.get(f"/en/comments/{asked.pk}/"))
    assert "Forwarded to Ministry of Finance Registers are theirs." in page


def test_organisation_sees_its_questions_with_their_days(small_plan, cso_member, ministry_editor):
    answered = say(cso_member, commitment=small_plan.commitment)
    waits = say(cso_member, plan=small_plan.plan, on=date(2020, 4, 20))
    answer(ministry_editor, answered)
    asked = signed_in(cso_member).get("/en/desk/").context["inbox"].asked
    assert [(said.number, said.clock.days) for said in asked.comments] == [(waits.pk, 14), (answered.pk, 33)]


@pytest.mark.parametrize(
    ("who", "is_offered"), [("cso_member", True), ("ministry_editor", False), ("reviewer", False)]
)
def test_the_form_is_offered_to_who_may_comment(request, small_plan, ministry_editor, who, is_offered):
    factories.record(small_plan.milestone, "limited", by=ministry_editor)
    reader = signed_in(request.getfixturevalue(who))
    for address in (
        COMMITMENT,
        f"{COMMITMENT}milestones/1/",
        "/en/plans/utp-1/",
        "/en/plans/utp-1/comments/",
    ):
        page = reader.get(address).content.decode()
        assert ("/en/comments/on/" in page) is is_offered, address
        assert "you are asked to sign in" not in page


def test_the_form_is_offered_to_visitors_who_are_asked_to_sign_in(client, small_plan):
    page = client.get(COMMITMENT).content.decode()
    assert WRITE in page
    assert "you are asked to sign in" in page


@pytest.mark.parametrize(
    ("who", "verbs"),
    [("ministry_editor", ["answer", "forward"]), ("coordinator", ["forward"]), ("other_ministry_editor", [])],
)
def test_a_comment_s_page_offers_what_its_reader_may_do(request, small_plan, cso_member, who, verbs):
    asked = say(cso_member, milestone=small_plan.milestone)
    page = signed_in(request.getfixturevalue(who)).get(f"/en/comments/{asked.pk}/").content.decode()
    offered = [verb for verb in ("answer", "forward") if f"/en/comments/{asked.pk}/{verb}/" in page]
    assert offered == verbs


def test_a_comment_s_page_offers_a_visitor_and_a_past_day_nothing(
    client, small_plan, cso_member, ministry_editor
):
    asked = say(cso_member, milestone=small_plan.milestone)
    assert f"/en/comments/{asked.pk}/forward/" not in client.get(f"/en/comments/{asked.pk}/").content.decode()
    past = signed_in(ministry_editor).get(f"/en/comments/{asked.pk}/?as_of=2020-04-20").content.decode()
    assert f"/en/comments/{asked.pk}/forward/" not in past


def test_a_body_in_which_nobody_can_answer_says_so_before_a_comment_is_sent_there(
    small_plan, cso_member, coordinator, ministry_editor
):
    asked = say(cso_member, milestone=small_plan.milestone)
    page = signed_in(coordinator).get(f"/en/comments/{asked.pk}/forward/").content.decode()
    assert "Ministry of Finance (nobody there can answer yet)" in page
    assert "stay with Ministry of the Interior" in page


def test_the_days_until_now_stay_with_whoever_was_responsible_while_they_ran(
    client, small_plan, cso_member, other_ministry_editor
):
    asked = say(cso_member, milestone=small_plan.milestone)
    factories.responsible(small_plan.commitment, small_plan.other_ministry, since=TODAY)
    form = words(signed_in(other_ministry_editor).get(f"/en/comments/{asked.pk}/forward/"))
    page = words(client.get(f"/en/comments/{asked.pk}/"))
    assert "the days until now stay with Ministry of the Interior, those from today on" in form
    assert "Ministry of Finance is to answer" in page
    assert "Ministry of the Interior: 33 days" in page
    answer(other_ministry_editor, asked)
    page = words(client.get(f"/en/comments/{asked.pk}/"))
    assert "Ministry of the Interior: 33 days" in page


def test_a_comment_of_today_has_no_days_to_stay_with_anybody(small_plan, cso_member, ministry_editor):
    asked = say(cso_member, milestone=small_plan.milestone, on=TODAY)
    form = words(signed_in(ministry_editor).get(f"/en/comments/{asked.pk}/forward/"))
    assert "The clock does not stop: the days from today on count for the other body." in form


def test_what_was_answered_is_not_forwarded(small_plan, cso_member, ministry_editor):
    asked = say(cso_member, milestone=small_plan.milestone)
    answer(ministry_editor, asked)
    response = signed_in(ministry_editor).get(f"/en/comments/{asked.pk}/forward/", follow=True)
    assert response.redirect_chain == [(f"/en/comments/{asked.pk}/", 302)]
    assert "This comment was already answered." in words(response)


def test_two_answers_never_meet_unnoticed(small_plan, cso_member, ministry_editor):
    asked = say(cso_member, milestone=small_plan.milestone)
    browser, address = signed_in(ministry_editor), f"/en/comments/{asked.pk}/answer/"
    form = chosen(asked, text="Never.", based_on=value_of(browser.get(address), "based_on"))
    first = answer(ministry_editor, asked, text="In June.")
    response = browser.post(address, form)
    assert response.status_code == 409
    assert problems(response) == [
        "Somebody answered meanwhile. Read that answer first; publish again if yours shall stand beside it."
    ]
    assert "In June." in words(response)
    assert (value_of(response, "text"), value_of(response, "based_on")) == ("Never.", str(first.pk))
    assert browser.post(address, form | {"based_on": first.pk}).status_code == 302
    assert Response.objects.count() == 2
    assert "This comment was already answered. Publish only if" in words(browser.get(address))
