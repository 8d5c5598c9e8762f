"""How does a program record progress? Through the same actions as a page, with the same rights and refusals."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Event, Token
from milestones.entries import CommitmentStatement, StatusUpdate
from milestones.evidence import Evidence
from ogp_tracker.files import StoredFile
from tests import factories
from tests.api import API, program, refused, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "small_plan")]

LINK = {"proves": "It shows the draft.", "title": "The draft", "url": "https://example.org/draft"}
UPDATE = {
    "milestone": "utp-1.1.1",
    "effective_on": "2020-05-04",
    "completion": "substantial",
    "narrative": "The draft is out for comment.",
    "based_on": None,
}
STATEMENT = {
    "commitment": "utp-1.1",
    "effective_on": "2020-05-04",
    "completion": "limited",
    "reason": "One of two is under way.",
    "based_on": None,
}
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
ONLY_RESPONSIBLE = "Only officials of the body responsible for commitment 1 may record its progress."


def written():
    return [model.objects.count() for model in (StatusUpdate, CommitmentStatement, Evidence, Event)]


@pytest.fixture
def tool(ministry_editor):
    """A program of an official of the leading ministry."""
    return program(ministry_editor)


def hand_in(client, name, content):
    return client.post(API + "files/", {"file": SimpleUploadedFile(name, content)})


# What is written ------------------------------------------------------------------------------------------


def test_an_entry_is_recorded_with_its_evidence(tool, small_plan):
    answer = send(tool, "status-updates/", UPDATE | {"evidence": [LINK]})
    assert answer.status_code == 201
    row = answer.json()
    told = {
        name: row[name] for name in ("milestone", "completion", "kind", "evidence", "warnings", "standing")
    }
    assert told == {
        "milestone": "utp-1.1.1",
        "completion": "substantial",
        "kind": "progress",
        "evidence": 1,
        "warnings": [],
        "standing": True,
    }
    assert row["body"]["id"] == "utp-interior"
    assert program().get(answer["Location"]).json() == row
    assert program().get(API + "milestones/utp-1.1.1/").json()["completion"] == "substantial"


def test_what_readers_are_warned_of_is_answered(tool):
    row = send(
        tool, "status-updates/", UPDATE | {"completion": "completed", "effective_on": "2020-01-04"}
    ).json()
    assert {each["code"] for each in row["warnings"]} == {"no_evidence", "late"}


def test_many_entries_are_written_or_none(tool):
    second = UPDATE | {"milestone": "utp-1.1.2"}
    before = written()
    wrong = second | {"completion": "limited"}
    assert refused(send(tool, "status-updates/", {"rows": [UPDATE, wrong]}), 400)[0][0] == "rows.1.challenges"
    assert written() == before
    rows = send(tool, "status-updates/", {"rows": [UPDATE, second]}).json()["rows"]
    assert [row["milestone"] for row in rows] == ["utp-1.1.1", "utp-1.1.2"]


def test_no_change_a_correction_and_a_retraction(tool):
    first = send(tool, "status-updates/", UPDATE | {"effective_on": "2020-04-04"}).json()["id"]
    same = {"milestone": "utp-1.1.1", "effective_on": "2020-05-04", "kind": "unchanged", "based_on": first}
    second = send(tool, "status-updates/", same).json()
    assert second["completion"] == "substantial"
    right = UPDATE | {
        "kind": "correction",
        "corrects": first,
        "effective_on": "2020-04-04",
        "completion": "limited",
        "challenges": "Nobody was hired.",
        "based_on": second["id"],
    }
    third = send(tool, "status-updates/", right).json()
    assert (third["corrects"], third["completion"]) == (first, "limited")
    back = {
        "milestone": "utp-1.1.1",
        "effective_on": "2020-05-04",
        "kind": "retraction",
        "corrects": second["id"],
        "narrative": "Sent by mistake.",
        "based_on": third["id"],
    }
    answer = send(tool, "status-updates/", back)
    assert answer.status_code == 201, answer.content
    assert program().get(API + "milestones/utp-1.1.1/").json()["completion"] == "limited"


def test_the_lead_states_completion(tool):
    row = send(tool, "statements/", STATEMENT).json()
    assert (row["commitment"], row["completion"], row["reason"]) == (
        "utp-1.1",
        "limited",
        STATEMENT["reason"],
    )
    assert program().get(API + "commitments/utp-1.1/").json()["stated"]["number"] == row["id"]


def test_a_file_is_sent_once_and_named_in_evidence(tool):
    sent = hand_in(tool, "minutes.pdf", PDF)
    assert (sent.status_code, sent.json()["media_type"]) == (201, "application/pdf")
    piece = {
        "milestone": "utp-1.1.1",
        "proves": "The minutes record the decision.",
        "file": sent.json()["sha256"],
        "file_name": "minutes.pdf",
    }
    row = send(tool, "evidence/", piece).json()
    assert (row["media_type"], row["size"], row["file"]) == ("application/pdf", len(PDF), piece["file"])
    again = send(tool, f"evidence/{row['id']}/withdrawal/", {"reason": "The wrong minutes."}).json()
    assert (again["state"], again["replaces"]) == ("withdrawn", row["id"])


# Who may not ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who",
    [
        "stranger",
        "former_editor",
        "other_ministry_editor",
        "coordinator",
        "supporting_editor",
        "cso_member",
        "reviewer",
    ],
)
def test_nobody_else_records(request, who):
    client, before = program(request.getfixturevalue(who)), written()
    assert refused(send(client, "status-updates/", UPDATE), 403) == [("", ONLY_RESPONSIBLE)]
    refused(send(client, "statements/", STATEMENT), 403)
    refused(send(client, "evidence/", LINK | {"milestone": "utp-1.1.1"}), 403)
    assert written() == before


def test_without_a_token_nothing_is_written():
    answer = send(program(), "status-updates/", UPDATE)
    assert refused(answer, 401) == [("", "This needs a token: send it as “Authorization: Token …”.")]
    assert answer["WWW-Authenticate"] == "Token"


def test_a_session_is_no_token(client, ministry_editor):
    client.force_login(ministry_editor, backend="django.contrib.auth.backends.ModelBackend")
    refused(send(client, "status-updates/", UPDATE), 401)


def test_a_wrong_or_revoked_token_opens_nothing(tool):
    Token.objects.all().delete()
    refused(tool.get(API + "milestones/"), 401)
    refused(send(tool, "status-updates/", UPDATE), 401)


def test_a_token_that_may_only_read_writes_nothing(ministry_editor):
    client = program(ministry_editor, may_write=False)
    assert client.get(API + "milestones/").status_code == 200
    before = written()
    sentence = "This token may only read. Make one that may write at your desk."
    assert refused(send(client, "status-updates/", UPDATE), 403) == [("", sentence)]
    refused(hand_in(client, "minutes.pdf", PDF), 403)
    assert written() == before


def test_strangers_hand_in_no_files(stranger):
    refused(hand_in(program(stranger), "minutes.pdf", PDF), 403)
    assert StoredFile.objects.count() == 0


# What is refused ------------------------------------------------------------------------------------------


def test_an_author_who_saw_an_older_entry_is_shown_the_newer_one(tool, small_plan, ministry_editor):
    newer = factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 5, 1))
    before = written()
    answer = send(tool, "status-updates/", UPDATE)
    assert [field for field, _sentence in refused(answer, 409)] == ["based_on"]
    assert answer.json()["current"]["id"] == newer.pk
    assert answer.json()["current"]["challenges"] == factories.CHALLENGES
    assert written() == before


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"effective_on": "2020-05-05"}, "effective_on"),
        ({"effective_on": "soon"}, "effective_on"),
        ({"completion": "limited"}, "challenges"),
        ({"completion": "not_started"}, "challenges"),
        ({"completion": "half"}, "completion"),
        ({"completion": None}, "completion"),
        ({"milestone": "utp-9.1.1"}, "milestone"),
        ({"narrative": "\x00"}, "narrative"),
        ({"narrative": "x" * 10_001}, "narrative"),
        ({"based_on": "the newest"}, "based_on"),
        ({"due_on": "2020-12-01"}, "due_reason"),
        ({"colour": "red"}, "colour"),
        ({"kind": "correction"}, "corrects"),
        ({"kind": "correction", "corrects": 4}, "corrects"),
        ({"kind": "unchanged", "completion": None}, "kind"),
        ({"evidence": [{"proves": ""} | {"url": "https://example.org"}]}, "evidence.0.proves"),
        ({"evidence": [LINK, LINK | {"url": "javascript:alert(1)"}]}, "evidence.1.url"),
        ({"evidence": [{"proves": "It shows it.", "file": "0" * 64}]}, "evidence.0.file"),
        ({"evidence": [{"proves": "It shows it."}]}, "evidence.0.url"),
        ({"due_on": "2020-05-03", "due_reason": "Late."}, "due_on"),
        ({"due_reason": "Late."}, "due_on"),
        ({"evidence": [LINK | {"document_on": "2020-05-05"}]}, "evidence.0.document_on"),
        ({"evidence": [LINK | {"url": "https://anne:secret@example.org/x"}]}, "evidence.0.url"),
    ],
)
def test_a_wrong_entry_is_refused_at_its_field(tool, change, field):
    before = written()
    assert [name for name, _sentence in refused(send(tool, "status-updates/", UPDATE | change), 400)] == [
        field
    ]
    assert written() == before


def test_an_entry_before_the_newest_is_refused(tool, small_plan, ministry_editor):
    newest = factories.record(small_plan.milestone, "substantial", by=ministry_editor, on=date(2020, 5, 1))
    early = UPDATE | {"effective_on": "2020-04-30", "based_on": newest.pk}
    assert [name for name, _sentence in refused(send(tool, "status-updates/", early), 400)] == [
        "effective_on"
    ]


@pytest.mark.parametrize(
    "content", ["{bad", "[" * 5000, "", '"text"', "[]", "null", '{"rows": []}', '{"rows": 1}']
)
def test_content_that_is_no_entry_is_refused(tool, content):
    refused(tool.post(API + "status-updates/", content, content_type="application/json"), 400)


def test_another_kind_of_content_is_refused(tool):
    refused(tool.post(API + "status-updates/", "a=1", content_type="text/plain"), 415)


def test_a_program_under_another_name_is_no_document(tool):
    before = StoredFile.objects.count()
    assert [name for name, _s in refused(hand_in(tool, "minutes.pdf", b"MZ\x90\x00" + b"\0" * 200), 400)] == [
        "file"
    ]
    assert StoredFile.objects.count() == before


def test_a_request_of_sixty_megabytes_is_refused(tool):
    found = refused(hand_in(tool, "film.pdf", PDF + b"0" * (60 * 2**20)), 413)
    assert found == [("", "The file is too large: a file may be at most 20 MB.")]
    assert StoredFile.objects.count() == 0


def test_no_program_writes_without_end(tool, monkeypatch):
    monkeypatch.setattr("accounts.authentication.WriteThrottle.rate", "2/min", raising=False)
    answers = [send(tool, "status-updates/", "nothing") for _time in range(3)]
    assert [answer.status_code for answer in answers] == [400, 400, 429]
    assert int(answers[2]["Retry-After"]) <= 61


# What it costs --------------------------------------------------------------------------------------------


def asked(captured):
    """Statements that touch a table. What rules ask without one (``SELECT 1 AS "_check"``) is asked for each row."""
    tables = ("FROM", "INSERT", "UPDATE")
    return len([query for query in captured.captured_queries if any(word in query["sql"] for word in tables)])


def test_many_rows_cost_as_many_queries_as_one(tool, small_plan):
    send(tool, "status-updates/", "nothing")  # notes that the token was used
    more = [factories.milestone(small_plan.commitment, number, due=None).public_id for number in (3, 4, 5)]
    with CaptureQueriesContext(connection) as one:
        assert send(tool, "status-updates/", {"rows": [UPDATE]}).status_code == 201
    with CaptureQueriesContext(connection) as three:
        rows = [UPDATE | {"milestone": milestone} for milestone in more]
        assert send(tool, "status-updates/", {"rows": rows}).status_code == 201
    assert (asked(one), asked(three)) == (14, 14)
