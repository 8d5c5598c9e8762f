"""A text that the law removes leaves reports that were frozen before: page, files and disk, and everybody sees it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from accounts.actions import Removal, redact
from accounts.models import Event, Redaction, User
from accounts.verify import BrokenRecord, verify_record
from milestones.actions import NewEvidence, add_evidence
from milestones.entries import StatusUpdate
from ogp_tracker import files
from ogp_tracker.texts import interface_languages
from reporting import actions
from reporting.compile import compile_document
from reporting.document import digest_of, from_json, to_json
from reporting.models import Document, Freeze, Reissue, Rendering, Report
from reporting.removal import without
from reporting.renderers import pdf
from tests import factories, forgery
from tests.factories import CHALLENGES, NOW, TODAY, actor
from tests.plan import SmallPlan

SECRET = "Kari Nordmann was ill."
BY_LAW = Removal(ground="GDPR art. 17", decided_by="KDD", case="20/123")
FORMS = ("/en/reports/1/", "/en/reports/1/en.json", "/en/reports/1/en.csv")


@pytest.fixture
def entry(small_plan: SmallPlan, ministry_editor: User, settings: Any, tmp_path: Any) -> StatusUpdate:
    settings.OGP_DATA_DIR = tmp_path
    texts = {"narrative": SECRET, "challenges": SECRET}
    return factories.record(small_plan.milestone, "limited", by=ministry_editor, **texts)


@pytest.fixture
def other_entry(small_plan: SmallPlan, ministry_editor: User) -> StatusUpdate:
    return factories.record(
        small_plan.second_milestone, "limited", by=ministry_editor, narrative="Ola knows."
    )


@pytest.fixture
def report(
    entry: StatusUpdate, small_plan: SmallPlan, coordinator: User, today: date, do_jobs: Callable[[], None]
) -> Report:
    """A frozen report that holds the text."""
    opened = actions.open_report(small_plan.plan, cut_off_on=TODAY, by=actor(coordinator), now=NOW)
    do_jobs()
    return opened


def remove(row: Any, removal: Removal = BY_LAW) -> Redaction:
    return redact(row, removal, by=actor(None), now=NOW)


def said_in(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_text_removed_after_freezing_is_in_no_form_of_the_report(
    report: Report, entry: StatusUpdate, client: Client
) -> None:
    assert [SECRET in said_in(client, address) for address in FORMS] == [True] * 3
    remove(entry)
    assert [SECRET in said_in(client, address) for address in FORMS] == [False] * 3
    assert SECRET not in json.dumps(Document.objects.get().body)


def test_pdfs_that_hold_the_text_are_served_no_more_even_while_no_worker_runs(
    report: Report, entry: StatusUpdate, client: Client
) -> None:
    remove(entry)
    asked = [client.get(f"/en/reports/1/{language}.pdf") for language in interface_languages()]
    assert {response.status_code for response in asked} == {404}
    sentence = "A text was removed by law, and the PDF is being drawn again. Please try in a minute."
    assert asked[0].context["sentence"] == sentence


def test_pdfs_leave_the_disk_and_are_drawn_again_without_the_text(
    report: Report, entry: StatusUpdate, client: Client, do_jobs: Callable[[], None]
) -> None:
    before = {each.language: each.file for each in Rendering.objects.select_related("file")}
    remove(entry)
    do_jobs()
    after = {each.language: each.file for each in Rendering.objects.select_related("file")}
    assert before.keys() == after.keys() == set(interface_languages())
    assert {each.path.exists() for each in before.values()} == {False}
    assert {each.is_whole() for each in after.values()} == {True}
    said = from_json(Document.objects.get().body)
    for language, kept in after.items():
        assert kept.sha256 == hashlib.sha256(pdf.pdf(said, language=language)).hexdigest()
    response = client.get("/en/reports/1/en.pdf")
    assert hashlib.sha256(b"".join(response.streaming_content)).hexdigest() == after["en"].sha256


def test_page_and_document_say_that_texts_were_removed_and_what_the_digest_was(
    report: Report, entry: StatusUpdate, client: Client
) -> None:
    frozen = Freeze.objects.get().digest
    tombstone = remove(entry)
    said = from_json(Document.objects.get().body)
    assert [each.event for each in said.removed_since] == [tombstone.pk]
    assert said.compiled_as == frozen == Document.objects.get().digest
    page = said_in(client, "/en/reports/1/")
    sentence = f"Texts were removed by law after this document was compiled (event {tombstone.pk})."
    assert (page.count(sentence), page.count(frozen)) == (1, 1)
    content = client.get("/en/reports/1/en.json").content
    assert page.count(digest_of(json.loads(content))) == 2  # beside the files, and in the annex on the method


def test_place_of_the_text_names_the_removal(report: Report, entry: StatusUpdate) -> None:
    tombstone = remove(entry)
    told = from_json(Document.objects.get().body).commitments[0].milestones[0]
    for passage in (told.results, told.explanation):
        assert (passage.texts, passage.event, passage.absent) == ({}, entry.pk, "removed")
        assert passage.removal is not None
        assert (passage.removal.event, passage.removal.ground) == (tombstone.pk, "GDPR art. 17")
    assert (told.level, told.claim) == ("limited", "limited")


def test_named_fields_alone_leave_the_report(report: Report, entry: StatusUpdate) -> None:
    remove(entry, replace(BY_LAW, fields=("narrative",)))
    told = from_json(Document.objects.get().body).commitments[0].milestones[0]
    assert (told.results.texts, told.explanation.texts) == ({}, {"en": SECRET})


def test_record_verifies_and_counts_the_removal(report: Report, entry: StatusUpdate) -> None:
    tombstone = remove(entry)
    reissue = Reissue.objects.get()
    assert (verify_record().redactions, verify_record().size) == (1, reissue.pk)
    assert (reissue.tombstone, reissue.digest) == (tombstone, digest_of(Document.objects.get().body))
    event = Event.objects.get(pk=reissue.pk)
    assert (event.verb, event.target, event.role) == ("reissue_report", "report-1", "operator")


def test_second_removal_is_named_beside_the_first(
    entry: StatusUpdate, other_entry: StatusUpdate, report: Report, client: Client
) -> None:
    frozen = Freeze.objects.get().digest
    first, second = remove(entry), remove(other_entry)
    said = from_json(Document.objects.get().body)
    assert ([each.event for each in said.removed_since], said.compiled_as) == ([first.pk, second.pk], frozen)
    sentence = f"compiled (events {first.pk} and {second.pk})."
    assert said_in(client, "/en/reports/1/").count(sentence) == 1
    assert verify_record().redactions == 2


def test_whoever_changes_more_than_the_law_removed_is_found_out(report: Report, entry: StatusUpdate) -> None:
    remove(entry)
    row = Document.objects.get()
    Document.objects.update(body=row.body | {"licence": "none"})
    with pytest.raises(BrokenRecord) as broken:
        verify_record()
    assert (
        str(broken.value) == f"Event {Freeze.objects.get().pk}: the document of its row is not what it was."
    )


def test_nobody_names_another_digest_without_being_found_out(report: Report, entry: StatusUpdate) -> None:
    remove(entry)
    reissue = Reissue.objects.get()
    body = Document.objects.get().body | {"licence": "none"}
    Document.objects.update(body=body)
    forgery.change(reissue, digest=digest_of(body))
    with pytest.raises(BrokenRecord) as broken:
        verify_record()
    assert str(broken.value) == f"Event {reissue.pk}: the field “digest” of its row was changed."


def test_report_that_never_held_the_text_stays_as_it_was(
    report: Report, small_plan: SmallPlan, ministry_editor: User
) -> None:
    later = factories.record(small_plan.milestone, "substantial", by=ministry_editor, narrative="Ola did it.")
    before = Document.objects.get()
    remove(later)
    after = Document.objects.get()
    assert (after.body, after.job_id, Reissue.objects.count()) == (before.body, before.job_id, 0)
    assert Rendering.objects.count() == len(interface_languages())


def test_removal_that_does_not_stand_changes_no_report(report: Report, entry: StatusUpdate) -> None:
    """In one transaction: both or neither."""
    body = Document.objects.get().body
    with pytest.raises(RuntimeError), transaction.atomic():
        remove(entry)
        raise RuntimeError
    assert (Document.objects.get().body, Rendering.objects.count()) == (body, len(interface_languages()))


def test_evidence_loses_link_title_and_publisher(
    small_plan: SmallPlan,
    entry: StatusUpdate,
    ministry_editor: User,
    coordinator: User,
    today: date,
    do_jobs: Callable[[], None],
) -> None:
    url = "https://example.org/kari"
    proof = NewEvidence(proves="It was sent.", url=url, title="Kari's letter", publisher="Kari")
    row = add_evidence(proof, milestone=small_plan.milestone, by=actor(ministry_editor), now=NOW)
    actions.open_report(small_plan.plan, cut_off_on=TODAY, by=actor(coordinator), now=NOW)
    do_jobs()
    kept = from_json(Document.objects.get().body).commitments[0].milestones[0].evidence[0]
    assert (kept.url, kept.title, kept.works) == (url, "Kari's letter", True)
    remove(row)
    told = from_json(Document.objects.get().body).commitments[0].milestones[0].evidence[0]
    assert (told.url, told.title, told.publisher, told.link, told.works) == ("", "", "", "", False)
    assert (told.proves.texts, told.proves.absent, told.event) == ({}, "removed", row.pk)
    assert "kari" not in json.dumps(Document.objects.get().body).lower().replace(SECRET.lower(), "")


def test_extract_loses_the_text_without_an_event_of_its_own(
    entry: StatusUpdate, small_plan: SmallPlan, today: date, client: Client, do_jobs: Callable[[], None]
) -> None:
    document = actions.ask_extract(small_plan.plan, day=TODAY, known_on=None, now=NOW)
    do_jobs()
    address = f"/en/plans/utp-1/extract/{document.pk}/"
    assert said_in(client, address).count(SECRET) > 0
    tombstone = remove(entry)
    page = said_in(client, address)
    assert (page.count(SECRET), page.count(f"compiled (event {tombstone.pk}).")) == (0, 1)
    assert (Reissue.objects.count(), verify_record().redactions) == (0, 1)


def test_text_removed_while_the_report_is_compiled_is_not_kept(
    entry: StatusUpdate, small_plan: SmallPlan, coordinator: User, today: date, do_jobs: Callable[[], None]
) -> None:
    opened = actions.open_report(small_plan.plan, cut_off_on=TODAY, by=actor(coordinator), now=NOW)
    document = opened.document
    read = to_json(compile_document(small_plan.plan, actions.asked_of(document)))
    drawn = files.store(SimpleUploadedFile("report.pdf", b"%PDF-1.7\n" + SECRET.encode() + b"\n%%EOF\n"))
    tombstone = remove(entry)
    actions.finish(document, body=read, files={"en": drawn}, now=NOW)
    kept = from_json(Document.objects.get().body)
    removal = kept.commitments[0].milestones[0].results.removal
    assert removal is not None
    assert (removal.event, kept.removed_since) == (tombstone.pk, ())
    do_jobs()
    assert (drawn.path.exists(), Rendering.objects.count()) == (False, len(interface_languages()))
    assert verify_record().size == Freeze.objects.get().pk


def test_pdf_drawn_from_what_the_law_changed_meanwhile_is_not_kept(
    report: Report, entry: StatusUpdate, do_jobs: Callable[[], None]
) -> None:
    read = Document.objects.get()
    remove(entry)
    drawn = files.store(SimpleUploadedFile("report.pdf", b"%PDF-1.7\n" + SECRET.encode() + b"\n%%EOF\n"))
    actions.keep_drawn(read, files={"en": drawn})
    assert Rendering.objects.count() == 0
    do_jobs()
    assert (drawn.path.exists(), Rendering.objects.count()) == (False, len(interface_languages()))


def test_without_any_removal_a_document_is_what_it_was(report: Report) -> None:
    said = from_json(Document.objects.get().body)
    assert without(said, []) == said
    assert (said.removed_since, said.compiled_as, CHALLENGES in json.dumps(to_json(said))) == ((), "", False)
