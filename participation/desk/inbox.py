"""What waits for somebody's answer, and what became of what somebody's organisation asked?

Read as it stands on the day of the request; nothing here asks the clock.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import Membership, Role
from accounts.names import names_of
from commitments.models import PlanVersion, Responsibility
from ogp_tracker import languages
from ogp_tracker.as_of import Moment
from participation import conversation
from participation.models import Comment, CommentQuerySet, Forwarding
from participation.said import Conversation, Said

#: The newest questions of an organisation that its desk shows; all of them have their page.
MOST_OWN = 60


@dataclass(frozen=True)
class Inbox:
    """The conversation as it concerns one person: what to answer, and what was asked in their body's name."""

    #: Comments that wait for one of the person's bodies, the longest wait first; None if nobody waits for such a role.
    to_answer: Sequence[Said] | None
    #: What the person's organisation asked, unanswered first; None if the person speaks for none.
    asked: Conversation | None


def inbox_of(actor: Actor) -> Inbox:
    """What the desk shows of the conversation. Six queries for each of the two parts."""
    answering = _bodies(actor, Role.OFFICIAL, Role.COORDINATOR)
    speaking = _bodies(actor, Role.CIVIL_SOCIETY)
    return Inbox(
        to_answer=to_answer(actor) if answering else None,
        asked=_asked(speaking, actor) if speaking else None,
    )


def to_answer(actor: Actor) -> list[Said]:
    """The comments that wait for the actor, the longest wait first."""
    bodies = _bodies(actor, Role.OFFICIAL, Role.COORDINATOR)
    rows = _may_wait_for(bodies).unanswered(actor.day).order_by("pk")
    waiting = conversation.read(rows, today(actor)).comments
    return [said for said in waiting if _answers(actor, said)]


def with_same_body(actor: Actor, asked: Comment) -> list[Said]:
    """This comment first, and then all others that one answer of its body may answer, too."""
    this = conversation.read(Comment.objects.filter(pk=asked.pk), today(actor)).comments[0]
    others = [said for said in to_answer(actor) if said.number != this.number]
    same = [said for said in others if this.clock.turn is None or said.clock.turn == this.clock.turn]
    return [this, *same]


def receivers(said: Said, actor: Actor) -> list[tuple[int, str]]:
    """The bodies that answer for something in the plan today, by name, but the one it waits for. Four queries.

    A body in which nobody could answer says so.
    """
    plan = said.about.plan
    holding = Responsibility.objects.holding(actor.day).filter(commitment__plan__slug=plan)
    coordinating = PlanVersion.objects.in_force(actor.day, known_at=None).filter(plan__slug=plan)
    bodies = set(holding.values_list("organisation_id", flat=True))
    bodies |= set(coordinating.values_list("coordinator_id", flat=True))
    names = names_of(bodies, known_at=None)
    manned = set(
        Membership.objects.holding(actor.day)
        .filter(member_role=Role.OFFICIAL, user__isnull=False, organisation__in=bodies)
        .values_list("organisation_id", flat=True)
    )
    called = [
        (body, languages.plain(name.name) + ("" if body in manned else _(" (nobody there can answer yet)")))
        for body in bodies - {said.clock.turn}
        if (name := names.on(body, actor.day))
    ]
    return sorted(called, key=lambda each: each[1])


def today(actor: Actor) -> Moment:
    """The day somebody acts on, as a reader would look at it."""
    return Moment(day=actor.day, today=actor.day)


def _asked(bodies: Collection[int], actor: Actor) -> Conversation:
    rows = Comment.objects.filter(body__in=bodies).order_by("-pk")
    found = conversation.read(rows, today(actor), most=MOST_OWN)
    answered = [said for said in found.comments if not said.is_waiting]
    return Conversation([*found.waiting, *answered])


def _answers(actor: Actor, said: Said) -> bool:
    """The rule of ``participation.respond``, for a comment that was read already."""
    turn = said.clock.turn
    if turn is None:
        return False
    on_plan = said.about.public_id == said.about.plan
    official = actor.membership(Role.OFFICIAL, of={turn})
    return bool(official or (on_plan and actor.membership(Role.COORDINATOR, of={turn})))


def _may_wait_for(bodies: Collection[int]) -> CommentQuerySet:
    """Comments that could ever have waited for one of the bodies: which of them do is for the clock to say."""
    led = Responsibility.objects.filter(kind=Responsibility.Kind.LEAD, organisation__in=bodies)
    commitments = led.values("commitment")
    received = Forwarding.objects.filter(comment=OuterRef("pk"), receiver__in=bodies)
    return Comment.objects.filter(
        Q(commitment__in=commitments)
        | Q(milestone__commitment__in=commitments)
        | Q(status_update__milestone__commitment__in=commitments)
        | Q(plan__in=PlanVersion.objects.filter(coordinator__in=bodies).values("plan"))
        | Exists(received)
    )


def _bodies(actor: Actor, *roles: Role) -> set[int]:
    return {each.organisation_id for each in actor.memberships if each.member_role in roles}
