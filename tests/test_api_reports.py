"""How does a program open a self-assessment, follow its compilation, and find its files? And who may not?"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest

from accounts.actions import Removal, redact
from accounts.actors import operator
from ogp_tracker import jobs
from ogp_tracker.jobs import Job
from ogp_tracker.texts import interface_languages
from reporting import actions
from reporting.models import Document, Freeze, Rendering, Report
from tests import factories
from tests.api import API, ids, program, refused, send
from tests.factories import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "small_plan")]

GIVEN = {"plan": "utp-1", "cut_off_on": "2020-05-01"}
COSTS = {"reports/": 3, "reports/1/": 2}


def ask(address, **parameters):
    return program().get(API + address, parameters)


@pytest.fixture
def open_for(small_plan, coordinator):
    """Opens a report as of a day."""

    def opened(day=TODAY):
        by = factories.actor(coordinator)
        return actions.open_report(small_plan.plan, cut_off_on=day, by=by, now=NOW)

    return opened


@pytest.fixture
def report(open_for):
    return open_for()


@pytest.fixture
def logged(small_plan, ministry_editor):
    """An entry, for a report to tell; asked for before the report."""
    return factories.record(small_plan.milestone, "limited", by=ministry_editor)


@pytest.fixture
def compiled(report, do_jobs):
    do_jobs()
    return report


def give_up(report):
    """As if every worker that had the job had been killed."""
    past = NOW - timedelta(hours=1)
    mine = Job.objects.filter(document__report=report)
    mine.update(state="running", attempts=jobs.ATTEMPTS, lease_until=past)
    jobs.sweep()


# Opening --------------------------------------------------------------------------------------------------


def test_a_coordinator_opens_a_report_and_is_told_where_it_is(coordinator):
    answer = send(program(coordinator), "reports/", GIVEN)
    row = answer.json()
    assert (answer.status_code, answer["Location"]) == (201, "http://testserver/api/v1/reports/1/")
    assert [row[name] for name in ("id", "plan", "cut_off_on", "state", "digest", "files")] == [
        1, "utp-1", "2020-05-01", "queued", None, [],
    ]  # fmt: skip
    assert (row["role"], row["body"]["id"], row["event"]) == (
        "coordinator",
        "utp-interior",
        Report.objects.get().pk,
    )
    assert ask("reports/1/").json() == row


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"cut_off_on": "2019-06-30"}, "cut_off_on", "The plan begins on 1 July 2019. Choose that day or a later one."),
        ({"cut_off_on": "2020-05-05"}, "cut_off_on", "5 May 2020 has not come yet."),
        ({"plan": "utp-9"}, "plan", "There is no plan “utp-9” here."),
        ({"day": "2020-05-01"}, "day", "This field is not known here. Known are: plan, cut_off_on."),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_refused_at_its_field(coordinator, given, field, sentence):
    answer = send(program(coordinator), "reports/", GIVEN | given)
    assert refused(answer, 400) == [(field, sentence)]
    assert Report.objects.count() == 0


def test_a_second_report_of_the_same_day_waits_for_the_first(coordinator):
    tool = program(coordinator)
    send(tool, "reports/", GIVEN)
    assert refused(send(tool, "reports/", GIVEN), 400) == [
        ("cut_off_on", "Report 1 is being compiled for this very day. Wait until it is done.")
    ]
    assert send(tool, "reports/", GIVEN | {"cut_off_on": "2020-05-02"}).json()["id"] == 2


@pytest.mark.parametrize("who", ["ministry_editor", "former_editor", "cso_member", "reviewer", "stranger"])
@pytest.mark.parametrize("address", ["reports/", "reports/1/retry/"])
def test_nobody_but_a_coordinator_opens_or_retries(report, who, address, request):
    give_up(report)
    refused(send(program(request.getfixturevalue(who)), address, GIVEN if address == "reports/" else {}), 403)
    assert (Report.objects.count(), Job.objects.count()) == (1, 1)


@pytest.mark.parametrize("address", ["reports/", "reports/1/retry/"])
def test_a_program_needs_a_key_that_may_write(report, coordinator, address):
    give_up(report)
    refused(send(program(), address, GIVEN), 401)
    refused(send(program(coordinator, may_write=False), address, GIVEN), 403)
    assert (Report.objects.count(), Job.objects.count()) == (1, 1)


# Following ------------------------------------------------------------------------------------------------


def test_progress_is_told_although_the_record_does_not_move(report):
    tool = program()
    waiting = tool.get(API + "reports/1/")
    assert (waiting["Cache-Control"], waiting.has_header("ETag")) == ("private, no-store", False)
    jobs.claim(report.document.job.pk).report(2, 3, "Reading commitment 2 of 2")
    for told in (tool.get(API + "reports/1/").json(), tool.get(API + "reports/").json()["results"][0]):
        assert (told["state"], told["progress"]) == (
            "running",
            {"done": 2, "total": 3, "sentence": "Reading commitment 2 of 2"},
        )


def test_a_compiled_report_names_its_digest_and_its_files(compiled):
    row = ask("reports/1/").json()
    freeze = Freeze.objects.get()
    assert (row["state"], row["progress"], row["error"]) == ("compiled", None, None)
    assert (row["digest"], row["frozen_by"]) == (freeze.digest, freeze.pk)
    assert f"{row['head']['number']}:{row['head']['digest']}" == freeze.head
    site = "http://testserver/en/reports/1"
    drawn = {each.language: each.file.sha256 for each in Rendering.objects.select_related("file")}
    assert [(each["form"], each["language"], each["url"], each["sha256"]) for each in row["files"]] == [
        *(("pdf", language, f"{site}/{language}.pdf", drawn[language]) for language in sorted(drawn)),
        ("json", None, f"{site}/en.json", freeze.digest),
        *(("csv", language, f"{site}/{language}.csv", None) for language in interface_languages()),
    ]


def test_every_file_is_what_its_hash_says(compiled):
    for each in ask("reports/1/").json()["files"]:
        answer = program().get(each["url"])
        content = answer.getvalue() if answer.streaming else answer.content
        assert (answer.status_code, each["sha256"]) in [
            (200, hashlib.sha256(content).hexdigest()),
            (200, None),
        ]


def test_the_json_file_has_the_hash_of_what_the_law_left(logged, compiled):
    before = ask("reports/1/").json()["digest"]
    removal = Removal(ground="Personal data", decided_by="The ministry", case="20/1")
    redact(logged, removal, by=operator(day=TODAY), now=NOW)
    row = ask("reports/1/").json()
    file = next(each for each in row["files"] if each["form"] == "json")
    content = program().get(file["url"]).content
    assert (row["digest"], file["sha256"] != before) == (before, True)
    assert file["sha256"] == hashlib.sha256(content).hexdigest()


def test_a_failed_report_says_why_and_is_tried_again(report, coordinator, do_jobs):
    give_up(report)
    row = ask("reports/1/").json()
    assert (row["state"], row["error"]) == (
        "failed",
        "The work was interrupted again and again, and given up.",
    )
    answer = send(program(coordinator), "reports/1/retry/", {})
    assert (answer.status_code, answer["Location"]) == (202, "http://testserver/api/v1/reports/1/")
    assert (answer.json()["state"], answer.json()["error"]) == ("queued", None)
    do_jobs()
    assert ask("reports/1/").json()["state"] == "compiled"


def test_nothing_but_a_failure_is_tried_again(report, coordinator, do_jobs):
    tool = program(coordinator)
    assert refused(send(tool, "reports/1/retry/", {}), 400) == [
        ("", "The report is being compiled right now.")
    ]
    do_jobs()
    assert refused(send(tool, "reports/1/retry/", {}), 400) == [("", "The report is compiled already.")]


def test_a_report_without_a_job_has_failed(report):
    Document.objects.update(job=None)
    row = ask("reports/1/").json()
    assert (row["state"], row["progress"], row["error"]) == ("failed", None, None)


# Finding --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({}, [2, 1]),
        ({"plan": "utp-1"}, [2, 1]),
        ({"plan": "utp-2"}, []),
        ({"state": "compiled"}, [1]),
        ({"state": "queued"}, [2]),
        ({"state": "failed,compiled"}, [1]),
        ({"is_sample": "true"}, []),
        ({"as_of": "2020-05-03"}, []),
        ({"known_on": "2020-05-03"}, []),
    ],
)
def test_reports_are_found(compiled, open_for, parameters, found):
    open_for(date(2020, 5, 2))
    assert ids(ask("reports/", **parameters)) == found


def test_a_report_that_was_not_frozen_by_then_was_running(report, do_jobs, monkeypatch):
    monkeypatch.setattr("ogp_tracker.as_of.now", lambda: NOW + timedelta(days=1))
    do_jobs()
    then, now = (ask("reports/1/", **asked).json() for asked in ({"as_of": TODAY.isoformat()}, {}))
    assert (then["state"], then["digest"], then["files"]) == ("running", None, [])
    assert (now["state"], len(now["digest"])) == ("compiled", 64)


@pytest.mark.parametrize("number", ["2", "x", "99999999999999999999", "1.5", "%D9%A1"])
def test_what_was_not_opened_is_not_there(report, coordinator, number):
    refused(ask(f"reports/{number}/"), 404)
    refused(send(program(coordinator), f"reports/{number}/retry/", {}), 404)


def test_a_table_has_a_row_per_report(compiled):
    answer = ask("reports/", format="csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert [line.split(",")[0] for line in lines] == ["id", "1"]
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", COSTS)
def test_an_answer_costs_the_same_at_one_row_and_at_three(
    compiled, open_for, django_assert_num_queries, address
):
    with django_assert_num_queries(COSTS[address]):
        assert ask(address).status_code == 200
    for day in (date(2020, 5, 2), date(2020, 5, 3)):
        open_for(day)
    with django_assert_num_queries(COSTS[address]):
        assert ask(address).status_code == 200


def test_what_is_described_is_what_is_sent(compiled):
    described = program().get(API + "schema/", {"format": "json"}).json()["components"]["schemas"]
    assert set(ask("reports/1/").json()) == set(described["ReportShape"]["properties"])
