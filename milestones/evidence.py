"""What proves it? A public link or a file with the sentence that says what it proves, and whether links answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import Recorded, RecordedQuerySet
from commitments.models import Commitment
from milestones.entries import CommitmentStatement, StatusUpdate
from ogp_tracker.as_of import end_of
from ogp_tracker.files import StoredFile
from ogp_tracker.texts import LanguageField, WrittenTextField


class EvidenceQuerySet(RecordedQuerySet):
    """What was put forward as proof."""

    def standing(self, day: date, *, known_at: datetime | None = None) -> Self:
        """Evidence as it stood at the end of ``day``: dated by then, in the newest known form of that day."""
        newer = Evidence.objects.known(known_at).filter(replaces=OuterRef("pk"), effective_on__lte=day)
        return self.known(known_at).filter(~Exists(newer), effective_on__lte=day)

    def working(self, day: date, *, known_at: datetime | None = None) -> Self:
        """Evidence that stood on ``day``, is public, and whose link answered when it was last looked at."""
        looked_at = min(known_at, end_of(day)) if known_at else end_of(day)
        answered = (
            LinkCheck.objects.filter(evidence=OuterRef("pk"), recorded_at__lte=looked_at)
            .order_by("-pk")
            .values("answered")[:1]
        )
        return (
            self.standing(day, known_at=known_at)
            .filter(Q(file__isnull=False, file__removed_at=None) | ~Q(url=""), state=Evidence.State.AVAILABLE)
            .annotate(answered=Subquery(answered))
            .filter(
                Q(answered=None) | Q(answered=True)
            )  # exclude(answered=False) loses what nobody looked at
        )


class Evidence(Recorded):
    """A public link or file, and the sentence that says what it proves. Withdrawing it is a new row."""

    class State(models.TextChoices):
        AVAILABLE = "available", _("available")
        EXEMPT = "exempt", _("exempt from access")
        WITHDRAWN = "withdrawn", _("withdrawn")

    redactable: ClassVar[tuple[str, ...]] = (
        "url",
        "file",
        "file_name",
        "title",
        "publisher",
        "proves",
        "reason",
    )

    milestone = models.ForeignKey(
        "milestones.Milestone",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
    )
    commitment = models.ForeignKey(
        Commitment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
    )
    status_update = models.ForeignKey(
        StatusUpdate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
    )
    statement = models.ForeignKey(
        CommitmentStatement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
    )
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replacement",
    )
    effective_on = models.DateField(help_text=_("From which day it stands beside the entry."))
    state = models.CharField(max_length=12, choices=State, default=State.AVAILABLE)
    url = models.URLField(max_length=1000, blank=True)
    file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
    )
    file_name = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    document_on = models.DateField(null=True, blank=True, help_text=_("The document's own date."))
    proves = WrittenTextField(blank=True, help_text=_("In a sentence: what does it prove?"))
    legal_ground = models.CharField(
        max_length=300,
        blank=True,
        help_text=_("If exempt from access: the provision that exempts it."),
    )
    reason = WrittenTextField(blank=True, help_text=_("If withdrawn: why."))
    language = LanguageField()

    objects = EvidenceQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "evidence"
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(milestone=None, commitment__isnull=False)
                | Q(milestone__isnull=False, commitment=None),
                name="evidence_is_about_one_thing",
                violation_error_message=_("Evidence belongs to one milestone or to one commitment."),
                violation_error_code="milestone",
            ),
            models.CheckConstraint(
                condition=~Q(state="available")
                | Q(url="", file__isnull=False)
                | (~Q(url="") & Q(file=None))
                | Q(redaction__isnull=False),
                name="evidence_is_a_link_or_a_file",
                violation_error_message=_("Give a link or a file, one of the two."),
                violation_error_code="url",
            ),
            # A withdrawal repeats what it withdraws, which may have lost its sentence to the law.
            models.CheckConstraint(
                condition=~Q(proves="") | Q(state="withdrawn") | Q(redaction__isnull=False),
                name="evidence_says_what_it_proves",
                violation_error_message=_("Say in a sentence what it proves."),
                violation_error_code="proves",
            ),
            models.CheckConstraint(
                condition=~Q(state="exempt") | (~Q(legal_ground="") & Q(url="", file=None)),
                name="exempt_evidence_names_ground",
                violation_error_message=_(
                    "What is exempt from access names its legal ground, and has no public link or file."
                ),
                violation_error_code="legal_ground",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | (~Q(reason="") & Q(replaces__isnull=False))
                | Q(redaction__isnull=False),
                name="withdrawn_evidence_says_why",
                violation_error_message=_("Say why the evidence is withdrawn."),
                violation_error_code="reason",
            ),
        ]
        indexes = [
            models.Index(fields=["milestone", "effective_on"], name="evidence_of_milestone"),
            models.Index(fields=["commitment", "effective_on"], name="evidence_of_commitment"),
        ]

    def changed_content(self) -> str:
        return "" if self.file is None or self.file.removed_at or self.file.is_whole() else "the file"

    def record_target(self) -> str:
        about = self.milestone or self.commitment
        assert about is not None  # a constraint: evidence is about one of the two
        return about.public_id


class LinkCheck(Recorded):
    """Whether the link of a piece of evidence answered. Recorded when the answer differs from the last one."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="link_checks")
    answered = models.BooleanField()
    detail = models.CharField(max_length=200, help_text=_("For example “404 Not Found”."))

    class Meta:
        indexes = [models.Index(fields=["evidence", "-event"], name="newest_check_of_link")]

    def record_target(self) -> str:
        return f"evidence-{self.evidence_id}"
