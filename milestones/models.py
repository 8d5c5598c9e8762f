"""What is due, and what happened? Milestones as worded on any day, the append-only log of their progress,
what the lead body states about its commitment, and the evidence for it all.

State is never stored: ``Milestone.objects.as_of(day)`` reads it from the log.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Recorded, RecordedQuerySet
from commitments.models import ActionPlan, Commitment, Period, Version
from ogp_tracker.files import StoredFile
from ogp_tracker.texts import TextsField


class Completion(models.TextChoices):
    """Completion as the government states it (OGP's self-assessment template)."""

    NOT_STARTED = "not_started", _("Not started")
    LIMITED = "limited", _("Limited")
    SUBSTANTIAL = "substantial", _("Substantial")
    COMPLETED = "completed", _("Completed")


#: States that are nobody's entry: no entry by that day, and withdrawn by an amendment.
NOT_REPORTED = "not_reported"
WITHDRAWN = "withdrawn"
#: Every state a milestone can be shown in, in OGP's order; not reported stands outside the scale.
STATES = {
    "completed": _("Completed"),
    "substantial": _("Substantial"),
    "limited": _("Limited"),
    "not_started": _("Not started"),
    NOT_REPORTED: _("Not reported"),
    WITHDRAWN: _("Withdrawn"),
}


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    """Milestones as they stood."""

    def as_of(self, day: date, *, known_at: datetime | None = None) -> Self:
        """Annotate each milestone with the state that held at the end of ``day``, as known at ``known_at``.

        Adds ``version_number`` (wording in force), ``adopted_due_on``, ``starts_on``, ``is_key``,
        ``entry_number`` (the entry that holds, or None), ``state`` (a key of STATES), ``entry_on`` and
        ``replanned_due_on``. Milestones that were not yet part of the plan that day drop out.
        One correlated subquery per value: measured faster than a window or DISTINCT ON on both databases.
        """
        version = (
            MilestoneVersion.objects.known(known_at)
            .filter(milestone=OuterRef("pk"), valid_from__lte=day)
            .order_by("-valid_from", "-pk")
        )
        entry = (
            StatusUpdate.objects.standing(day, known_at=known_at)
            .filter(milestone=OuterRef("pk"))
            .order_by("-effective_on", "-position")
        )
        return self.annotate(
            version_number=Subquery(version.values("pk")[:1]),
            version_change=Subquery(version.values("change")[:1]),
            starts_on=Subquery(version.values("starts_on")[:1]),
            adopted_due_on=Subquery(version.values("ends_on")[:1]),
            is_key=Subquery(version.values("is_key")[:1]),
            entry_number=Subquery(entry.values("pk")[:1]),
            entry_on=Subquery(entry.values("effective_on")[:1]),
            replanned_due_on=Subquery(entry.values("due_on")[:1]),
            state=Case(
                When(version_change=Version.Change.WITHDRAWN, then=Value(WITHDRAWN)),
                default=Coalesce(Subquery(entry.values("completion")[:1]), Value(NOT_REPORTED)),
                output_field=models.CharField(),
            ),
        ).exclude(version_number=None)

    def overdue(self, day: date, *, known_at: datetime | None = None) -> Self:
        """Milestones past their adopted day on ``day``, neither completed nor withdrawn.

        Re-planning does not end being overdue; a re-planned day is in ``replanned_due_on``. Clocks run in
        the plan's implementation phase only: the caller asks for a day in it.
        """
        return (
            self.as_of(day, known_at=known_at)
            .filter(adopted_due_on__lt=day)
            .exclude(state__in=[Completion.COMPLETED, WITHDRAWN])
        )


class Milestone(models.Model):
    """A step of a commitment with a deliverable that can be verified. Identity only; see MilestoneVersion."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="milestones")
    public_id = models.CharField(max_length=100, unique=True, help_text=_("For example nor-4.3.1."))
    number = models.PositiveSmallIntegerField()
    is_sample = models.BooleanField(default=False)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["commitment__order", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "number"],
                name="milestone_number_once_in_commitment",
            )
        ]

    def __str__(self) -> str:
        return self.public_id


class MilestoneVersion(Version, Period):
    """A milestone as it reads from a day on. A title the source does not give stays empty."""

    subject = ("milestone",)
    redactable = ("deliverable", "notes")

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="versions")
    title = TextsField()
    deliverable = TextsField()
    is_key = models.BooleanField(default=False, help_text=_("Marked as a key milestone at adoption."))
    notes = models.JSONField(default=list, blank=True)

    class Meta(Version.Meta):
        constraints = [*Version.Meta.constraints, *Period.Meta.constraints]
        indexes = [
            models.Index(
                fields=[
                    "milestone",
                    "-valid_from",
                    "-event",
                    "ends_on",
                    "starts_on",
                    "recorded_at",
                    "change",
                ],
                name="milestone_wording_on_day",
            )
        ]

    def record_target(self) -> str:
        return self.milestone.public_id


class MilestoneSuccession(Version):
    """An adopted milestone was split, merged or moved: its successors together fill its place in the count."""

    subject = ("predecessor", "successor")

    predecessor = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="origins")

    class Meta(Version.Meta):
        constraints = [
            *Version.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="milestone_does_not_succeed_itself",
                violation_error_message=_("A milestone cannot succeed itself."),
                violation_error_code="successor",
            ),
        ]

    def record_target(self) -> str:
        return self.predecessor.public_id


class EntryQuerySet(RecordedQuerySet):
    """Entries of an append-only log."""

    def standing(self, day: date, *, known_at: datetime | None = None) -> Self:
        """Entries that hold at the end of ``day``: dated by then, not retractions, not corrected or retracted."""
        return self.uncorrected(known_at=known_at).filter(effective_on__lte=day)

    def uncorrected(self, *, known_at: datetime | None = None) -> Self:
        """Entries of any day that still stand, as known at ``known_at``."""
        return self.unreplaced("corrects", known_at).exclude(kind=Entry.Kind.RETRACTION)

    def in_order(self) -> Self:
        """Newest first, by the day they speak of; a correction takes the place of what it corrects."""
        return self.order_by("-effective_on", "-position")


class Entry(Recorded):
    """A dated line in a log that is never rewritten: a mistake is named by a later line that corrects it."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("progress")
        UNCHANGED = "unchanged", _("no change")
        CORRECTION = "correction", _("correction")
        RETRACTION = "retraction", _("retraction")

    kind = models.CharField(max_length=12, choices=Kind)
    completion = models.CharField(max_length=12, choices=Completion, null=True, blank=True)
    effective_on = models.DateField(help_text=_("The day the entry speaks of."))
    language = models.CharField(max_length=5, help_text=_("Language its texts are written in."))
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
    )
    position = models.BigIntegerField(help_text=_("Own number, or the position of the entry it corrects."))

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="retraction", completion=None)
                | (~Q(kind="retraction") & Q(completion__isnull=False)),
                name="%(app_label)s_%(class)s_retraction_states_nothing",
                violation_error_message=_("Choose a completion; only a retraction carries none."),
                violation_error_code="completion",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["correction", "retraction"], corrects__isnull=False)
                | Q(kind__in=["progress", "unchanged"], corrects=None),
                name="%(app_label)s_%(class)s_correction_names_entry",
                violation_error_message=_(
                    "A correction or retraction names the entry it is about; no other does."
                ),
                violation_error_code="corrects",
            ),
        ]

    def number_given(self, number: int) -> None:
        self.position = self.corrects.position if self.corrects else number


class StatusUpdate(Entry):
    """How a milestone stands on a day, in the words of the body that is responsible. The whole state."""

    redactable: ClassVar[tuple[str, ...]] = (
        "narrative",
        "challenges",
        "next_steps",
        "due_reason",
    )

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="status_updates")
    narrative = models.TextField(blank=True, help_text=_("What was done, and what came of it."))
    challenges = models.TextField(blank=True, help_text=_("Why it has not come further."))
    next_steps = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True, help_text=_("The day it is re-planned to."))
    due_reason = models.TextField(blank=True, help_text=_("Why it was re-planned."))

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(
                    completion__in=["not_started", "limited"],
                    kind__in=["progress", "correction"],
                )
                | ~Q(challenges="")
                | Q(redaction__isnull=False),
                name="little_progress_is_explained",
                violation_error_message=_(
                    "Not started and limited need an explanation: say what holds it back."
                ),
                violation_error_code="challenges",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None)
                | ~Q(due_reason="")
                | Q(kind="unchanged")
                | Q(redaction__isnull=False),
                name="replanning_is_explained",
                violation_error_message=_("A re-planned day needs its reason."),
                violation_error_code="due_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=[
                    "milestone", "-effective_on", "-position", "completion", "due_on", "recorded_at", "kind",
                ],
                name="state_of_milestone_on_day",
            )
        ]  # fmt: skip

    def record_target(self) -> str:
        return self.milestone.public_id


class CommitmentStatement(Entry):
    """What the lead body states about its commitment as a whole, with its reason."""

    redactable: ClassVar[tuple[str, ...]] = ("reason",)

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="statements")
    reason = models.TextField(blank=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(reason="") | Q(redaction__isnull=False),
                name="statement_has_reason",
                violation_error_message=_("Say in a sentence why."),
                violation_error_code="reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind="unchanged"),
                name="statement_is_never_unchanged",
                violation_error_message=_("A statement is made anew, with its reason."),
                violation_error_code="kind",
            ),
        ]
        indexes = [
            models.Index(
                fields=["commitment", "-effective_on", "-position"],
                name="statement_on_day",
            )
        ]

    def record_target(self) -> str:
        return self.commitment.public_id


class EvidenceQuerySet(RecordedQuerySet):
    """What was put forward as proof."""

    def standing(self, day: date, *, known_at: datetime | None = None) -> Self:
        """Evidence as it stood at the end of ``day``: dated by then, in its newest known form."""
        return self.unreplaced("replaces", known_at).filter(effective_on__lte=day)


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
        Milestone,
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
    proves = models.TextField(blank=True, help_text=_("In a sentence: what does it prove?"))
    legal_ground = models.CharField(
        max_length=300,
        blank=True,
        help_text=_("If exempt from access: the provision that exempts it."),
    )
    reason = models.TextField(blank=True, help_text=_("If withdrawn: why."))
    language = models.CharField(max_length=5)

    objects = EvidenceQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=~Q(proves="") | Q(redaction__isnull=False),
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

    def record_target(self) -> str:
        return self.milestone.public_id if self.milestone else self.commitment.public_id


class LinkCheck(Recorded):
    """Whether the link of a piece of evidence answered. Recorded when the answer differs from the last one."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="link_checks")
    answered = models.BooleanField()
    detail = models.CharField(max_length=200, help_text=_("For example “404 Not Found”."))

    class Meta:
        indexes = [models.Index(fields=["evidence", "-event"], name="newest_check_of_link")]

    def record_target(self) -> str:
        return f"evidence-{self.evidence_id}"


__all__ = [
    "NOT_REPORTED",
    "STATES",
    "WITHDRAWN",
    "ActionPlan",
    "CommitmentStatement",
    "Completion",
    "Entry",
    "Evidence",
    "LinkCheck",
    "Milestone",
    "MilestoneSuccession",
    "MilestoneVersion",
    "StatusUpdate",
]
