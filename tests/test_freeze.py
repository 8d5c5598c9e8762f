"""A frozen report stays what it was: is it found out whoever changes its document, or swaps one of its PDFs?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from accounts.verify import BrokenRecord, verify_record
from ogp_tracker import files
from ogp_tracker.files import StoredFile
from reporting import actions
from reporting.models import Document, Freeze, Rendering
from tests import factories, forgery
from tests.factories import NOW, TODAY
from tests.plan import SmallPlan


def drawn(word: str) -> StoredFile:
    content = f"%PDF-1.7\n1 0 obj<</Type/Catalog/Lang({word})>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    return files.store(SimpleUploadedFile("report.pdf", content.encode()))


@pytest.fixture
def freeze(small_plan: SmallPlan, coordinator: User, today: date, settings: Any, tmp_path: Path) -> Freeze:
    settings.OGP_DATA_DIR = tmp_path
    by = factories.actor(coordinator)
    report = actions.open_report(small_plan.plan, cut_off_on=TODAY, by=by, now=NOW)
    pdfs = {"en": drawn("English"), "nb": drawn("Norwegian")}
    actions.finish(report.document, body={"said": "so"}, files=pdfs, now=NOW)
    return Freeze.objects.get(report=report)


def test_what_is_frozen_names_its_pdfs_and_verifies(freeze: Freeze) -> None:
    kept = freeze.document.renderings.values_list("language", "file__sha256")
    assert freeze.pdf_sha256 == dict(kept) == {"en": drawn("English").sha256, "nb": drawn("Norwegian").sha256}
    assert verify_record().size == freeze.pk


def test_a_pdf_in_a_language_that_comes_later_is_no_change(freeze: Freeze) -> None:
    Rendering.objects.create(document=freeze.document, language="nn", file=drawn("Nynorsk"))
    assert verify_record().size == freeze.pk


def swap(freeze: Freeze) -> None:
    freeze.document.renderings.filter(language="nb").update(file=drawn("Another"))


def take_away(freeze: Freeze) -> None:
    freeze.document.renderings.filter(language="nb").delete()


def write_over(freeze: Freeze) -> None:
    drawn("Norwegian").path.write_bytes(b"%PDF-1.7 another")


def change(freeze: Freeze) -> None:
    Document.objects.filter(freeze=freeze).update(body={"said": "otherwise"})


@pytest.mark.parametrize(
    ("tamper", "what"),
    [(swap, "PDF"), (take_away, "PDF"), (write_over, "PDF"), (change, "document")],
)
def test_what_was_changed_after_freezing_is_found_out(
    freeze: Freeze, tamper: Callable[[Freeze], Any], what: str
) -> None:
    tamper(freeze)
    with pytest.raises(BrokenRecord) as broken:
        verify_record()
    assert str(broken.value) == f"Event {freeze.pk}: the {what} of its row is not what it was."


def test_nobody_names_another_pdf_without_being_found_out(freeze: Freeze) -> None:
    swap(freeze)
    forgery.change(freeze, pdf_sha256={"en": drawn("English").sha256, "nb": drawn("Another").sha256})
    with pytest.raises(BrokenRecord) as broken:
        verify_record()
    assert str(broken.value) == f"Event {freeze.pk}: the field “pdf_sha256” of its row was changed."
