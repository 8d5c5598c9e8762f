"""How does the log of what happened work? Entries are appended, never rewritten; a later one corrects an earlier.

``StatusUpdate`` is the log of a milestone, ``CommitmentStatement`` the lead body's own words on a commitment.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Recorded, RecordedQuerySet
from commitments.models import Commitment
from ogp_tracker.texts import AttachableTextField, LanguageField


class Completion(models.TextChoices):
    """Completion as the government states it (OGP's self-assessment template)."""

    NOT_STARTED = "not_started", _("Not started")
    LIMITED = "limited", _("Limited")
    SUBSTANTIAL = "substantial", _("Substantial")
    COMPLETED = "completed", _("Completed")


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
    effective_on = models.DateField(help_text=_("The day the entry is about."))
    language = LanguageField(help_text=_("Language its texts are written in."))
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
    )
    position = models.BigIntegerField(help_text=_("Own number, or the position of the entry it corrects."))

    objects = EntryQuerySet.as_manager()  # type: ignore[misc]

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

    milestone = models.ForeignKey(
        "milestones.Milestone", on_delete=models.PROTECT, related_name="status_updates"
    )
    narrative = AttachableTextField(blank=True, help_text=_("What was done, and what came of it."))
    challenges = AttachableTextField(blank=True, help_text=_("Why it has not come further."))
    next_steps = AttachableTextField(blank=True)
    due_on = models.DateField(null=True, blank=True, help_text=_("The day it is re-planned to."))
    due_reason = AttachableTextField(blank=True, help_text=_("Why it was re-planned."))

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
    reason = AttachableTextField(blank=True)

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
