"""How does a test get one row of every kind that is recorded, also of kinds nobody thought of yet?

Every column that must be given gets the plainest value of its type; ``GIVEN`` holds what rules ask for beyond.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import models

from accounts.models import Event, Membership, Organisation, Recorded, Succession, User
from accounts.record import Redaction
from commitments.models import ActionPlan, Commitment, Theme
from milestones.entries import CommitmentStatement, Entry, StatusUpdate
from milestones.evidence import Evidence
from milestones.models import Milestone, MilestoneSuccession
from participation.models import Comment
from reporting.models import Document
from tests.factories import NOW, TODAY, person, write

#: Rows without an event of their own: they hold what never changes, and are never rewritten either.
IDENTITY: tuple[type[models.Model], ...] = (Organisation, ActionPlan, Theme, Commitment, Milestone)
PROTECTED: tuple[type[models.Model], ...] = (
    Event,
    *IDENTITY,
    *(model for model in apps.get_models() if issubclass(model, Recorded)),
)

_Given = Callable[[dict[type[models.Model], models.Model]], dict[str, Any]]
_COMPLETED = {"kind": Entry.Kind.PROGRESS, "completion": "completed"}
GIVEN: dict[type[models.Model], _Given] = {
    Succession: lambda known: {"successor": Organisation.objects.exclude(pk=known[Organisation].pk)[0]},
    Membership: lambda known: {"member_role": "official", "user": known[User]},
    Redaction: lambda known: {"target_number": 1, "fields": []},
    MilestoneSuccession: lambda known: {"successor": Milestone.objects.exclude(pk=known[Milestone].pk)[0]},
    StatusUpdate: lambda known: _COMPLETED,
    CommitmentStatement: lambda known: _COMPLETED | {"reason": "x"},
    Evidence: lambda known: {"milestone": known[Milestone], "url": "https://example.org/x", "proves": "x"},
    Comment: lambda known: {"plan": known[ActionPlan]},
    Document: lambda known: {"kind": "extract"},
}


def row_of(model: type[models.Model], known: dict[type[models.Model], models.Model] | None = None) -> Any:
    """A saved row of ``model``; what it must point at is an existing row, or made the same way."""
    if known is None:
        known = {User: User.objects.first() or person("somebody")}
        known |= {one: one._base_manager.order_by("pk")[0] for one in IDENTITY}
    if model not in known:
        existing = model._base_manager.order_by("pk").first()
        known[model] = existing or _new(model, known)
    return known[model]


def _new(model: type[models.Model], known: dict[type[models.Model], models.Model]) -> models.Model:
    given = dict(GIVEN[model](known)) if model in GIVEN else {}
    for column in model._meta.concrete_fields:
        if column.name not in given and _must_be_given(column):
            given[column.name] = (
                row_of(column.related_model, known) if column.is_relation else plainest(column)
            )
    row = model(**given)
    if isinstance(row, Recorded):
        write(row, now=NOW)
    else:
        row.save()
    return row


def _must_be_given(column: models.Field[Any, Any]) -> bool:
    if column.name in {one.name for one in Recorded._meta.concrete_fields} | {"event"}:
        return False
    return not (column.null or column.blank or column.has_default() or column.primary_key)


def plainest(column: models.Field[Any, Any]) -> Any:
    """The plainest value of a column's type."""
    if column.choices:
        return column.flatchoices[0][0]
    values: dict[str, Any] = {
        "DateField": TODAY,
        "DateTimeField": NOW,
        "JSONField": [],
        "BooleanField": False,
        "EmailField": "x@example.org",
    }
    if column.get_internal_type() in values:
        return values[column.get_internal_type()]
    return 1 if "Integer" in column.get_internal_type() else ("en" if column.name == "language" else "x")
