"""Can everybody say what is wrong here, does the coordinator hear of it, and is it forgotten?"""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core import mail

from accounts.record import head
from ogp_tracker import feedback
from ogp_tracker.feedback import Feedback, send_feedback
from ogp_tracker.jobs import Job
from tests.desk import signed_in, value_of
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

PAGE = "/en/feedback/"
ABOUT = "/en/plans/utp-1/?as_of=2020-01-31"
HERE = f"{PAGE}?about={quote(ABOUT, safe='')}"


def said(**changes):
    return {"text": "The second link is dead.", "email": "", "website": "", "about": ABOUT} | changes


def kept():
    return list(Feedback.objects.order_by("pk").values_list("text", "about", "email"))


def test_feedback_is_kept_and_answered_with_a_page_that_leads_back(client):
    answer = client.post(PAGE, said(email="reader@example.org"))
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/en/feedback/sent/?about={quote(ABOUT, safe='')}",
    )
    assert kept() == [("The second link is dead.", ABOUT, "reader@example.org")]
    assert f'href="{ABOUT}"' in client.get(answer["Location"]).content.decode()


def test_feedback_reaches_the_coordinator_once(client, do_jobs, settings):
    settings.OGP_CONTACT = "coordinator@ogp.test"
    client.post(PAGE, said(email="reader@example.org"))
    do_jobs()
    Job.objects.update(state=Job.State.QUEUED)
    do_jobs()
    assert [(letter.to, letter.reply_to) for letter in mail.outbox] == [
        (["coordinator@ogp.test"], ["reader@example.org"])
    ]
    assert mail.outbox[0].body.splitlines()[:3] == ["The second link is dead.", "", f"Page: {ABOUT}"]
    assert Feedback.objects.get().mailed_at == NOW


def test_feedback_that_was_deleted_meanwhile_is_not_mailed(client, do_jobs):
    client.post(PAGE, said())
    Feedback.objects.all().delete()
    do_jobs()
    assert mail.outbox == []
    assert Job.objects.get().state == Job.State.DONE


def test_feedback_is_no_part_of_the_public_record(client, small_plan):
    before = head()
    client.post(PAGE, said())
    assert head() == before
    assert [job.arguments for job in Job.objects.all()] == [[Feedback.objects.get().pk]]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": ""}, "Write in a few words what is wrong."),
        ({"text": "  \n "}, "Write in a few words what is wrong."),
        ({"text": "a\0b"}, "Null characters are not allowed."),
        ({"text": "x" * 5001}, "Ensure this value has at most 5000 characters (it has 5001)."),
        ({"email": "reader"}, "Write the address as in name@example.org, or leave it empty."),
        ({"website": "spam"}, "This looked like the work of a program. Please send it once more."),
    ],
)
def test_feedback_that_cannot_be_taken_says_why_and_keeps_the_text(client, changes, sentence):
    answer = client.post(PAGE, said(**changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert value_of(answer, "text") == said(**changes)["text"].strip().replace("\0", "\x00")
    assert value_of(answer, "about") == ABOUT
    assert value_of(answer, "website") == ""
    assert kept() == []


@pytest.mark.parametrize(
    "about", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere", "/a\0b", "/" + "x" * 500]
)
def test_feedback_is_only_about_pages_of_this_site(client, about):
    assert 'name="about"' not in client.get(PAGE, {"about": about}).content.decode()
    client.post(PAGE, said(about=about))
    assert kept() == [("The second link is dead.", "", "")]


def test_feedback_from_one_address_is_limited_and_loses_no_text(client):
    for _time in range(5):
        client.post(PAGE, said())
    answer = client.post(PAGE, said(text="One more."))
    assert answer.status_code == 429
    assert "Many messages have just come in. Please send yours again in an hour." in answer.content.decode()
    assert value_of(answer, "text") == "One more."
    assert len(kept()) == 5


def test_feedback_page_is_kept_by_nobody_and_costs_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(1):  # the head of the record, in the foot
        answer = client.get(HERE)
    assert answer["Cache-Control"] == "private, no-store"
    assert value_of(answer, "about") == ABOUT


def test_feedback_is_offered_at_the_foot_of_every_page(client, small_plan):
    page = client.get(ABOUT).content.decode()
    assert f'href="{HERE.replace("%2F", "/")}"' in page


def test_feedback_is_forgotten_after_a_year(db):
    send_feedback("old", about="", email="", now=NOW - timedelta(days=366))
    send_feedback("new", about="", email="", now=NOW - timedelta(days=364))
    assert feedback.forget(now=NOW) == 1
    assert [text for text, _about, _email in kept()] == ["new"]


def test_coordinator_reads_and_deletes_feedback(coordinator, home):
    send_feedback("The second link is dead.", about=ABOUT, email="", now=NOW)
    browser = signed_in(coordinator)
    number = Feedback.objects.get().pk
    assert "The second link is dead." in browser.get("/admin/ogp_tracker/feedback/").content.decode()
    assert browser.get(f"/admin/ogp_tracker/feedback/{number}/change/").status_code == 200
    assert browser.get("/admin/ogp_tracker/feedback/add/").status_code == 403
    assert browser.post(f"/admin/ogp_tracker/feedback/{number}/delete/", {"post": "yes"}).status_code == 302
    assert kept() == []


@pytest.mark.parametrize("person", ["ministry_editor", "cso_member", "reviewer", "stranger"])
def test_nobody_else_reads_or_deletes_feedback(request, home, person):
    send_feedback("The second link is dead.", about=ABOUT, email="", now=NOW)
    browser = signed_in(request.getfixturevalue(person))
    number = Feedback.objects.get().pk
    assert browser.get("/admin/ogp_tracker/feedback/").status_code in (302, 403)
    assert browser.post(f"/admin/ogp_tracker/feedback/{number}/delete/", {"post": "yes"}).status_code in (
        302,
        403,
    )
    assert len(kept()) == 1
