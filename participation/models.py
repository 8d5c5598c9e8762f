"""What does civil society say, and what does government answer? Comments, responses, and who has to answer.

A comment is published under its organisation's name. Whose turn it is, and for how long it has waited, is
never stored: it follows from responsibilities, forwardings and responses (``waiting.py``).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Recorded, RecordedQuerySet
from commitments.models import ActionPlan, Commitment
from milestones.models import Completion, Milestone, StatusUpdate
from ogp_tracker.as_of import end_of
from ogp_tracker.texts import WrittenTextField


class SaidQuerySet(RecordedQuerySet):
    """What people said: it stands from the day it was published."""

    def said(self, day: date, *, known_at: datetime | None = None) -> Self:
        """Rows published by the end of ``day`` (Europe/Oslo), as known at ``known_at``."""
        return self.known(known_at).filter(recorded_at__lte=end_of(day))


class CommentQuerySet(SaidQuerySet):
    """Comments, and what became of them."""

    def about_plan(self, plan: ActionPlan | int) -> Self:
        """Comments on the plan (or its primary key) or on anything in it."""
        return self.filter(
            Q(plan=plan)
            | Q(commitment__plan=plan)
            | Q(milestone__commitment__plan=plan)
            | Q(status_update__milestone__commitment__plan=plan)
        )

    def about_commitment(self, commitment: Commitment | int) -> Self:
        """Comments on a commitment, its milestones and their entries."""
        return self.filter(
            Q(commitment=commitment)
            | Q(milestone__commitment=commitment)
            | Q(status_update__milestone__commitment=commitment)
        )

    def about_milestone(self, milestone: Milestone | int) -> Self:
        """Comments on a milestone and its entries."""
        return self.filter(Q(milestone=milestone) | Q(status_update__milestone=milestone))

    def unanswered(self, day: date, *, known_at: datetime | None = None) -> Self:
        """Comments published by ``day`` that no response answered by then."""
        answers = Answer.objects.said(day, known_at=known_at).filter(comment=OuterRef("pk"))
        return self.said(day, known_at=known_at).filter(~Exists(answers))

    def views(self, day: date, *, known_at: datetime | None = None) -> Self:
        """The newest view of completion of each organisation on each target: one voice, one vote, never averaged."""
        later = Comment.objects.said(day, known_at=known_at).filter(
            ~Q(view=None),
            Q(commitment=OuterRef("commitment")) | Q(milestone=OuterRef("milestone")),
            body=OuterRef("body"),
            pk__gt=OuterRef("pk"),
        )
        return self.said(day, known_at=known_at).exclude(view=None).filter(~Exists(later))


class Comment(Recorded):
    """What a civil-society organisation says in public about a plan, a commitment, a milestone or an entry."""

    redactable: ClassVar[tuple[str, ...]] = ("text", "view_reason")

    plan = models.ForeignKey(
        ActionPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    milestone = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    status_update = models.ForeignKey(
        StatusUpdate, on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    text = WrittenTextField(help_text=_("Markdown."))
    view = models.CharField(
        max_length=12,
        choices=Completion,
        null=True,
        blank=True,
        help_text=_("How complete the organisation itself finds it."),
    )
    view_reason = WrittenTextField(blank=True, help_text=_("Why it thinks so."))
    language = models.CharField(max_length=5)

    objects = CommentQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(plan__isnull=False, commitment=None, milestone=None, status_update=None)
                    | Q(plan=None, commitment__isnull=False, milestone=None, status_update=None)
                    | Q(plan=None, commitment=None, milestone__isnull=False, status_update=None)
                    | Q(plan=None, commitment=None, milestone=None, status_update__isnull=False)
                ),
                name="comment_is_about_one_thing",
                violation_error_message=_("A comment is about one plan, commitment, milestone or entry."),
            ),
            models.CheckConstraint(
                condition=Q(view=None) | ~Q(view_reason="") | Q(redaction__isnull=False),
                name="view_has_reason",
                violation_error_message=_("Say in a sentence why your organisation thinks so."),
                violation_error_code="view_reason",
            ),
            models.CheckConstraint(
                condition=Q(view=None) | Q(plan=None, status_update=None),
                name="view_is_on_commitment_or_milestone",
                violation_error_message=_("A view of completion belongs to a commitment or a milestone."),
                violation_error_code="view",
            ),
        ]
        indexes = [
            models.Index(fields=["commitment", "recorded_at"], name="comments_on_commitment"),
            models.Index(fields=["milestone", "recorded_at"], name="comments_on_milestone"),
        ]

    def record_target(self) -> str:
        if self.status_update_id:
            return f"status-update-{self.status_update_id}"
        about = self.plan or self.commitment or self.milestone
        assert about is not None  # a constraint: a comment is about one thing
        return about.public_id

    @property
    def about_commitment(self) -> Commitment | None:
        """The commitment it concerns, or None for a comment on the plan as a whole."""
        if self.status_update:
            return self.status_update.milestone.commitment
        return self.milestone.commitment if self.milestone else self.commitment


class Forwarding(Recorded):
    """A comment that reached the wrong body goes to another. The clock keeps running."""

    redactable: ClassVar[tuple[str, ...]] = ("reason",)

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="forwardings")
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = WrittenTextField()
    language = models.CharField(max_length=5)

    objects = SaidQuerySet.as_manager()  # type: ignore[misc]

    def record_target(self) -> str:
        return f"comment-{self.comment_id}"


class Response(Recorded):
    """A public answer, always with a why. One answer may answer several comments (see Answer)."""

    class Verdict(models.TextChoices):
        """What became of what the comment asks."""

        ACCEPTED = "accepted", _("Accepted")
        PARTLY_ACCEPTED = "partly_accepted", _("Partly accepted")
        NOT_ACCEPTED = "not_accepted", _("Not accepted")
        NOTED = "noted", _("Noted")

    redactable: ClassVar[tuple[str, ...]] = ("text",)

    verdict = models.CharField(max_length=20, choices=Verdict)
    text = WrittenTextField(help_text=_("Why. Markdown."))
    language = models.CharField(max_length=5)
    #: Public id of what the first answered comment is about: what the event is filed under.
    about = models.CharField(max_length=120)

    objects = SaidQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(redaction__isnull=False),
                name="response_says_why",
                violation_error_message=_("Say why: a public answer always has a reason."),
                violation_error_code="text",
            )
        ]

    def record_target(self) -> str:
        return self.about


class Answer(Recorded):
    """This response answers that comment."""

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="answers")
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="answers")

    objects = SaidQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "comment"], name="comment_once_in_response")
        ]

    def record_target(self) -> str:
        return f"comment-{self.comment_id}"
