"""What may be asked of milestones, of their log, and of what proves it?"""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commitments.models import Responsibility
from milestones.entries import CommitmentStatement, Completion, Entry, StatusUpdate
from milestones.evidence import Evidence
from milestones.models import STATES, WITHDRAWN, Milestone
from ogp_tracker.rest.filters import AnyOf, AskedFilterSet, YesOrNo

PLAN = _("Id of a plan, for example nor-4.")
COMMITMENT = _("Id of a commitment, for example nor-4.3.")
MILESTONE = _("Id of a milestone, for example nor-4.3.1.")


class MilestoneFilter(AskedFilterSet):
    """Milestones as they stood (``Milestone.objects.as_of``), with the ``clock`` of their plan annotated."""

    plan = django_filters.CharFilter(field_name="commitment__plan__slug", help_text=PLAN)
    commitment = django_filters.CharFilter(field_name="commitment__public_id", help_text=COMMITMENT)
    completion = AnyOf(field_name="state", choices=list(STATES.items()))
    organisation = django_filters.CharFilter(
        method="recorded_by", help_text=_("Body that leads it or is responsible in the plan, on the day.")
    )
    overdue = YesOrNo(
        method="past_its_day", help_text=_("Past its adopted day, neither completed nor withdrawn.")
    )
    is_key = YesOrNo()
    is_sample = YesOrNo()

    class Meta:
        model = Milestone
        fields: list[str] = []

    def recorded_by(self, queryset: QuerySet[Any], name: str, slug: str) -> QuerySet[Any]:
        """Milestones of commitments for which the body leads or is responsible."""
        kinds = (Responsibility.Kind.LEAD, Responsibility.Kind.RESPONSIBLE)
        held = Responsibility.objects.holding(self.moment.day, known_at=self.moment.known_at)
        answers = held.filter(commitment=OuterRef("commitment"), organisation__slug=slug, kind__in=kinds)
        return queryset.filter(Exists(answers))

    def past_its_day(self, queryset: QuerySet[Any], name: str, overdue: bool) -> QuerySet[Any]:
        """The same rule as ``schedule.py``, for the database; clocks run in the implementation phase."""
        day = self.moment.day
        runs = Q(clock_starts_on__lte=day, clock_ends_on__gte=day, adopted_due_on__lt=day)
        late = runs & ~Q(state__in=[Completion.COMPLETED, WITHDRAWN])
        if overdue:
            return queryset.filter(late)
        return queryset.exclude(pk__in=queryset.filter(late).values("pk"))


class EntryFilter(AskedFilterSet):
    """Entries of a log; ``standing`` and ``subject`` are annotations of the queryset."""

    plan = django_filters.CharFilter(field_name="plan", help_text=PLAN)
    completion = AnyOf(choices=Completion.choices)
    kind = AnyOf(choices=Entry.Kind.choices)
    organisation = django_filters.CharFilter(
        field_name="body__slug", help_text=_("Body in whose name it was recorded.")
    )
    standing = YesOrNo(help_text=_("Neither corrected nor retracted by a later entry."))
    after = django_filters.NumberFilter(
        field_name="pk", lookup_expr="gt", min_value=0, max_value=2**53, decimal_places=0,
        help_text=_("Entries with a higher number: to go on where one left off."),
    )  # fmt: skip
    is_sample = YesOrNo()


class StatusUpdateFilter(EntryFilter):
    """Entries of the logs of milestones."""

    commitment = django_filters.CharFilter(
        field_name="milestone__commitment__public_id", help_text=COMMITMENT
    )
    milestone = django_filters.CharFilter(field_name="milestone__public_id", help_text=MILESTONE)

    class Meta:
        model = StatusUpdate
        fields: list[str] = []


class StatementFilter(EntryFilter):
    """Statements of lead bodies."""

    commitment = django_filters.CharFilter(field_name="commitment__public_id", help_text=COMMITMENT)

    class Meta:
        model = CommitmentStatement
        fields: list[str] = []


class EvidenceFilter(AskedFilterSet):
    """Evidence; ``standing`` and ``answered`` are annotations of the queryset."""

    plan = django_filters.CharFilter(method="of_plan", help_text=PLAN)
    commitment = django_filters.CharFilter(
        method="of_commitment",
        help_text=_("Id of a commitment: its own evidence and that of its milestones."),
    )
    milestone = django_filters.CharFilter(field_name="milestone__public_id", help_text=MILESTONE)
    status_update = django_filters.NumberFilter(
        min_value=0,
        max_value=2**53,
        decimal_places=0,
        help_text=_("Number of the entry it was put forward with."),
    )
    statement = django_filters.NumberFilter(
        min_value=0,
        max_value=2**53,
        decimal_places=0,
        help_text=_("Number of the statement it was put forward with."),
    )
    state = AnyOf(choices=Evidence.State.choices)
    standing = YesOrNo(help_text=_("In its newest form: not withdrawn or replaced."))
    answered = YesOrNo(help_text=_("Whether its link answered when last looked at."))
    is_sample = YesOrNo()

    class Meta:
        model = Evidence
        fields: list[str] = []

    def of_plan(self, queryset: QuerySet[Any], name: str, slug: str) -> QuerySet[Any]:
        """Evidence on the plan's commitments and milestones."""
        return queryset.filter(Q(milestone__commitment__plan__slug=slug) | Q(commitment__plan__slug=slug))

    def of_commitment(self, queryset: QuerySet[Any], name: str, public_id: str) -> QuerySet[Any]:
        """Evidence on the commitment and on its milestones."""
        return queryset.filter(
            Q(milestone__commitment__public_id=public_id) | Q(commitment__public_id=public_id)
        )
