"""As whom does somebody act, today? Rights come from the memberships that hold on the day of the act.

An ``Actor`` is a person (or the operator's command line) on one day. Rules ask it questions; actions get
from it the ``Acting`` they record: role and body.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import rules

from accounts.record import Role

if TYPE_CHECKING:
    from accounts.models import Membership, Organisation, User


@dataclass(frozen=True)
class Acting:
    """What the record keeps of who acted: role and body; the person only as a link that can be cut."""

    role: str
    body: Organisation | None = None
    user: User | None = None
    is_sample: bool = False


@dataclass(frozen=True)
class Actor:
    """Somebody on a day: a signed-in person with the memberships that hold, a stranger, or the operator."""

    day: date
    user: User | None = None
    memberships: tuple[Membership, ...] = ()
    is_operator: bool = False
    is_sample: bool = False

    def has_perm(self, permission: str, target: Any = None) -> bool:
        """Whether the rule named ``app.verb`` lets this actor act on ``target``."""
        return rules.has_perm(permission, self, target)

    def membership(self, role: str, *, of: Collection[int] | None = None) -> Membership | None:
        """The first membership in ``role``, if given in one of the bodies with the primary keys ``of``."""
        for membership in self.memberships:
            if membership.member_role == role and (of is None or membership.organisation_id in of):
                return membership
        return None

    def acting(self, role: str, *, of: Collection[int] | None = None) -> Acting:
        """How this actor is recorded when acting in ``role`` for one of the bodies ``of``.

        Raises LookupError if no membership fits: the action must have asked its rule before.
        """
        if self.is_operator:
            return Acting(role=Role.OPERATOR, is_sample=self.is_sample)
        membership = self.membership(role, of=of)
        if membership is None:
            raise LookupError(f"No membership as {role} to act in.")
        sample = self.is_sample or membership.is_sample
        return Acting(role=role, body=membership.organisation, user=self.user, is_sample=sample)


def operator(*, day: date, is_sample: bool = False) -> Actor:
    """The actor of a command run on the server."""
    return Actor(day=day, is_operator=True, is_sample=is_sample)


def actor_of(user: Any, *, day: date) -> Actor:
    """The actor a request's user is on ``day``; a stranger has no memberships. One query."""
    if not getattr(user, "is_authenticated", False):
        return Actor(day=day)
    return Actor(day=day, user=user, memberships=tuple(user.memberships_on(day)))
