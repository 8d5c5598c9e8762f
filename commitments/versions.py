"""How does something read on a day, and since when? The two patterns that plan, commitment and milestone share."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Recorded, RecordedQuerySet


class VersionQuerySet(RecordedQuerySet):
    """Versions of things that are worded, and reworded."""

    def in_force(self, day: date, *, known_at: datetime | None = None) -> Self:
        """The version of each subject that holds at the end of ``day``, as known at ``known_at``.

        The newest by ``(valid_from, number)``: a corrected transcription has the day of what it corrects.
        """
        same = {name: OuterRef(name) for name in self.model.subject}
        later = self.model._base_manager.filter(**same, valid_from__lte=day).filter(
            Q(valid_from__gt=OuterRef("valid_from"))
            | Q(valid_from=OuterRef("valid_from"), pk__gt=OuterRef("pk"))
        )
        if known_at is not None:
            later = later.filter(recorded_at__lte=known_at)
        return self.known(known_at).filter(~Exists(later), valid_from__lte=day)


class Version(Recorded):
    """How something reads from a day on, and why it reads differently than before."""

    class Change(models.TextChoices):
        ADOPTED = "adopted", _("adopted with the plan")
        ADDED = "added", _("added")
        REWORDED = "reworded", _("reworded")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CORRECTED = "corrected", _("transcription corrected")

    #: The fields that say of what this is a version.
    subject: ClassVar[tuple[str, ...]] = ()

    valid_from = models.DateField(help_text=_("The first day on which it reads like this."))
    change = models.CharField(max_length=20, choices=Change)
    amendment = models.ForeignKey(
        "commitments.Amendment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.TextField(blank=True)
    sources = models.JSONField(default=list, blank=True, help_text=_("Addresses of the sources."))

    objects = VersionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(change__in=["added", "reworded", "withdrawn"]) | Q(amendment__isnull=False),
                name="%(app_label)s_%(class)s_change_has_amendment",
                violation_error_message=_("What is added, reworded or withdrawn names its amendment."),
                violation_error_code="amendment",
            )
        ]


class Precision(models.TextChoices):
    """How exactly a source states a day. An empty value: it states none."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")


class Period(models.Model):
    """A period as stated, beside the days it means: the first possible start, the last possible end.

    A day the source does not state is null, and what has no end is never overdue.
    """

    period_text = models.CharField(max_length=300, blank=True, help_text=_("In the words of the source."))
    starts_on = models.DateField(null=True, blank=True)
    starts_precision = models.CharField(max_length=10, choices=Precision, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    ends_precision = models.CharField(max_length=10, choices=Precision, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="%(app_label)s_%(class)s_period_in_order",
                violation_error_message=_("The period ends before it begins."),
                violation_error_code="ends_on",
            )
        ]
