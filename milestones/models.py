"""What is due? Milestones as worded on any day, and the state they were in.

State is never stored: ``Milestone.objects.as_of(day)`` reads it from the log in ``entries.py``; what proves
it is in ``evidence.py``.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from commitments.models import Commitment, Period, Version
from milestones.entries import CommitmentStatement, Completion, Entry, StatusUpdate
from milestones.evidence import Evidence, LinkCheck
from ogp_tracker.texts import TextsField

__all__ = [
    "NOT_REPORTED",
    "STATES",
    "WITHDRAWN",
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
    identity = "milestone"
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
