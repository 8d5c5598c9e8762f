"""How does somebody comment, answer, forward? The verbs of participation; page, API and loader call them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.actions import checked, require
from accounts.actors import Acting, Actor
from accounts.models import OUTSIDE_GOVERNMENT, Organisation, OrganisationName
from accounts.record import Role, appending
from commitments.models import ActionPlan, Commitment
from milestones.models import Milestone, StatusUpdate
from ogp_tracker.errors import Conflict
from ogp_tracker.markdown import plain
from participation.models import Answer, Comment, Forwarding, Response
from participation.rules import answering_membership
from participation.turns import turn_of


@dataclass(frozen=True)
class NewComment:
    """What an organisation says, about exactly one of plan, commitment, milestone and entry."""

    text: str
    plan: ActionPlan | None = None
    commitment: Commitment | None = None
    milestone: Milestone | None = None
    status_update: StatusUpdate | None = None
    view: str | None = None
    view_reason: str = ""
    language: str = "en"


def comment(new: NewComment, *, by: Actor, now: datetime) -> Comment:
    """Publish a comment under the name of the actor's organisation.

    Raises PermissionDenied (only members of civil-society organisations, today) and ValidationError by
    field: no text, a text over 10,000 characters, a view without a reason or on a plan or entry, a reason
    without a view.
    """
    row = checked(
        Comment(
            plan=new.plan,
            commitment=new.commitment,
            milestone=new.milestone,
            status_update=new.status_update,
            text=plain(new.text).strip(),
            view=new.view or None,
            view_reason=plain(new.view_reason).strip(),
            language=new.language,
        )
    )
    if row.view_reason and not row.view:
        raise ValidationError({"view": _("Choose how complete you find it, or leave out the reason.")})
    with appending(now=now) as record:
        require(
            by,
            "participation.comment",
            otherwise=_("Only members of a civil-society organisation comment in its name."),
        )
        record.write([row], verb="comment", acting=by.acting(Role.CIVIL_SOCIETY))
    return row


@dataclass(frozen=True)
class NewResponse:
    """A public answer to one comment or several. ``based_on`` is the number of the newest answer its author saw."""

    comments: Sequence[Comment]
    verdict: str
    text: str
    language: str = "en"
    based_on: int | None = None


def respond(new: NewResponse, *, by: Actor, now: datetime) -> Response:
    """Answer one comment, or several at once, with a verdict and a why.

    All comments must wait for the actor's body today; one body signs the answer. Raises PermissionDenied,
    ValidationError by field (no comment, comments of another body's turn, no why), and Conflict if one of
    them has an answer newer than ``based_on``: a second answer stands beside the first, never by accident.
    """
    comments = sorted({row.pk: row for row in new.comments}.values(), key=lambda row: row.pk)
    if not comments:
        raise ValidationError({"comments": _("Choose the comment or comments this answers.")})
    row = checked(
        Response(
            verdict=new.verdict,
            text=plain(new.text).strip(),
            language=new.language,
            about=comments[0].record_target(),
        )
    )
    with appending(now=now) as record:
        acting = _answering(comments, by=by)
        _refuse_unseen(comments, based_on=new.based_on)
        record.write([row], verb="respond", acting=acting)
        answers = [Answer(response=row, comment=answered) for answered in comments]
        record.write(answers, verb="answer", acting=acting)
    return row


@dataclass(frozen=True)
class NewForwarding:
    """A comment that belongs to another body, and why."""

    comment: Comment
    receiver: Organisation
    reason: str
    language: str = "en"


def forward(new: NewForwarding, *, by: Actor, now: datetime) -> Forwarding:
    """Hand a comment to the body that should answer it. Its clock keeps running; days so far stay booked.

    Raises PermissionDenied (not this body's turn, and no coordinator), ValidationError (no reason, already
    answered, the receiver has it already or is no public body on that day).
    """
    row = checked(
        Forwarding(
            comment=new.comment,
            receiver=new.receiver,
            reason=plain(new.reason).strip(),
            language=new.language,
        )
    )
    with appending(now=now) as record:
        require(
            by,
            "participation.forward",
            new.comment,
            otherwise=_("Only the body a comment waits for, or a coordinator, may forward it."),
        )
        if Answer.objects.filter(comment=new.comment).exists():
            raise ValidationError({NON_FIELD_ERRORS: _("This comment was already answered.")})
        if turn_of(new.comment, day=by.day) == new.receiver.pk:
            raise ValidationError({"receiver": _("It already waits for this body.")})
        if not _owes_answer(new.receiver, day=by.day):
            raise ValidationError(
                {"receiver": _("Only a public body answers. Choose one that exists today.")}
            )
        record.write([row], verb="forward", acting=_forwarding(new.comment, by=by))
    return row


def _owes_answer(body: Organisation, *, day: date) -> bool:
    """Nothing is forwarded to whoever owes no answer, or the days would be booked to them."""
    names = OrganisationName.objects.holding(day).filter(organisation=body)
    return names.exclude(kind__in=OUTSIDE_GOVERNMENT).exists()


def _answering(comments: Sequence[Comment], *, by: Actor) -> Acting:
    """As which body the actor answers all of ``comments``."""
    acting: Acting | None = None
    for row in comments:
        membership = answering_membership(by, row)
        if membership is None:
            raise PermissionDenied(_("Only officials of the body a comment waits for may answer it."))
        this = by.acting(membership.member_role, of={membership.organisation_id})
        if acting is not None and this.body != acting.body:
            raise ValidationError(
                {"comments": _("These comments wait for different bodies. Answer them apart.")}
            )
        acting = this
    assert acting is not None  # respond() refuses an empty choice
    return acting


def latest_answer_number(*comments: Comment) -> int | None:
    """The number of the newest answer to any of these comments: what ``based_on`` is compared with."""
    return Answer.objects.filter(comment__in=comments).aggregate(newest=Max("response"))["newest"]


def _refuse_unseen(comments: Sequence[Comment], *, based_on: int | None) -> None:
    newest = latest_answer_number(*comments)
    if newest is not None and newest > (based_on or 0):
        raise Conflict(
            _(
                "Somebody answered meanwhile. Read that answer first; "
                "publish again if yours shall stand beside it."
            ),
            current=newest,
        )


def _forwarding(about: Comment, *, by: Actor) -> Acting:
    membership = answering_membership(by, about) or by.membership(Role.COORDINATOR)
    if membership is None:
        raise PermissionDenied(_("Only the body a comment waits for, or a coordinator, may forward it."))
    return by.acting(membership.member_role, of={membership.organisation_id})
