"""What are the public and the IRM told? The IRM's reports and codes, and the reports this site compiles."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Recorded, RecordedQuerySet, Redaction
from commitments.models import ActionPlan, Commitment
from ogp_tracker.files import StoredFile
from ogp_tracker.jobs import Job
from ogp_tracker.texts import TextsField
from reporting.document import digest_of
from reporting.irm_scales import SCALES


class IrmReport(Recorded):
    """A report of OGP's Independent Reporting Mechanism, as published."""

    class Product(models.TextChoices):
        """The IRM's products over the years; the old mid-term report is not today's midterm review."""

        PROGRESS = "progress_report", _("progress report")
        MID_TERM = "mid_term_report", _("mid-term report")
        END_OF_TERM = "end_of_term_report", _("end-of-term report")
        DESIGN = "design_report", _("design report")
        IMPLEMENTATION = "implementation_report", _("implementation report")
        TRANSITIONAL = "transitional_results_report", _("transitional results report")
        ACTION_PLAN_REVIEW = "action_plan_review", _("action plan review")
        RESULTS = "results_report", _("results report")
        MIDTERM_REVIEW = "midterm_review", _("midterm review")
        CO_CREATION = "co_creation_brief", _("co-creation brief")

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="irm_reports")
    slug = models.SlugField(max_length=60, help_text=_("For example design-report-2020."))
    product = models.CharField(max_length=40, choices=Product)
    title = TextsField()
    covers = models.CharField(
        max_length=200, blank=True, help_text=_("If it is about another plan: which, in its own words.")
    )
    published_on = models.DateField(help_text=_("The first day on which it can have been public."))
    published_text = models.CharField(max_length=200, help_text=_("Its publication as the source states it."))
    url = models.URLField(max_length=500, blank=True)
    findings = models.JSONField(default=list, blank=True, help_text=_("Findings about the plan as a whole."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "slug"], name="irm_report_once_in_plan")]

    @property
    def public_id(self) -> str:
        return f"{self.plan.public_id}-{self.slug}"

    def record_target(self) -> str:
        return self.public_id


class AssessmentQuerySet(RecordedQuerySet):
    """The IRM's codes."""

    def standing(self, day: date, *, known_at: datetime | None = None) -> Self:
        """Codes of reports published by ``day``, not superseded by another known code published by then."""
        later = self.model._base_manager.filter(
            report__published_on__lte=day, supersedes=models.OuterRef("pk")
        )
        if known_at is not None:
            later = later.filter(recorded_at__lte=known_at)
        rows = self.known(known_at).filter(report__published_on__lte=day)
        return rows.filter(~models.Exists(later))


class Assessment(Recorded):
    """One code the IRM gave a commitment, on the scale of its report, with page and source."""

    report = models.ForeignKey(IrmReport, on_delete=models.PROTECT, related_name="assessments")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="assessments")
    scale = models.CharField(max_length=40, choices=[(scale.slug, scale.name) for scale in SCALES.values()])
    code = models.CharField(max_length=10)
    stated = models.CharField(max_length=200, blank=True, help_text=_("In the words of the source."))
    page = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=500)
    note = models.TextField(blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects = AssessmentQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(supersedes=F("event")),
                name="assessment_does_not_supersede_itself",
                violation_error_message=_("A code cannot supersede itself."),
            )
        ]
        indexes = [models.Index(fields=["commitment", "scale"], name="codes_of_commitment")]

    def record_target(self) -> str:
        return self.commitment.public_id

    @property
    def label(self) -> str:
        """The word for the code on its scale."""
        return SCALES[self.scale].label(self.code)


class Report(Recorded):
    """A numbered self-assessment report: opened by a coordinator for a cut-off day, frozen once compiled."""

    number = models.PositiveIntegerField(unique=True, help_text=_("Given at opening, never reused."))
    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="reports")
    cut_off_on = models.DateField(help_text=_("The record is told as it stood at the end of this day."))
    known_at = models.DateTimeField(help_text=_("And as it was known at this instant."))

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(number__gte=1), name="report_numbers_start_at_one")]

    @property
    def public_id(self) -> str:
        return f"report-{self.number}"

    def record_target(self) -> str:
        return self.public_id


class Document(models.Model):
    """A compiled document: everything a renderer sees. Written once; only the law takes texts out of it.

    An *evidence extract* has no report and no number: there is one for each plan, day, known-on and head.
    """

    class Kind(models.TextChoices):
        SELF_ASSESSMENT = "self_assessment", _("self-assessment report")
        EXTRACT = "extract", _("evidence extract")

    question = models.CharField(
        max_length=200,
        unique=True,
        help_text=_("What it answers: the report, or plan, day, known-on and head."),
    )
    kind = models.CharField(max_length=20, choices=Kind)
    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="documents")
    report = models.OneToOneField(
        Report, on_delete=models.PROTECT, null=True, blank=True, related_name="document"
    )
    day = models.DateField()
    known_on = models.DateField(null=True, blank=True)
    head = models.CharField(max_length=90, help_text=_("NUMBER:DIGEST of the record it was compiled from."))
    job = models.OneToOneField(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="document")
    body = models.JSONField(null=True, blank=True)
    digest = models.CharField(
        max_length=64, blank=True, help_text=_("SHA-256 of the canonical JSON of the body, as compiled.")
    )
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(body=None, digest="") | (Q(body__isnull=False) & ~Q(digest="")),
                name="compiled_document_has_digest",
            ),
            models.CheckConstraint(
                condition=Q(kind="extract", report=None) | Q(kind="self_assessment", report__isnull=False),
                name="only_reports_have_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.plan_id} {self.day} {self.digest[:12]}"

    @property
    def public_id(self) -> str:
        """How the record names it: by its content."""
        return self.digest

    @property
    def is_compiled(self) -> bool:
        return bool(self.digest)

    @property
    def digest_now(self) -> str:
        """SHA-256 of the JSON file: that of the day it was compiled, unless the law removed texts since."""
        return digest_of(self.body)


class Rendering(models.Model):
    """A compiled document as a file in one language. Kept, so that a later release serves the same bytes."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="renderings")
    language = models.CharField(max_length=5)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "language"], name="rendering_once_in_language")
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.language}"


class Freeze(Recorded):
    """The moment a report's document became final: from here on nothing but the law changes its bytes."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="freeze")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="freeze")
    digest = models.CharField(max_length=64)
    head = models.CharField(max_length=90)
    pdf_sha256 = models.JSONField(
        default=dict,
        help_text=_("SHA-256 of its PDFs by language; empty for what was frozen before they were named."),
    )

    def changed_content(self) -> str:
        reissue = self.report.reissues.order_by("-pk").first()
        if digest_of(self.document.body) != (reissue or self).digest:
            return "the document"
        if reissue:
            return ""  # its PDFs were removed with the text, and drawn anew
        renderings = self.document.renderings.select_related("file")
        kept = {one.language: one.file.sha256 for one in renderings if one.file.is_whole()}
        return "" if self.pdf_sha256.items() <= kept.items() else "the PDF"

    def record_target(self) -> str:
        return self.report.public_id


class Reissue(Recorded):
    """The law removed texts from a frozen report: from here on its document has this digest."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="reissues")
    tombstone = models.ForeignKey(Redaction, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)

    def record_target(self) -> str:
        return self.report.public_id
