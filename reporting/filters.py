"""What may be asked of the IRM's reports and codes?"""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from ogp_tracker.rest.filters import AnyOf, AskedFilterSet
from reporting.irm_scales import SCALES
from reporting.models import Assessment, IrmReport

PLAN = _("Id of a plan, for example nor-4.")


class IrmReportFilter(AskedFilterSet):
    """Reports of the Independent Reporting Mechanism."""

    plan = django_filters.CharFilter(field_name="plan__slug", help_text=PLAN)
    product = AnyOf(choices=IrmReport.Product.choices)
    is_sample = django_filters.BooleanFilter()

    class Meta:
        model = IrmReport
        fields: list[str] = []


class AssessmentFilter(AskedFilterSet):
    """The IRM's codes; ``report_name`` and ``standing`` are annotations of the queryset."""

    plan = django_filters.CharFilter(field_name="report__plan__slug", help_text=PLAN)
    commitment = django_filters.CharFilter(
        field_name="commitment__public_id", help_text=_("Id of a commitment, for example nor-4.3.")
    )
    report = django_filters.CharFilter(
        field_name="report_name", help_text=_("Id of the IRM's report that gave the code.")
    )
    scale = AnyOf(choices=[(scale.slug, scale.name) for scale in SCALES.values()])
    code = django_filters.CharFilter(help_text=_("A code of its scale; or ND, NR, NA: missing is not zero."))
    standing = django_filters.BooleanFilter(help_text=_("Not superseded by a later code."))
    is_sample = django_filters.BooleanFilter()

    class Meta:
        model = Assessment
        fields: list[str] = []
