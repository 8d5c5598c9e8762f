"""What may be asked of the IRM's reports and codes, of the evidence matrix, and of self-assessments?"""

from __future__ import annotations

import django_filters
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from milestones.models import Milestone
from ogp_tracker.rest.filters import AnyOf, AskedFilterSet, YesOrNo
from reporting.evidence_matrix import GAPS
from reporting.irm_scales import SCALES
from reporting.models import Assessment, IrmReport, Report

PLAN = _("Id of a plan, for example nor-4.")


class IrmReportFilter(AskedFilterSet):
    """Reports of the Independent Reporting Mechanism."""

    plan = django_filters.CharFilter(field_name="plan__slug", help_text=PLAN)
    product = AnyOf(choices=IrmReport.Product.choices)
    is_sample = YesOrNo()

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
    standing = YesOrNo(help_text=_("Not superseded by a later code."))
    is_sample = YesOrNo()

    class Meta:
        model = Assessment
        fields: list[str] = []


class EvidenceMatrixFilter(AskedFilterSet):
    """Rows of the evidence matrix. They are computed: this names and checks what may be asked, no more."""

    plan = django_filters.CharFilter(help_text=_("Id of a plan; the plan of this site if not given."))
    commitment = django_filters.CharFilter(help_text=_("Id of a commitment, for example nor-4.3."))
    unproven = YesOrNo(
        help_text=_("Claimed substantial or completed, without public evidence that can be read.")
    )
    gap = AnyOf(choices=list(GAPS.items()), help_text=_("Rows that lack any of these."))

    class Meta:
        model = Milestone
        fields: list[str] = []


class ReportState(TextChoices):
    """How far a self-assessment is."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    FAILED = "failed", _("Failed")
    COMPILED = "compiled", _("Compiled")


class ReportFilter(AskedFilterSet):
    """Self-assessments; ``state`` is an annotation of the queryset."""

    plan = django_filters.CharFilter(field_name="plan__slug", help_text=PLAN)
    state = AnyOf(choices=ReportState.choices)
    is_sample = YesOrNo()

    class Meta:
        model = Report
        fields: list[str] = []
