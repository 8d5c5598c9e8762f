"""Who may act, and who acted: bodies with their names over time, people, and what people are in bodies."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken

from accounts.record import Event, Log, Recorded, RecordedQuerySet, Redaction, Role
from ogp_tracker.texts import TextsField

__all__ = [
    "DatedFact",
    "DatedFactQuerySet",
    "Event",
    "Log",
    "Membership",
    "Organisation",
    "OrganisationName",
    "Recorded",
    "RecordedQuerySet",
    "Redaction",
    "Role",
    "Succession",
    "Token",
    "User",
]


class DatedFactQuerySet(RecordedQuerySet):
    """Facts that hold from one day to another."""

    def standing(self, *, known_at: datetime | None = None) -> Self:
        """Facts as known at ``known_at``: those no later fact has replaced by then."""
        return self.unreplaced("replaces", known_at)

    def holding(self, day: date, *, known_at: datetime | None = None) -> Self:
        """Standing facts that hold on ``day`` (both ends included)."""
        return self.standing(known_at=known_at).filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class DatedFact(Recorded):
    """A fact with a first and, once known, a last day. Ending or correcting it is a new row that replaces it."""

    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text=_("The last day on which it holds."))
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replacement",
    )

    objects = DatedFactQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                violation_error_message=_("The last day is before the first day."),
                violation_error_code="until",
            )
        ]


class Organisation(models.Model):
    """A body: a ministry, an agency, a civil-society organisation. Only its identity; its names have days."""

    country = models.CharField(max_length=3, help_text=_("ISO 3166-1 alpha-3, for example NOR."))
    slug = models.SlugField(max_length=80, unique=True, help_text=_("Public id, for example nor-kmd."))

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug

    @property
    def public_id(self) -> str:
        return self.slug


class OrganisationName(DatedFact):
    """What a body was called, and what kind of body it was, from one day to another."""

    identity = "organisation"

    class Kind(models.TextChoices):
        """OGP's kinds of bodies."""

        MINISTRY = "ministry", _("ministry")
        AGENCY = "agency", _("agency")
        PARLIAMENT = "parliament", _("parliament")
        LOCAL_GOVERNMENT = "local_government", _("local government")
        LOCAL_GOVERNMENT_ASSOCIATION = (
            "local_government_association",
            _("local government association"),
        )
        CIVIL_SOCIETY = "civil_society", _("civil society")
        PRIVATE_SECTOR = "private_sector", _("private sector")
        ACADEMIA = "academia", _("academia")
        ADVISORY_BODY = "advisory_body", _("advisory body")
        OVERSIGHT_BODY = "oversight_body", _("oversight body")
        INTERNATIONAL_BODY = "international_body", _("international body")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="names")
    name = TextsField()
    abbreviation = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=40, choices=Kind)
    contact_mailbox = models.EmailField(blank=True, help_text=_("A role mailbox, never a person's address."))
    source = models.CharField(max_length=500, blank=True)
    note = models.TextField(blank=True)

    class Meta(DatedFact.Meta):
        indexes = [models.Index(fields=["organisation", "since"], name="name_of_body_on_day")]

    def record_target(self) -> str:
        return self.organisation.public_id


#: Bodies that are no part of government: they comment in their own name, and owe nobody an answer.
OUTSIDE_GOVERNMENT = frozenset(
    {
        OrganisationName.Kind.CIVIL_SOCIETY,
        OrganisationName.Kind.PRIVATE_SECTOR,
        OrganisationName.Kind.ACADEMIA,
        OrganisationName.Kind.INTERNATIONAL_BODY,
    }
)


class Succession(DatedFact):
    """One body came, wholly or partly, out of another: merger and split are several such rows."""

    class Kind(models.TextChoices):
        MERGER = "merger", _("merged into")
        SPLIT = "split", _("split into")
        TRANSFER = "transfer", _("handed tasks to")

    predecessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=20, choices=Kind)
    source = models.CharField(max_length=500, blank=True)
    note = models.TextField(blank=True)

    class Meta(DatedFact.Meta):
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="body_does_not_succeed_itself",
                violation_error_message=_("A body cannot succeed itself."),
                violation_error_code="successor",
            ),
        ]

    def record_target(self) -> str:
        return self.predecessor.public_id


class UserManager(BaseUserManager["User"]):
    """Creates people. An e-mail address is one person's, however it is spelled."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create a person who signs in with ``email``. Without a password, only through a provider."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email__iexact=email)


class User(AbstractBaseUser):  # type: ignore[django-manager-missing]
    """A person who can sign in. What the person may do follows from memberships alone."""

    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("Somebody already signs in with this e-mail address.")},
    )
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, help_text=_("A demonstration account."))
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_person_per_email",
                violation_error_message=_("Somebody already signs in with this e-mail address."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def memberships_on(self, day: date) -> models.QuerySet[Membership]:
        """Memberships that hold on ``day``, bodies fetched with them, newest first.

        A closed account has none, nor has, outside a demonstration, a demonstration account, whose password
        everybody knows.
        """
        if not self.is_active or (self.is_demo and not settings.OGP_DEMO):
            return Membership.objects.none()
        return (
            Membership.objects.holding(day).filter(user=self).select_related("organisation").order_by("-pk")
        )


class Membership(DatedFact):
    """A person is something in a body from one day on: the only source of rights."""

    erasable: ClassVar[tuple[str, ...]] = ("recorded_by", "user")

    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    member_role = models.CharField(max_length=20, choices=Role)

    class Meta(DatedFact.Meta):
        indexes = [models.Index(fields=["user", "since"], name="membership_of_person")]
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(member_role=Role.OPERATOR),
                name="nobody_is_a_member_as_operator",
                violation_error_message=_("“Operator” is the server's command line, not a membership."),
                violation_error_code="member_role",
            ),
        ]

    def record_target(self) -> str:
        return self.organisation.public_id


class Token(AbstractAuthToken):
    """A key for a program that acts for a person: hashed, expiring, and read-only unless it may write."""

    name = models.CharField(max_length=80, help_text=_("What uses it, for example “case system, test”."))
    may_write = models.BooleanField(default=False)
    last_used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
