"""Reports from the form to the file: who may open one, what is refused, what is frozen, and how a killed job ends."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from datetime import date, timedelta

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.actions import Removal, redact
from accounts.models import Event, User
from milestones.actions import NewEvidence
from ogp_tracker import files, jobs
from ogp_tracker.jobs import Job
from reporting import actions
from reporting.document import digest_of, from_json, to_json
from reporting.models import Document, Freeze, Report
from reporting.renderers import pdf
from reporting.tasks import compile
from tests import factories
from tests.factories import NOW, TODAY
from tests.plan import SmallPlan

HOSTILE = "<script>alert(1)</script> #set page(width: 1pt) $x$ @a \\ `*_ \u202e \u0639 😀 " + "x" * 500


@pytest.fixture
def report(small_plan: SmallPlan, coordinator: User, ministry_editor: User, today: date) -> Report:
    factories.record(small_plan.milestone, "completed", by=ministry_editor, narrative=HOSTILE)
    by = factories.actor(coordinator)
    return actions.open_report(small_plan.plan, cut_off_on=TODAY, by=by, now=NOW)


def run(document: Document) -> Job:
    document.refresh_from_db()
    assert document.job is not None
    jobs.run(document.job.pk, compile)
    return Job.objects.get(pk=document.job.pk)


def test_report_is_compiled_and_frozen_by_an_event_that_names_its_digest(report: Report) -> None:
    assert run(report.document).state == Job.State.DONE
    document = Document.objects.get(report=report)
    freeze = Freeze.objects.get(report=report)
    assert (document.digest, freeze.digest) == (digest_of(document.body), document.digest)
    assert Event.objects.order_by("-number")[0].verb == "freeze_report"
    assert to_json(from_json(document.body)) == document.body


def test_report_compiled_twice_is_kept_once(report: Report) -> None:
    run(report.document)
    first = Document.objects.get(report=report).digest
    document = Document.objects.get(report=report)
    actions.finish(document, body={"other": 1}, files={}, now=NOW)
    assert (Document.objects.get(report=report).digest, Freeze.objects.count()) == (first, 1)


def test_pdf_is_tagged_titled_in_its_language_and_the_same_every_time(report: Report) -> None:
    run(report.document)
    document = Document.objects.get(report=report)
    languages = sorted(document.renderings.values_list("language", flat=True))
    said = from_json(document.body)
    for language in languages:
        made = pdf.pdf(said, language=language)
        assert hashlib.sha256(made).hexdigest() == document.renderings.get(language=language).file.sha256
        with pikepdf.open(io.BytesIO(made)) as opened, opened.open_metadata() as about:
            assert "/StructTreeRoot" in opened.Root
            assert str(opened.Root.Lang).split("-")[0] == language
            assert about["pdfuaid:part"] == "1"
            assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")
            assert "First plan of Utopia" in about["dc:title"]


def test_pages_show_the_frozen_report_and_markup_stays_text(report: Report, client: Client) -> None:
    run(report.document)
    page = client.get("/en/reports/1/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    listed = client.get("/en/reports/").content.decode()
    assert "Self-assessment report 1" in listed
    assert "Frozen" in listed


def test_json_file_hashes_to_the_digest(report: Report, client: Client) -> None:
    run(report.document)
    content = client.get("/en/reports/1/en.json").content
    assert hashlib.sha256(content).hexdigest() == Document.objects.get(report=report).digest
    assert json.loads(content)["number"] == 1


def test_csv_has_a_row_per_milestone_and_pdf_downloads(report: Report, client: Client) -> None:
    run(report.document)
    rows = client.get("/en/reports/1/en.csv").content.decode().splitlines()
    assert [row.split(",")[0] for row in rows if row.startswith(("milestone", "utp-1"))] == [
        "milestone", "utp-1.1.1", "utp-1.1.2", "utp-1.2.1",
    ]  # fmt: skip
    response = client.get("/en/reports/1/en.pdf")
    assert b"".join(response.streaming_content)[:5] == b"%PDF-"
    assert client.get("/en/reports/1/en.exe").status_code == 404


def test_progress_page_looks_again_until_the_work_is_done(report: Report, client: Client) -> None:
    response = client.get("/en/reports/1/")
    assert "no-store" in response["Cache-Control"]
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in response.content.decode()
    assert 'hx-trigger="every 3s"' in response.content.decode()


@pytest.mark.django_db
def test_killed_worker_leaves_a_job_that_is_picked_up_again(report: Report) -> None:
    job = Document.objects.get(report=report).job
    assert job is not None
    taken = jobs.claim(job.pk)
    assert taken is not None
    Job.objects.filter(pk=job.pk).update(lease_until=taken.created_at - timedelta(hours=1))
    jobs.sweep()
    assert Job.objects.get(pk=job.pk).state == Job.State.QUEUED
    assert run(report.document).state == Job.State.DONE


def test_work_killed_every_time_fails_and_a_coordinator_tries_again(
    report: Report, coordinator: User, stranger: User, client: Client
) -> None:
    job = Document.objects.get(report=report).job
    assert job is not None
    past = job.created_at - timedelta(hours=1)
    Job.objects.filter(pk=job.pk).update(state="running", attempts=jobs.ATTEMPTS, lease_until=past)
    jobs.sweep()
    assert "The compilation failed" in client.get("/en/reports/1/").content.decode()
    client.force_login(stranger)
    assert client.post("/en/reports/1/retry/").status_code == 403
    client.force_login(coordinator)
    assert client.post("/en/reports/1/retry/")["Location"] == "/en/reports/1/"
    again = Document.objects.get(report=report).job
    assert again is not None
    assert (again.pk != job.pk, again.state) == (True, Job.State.QUEUED)


@pytest.mark.parametrize("who", ["ministry_editor", "cso_member", "reviewer", "stranger"])
def test_nobody_but_a_coordinator_opens_a_report(
    who: str, small_plan: SmallPlan, request: pytest.FixtureRequest
) -> None:
    by = factories.actor(request.getfixturevalue(who))
    with pytest.raises(PermissionDenied):
        actions.open_report(small_plan.plan, cut_off_on=TODAY, by=by, now=NOW)
    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2019, 6, 30), "The plan begins on 1 July 2019. Choose that day or a later one."),
        (date(2020, 5, 5), "5 May 2020 has not come yet."),
    ],
)
def test_cut_off_outside_the_plan_is_refused_on_the_form(
    day: date, sentence: str, small_plan: SmallPlan, coordinator: User, today: date, client: Client
) -> None:
    client.force_login(coordinator)
    response = client.post("/en/plans/utp-1/reports/open/", {"cut_off_on": day.isoformat()})
    assert response.status_code == 422
    assert response.context["form"].errors == {"cut_off_on": [sentence]}


def test_second_report_of_the_same_day_waits_for_the_first(report: Report, coordinator: User) -> None:
    with pytest.raises(ValidationError) as refused:
        actions.open_report(report.plan, cut_off_on=TODAY, by=factories.actor(coordinator), now=NOW)
    assert refused.value.message_dict == {
        "cut_off_on": ["Report 1 is being compiled for this very day. Wait until it is done."]
    }


def test_form_opens_a_report(small_plan: SmallPlan, coordinator: User, today: date, client: Client) -> None:
    client.force_login(coordinator)
    response = client.post("/en/plans/utp-1/reports/open/", {"cut_off_on": TODAY.isoformat()})
    assert response["Location"] == "/en/reports/1/"


def test_extract_is_for_everybody_and_asked_twice_compiled_once(
    small_plan: SmallPlan, today: date, client: Client
) -> None:
    asked = {"as_of": TODAY.isoformat(), "known_on": ""}
    first = client.post("/en/plans/utp-1/extract/", asked)["Location"]
    assert client.post("/en/plans/utp-1/extract/", asked)["Location"] == first
    assert (Document.objects.count(), Job.objects.filter(kind=actions.COMPILE).count()) == (1, 1)
    assert run(Document.objects.get()).state == Job.State.DONE
    page = client.get(first).content.decode()
    assert "<title>Evidence extract" in page
    assert Document.objects.get().body["number"] is None


def test_extract_known_before_the_record_is_refused(
    small_plan: SmallPlan, today: date, client: Client
) -> None:
    response = client.post("/en/plans/utp-1/extract/", {"as_of": "2020-05-04", "known_on": "2019-06-30"})
    assert response.context["form"].errors == {
        "known_on": ["On that day the record said nothing of this plan yet."]
    }


def test_evidence_matrix_filters_claims_without_evidence(report: Report, client: Client) -> None:
    every = client.get("/en/plans/utp-1/evidence/")
    bare = client.get("/en/plans/utp-1/evidence/?gap=claims")
    assert [len(page.context["rows"]) for page in (every, bare)] == [3, 1]
    table = client.get("/en/plans/utp-1/evidence.csv?gap=claims").content.decode()
    assert table.splitlines()[1].startswith("utp-1.1.1,Draft published")


def test_evidence_matrix_opens_files_and_says_where_it_found_no_gap(
    small_plan: SmallPlan, ministry_editor: User, today: date, client: Client
) -> None:
    stored = files.store(SimpleUploadedFile("figures.txt", b"1\n2\n", content_type="text/plain"))
    proof = NewEvidence(proves="It shows the figures.", title="The figures", file=stored)
    entry = factories.record(small_plan.milestone, "completed", by=ministry_editor, evidence=[proof])
    number = entry.evidence.get().pk
    page = client.get("/en/plans/utp-1/evidence/")
    assert f'<a class="ds-link" href="/en/evidence/{number}/file/">The figures</a>' in page.content.decode()
    assert page.content.decode().count("None found.") == sum(not row.gaps for row in page.context["rows"]) > 0


def test_evidence_matrix_leads_to_no_file_that_the_law_removed(
    small_plan: SmallPlan,
    ministry_editor: User,
    coordinator: User,
    do_jobs: Callable[[], None],
    today: date,
    client: Client,
) -> None:
    """Two claims rest on the very same file: removed from one, it can be read at neither."""
    stored = files.store(SimpleUploadedFile("letter.txt", b"Kari wrote it.\n", content_type="text/plain"))
    proof = NewEvidence(proves="It was sent.", title="The letter", file=stored)
    first, _second = (
        factories.record(milestone, "completed", by=ministry_editor, evidence=[proof])
        for milestone in (small_plan.milestone, small_plan.second_milestone)
    )
    assert client.get("/en/plans/utp-1/evidence/").content.decode().count("/file/") == 2
    removal = Removal(ground="Privacy Act, section 3", decided_by="The agency", case="2020/1")
    redact(first.evidence.get(), removal, by=factories.actor(coordinator), now=NOW)
    do_jobs()
    page = client.get("/en/plans/utp-1/evidence/").content.decode()
    assert ("/file/" in page, "The letter" in page) == (False, True)


def test_a_compiled_report_offers_nothing_to_try_again(
    report: Report, coordinator: User, client: Client
) -> None:
    client.force_login(coordinator)
    address = f"/en/reports/{report.number}/retry/"
    assert "Try again" in client.get(address).content.decode()
    run(Document.objects.get(report=report))
    page = client.get(address).content.decode()
    assert ("nothing to try again" in page, '<form class="form"' in page) == (True, False)


@pytest.mark.parametrize(
    ("who", "is_offered"), [("coordinator", True), ("ministry_editor", False), ("reviewer", False)]
)
def test_opening_a_report_is_offered_to_coordinators(
    request: pytest.FixtureRequest,
    small_plan: SmallPlan,
    today: date,
    client: Client,
    who: str,
    is_offered: bool,
) -> None:
    client.force_login(request.getfixturevalue(who))
    page = client.get("/en/reports/").content.decode()
    assert ("/en/plans/utp-1/reports/open/" in page) is is_offered
