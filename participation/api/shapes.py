"""How do comments and responses read in the API, and what may be sent? The description of what the views shape."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.record import Role
from milestones.models import Completion
from ogp_tracker.rest.parsers import StrictSerializer
from ogp_tracker.rest.schema import Links, Named, RemovableText
from ogp_tracker.texts import CONTENT_LANGUAGES, TEXT_LIMIT
from participation.models import Response

#: Numbers of events fit a database's big integer.
MOST = 2**63 - 1


class BookedShape(serializers.Serializer[Any]):
    """Waiting days of one body in a row: from ``since`` (counted) to ``until`` (not counted)."""

    body = Named()
    since = serializers.DateField()
    until = serializers.DateField()
    days = serializers.IntegerField()


class WaitingShape(serializers.Serializer[Any]):
    """How long it waited, or has been waiting at the end of the day, and for whom. ``turn``: whose turn it is."""

    asked_on = serializers.DateField()
    answered_on = serializers.DateField(allow_null=True)
    days = serializers.IntegerField()
    turn = Named(allow_null=True)
    booked = BookedShape(many=True)


class CommentShape(serializers.Serializer[Any]):
    """What a civil-society organisation said in public, and how long it has waited for an answer."""

    id = serializers.IntegerField()
    about = serializers.ChoiceField(["plan", "commitment", "milestone", "status_update"])
    plan = serializers.CharField()
    commitment = serializers.CharField(allow_null=True)
    milestone = serializers.CharField(allow_null=True)
    status_update = serializers.IntegerField(allow_null=True)
    text = RemovableText(help_text="Markdown, as it was written.")
    view = serializers.ChoiceField(
        Completion.choices, allow_null=True, help_text="How complete the organisation itself finds it."
    )
    view_reason = RemovableText()
    view_counts = serializers.BooleanField(
        help_text="Whether it is the newest view of its organisation here: each counts once."
    )
    language = serializers.CharField()
    recorded_at = serializers.DateTimeField()
    body = Named(allow_null=True)
    role = serializers.ChoiceField(Role.choices)
    waiting = WaitingShape()
    response = serializers.IntegerField(allow_null=True, help_text="Number of the first response.")
    is_sample = serializers.BooleanField()
    links = Links()


class ResponseShape(serializers.Serializer[Any]):
    """A public answer to one comment or several, always with a why."""

    id = serializers.IntegerField()
    comments = serializers.ListField(
        child=serializers.IntegerField(), help_text="Numbers of what it answers."
    )
    verdict = serializers.ChoiceField(Response.Verdict.choices)
    text = RemovableText(help_text="Why. Markdown, as it was written.")
    language = serializers.CharField()
    recorded_at = serializers.DateTimeField()
    body = Named(allow_null=True)
    role = serializers.ChoiceField(Role.choices)
    is_sample = serializers.BooleanField()
    links = Links()


class ForwardingShape(serializers.Serializer[Any]):
    """A comment went from one body to another; its clock kept running."""

    number = serializers.IntegerField()
    receiver = Named()
    reason = RemovableText()
    language = serializers.CharField()
    recorded_at = serializers.DateTimeField()
    body = Named(allow_null=True)
    role = serializers.ChoiceField(Role.choices)
    is_sample = serializers.BooleanField()


class CommentWhole(CommentShape):
    """A comment with its answers and where it was forwarded to, oldest first."""

    responses = ResponseShape(many=True)
    forwardings = ForwardingShape(many=True)


class NewCommentShape(StrictSerializer):
    """What an organisation says about exactly one of plan, commitment, milestone and entry."""

    plan = serializers.CharField(max_length=60, allow_null=True, default=None)
    commitment = serializers.CharField(max_length=80, allow_null=True, default=None)
    milestone = serializers.CharField(max_length=100, allow_null=True, default=None)
    status_update = serializers.IntegerField(min_value=1, max_value=MOST, allow_null=True, default=None)
    text = serializers.CharField(max_length=TEXT_LIMIT)
    view = serializers.ChoiceField(Completion.choices, allow_null=True, default=None)
    view_reason = serializers.CharField(max_length=TEXT_LIMIT, allow_blank=True, default="")
    language = serializers.ChoiceField(CONTENT_LANGUAGES, default="en")


class NewResponseShape(StrictSerializer):
    """A verdict and a why, for one comment or several that wait for the same body."""

    comments = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=MOST), allow_empty=False, max_length=100
    )
    verdict = serializers.ChoiceField(Response.Verdict.choices)
    text = serializers.CharField(max_length=TEXT_LIMIT)
    language = serializers.ChoiceField(CONTENT_LANGUAGES, default="en")
    based_on = serializers.IntegerField(
        min_value=1, max_value=MOST, allow_null=True, default=None,
        help_text="Number of the newest response to these comments that its author saw, null if none.",
    )  # fmt: skip


class NewForwardingShape(StrictSerializer):
    """The body that should answer, and why."""

    receiver = serializers.CharField(max_length=80, help_text="Id of the body.")
    reason = serializers.CharField(max_length=TEXT_LIMIT)
    language = serializers.ChoiceField(CONTENT_LANGUAGES, default="en")
