"""How does a program follow the conversation, and take part in it: comments, answers, forwardings, waiting days?"""

from __future__ import annotations

from datetime import date

import pytest

from accounts.actions import Removal, redact
from accounts.actors import operator
from accounts.models import Event
from participation.actions import NewComment, NewForwarding, NewResponse, comment, forward, respond
from participation.models import Answer, Comment, Forwarding, Response
from tests import factories
from tests.api import API, ids, program, refused, send
from tests.factories import NOW, TODAY, actor, noon

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "small_plan")]

ASKED, FORWARDED = date(2020, 4, 1), date(2020, 4, 11)
QUESTION = {"milestone": "utp-1.1.1", "text": "When will the draft be public?"}
WHY = {"verdict": "partly_accepted", "text": "The draft will be public in June."}
COSTS = {"comments/": 7, "responses/": 3}


def say(by, *, on=ASKED, text="When will the draft be public?", **about):
    return comment(NewComment(text=text, **about), by=actor(by, day=on), now=noon(on))


def answer(by, *comments, on=TODAY):
    new = NewResponse(comments=comments, verdict="accepted", text="In June.")
    return respond(new, by=actor(by, day=on), now=noon(on))


def hand_on(asked, receiver, *, by, on=FORWARDED):
    new = NewForwarding(comment=asked, receiver=receiver, reason="The registers are theirs.")
    return forward(new, by=actor(by, day=on), now=noon(on))


def ask(address, **parameters):
    return program().get(API + address, parameters)


def said():
    return [model.objects.count() for model in (Comment, Response, Answer, Forwarding, Event)]


@pytest.fixture
def asked(small_plan, cso_member):
    """A question on milestone 1 of commitment 1, since 1 April."""
    return say(cso_member, milestone=small_plan.milestone, view="limited", view_reason="There is no draft.")


# What is read ----------------------------------------------------------------------------------------------


def test_a_comment_waits_for_the_lead(asked):
    row = ask(f"comments/{asked.pk}/").json()
    told = [
        row[name]
        for name in ("id", "about", "plan", "commitment", "milestone", "text", "view", "view_counts")
    ]
    assert told == [
        asked.pk, "milestone", "utp-1", "utp-1.1", "utp-1.1.1", "When will the draft be public?", "limited", True,
    ]  # fmt: skip
    assert row["body"] == {"id": "utp-watch", "name": {"en": "Watch Utopia"}}
    assert row["waiting"] == {
        "asked_on": "2020-04-01",
        "answered_on": None,
        "days": 33,
        "turn": {"id": "utp-interior", "name": {"en": "Ministry of the Interior"}},
        "booked": [
            {
                "body": {"id": "utp-interior", "name": {"en": "Ministry of the Interior"}},
                "since": "2020-04-01",
                "until": "2020-05-04",
                "days": 33,
            }
        ],
    }
    assert (row["response"], row["responses"], row["forwardings"]) == (None, [], [])
    assert row["links"]["html"] == (
        f"http://testserver/en/plans/utp-1/commitments/1/milestones/1/#comment-{asked.pk}"
    )


def test_waiting_days_stay_with_whoever_was_responsible(
    asked, small_plan, ministry_editor, other_ministry_editor
):
    hand_on(asked, small_plan.other_ministry, by=ministry_editor)
    given = answer(other_ministry_editor, asked)
    row = ask(f"comments/{asked.pk}/").json()
    assert (row["waiting"]["answered_on"], row["waiting"]["days"], row["waiting"]["turn"]) == (
        "2020-05-04",
        33,
        None,
    )
    booked = [(each["body"]["id"], each["days"]) for each in row["waiting"]["booked"]]
    assert booked == [("utp-interior", 10), ("utp-finance", 23)]
    assert [each["id"] for each in row["responses"]] == [given.pk]
    assert [each["receiver"]["id"] for each in row["forwardings"]] == ["utp-finance"]


def test_a_conversation_reads_as_it_stood(asked, small_plan, ministry_editor, other_ministry_editor):
    hand_on(asked, small_plan.other_ministry, by=ministry_editor)
    given = answer(other_ministry_editor, asked)
    assert ask(f"comments/{asked.pk}/", as_of="2020-03-31").status_code == 404
    then = ask(f"comments/{asked.pk}/", as_of="2020-04-10").json()
    assert (then["waiting"]["days"], then["waiting"]["turn"]["id"], then["response"]) == (
        9,
        "utp-interior",
        None,
    )
    assert (then["responses"], then["forwardings"]) == ([], [])
    assert ask(f"responses/{given.pk}/", as_of="2020-05-03").status_code == 404
    assert ids(ask("responses/", known_on="2020-05-03")) == []


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({}, ["entry", "plan", "second", "first"]),
        ({"plan": "utp-1"}, ["entry", "plan", "second", "first"]),
        ({"plan": "utp-2"}, []),
        ({"commitment": "utp-1.1"}, ["entry", "first"]),
        ({"milestone": "utp-1.1.1"}, ["entry", "first"]),
        ({"milestone": "utp-1.2.1"}, []),
        ({"view": "limited,completed"}, ["first"]),
        ({"organisation": "utp-watch"}, ["entry", "plan", "second", "first"]),
        ({"organisation": "utp-interior"}, []),
        ({"answered": "true"}, ["first"]),
        ({"answered": "false"}, ["entry", "plan", "second"]),
        ({"answered": "false", "as_of": "2020-04-30"}, ["entry", "plan", "second", "first"]),
        ({"waiting_for": "utp-interior"}, ["entry", "plan"]),
        ({"waiting_for": "utp-finance"}, ["second"]),
        ({"waiting_for": "utp-interior", "as_of": "2020-04-01"}, ["entry", "plan", "first"]),
        ({"waiting_for": "utp-archives", "as_of": "2020-04-20"}, ["first"]),
        ({"is_sample": "true"}, []),
    ],
)
def test_comments_are_found(
    asked, small_plan, cso_member, ministry_editor, supporting_editor, parameters, found
):
    entry = factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 3, 1))
    named = {
        "first": asked,
        "second": say(cso_member, commitment=small_plan.other_commitment),
        "plan": say(cso_member, plan=small_plan.plan),
        "entry": say(cso_member, status_update=entry),
    }
    hand_on(asked, small_plan.agency, by=ministry_editor)
    answer(supporting_editor, asked)
    assert ids(ask("comments/", **parameters)) == [named[name].pk for name in found]


def test_the_newest_view_of_an_organisation_counts(asked, small_plan, cso_member):
    newer = say(
        cso_member, milestone=small_plan.milestone, view="not_started", view_reason="It was withdrawn."
    )
    rows = ask("comments/").json()["results"]
    assert [(row["id"], row["view_counts"]) for row in rows] == [(newer.pk, True), (asked.pk, False)]


def test_one_response_answers_several(asked, small_plan, cso_member, ministry_editor):
    other = say(cso_member, commitment=small_plan.commitment)
    given = answer(ministry_editor, asked, other)
    row = ask(f"responses/{given.pk}/").json()
    assert (row["comments"], row["verdict"], row["text"]) == ([asked.pk, other.pk], "accepted", "In June.")
    assert ids(ask("responses/", comment=other.pk)) == [given.pk]
    assert ids(ask("responses/", comment=given.pk)) == []
    assert ids(ask("responses/", plan="utp-1", verdict="accepted,noted")) == [given.pk]
    assert ids(ask("responses/", plan="utp-2")) == []
    assert ids(ask("responses/", verdict="noted")) == []


def test_what_the_law_removed_is_marked(asked):
    redact(
        asked,
        Removal(ground="Personal data", decided_by="The ministry", case="20/1"),
        by=operator(day=TODAY),
        now=NOW,
    )
    row = ask(f"comments/{asked.pk}/").json()
    assert row["text"]["redacted"]["ground"] == "Personal data"
    assert row["waiting"]["days"] == 33


@pytest.mark.parametrize("address", COSTS)
def test_a_conversation_costs_the_same_at_one_row_and_at_three(
    asked, small_plan, cso_member, ministry_editor, django_assert_num_queries, address
):
    answer(ministry_editor, asked)
    hand_on(say(cso_member, plan=small_plan.plan), small_plan.agency, by=ministry_editor)
    with django_assert_num_queries(COSTS[address]):
        assert ask(address).status_code == 200
    for _time in range(2):
        answer(ministry_editor, say(cso_member, milestone=small_plan.second_milestone))
        hand_on(say(cso_member, plan=small_plan.plan), small_plan.agency, by=ministry_editor)
    with django_assert_num_queries(COSTS[address]):
        assert ask(address).status_code == 200


@pytest.mark.parametrize(("address", "cost"), [("comments", 9), ("responses", 3)])
def test_one_on_its_own_costs_a_fixed_number(
    asked, small_plan, ministry_editor, django_assert_num_queries, address, cost
):
    given = answer(ministry_editor, asked)
    number = asked.pk if address == "comments" else given.pk
    with django_assert_num_queries(cost):
        assert ask(f"{address}/{number}/").status_code == 200


@pytest.mark.parametrize(("address", "named"), [("comments", "CommentWhole"), ("responses", "ResponseShape")])
def test_what_is_described_is_what_is_sent(asked, ministry_editor, address, named):
    given = answer(ministry_editor, asked)
    number = asked.pk if address == "comments" else given.pk
    described = program().get(API + "schema/", {"format": "json"}).json()["components"]["schemas"]
    assert set(ask(f"{address}/{number}/").json()) == set(described[named]["properties"])


def test_a_spreadsheet_reads_who_waits_and_how_long(asked):
    text = b"".join(ask("comments/", format="csv").streaming_content).decode()
    header, row = text.strip().splitlines()
    read = dict(zip(header.split(","), row.split(","), strict=False))
    assert [read[name] for name in ("id", "waiting.days", "waiting.turn.id")] == [
        str(asked.pk),
        "33",
        "utp-interior",
    ]


# What is written -------------------------------------------------------------------------------------------


def test_a_member_comments(cso_member):
    told = send(program(cso_member), "comments/", QUESTION | {"view": "limited", "view_reason": "No draft."})
    assert told.status_code == 201
    row = told.json()
    assert (row["milestone"], row["view"], row["waiting"]["turn"]["id"]) == (
        "utp-1.1.1",
        "limited",
        "utp-interior",
    )
    assert told["Location"] == f"http://testserver/api/v1/comments/{row['id']}/"
    assert ids(ask("comments/")) == [row["id"]]


@pytest.mark.parametrize("about", ["plan", "commitment", "status_update"])
def test_a_comment_is_about_any_one_thing(cso_member, small_plan, ministry_editor, about):
    entry = factories.record(small_plan.milestone, "limited", by=ministry_editor)
    named = {"plan": "utp-1", "commitment": "utp-1.1", "status_update": entry.pk}
    told = send(program(cso_member), "comments/", {about: named[about], "text": "Why?"})
    assert (told.status_code, told.json()["about"]) == (201, about)


def test_an_official_answers_two_at_once(asked, small_plan, cso_member, ministry_editor):
    other = say(cso_member, commitment=small_plan.commitment)
    told = send(program(ministry_editor), "responses/", WHY | {"comments": [other.pk, asked.pk]})
    assert told.status_code == 201
    assert (told.json()["comments"], told.json()["verdict"]) == ([asked.pk, other.pk], "partly_accepted")
    assert told["Location"] == f"http://testserver/api/v1/responses/{told.json()['id']}/"


def test_an_official_forwards(asked, ministry_editor):
    new = {"receiver": "utp-finance", "reason": "The registers are theirs."}
    told = send(program(ministry_editor), f"comments/{asked.pk}/forwarding/", new)
    assert told.status_code == 201
    assert told.json()["waiting"]["turn"]["id"] == "utp-finance"
    again = send(program(ministry_editor), f"comments/{asked.pk}/forwarding/", new)
    assert refused(again, 403) == [
        ("", "Only the body a comment waits for, or a coordinator, may forward it.")
    ]


@pytest.mark.parametrize(
    "who", ["coordinator", "ministry_editor", "reviewer", "supporting_editor", "former_editor", "stranger"]
)
def test_nobody_else_comments(request, who):
    person = request.getfixturevalue(who)
    before = said()
    told = send(program(person), "comments/", QUESTION)
    sentence = "Only members of a civil-society organisation comment in its name."
    assert (refused(told, 403), said()) == ([("", sentence)], before)


@pytest.mark.parametrize(
    "who",
    [
        "coordinator",
        "other_ministry_editor",
        "cso_member",
        "reviewer",
        "supporting_editor",
        "former_editor",
        "stranger",
    ],
)
def test_nobody_else_answers(request, asked, who):
    person = request.getfixturevalue(who)
    before = said()
    told = send(program(person), "responses/", WHY | {"comments": [asked.pk]})
    assert (refused(told, 403), said()) == (
        [("", "Only officials of the body a comment waits for may answer it.")],
        before,
    )


@pytest.mark.parametrize("who", ["other_ministry_editor", "cso_member", "supporting_editor", "stranger"])
def test_nobody_else_forwards(request, asked, who):
    person = request.getfixturevalue(who)
    before = said()
    new = {"receiver": "utp-finance", "reason": "Theirs."}
    refused(send(program(person), f"comments/{asked.pk}/forwarding/", new), 403)
    assert said() == before


@pytest.mark.parametrize("address", ["comments/", "responses/", "comments/1/forwarding/"])
def test_without_a_token_that_may_write_nothing_is_said(address, cso_member):
    assert refused(send(program(), address, {}), 401)[0][0] == ""
    refused(send(program(cso_member, may_write=False), address, {}), 403)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "x" * 10_001}, "text"),
        ({"text": "x" * 1_000_000}, "text"),
        ({"text": None}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"milestone": "utp-1.1.9"}, "milestone"),
        ({"milestone": None}, ""),
        ({"plan": "utp-1"}, ""),
        ({"view": "half"}, "view"),
        ({"view": "limited"}, "view_reason"),
        ({"view_reason": "So."}, "view"),
        ({"milestone": None, "plan": "utp-1", "view": "limited", "view_reason": "So."}, "view"),
        ({"status_update": "first"}, "status_update"),
        ({"language": "xx"}, "language"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_comment_is_refused_at_its_field(cso_member, change, field):
    before = said()
    told = refused(send(program(cso_member), "comments/", QUESTION | change), 400)
    assert ([name for name, _sentence in told], said()) == ([field], before)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"comments": []}, "comments"),
        ({"comments": [999]}, "comments"),
        ({"comments": ["x"]}, "comments.0"),
        ({"comments": 3}, "comments"),
        ({"verdict": "maybe"}, "verdict"),
        ({"text": " "}, "text"),
    ],
)
def test_a_wrong_response_is_refused_at_its_field(asked, ministry_editor, change, field):
    before = said()
    told = refused(send(program(ministry_editor), "responses/", WHY | {"comments": [asked.pk]} | change), 400)
    assert ([name for name, _sentence in told], said()) == ([field], before)


def test_a_second_answer_names_the_first_one(asked, ministry_editor):
    first = answer(ministry_editor, asked)
    before, second = said(), WHY | {"comments": [asked.pk]}
    told = send(program(ministry_editor), "responses/", second)
    assert [field for field, _sentence in refused(told, 409)] == ["based_on"]
    assert (told.json()["current"]["id"], said()) == (first.pk, before)
    assert send(program(ministry_editor), "responses/", second | {"based_on": first.pk}).status_code == 201


def test_a_wrong_forwarding_is_refused(asked, ministry_editor):
    address, tool = f"comments/{asked.pk}/forwarding/", program(ministry_editor)
    assert refused(send(tool, address, {"receiver": "nobody", "reason": "So."}), 400) == [
        ("receiver", "There is no body “nobody” here.")
    ]
    assert refused(send(tool, address, {"receiver": "utp-interior", "reason": "So."}), 400) == [
        ("receiver", "It already waits for this body.")
    ]
    refused(send(tool, "comments/999/forwarding/", {"receiver": "utp-finance", "reason": "So."}), 404)
    answer(ministry_editor, asked)
    assert refused(send(tool, address, {"receiver": "utp-finance", "reason": "So."}), 400) == [
        ("", "This comment was already answered.")
    ]
