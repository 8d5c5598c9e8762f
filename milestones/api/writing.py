"""What may a program send to record progress? Shapes of the content, and how they become what the actions take.

Here only the shape is judged. Rights and rules are the action's; its sentences are given back at their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers
from rest_framework.request import Request

from accounts.actors import Actor, actor_of
from commitments.models import Commitment
from milestones.actions import NewEvidence, NewStatement, NewStatus
from milestones.api.shapes import StatementShape, StatusUpdateShape
from milestones.entries import Completion, Entry, StatusUpdate
from milestones.evidence import Evidence
from milestones.models import Milestone
from ogp_tracker.as_of import local_day
from ogp_tracker.errors import Conflict
from ogp_tracker.files import StoredFile
from ogp_tracker.rest.parsers import StrictSerializer
from ogp_tracker.texts import CONTENT_LANGUAGES

#: Numbers of events fit a database's big integer.
MOST = 2**63 - 1
#: How many entries one request may carry.
MOST_ROWS = 500

Given = dict[str, Any]


class NewEvidenceShape(StrictSerializer):
    """A link, or a file that was sent to ``/api/v1/files/`` before, and the sentence that says what it proves."""

    proves = serializers.CharField(max_length=5000)
    title = serializers.CharField(max_length=300, allow_blank=True, default="")
    url = serializers.URLField(max_length=1000, allow_blank=True, default="")
    file = serializers.RegexField(
        "^[0-9a-f]{64}$", allow_null=True, default=None, help_text="SHA-256 of a file that was sent before."
    )
    file_name = serializers.CharField(max_length=200, allow_blank=True, default="")
    publisher = serializers.CharField(max_length=200, allow_blank=True, default="")
    document_on = serializers.DateField(allow_null=True, default=None)
    state = serializers.ChoiceField(
        [Evidence.State.AVAILABLE.value, Evidence.State.EXEMPT.value], default=Evidence.State.AVAILABLE.value
    )
    legal_ground = serializers.CharField(max_length=300, allow_blank=True, default="")
    language = serializers.ChoiceField(CONTENT_LANGUAGES, default="en")


class NewEntryShape(StrictSerializer):
    """What every new entry says. ``based_on`` is the number of the newest entry its author saw, null if none."""

    effective_on = serializers.DateField(help_text="The day it is about.")
    completion = serializers.ChoiceField(Completion.choices, allow_null=True, default=None)
    language = serializers.ChoiceField(CONTENT_LANGUAGES, default="en")
    corrects = serializers.IntegerField(min_value=1, max_value=MOST, allow_null=True, default=None)
    based_on = serializers.IntegerField(min_value=1, max_value=MOST, allow_null=True)
    evidence = serializers.ListField(child=NewEvidenceShape(), required=False, max_length=50)


class NewStatusShape(NewEntryShape):
    """How a milestone stands. "No change" (``unchanged``) needs no completion; a retraction carries none."""

    milestone = serializers.CharField(max_length=100)
    kind = serializers.ChoiceField(Entry.Kind.choices, default=Entry.Kind.PROGRESS.value)
    narrative = serializers.CharField(allow_blank=True, default="", max_length=20_000)
    challenges = serializers.CharField(allow_blank=True, default="", max_length=20_000)
    next_steps = serializers.CharField(allow_blank=True, default="", max_length=20_000)
    due_on = serializers.DateField(allow_null=True, default=None)
    due_reason = serializers.CharField(allow_blank=True, default="", max_length=5000)

    @classmethod
    def read_many(cls, data: Any) -> list[Given]:
        """The entries in ``rows``. Raises the framework's ValidationError."""
        shape = ManyStatusesShape(data=data)
        shape.is_valid(raise_exception=True)
        return shape.validated_data["rows"]


class ManyStatusesShape(StrictSerializer):
    """Many entries, of one milestone each: all are written or none."""

    rows = serializers.ListField(child=NewStatusShape(), allow_empty=False, max_length=MOST_ROWS)


class NewStatementShape(NewEntryShape):
    """What the lead body states about its commitment as a whole."""

    commitment = serializers.CharField(max_length=80)
    kind = serializers.ChoiceField(
        [kind for kind in Entry.Kind.choices if kind[0] != Entry.Kind.UNCHANGED],
        default=Entry.Kind.PROGRESS.value,
    )
    reason = serializers.CharField(max_length=20_000)


class StatusRows(serializers.Serializer[Any]):
    """What was written, in the order it was sent."""

    rows = StatusUpdateShape(many=True)


StatusesShape = PolymorphicProxySerializer(
    component_name="NewStatusOrMany",
    serializers=[NewStatusShape, ManyStatusesShape],
    resource_type_field_name=None,
)
StatusesWritten = PolymorphicProxySerializer(
    component_name="StatusWritten", serializers=[StatusUpdateShape, StatusRows], resource_type_field_name=None
)
StatementWritten = StatementShape


def author(request: Request, *, now: datetime) -> Actor:
    """As whom the token's person acts today."""
    return actor_of(request.user, day=local_day(now))


def statuses(rows: Sequence[Given], *, today: date) -> list[NewStatus]:
    """What ``record_statuses`` takes. Three queries at most. Raises ValidationError with keys ``<index>.<field>``."""
    names = {row["milestone"] for row in rows}
    known = Milestone.objects.filter(public_id__in=names).select_related("commitment__plan")
    milestones = {milestone.public_id: milestone for milestone in known}
    files = _files([item for row in rows for item in row.get("evidence", [])])
    errors: dict[str, list[str]] = {}
    new = []
    for index, row in enumerate(rows):
        milestone = milestones.get(row["milestone"])
        if milestone is None:
            errors[f"{index}.milestone"] = [_("There is no milestone “%s”.") % row["milestone"]]
            continue
        given = row | {"milestone": milestone, "evidence": _evidence(row, files, errors, f"{index}.evidence")}
        for place, item in enumerate(given["evidence"]):
            _check(
                item,
                errors,
                f"{index}.evidence.{place}",
                effective_on=row["effective_on"],
                today=today,
                milestone=milestone,
            )
        new.append(NewStatus(**given))
    if errors:
        raise ValidationError(errors)
    return new


def statement(row: Given, *, today: date) -> NewStatement:
    """What ``record_statement`` takes. Raises ValidationError with keys ``0.<field>``."""
    errors: dict[str, list[str]] = {}
    commitment = _commitment(row["commitment"])
    if commitment is None:
        raise ValidationError({"0.commitment": [_("There is no commitment “%s”.") % row["commitment"]]})
    evidence = _evidence(row, _files(row.get("evidence", [])), errors, "0.evidence")
    for place, item in enumerate(evidence):
        days = {"effective_on": row["effective_on"], "today": today}
        _check(item, errors, f"0.evidence.{place}", **days, commitment=commitment)
    if errors:
        raise ValidationError(errors)
    return NewStatement(**row | {"commitment": commitment, "evidence": evidence})


def evidence(row: Given) -> tuple[NewEvidence, Given]:
    """What ``add_evidence`` takes: the piece, and what it is about. Raises ValidationError by field."""
    milestone, commitment = row.pop("milestone"), row.pop("commitment")
    entry = row.pop("status_update")
    about = {
        "milestone": Milestone.objects.select_related("commitment__plan").filter(public_id=milestone).first(),
        "commitment": _commitment(commitment) if commitment else None,
        "status_update": StatusUpdate.objects.filter(pk=entry).first() if entry else None,
    }
    for name, asked in (("milestone", milestone), ("commitment", commitment), ("status_update", entry)):
        if asked and about[name] is None:
            raise ValidationError({name: [_("There is no “%s” here.") % asked]})
    errors: dict[str, list[str]] = {}
    found = _evidence({"evidence": [row]}, _files([row]), errors, "evidence")
    if errors:
        raise ValidationError({name.removeprefix("evidence.0."): each for name, each in errors.items()})
    return found[0], about


def _commitment(public_id: str) -> Commitment | None:
    return Commitment.objects.select_related("plan").filter(public_id=public_id).first()


def _files(items: Sequence[Given]) -> dict[str, StoredFile]:
    named = [item["file"] for item in items if item["file"]]
    if not named:
        return {}
    return {file.sha256: file for file in StoredFile.objects.filter(sha256__in=named, removed_at=None)}


def _evidence(
    row: Given, files: dict[str, StoredFile], errors: dict[str, list[str]], place: str
) -> list[NewEvidence]:
    found = []
    for index, item in enumerate(row.get("evidence", [])):
        file = files.get(item["file"] or "")
        if item["file"] and file is None:
            errors[f"{place}.{index}.file"] = [_("There is no such file. Send it to /api/v1/files/ first.")]
            continue
        found.append(NewEvidence(**item | {"file": file}))
    return found


def _check(item: NewEvidence, errors: dict[str, list[str]], place: str, **about: Any) -> None:
    """Judge a piece of evidence on its own, so that its errors stand at its own place."""
    try:
        item.draft(**about)
    except ValidationError as refusal:
        errors.update({f"{place}.{name}": found for name, found in refusal.message_dict.items()})


@contextmanager
def places(*, is_many: bool) -> Iterator[None]:
    """Give errors the keys of what was sent: ``rows.<index>.<field>`` for many, plain fields for one.

    ``statuses`` says ``<index>.<field>``; the actions say ``rows.<index>.<field>``, and plain fields for one.
    """
    try:
        yield
    except Conflict:
        raise
    except ValidationError as refusal:
        found = (
            refusal.message_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.messages}
        )
        raise ValidationError(
            {_place(name, is_many=is_many): sentences for name, sentences in found.items()}
        ) from None


def _place(name: str, *, is_many: bool) -> str:
    plain = name.removeprefix("rows.")
    index, dot, field = plain.partition(".")
    if not (dot and index.isdigit()):
        index, field = "0", plain
    return f"rows.{index}.{field}" if is_many else field
