"""What does a program read that sends nonsense? A problem with a sentence, at every address; never a fault."""

from __future__ import annotations

from itertools import product

import pytest

from accounts.models import Event
from tests.api import API, program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "small_plan")]

WRITING = (
    "status-updates/", "statements/", "evidence/", "evidence/1/withdrawal/", "comments/", "comments/1/forwarding/",
    "responses/", "reports/", "reports/1/retry/", "files/", "plans/", "nothing/",
)  # fmt: skip
NONSENSE = (
    b"", b"{", b"null", b"1", b'"x"', b"[]", b"[[", b"\xff\xfe", b"[" * 20_000, b'{"rows": 5}', b'{"rows": [null]}',
    b'{"rows": [{"evidence": [[]]}]}', b'{"milestone": {"a": 1}, "based_on": 1e400}', b'{"text": "\\u0000"}',
    b'{"text": "\\ud800", "plan": ["utp-1"]}', b'{"reason": 1, "receiver": null}', b'{"comments": {"1": 2}}',
    b'{"based_on": 9223372036854775808, "effective_on": "0000-00-00"}', b'{"status_update": true, "text": "x"}',
    b'{"commitment": "utp-1.1", "url": "javascript:alert(1)", "proves": "x", "file": "no"}',
)  # fmt: skip
ASKED = (
    "as_of=%00", "as_of=%ff", "known_on=tomorrow", "limit=-1", "limit=%D9%A3", "cursor=%ff", "cursor=WzEuNV0",
    "cursor=W251bGxd", "plan=%00", "after=1e400", "after=nan", "code=%00", "a=1", "=", "as_of[]=1",
    "as_of=2020-01-01&as_of=2020-01-02", "format=exe",
)  # fmt: skip
LISTS = (
    "plans", "commitments", "milestones", "status-updates", "statements", "evidence", "comments", "responses",
    "assessments", "irm-reports", "reports", "organisations", "amendments", "events",
)  # fmt: skip
TYPES = ("application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x", "")


def told(answer):
    """The sentence of a problem."""
    assert answer["Content-Type"] == "application/problem+json", answer.content
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["detail"].endswith(".")
    return problem["detail"]


@pytest.mark.parametrize("address", WRITING)
def test_nonsense_is_refused_with_a_sentence(address, ministry_editor):
    tool, before = program(ministry_editor), Event.objects.count()
    tool.raise_request_exception = False
    for content, kind in [*product(NONSENSE, TYPES[:1]), *product(NONSENSE[1:2], TYPES[1:])]:
        answer = tool.post(API + address, content, content_type=kind)
        assert 400 <= answer.status_code < 500, (content[:80], kind, answer.content)
        told(answer)
    assert Event.objects.count() == before


@pytest.mark.parametrize("name", LISTS)
def test_nonsense_is_not_looked_for(name):
    for asked in ASKED:
        answer = program().get(f"{API}{name}/?{asked}")
        assert answer.status_code == 400, asked
        told(answer)


@pytest.mark.parametrize(
    "sent", ["Token", "Token a b", "Bearer x", "Basic Og==", "Token \xff", "Token " + "a" * 64]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_strange_key_opens_nothing(method, sent):
    answer = getattr(program(), method)(API + "status-updates/", headers={"authorization": sent})
    told_of = (answer.status_code, answer.headers.get("WWW-Authenticate"))
    assert told_of in {(401, "Token"), (200, None)} if method == "get" else told_of == (401, "Token")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_where_nothing_is_nothing_can_be_done(method, client):
    """Also without a form's token: there is nothing to forge."""
    client.handler.enforce_csrf_checks = True
    answer = getattr(client, method)(API + "nothing/")
    assert answer.status_code == 404
    assert told(answer) == (
        "There is nothing at this address of the API. The addresses that exist are listed at /api/v1/docs/."
    )


def test_content_that_is_no_object_is_told_so(ministry_editor):
    answer = program(ministry_editor).post(API + "statements/", b"null", content_type="application/json")
    assert told(answer) == "Send a JSON object: its fields are described in the docs."
