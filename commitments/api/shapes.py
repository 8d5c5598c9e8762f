"""How do plans, commitments and amendments read in the API? The description of what the views shape."""

from __future__ import annotations

from typing import Any, get_args

from rest_framework import serializers

from commitments.models import CommitmentVersion, Phase, Responsibility, Version
from milestones.models import STATES, Completion
from milestones.warnings import Code
from ogp_tracker.rest.schema import (
    Links,
    Missing,
    Named,
    Period,
    RemovableTextList,
    RemovableTexts,
    Strings,
    Texts,
)

REASONS = ["none_stated", "not_verified"]


class VersionShape(serializers.Serializer[Any]):
    """Which wording this is: the event that recorded it, its first day, and what made it necessary."""

    number = serializers.IntegerField()
    valid_from = serializers.DateField()
    change = serializers.ChoiceField(Version.Change.choices)
    amendment = serializers.CharField(allow_null=True)


class PhaseShape(serializers.Serializer[Any]):
    """A phase in the life of a plan. Clocks run in the implementation phase only."""

    kind = serializers.ChoiceField(Phase.Kind.choices)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)


class PlanShape(serializers.Serializer[Any]):
    """An action plan as it read on the day."""

    id = serializers.CharField()
    country = serializers.CharField()
    ordinal = serializers.IntegerField()
    ogp_id = serializers.CharField(allow_null=True)
    title = Texts()
    coordinator = Named()
    period = Period()
    website = serializers.URLField(allow_null=True)
    commitments = serializers.IntegerField(
        help_text="How many commitments it has, withdrawn ones not counted."
    )
    phases = PhaseShape(many=True)
    version = VersionShape()
    is_sample = serializers.BooleanField()
    links = Links()


class ThemeShort(serializers.Serializer[Any]):
    id = serializers.CharField()
    title = Texts(allow_null=True)


class PlanWhole(PlanShape):
    """A plan with its themes, notes and sources."""

    themes = ThemeShort(many=True)
    notes = serializers.ListField(child=Texts())
    sources = Strings()


class ThemeShape(ThemeShort):
    """The theme of a commitment; ``basis``: on what that rests, if it is inferred."""

    basis = serializers.CharField(allow_null=True)


class StatedShape(serializers.Serializer[Any]):
    """What the lead body states about the commitment as a whole; ``number`` is the statement."""

    completion = serializers.ChoiceField(Completion.choices)
    effective_on = serializers.DateField()
    number = serializers.IntegerField()
    is_sample = serializers.BooleanField()


class CountsShape(serializers.Serializer[Any]):
    """How many milestones count in each state."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {state: serializers.IntegerField() for state in STATES}


class IndicatedShape(serializers.Serializer[Any]):
    """What the milestones indicate, by the published rule; null where nothing can be indicated, for ``reason``."""

    state = serializers.ChoiceField(list(STATES), allow_null=True)
    reason = serializers.ChoiceField(REASONS, allow_null=True)
    rests_on_samples = serializers.BooleanField()
    counts = CountsShape()


class MilestonesShape(serializers.Serializer[Any]):
    """The commitment's milestones in a line. ``replanned`` counts the overdue ones planned for a later day."""

    total = serializers.IntegerField()
    overdue = serializers.IntegerField()
    replanned = serializers.IntegerField()
    next_due_on = serializers.DateField(allow_null=True)


class WarningShape(serializers.Serializer[Any]):
    """What is allowed but worth saying."""

    code = serializers.ChoiceField(get_args(Code))
    sentence = serializers.CharField()


class CommitmentShape(serializers.Serializer[Any]):
    """A commitment as it stood on the day: stated beside indicated, never averaged."""

    id = serializers.CharField()
    plan = serializers.CharField()
    number = serializers.CharField()
    code = serializers.CharField()
    ogp_id = serializers.CharField(allow_null=True)
    title = Texts()
    short_title = Texts()
    theme = ThemeShape(allow_null=True)
    lead = Named(allow_null=True)
    period = Period()
    milestones_known = serializers.ChoiceField(CommitmentVersion.MilestonesKnown.choices)
    stated = StatedShape(allow_null=True)
    indicated = IndicatedShape()
    milestones = MilestonesShape()
    warnings = WarningShape(many=True)
    missing = Missing(help_text="Fields that are empty, each with the reason.")
    version = VersionShape()
    is_sample = serializers.BooleanField()
    links = Links()


class ResponsibilityShape(serializers.Serializer[Any]):
    """A body's part in the commitment, with its days and where that is stated."""

    number = serializers.IntegerField()
    organisation = Named()
    kind = serializers.ChoiceField(Responsibility.Kind.choices)
    since = serializers.DateField()
    until = serializers.DateField(allow_null=True)
    source = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # DRF has one, too
    is_sample = serializers.BooleanField()


class CommitmentWhole(CommitmentShape):
    """A commitment with all its texts, and who answers for it."""

    problem = RemovableTexts()
    content = RemovableTexts()
    contribution = RemovableTexts()
    relevance = RemovableTexts()
    additional_information = RemovableTexts()
    text_origin = serializers.ChoiceField(CommitmentVersion.TextOrigin.choices)
    ogp_values = Strings(allow_null=True)
    values_text = serializers.JSONField()
    activities = serializers.JSONField()
    named_groups = serializers.JSONField()
    contact_mailbox = serializers.EmailField(allow_null=True)
    official_page = serializers.URLField(allow_null=True)
    notes = RemovableTextList()
    sources = Strings()
    responsibilities = ResponsibilityShape(many=True)


class AmendmentShape(serializers.Serializer[Any]):
    """A formal change of the plan."""

    id = serializers.CharField()
    number = serializers.IntegerField(help_text="The event that recorded it.")
    plan = serializers.CharField()
    ordinal = serializers.IntegerField()
    title = Texts()
    effective_on = serializers.DateField()
    stated_day = serializers.CharField(allow_null=True)
    reason = RemovableTexts()
    sources = Strings()
    recorded_at = serializers.DateTimeField()
    is_sample = serializers.BooleanField()
    links = Links()


class ChangeShape(serializers.Serializer[Any]):
    """Something that reads differently since the amendment. ``number``: the event of the new wording."""

    kind = serializers.ChoiceField(["plan", "phase", "theme", "commitment", "milestone"])
    id = serializers.CharField()
    change = serializers.ChoiceField(Version.Change.choices)
    number = serializers.IntegerField()


class AmendmentWhole(AmendmentShape):
    """An amendment with everything it changed."""

    changes = ChangeShape(many=True)
