"""How does a row of the evidence matrix read in the API? Its description, and how a document's row becomes it."""

from __future__ import annotations

from typing import Any, get_args

from rest_framework import serializers

from milestones.models import STATES, Completion
from milestones.models import Evidence as EvidenceRow
from milestones.schedule import Side
from ogp_tracker.rest.schema import Links, RemovableTexts, Strings, Texts
from ogp_tracker.rest.views import Row
from reporting import document
from reporting.document import Passage


class MatrixWordingShape(serializers.Serializer[Any]):
    """What was promised, in one of its wordings. ``number``: the event that recorded it."""

    number = serializers.IntegerField()
    valid_from = serializers.DateField()
    title = Texts()
    deliverable = RemovableTexts()
    period = serializers.CharField(allow_null=True, help_text="As stated.")
    due_on = serializers.DateField(allow_null=True)


class MatrixEvidenceShape(serializers.Serializer[Any]):
    """A piece of evidence that was put forward, and whether it can still be read."""

    number = serializers.IntegerField()
    proves = RemovableTexts()
    title = serializers.CharField()
    state = serializers.ChoiceField(EvidenceRow.State.choices)
    url = serializers.CharField(allow_null=True)
    file = serializers.CharField(allow_null=True, help_text="SHA-256 of the file.")
    works = serializers.BooleanField(help_text="Public, and its link or file can be read.")
    is_sample = serializers.BooleanField()


class MatrixViewShape(serializers.Serializer[Any]):
    """How complete an organisation finds it: its newest view. ``number``: the comment."""

    number = serializers.IntegerField()
    organisation = Texts()
    completion = serializers.ChoiceField(Completion.choices)
    reason = RemovableTexts()
    said_on = serializers.DateField()
    is_sample = serializers.BooleanField()


class MatrixRowShape(serializers.Serializer[Any]):
    """A milestone: as adopted and as amended, what is claimed since when, what proves it, and what is missing."""

    id = serializers.CharField()
    commitment = serializers.CharField()
    number = serializers.IntegerField()
    adopted = MatrixWordingShape()
    amended = MatrixWordingShape(allow_null=True)
    state = serializers.ChoiceField(list(STATES), help_text="The state it counts with.")
    claim = serializers.ChoiceField(
        Completion.choices, allow_null=True, help_text="What the responsible body last recorded."
    )
    entry = serializers.IntegerField(allow_null=True, help_text="Number of the entry that claims it.")
    held_from = serializers.DateField(allow_null=True)
    published_on = serializers.DateField(allow_null=True)
    body = Texts(allow_null=True)
    schedule = serializers.ChoiceField(get_args(Side))
    days_overdue = serializers.IntegerField()
    replanned_due_on = serializers.DateField(allow_null=True)
    explanation = RemovableTexts()
    explained_on = serializers.DateField(allow_null=True, help_text="The day the explanation is about.")
    unproven = serializers.BooleanField(
        help_text="Claimed substantial or completed, without public evidence that can be read."
    )
    gaps = Strings(help_text="Everything it lacks, worst first.")
    evidence = MatrixEvidenceShape(many=True)
    views = MatrixViewShape(many=True)
    is_key = serializers.BooleanField()
    is_sample = serializers.BooleanField()
    is_entry_sample = serializers.BooleanField()
    links = Links()


def shown(row: document.Milestone, *, links: Row) -> Row:
    """A row of the matrix as the representation shows it."""
    return {
        "id": row.public_id,
        "commitment": row.public_id.rpartition(".")[0],
        "number": row.number,
        "adopted": _wording(row.adopted),
        "amended": _wording(row.amended) if row.amended else None,
        "state": row.level,
        "claim": row.claim or None,
        "entry": row.entry,
        "held_from": row.held_from,
        "published_on": row.published_on,
        "body": row.body or None,
        "schedule": row.schedule,
        "days_overdue": row.days_overdue,
        "replanned_due_on": row.replanned_due_on,
        "explanation": _text(row.explanation),
        "explained_on": row.explained_on,
        "unproven": row.is_unproven,
        "gaps": list(row.gaps),
        "evidence": [_evidence(each) for each in row.evidence],
        "views": [_view(each) for each in row.views],
        "is_key": row.is_key,
        "is_sample": row.is_sample,
        "is_entry_sample": row.is_entry_sample,
        "links": links,
    }


def _wording(wording: document.Wording) -> Row:
    return {
        "number": wording.event,
        "valid_from": wording.valid_from,
        "title": wording.title,
        "deliverable": _text(wording.deliverable),
        "period": wording.period_text or None,
        "due_on": wording.ends_on,
    }


def _evidence(piece: document.Evidence) -> Row:
    return {
        "number": piece.event,
        "proves": _text(piece.proves),
        "title": piece.title,
        "state": piece.state,
        "url": piece.url or None,
        "file": piece.file_sha256 or None,
        "works": piece.works,
        "is_sample": piece.is_sample,
    }


def _view(view: document.View) -> Row:
    return {
        "number": view.event,
        "organisation": view.organisation,
        "completion": view.level,
        "reason": _text(view.why),
        "said_on": view.on,
        "is_sample": view.is_sample,
    }


def _text(passage: Passage) -> Row:
    """The texts of a passage, or the marker of what the law removed."""
    gone = passage.removal
    if gone is None:
        return dict(passage.texts)
    return {"redacted": {"event": gone.event, "ground": gone.ground, "decided_by": gone.decided_by}}
