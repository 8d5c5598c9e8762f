"""What may be asked of comments, and of the responses to them?"""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from milestones.models import Completion
from ogp_tracker.rest.filters import AnyOf, AskedFilterSet, YesOrNo
from participation.models import Answer, Comment, Response

NUMBER: dict[str, Any] = {"min_value": 0, "max_value": 2**53, "decimal_places": 0}


class SaidFilter(AskedFilterSet):
    """What people said in the name of a body."""

    organisation = django_filters.CharFilter(
        field_name="body__slug", help_text=_("Body in whose name it was said.")
    )
    after = django_filters.NumberFilter(
        field_name="pk",
        lookup_expr="gt",
        help_text=_("Higher numbers: to go on where one left off."),
        **NUMBER,
    )
    is_sample = YesOrNo()


class CommentFilter(SaidFilter):
    """Comments; ``plan``, ``commitment``, ``milestone``, ``turn`` and ``answered`` annotate the queryset."""

    plan = django_filters.CharFilter(
        field_name="of_plan", help_text=_("Id of a plan: comments on it or on anything in it.")
    )
    commitment = django_filters.CharFilter(
        field_name="of_commitment",
        help_text=_("Id of a commitment: comments on it, its milestones and their entries."),
    )
    milestone = django_filters.CharFilter(
        field_name="of_milestone", help_text=_("Id of a milestone: comments on it and its entries.")
    )
    status_update = django_filters.NumberFilter(help_text=_("Number of an entry."), **NUMBER)
    view = AnyOf(choices=Completion.choices, help_text=_("How complete the organisation itself finds it."))
    answered = YesOrNo(
        field_name="is_answered", help_text=_("Whether an answer had been published by the day.")
    )
    waiting_for = django_filters.CharFilter(
        method="unanswered_by", help_text=_("Body whose turn it was to answer, on the day.")
    )

    class Meta:
        model = Comment
        fields: list[str] = []

    def unanswered_by(self, queryset: QuerySet[Any], name: str, slug: str) -> QuerySet[Any]:
        """Comments that wait, and wait for this body."""
        return queryset.filter(is_answered=False, turn=slug)


class ResponseFilter(SaidFilter):
    """Responses. One may answer several comments, also on different things."""

    plan = django_filters.CharFilter(
        method="in_plan", help_text=_("Id of a plan: answers to comments in it.")
    )
    comment = django_filters.NumberFilter(
        method="to_comment", help_text=_("Number of a comment: what answers it."), **NUMBER
    )
    verdict = AnyOf(choices=Response.Verdict.choices)

    class Meta:
        model = Response
        fields: list[str] = []

    def in_plan(self, queryset: QuerySet[Any], name: str, slug: str) -> QuerySet[Any]:
        """Responses to a comment on the plan, or on anything in it."""
        of_plan = (
            Q(comment__plan__slug=slug)
            | Q(comment__commitment__plan__slug=slug)
            | Q(comment__milestone__commitment__plan__slug=slug)
            | Q(comment__status_update__milestone__commitment__plan__slug=slug)
        )
        return queryset.filter(Exists(Answer.objects.filter(of_plan, response=OuterRef("pk"))))

    def to_comment(self, queryset: QuerySet[Any], name: str, number: int) -> QuerySet[Any]:
        """Responses that answer this comment."""
        return queryset.filter(Exists(Answer.objects.filter(comment=number, response=OuterRef("pk"))))
