"""Who may comment, answer and forward?

Civil-society members comment in their organisation's name. The body a comment waits for today answers it; for
the plan as a whole that is the coordinator's body, where the coordinator may answer, too.
"""

from __future__ import annotations

import rules

from accounts.actors import Actor
from accounts.models import Membership
from accounts.record import Role
from accounts.rules import is_coordinator
from participation.models import Comment
from participation.turns import turn_of


@rules.predicate
def is_civil_society(actor: Actor) -> bool:
    """A member of a civil-society organisation."""
    return actor.membership(Role.CIVIL_SOCIETY) is not None


@rules.predicate
def is_whose_turn(actor: Actor, comment: Comment) -> bool:
    """Somebody who answers for the body the comment waits for on the actor's day."""
    return answering_membership(actor, comment) is not None


def answering_membership(actor: Actor, comment: Comment) -> Membership | None:
    """The membership in which the actor answers ``comment``; None if it is not this actor's turn."""
    if actor.membership(Role.OFFICIAL) is None and actor.membership(Role.COORDINATOR) is None:
        return None
    body = turn_of(comment, day=actor.day)
    if body is None:
        return None
    official = actor.membership(Role.OFFICIAL, of={body})
    on_plan = comment.about_commitment is None
    return official or (actor.membership(Role.COORDINATOR, of={body}) if on_plan else None)


rules.add_perm("participation.comment", is_civil_society)
rules.add_perm("participation.respond", is_whose_turn)
rules.add_perm("participation.forward", is_whose_turn | is_coordinator)
