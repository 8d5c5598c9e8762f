"""What may be asked of plans, commitments and amendments?"""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from commitments.models import Amendment, CommitmentVersion, PlanVersion, Responsibility
from milestones.models import NOT_REPORTED, Completion
from ogp_tracker.rest.filters import AnyOf, AskedFilterSet, YesOrNo


class PlanFilter(AskedFilterSet):
    """Plans."""

    country = django_filters.CharFilter(
        field_name="plan__country", help_text=_("ISO 3166-1 alpha-3, for example NOR.")
    )

    class Meta:
        model = PlanVersion
        fields: list[str] = []


class CommitmentFilter(AskedFilterSet):
    """Commitments as worded on the day; ``stated`` is an annotation of the queryset (``not_reported``: none)."""

    plan = django_filters.CharFilter(
        field_name="commitment__plan__slug", help_text=_("Id of a plan, for example nor-4.")
    )
    theme = django_filters.CharFilter(
        field_name="theme__public_id", help_text=_("Id of a theme, for example nor-4.integrity.")
    )
    organisation = django_filters.CharFilter(
        method="answered_for_by", help_text=_("Body that has any role in it on the day.")
    )
    lead = django_filters.CharFilter(field_name="lead_slug", help_text=_("Body that leads it on the day."))
    stated = AnyOf(
        field_name="stated_or_not",
        choices=[*Completion.choices, (NOT_REPORTED, _("Not reported"))],
        help_text=_("What the lead body states."),
    )
    milestones_known = AnyOf(choices=CommitmentVersion.MilestonesKnown.choices)
    is_sample = YesOrNo()

    class Meta:
        model = CommitmentVersion
        fields: list[str] = []

    def answered_for_by(self, queryset: QuerySet[Any], name: str, slug: str) -> QuerySet[Any]:
        """Commitments in which the body has a part on the day."""
        held = Responsibility.objects.holding(self.moment.day, known_at=self.moment.known_at)
        return queryset.filter(
            Exists(held.filter(commitment=OuterRef("commitment"), organisation__slug=slug))
        )


class AmendmentFilter(AskedFilterSet):
    """Amendments."""

    plan = django_filters.CharFilter(field_name="plan__slug", help_text=_("Id of a plan, for example nor-4."))

    class Meta:
        model = Amendment
        fields: list[str] = []
