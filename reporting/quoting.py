"""How does a row of the record become part of a document? Its words, or the reason why there are none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation

from accounts.models import Recorded, Redaction
from accounts.names import Names
from ogp_tracker.as_of import local_day
from ogp_tracker.texts import Texts
from participation.models import Comment
from reporting.document import Evidence, Passage, Removal, View
from reporting.history import Proof


def passage(row: Recorded | None, name: str, *, absent: str = "not_given") -> Passage:
    """A text of a recorded row: its words, its tombstone, or ``absent`` if it is simply empty."""
    if row is None:
        return Passage(absent=absent)
    if name in row.redacted_fields():
        assert row.redaction is not None  # it names the fields
        return removed(row.redaction, event=row.pk, name=name)
    value: Any = getattr(row, name)
    texts = value if isinstance(value, dict) else {getattr(row, "language", "en"): value} if value else {}
    return Passage(texts=texts, event=row.pk, of_field=name, absent="" if texts else absent)


def removed(tombstone: Redaction, *, event: int, name: str) -> Passage:
    """The place of a text that the law removed."""
    return Passage(event=event, of_field=name, absent="removed", removal=removal_of(tombstone))


def removal_of(tombstone: Redaction) -> Removal:
    """What a document says of a removal by law."""
    return Removal(
        event=tombstone.pk,
        removed_on=local_day(tombstone.recorded_at),
        ground=tombstone.ground,
        decided_by=tombstone.decided_by,
        case=tombstone.case,
    )


def name_on(names: Names, body: int | None, day: date) -> Texts:
    """What a body was called on the day; the operator of the site has no name."""
    name = names.on(body, day)
    return name.name if name else {}


def view_of(comment: Comment, names: Names) -> View:
    """An organisation's view of completion, from the comment that carries it."""
    day = local_day(comment.recorded_at)
    return View(
        event=comment.pk,
        organisation=name_on(names, comment.body_id, day),
        level=comment.view or "",
        why=passage(comment, "view_reason"),
        on=day,
        is_sample=comment.is_sample,
    )


def evidence_of(proof: Proof) -> Evidence:
    """A piece of evidence, with what is known of its link or file."""
    stored, gone = proof.file, proof.redaction.fields if proof.redaction else ()
    if proof.redaction and "proves" in gone:
        proves = removed(proof.redaction, event=proof.number, name="proves")
    else:
        said = {proof.language: proof.proves} if proof.proves else {}
        proves = Passage(texts=said, event=proof.number, of_field="proves")
    link = {None: "unchecked", True: "answers", False: "dead"}[proof.answered] if proof.url else ""
    return Evidence(
        event=proof.number,
        title=proof.title,
        proves=proves,
        publisher=proof.publisher,
        document_on=proof.document_on,
        state=proof.state,
        url=proof.url,
        link=link,
        checked_on=proof.checked_on if link else None,
        check_detail=proof.check_detail,
        file_sha256=stored.sha256 if stored else "",
        file_type=stored.media_type if stored else "",
        file_size=stored.size if stored else None,
        legal_ground=proof.legal_ground,
        reason=proof.reason,
        works=proof.works,
        is_sample=proof.is_sample,
    )


def in_all_languages(say: Callable[[], str]) -> Texts:
    """A sentence of this site in every language of its interface."""
    said = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said[code] = str(say())
    return said
