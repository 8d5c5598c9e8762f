"""What was promised, and by whom? The plan, its commitments as worded on any day, and who answers for them.

Identity rows (plan, theme, commitment) hold only what never changes. Everything that can change is a
``Version`` or a ``DatedFact``: a recorded row with the day from which it holds.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import DatedFact, DatedFactQuerySet, Organisation, Recorded
from commitments.versions import Period, Precision, Version, VersionQuerySet
from ogp_tracker.texts import TextsField

__all__ = [
    "ActionPlan",
    "Amendment",
    "Commitment",
    "CommitmentVersion",
    "Period",
    "Phase",
    "PlanVersion",
    "Precision",
    "Responsibility",
    "Theme",
    "ThemeVersion",
    "Version",
    "VersionQuerySet",
]


class ActionPlan(models.Model):
    """A country's action plan, known by OGP's plan id: AP_NOR04 is ``nor-4``."""

    slug = models.SlugField(max_length=40, unique=True)
    country = models.CharField(max_length=3, help_text=_("ISO 3166-1 alpha-3."))
    ordinal = models.PositiveSmallIntegerField(help_text=_("Fourth plan: 4."))
    ogp_id = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["country", "ordinal"]

    def __str__(self) -> str:
        return self.slug

    @property
    def public_id(self) -> str:
        return self.slug


class Amendment(Recorded):
    """A formal change of the plan: what it did is told by the versions that name it."""

    redactable: ClassVar[tuple[str, ...]] = ("reason",)

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="amendments")
    ordinal = models.PositiveSmallIntegerField()
    title = TextsField()
    effective_on = models.DateField(help_text=_("The day from which the changed plan holds."))
    stated_day = models.CharField(
        max_length=100,
        blank=True,
        help_text=_("The day as the source states it, for example “2021”."),
    )
    reason = TextsField()
    sources = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["plan", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["plan", "ordinal"], name="amendment_number_once")]

    @property
    def public_id(self) -> str:
        return f"{self.plan.public_id}-amendment-{self.ordinal}"

    def record_target(self) -> str:
        return self.public_id


class PlanVersion(Version, Period):
    """The plan itself as it reads from a day on."""

    subject = ("plan",)
    identity = "plan"

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="versions")
    title = TextsField()
    coordinator = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    website = models.URLField(blank=True)
    notes = models.JSONField(default=list, blank=True)

    class Meta(Version.Meta):
        constraints = [*Version.Meta.constraints, *Period.Meta.constraints]

    def record_target(self) -> str:
        return self.plan.public_id


class Phase(Version):
    """A phase in the life of the plan, with its days. Clocks run in the implementation phase only."""

    class Kind(models.TextChoices):
        CO_CREATION = "co_creation", _("co-creation")
        ADOPTED = "adopted", _("adopted")
        IMPLEMENTATION = "implementation", _("implementation")
        ENDED = "ended", _("ended")
        ASSESSED = "assessed", _("assessed")
        CLOSED = "closed", _("closed")

    subject = ("plan", "kind")

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="phases")
    kind = models.CharField(max_length=20, choices=Kind)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta(Version.Meta):
        constraints = [
            *Version.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="phase_in_order",
                violation_error_message=_("The phase ends before it begins."),
                violation_error_code="ends_on",
            ),
        ]

    def record_target(self) -> str:
        return self.plan.public_id


class Theme(models.Model):
    """A heading under which the plan groups commitments."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="themes")
    public_id = models.CharField(max_length=120, unique=True, help_text=_("For example nor-4.integrity."))
    slug = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["plan", "order"]
        constraints = [models.UniqueConstraint(fields=["plan", "slug"], name="theme_once_in_plan")]

    def __str__(self) -> str:
        return self.public_id


class ThemeVersion(Version):
    """A theme's title as it reads from a day on."""

    subject = ("theme",)
    identity = "theme"

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="versions")
    title = TextsField()

    class Meta(Version.Meta):
        pass

    def record_target(self) -> str:
        return self.theme.public_id


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Commitments, and how they were worded."""

    def in_force(self, day: date, *, known_at: datetime | None = None) -> CommitmentQuerySet:
        """Commitments that were part of their plan on ``day``, each annotated with ``version_number``."""
        version = CommitmentVersion.objects.in_force(day, known_at=known_at).filter(commitment=OuterRef("pk"))
        return self.annotate(version_number=version.values("pk")[:1]).exclude(version_number=None)


class Commitment(models.Model):
    """A promise in a plan. ``code`` is the plan's number in address form, never changed or reused."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="commitments")
    public_id = models.CharField(max_length=80, unique=True, help_text=_("For example nor-4.3."))
    code = models.SlugField(max_length=40)
    number = models.CharField(
        max_length=40, help_text=_("As the plan states it; text, because plans differ.")
    )
    order = models.PositiveIntegerField()

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "order"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="commitment_code_once_in_plan")]

    def __str__(self) -> str:
        return self.public_id


class CommitmentVersion(Version, Period):
    """A commitment as it reads from a day on, in the fields of OGP's template."""

    class MilestonesKnown(models.TextChoices):
        """How much of the commitment's own milestone table is known here."""

        COMPLETE = "complete", _("all of the plan's milestones are listed")
        PARTIAL = "partial", _("only some of the plan's milestones are verified")
        NOT_VERIFIED = "not_verified", _("the plan's milestones are not verified")
        NONE_STATED = "none_stated", _("the plan states no milestones")

    class TextOrigin(models.TextChoices):
        """Whose words the problem and content are."""

        PLAN = "plan", _("the plan's own words")
        SUMMARY = "summary", _("a summary by this site")

    subject = ("commitment",)
    identity = "commitment"
    redactable = (
        "problem",
        "content",
        "contribution",
        "relevance",
        "additional_information",
        "notes",
    )

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="versions")
    ogp_id = models.CharField(
        max_length=40,
        blank=True,
        help_text=_("As OGP gives it; no pattern is enforced."),
    )
    title = TextsField()
    short_title = TextsField(help_text=_("For charts: at most 24 characters in each language."))
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    theme_basis = models.CharField(
        max_length=200, blank=True, help_text=_("On what the theme rests, if inferred.")
    )
    problem = TextsField(help_text=_("What problem for the general public is it meant to solve?"))
    content = TextsField(help_text=_("What is the commitment?"))
    contribution = TextsField(help_text=_("How will it contribute to solving the problem?"))
    relevance = TextsField(help_text=_("How is it relevant to OGP's values?"))
    additional_information = TextsField()
    text_origin = models.CharField(max_length=10, choices=TextOrigin, default=TextOrigin.PLAN)
    ogp_values = models.JSONField(
        null=True,
        blank=True,
        help_text=_("OGP values the plan claims; null: not verified."),
    )
    values_text = models.JSONField(default=list, blank=True, help_text=_("Values in the plan's own words."))
    milestones_known = models.CharField(max_length=20, choices=MilestonesKnown)
    activities = models.JSONField(
        default=list,
        blank=True,
        help_text=_("Activities named in the text, apart from the milestones."),
    )
    named_groups = models.JSONField(
        default=list, blank=True, help_text=_("Groups the plan names as participants.")
    )
    contact_mailbox = models.EmailField(blank=True, help_text=_("A role mailbox, never a person's address."))
    not_stated = models.JSONField(
        default=list,
        blank=True,
        help_text=_("Fields the plan leaves empty; any other empty field is not verified."),
    )
    official_page = models.URLField(blank=True)
    notes = models.JSONField(default=list, blank=True)

    class Meta(Version.Meta):
        constraints = [*Version.Meta.constraints, *Period.Meta.constraints]
        indexes = [
            models.Index(
                fields=["commitment", "-valid_from", "-event"],
                name="commitment_wording_on_day",
            )
        ]

    def record_target(self) -> str:
        return self.commitment.public_id


class ResponsibilityQuerySet(DatedFactQuerySet):
    """Who answers for what."""

    def may_record(self, day: date, *, known_at: datetime | None = None) -> Self:
        """Bodies whose officials record progress on ``day``: the lead and the responsible-in-plan body."""
        return self.holding(day, known_at=known_at).filter(
            kind__in=[Responsibility.Kind.LEAD, Responsibility.Kind.RESPONSIBLE]
        )

    def leading(self, day: date) -> Self:
        """The lead body of each commitment on ``day``."""
        return self.holding(day).filter(kind=Responsibility.Kind.LEAD)


class Responsibility(DatedFact):
    """A body answers for a commitment, and with it for its milestones, in one of four ways."""

    class Kind(models.TextChoices):
        LEAD = "lead", _("lead")
        RESPONSIBLE = "responsible", _("responsible in the plan")
        SUPPORTING = "supporting", _("supporting")
        PARTNER = "partner", _("civil-society partner")

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="responsibilities")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="responsibilities")
    kind = models.CharField(max_length=20, choices=Kind)
    source = models.CharField(max_length=500, blank=True)

    objects = ResponsibilityQuerySet.as_manager()  # type: ignore[misc]

    class Meta(DatedFact.Meta):
        verbose_name_plural = _("responsibilities")
        indexes = [
            models.Index(
                fields=["commitment", "kind", "since"],
                name="who_answers_for_commitment",
            )
        ]

    def record_target(self) -> str:
        return self.commitment.public_id
