"""How do milestones, entries and evidence read in the API? The description of what the views shape."""

from __future__ import annotations

from typing import Any, get_args

from rest_framework import serializers

from accounts.record import Role
from commitments.api.shapes import VersionShape, WarningShape
from milestones.models import STATES, Completion, Entry, Evidence
from milestones.schedule import Side
from ogp_tracker.rest.schema import (
    Links,
    Missing,
    Named,
    Period,
    RemovableText,
    RemovableTextList,
    RemovableTexts,
    RemovableValue,
    Strings,
    Texts,
)


class StandingEntry(serializers.Serializer[Any]):
    """The entry that holds on the day; the whole of it is at ``/api/v1/status-updates/<number>/``."""

    number = serializers.IntegerField()
    effective_on = serializers.DateField()
    is_sample = serializers.BooleanField()


class MilestoneShape(serializers.Serializer[Any]):
    """A milestone as it stood on the day: its state, and on which side of its date it was."""

    id = serializers.CharField()
    plan = serializers.CharField()
    commitment = serializers.CharField()
    number = serializers.IntegerField()
    title = Texts()
    completion = serializers.ChoiceField(list(STATES))
    entry = StandingEntry(allow_null=True)
    period = Period()
    adopted_due_on = serializers.DateField(allow_null=True)
    replanned_due_on = serializers.DateField(allow_null=True)
    schedule = serializers.ChoiceField(get_args(Side))
    days_overdue = serializers.IntegerField()
    evidence = serializers.IntegerField(
        help_text="How many public pieces stand whose link or file can be read."
    )
    is_key = serializers.BooleanField()
    missing = Missing(help_text="Fields that are empty, each with the reason.")
    version = VersionShape()
    is_sample = serializers.BooleanField()
    links = Links()


class MilestoneWhole(MilestoneShape):
    """A milestone with its texts, and what it was split into, merged into or moved to."""

    deliverable = RemovableTexts()
    notes = RemovableTextList()
    sources = Strings()
    predecessors = Strings()
    successors = Strings()


class EntryShape(serializers.Serializer[Any]):
    """A dated line in a log that is never rewritten. ``corrected_by`` names the line that took its place."""

    id = serializers.IntegerField()
    plan = serializers.CharField()
    commitment = serializers.CharField()
    kind = serializers.ChoiceField(Entry.Kind.choices)
    completion = serializers.ChoiceField(Completion.choices, allow_null=True)
    effective_on = serializers.DateField()
    recorded_at = serializers.DateTimeField()
    body = Named(allow_null=True)
    role = serializers.ChoiceField(Role.choices)
    language = serializers.CharField()
    corrects = serializers.IntegerField(allow_null=True)
    corrected_by = serializers.IntegerField(allow_null=True)
    standing = serializers.BooleanField()
    evidence = serializers.IntegerField(help_text="How many pieces were put forward with it and still stand.")
    warnings = WarningShape(many=True)
    is_sample = serializers.BooleanField()
    links = Links()


class StatusUpdateShape(EntryShape):
    """How a milestone stood, in the words of the body that is responsible. The whole state."""

    milestone = serializers.CharField()
    narrative = RemovableText()
    challenges = RemovableText()
    next_steps = RemovableText()
    due_on = serializers.DateField(allow_null=True)
    due_reason = RemovableText()


class StatementShape(EntryShape):
    """What the lead body stated about its commitment as a whole, with its reason."""

    reason = RemovableText()


class LinkShape(serializers.Serializer[Any]):
    """Whether the link answered when it was last looked at."""

    answered = serializers.BooleanField()
    detail = serializers.CharField()
    checked_at = serializers.DateTimeField()


class EvidenceShape(serializers.Serializer[Any]):
    """A public link or file, and the sentence that says what it proves."""

    id = serializers.IntegerField()
    plan = serializers.CharField()
    commitment = serializers.CharField()
    milestone = serializers.CharField(allow_null=True)
    status_update = serializers.IntegerField(allow_null=True)
    statement = serializers.IntegerField(allow_null=True)
    state = serializers.ChoiceField(Evidence.State.choices)
    proves = RemovableText()
    title = RemovableText()
    publisher = RemovableText()
    document_on = serializers.DateField(allow_null=True)
    url = RemovableValue()
    file = RemovableValue(help_text="SHA-256 of the file.")
    file_name = RemovableText()
    media_type = serializers.CharField(allow_null=True)
    size = serializers.IntegerField(allow_null=True, help_text="bytes")
    legal_ground = serializers.CharField()
    reason = RemovableText()
    language = serializers.CharField()
    link = LinkShape(allow_null=True)
    effective_on = serializers.DateField()
    recorded_at = serializers.DateTimeField()
    body = Named(allow_null=True)
    role = serializers.ChoiceField(Role.choices)
    replaces = serializers.IntegerField(allow_null=True)
    replaced_by = serializers.IntegerField(allow_null=True)
    standing = serializers.BooleanField()
    is_sample = serializers.BooleanField()
    links = Links()
