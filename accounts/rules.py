"""Who may do what to bodies, people and the record? Predicates over an ``Actor`` and its target."""

from __future__ import annotations

from typing import Any

import rules

from accounts.actors import Actor
from accounts.record import Role


@rules.predicate
def is_operator(actor: Actor) -> bool:
    """A command run on the server."""
    return actor.is_operator


@rules.predicate
def is_coordinator(actor: Actor) -> bool:
    """A coordinator of the plan, in the responsible ministry."""
    return actor.membership(Role.COORDINATOR) is not None


@rules.predicate
def is_member(actor: Actor, target: Any = None) -> bool:
    """Somebody with any membership that holds."""
    return bool(actor.memberships)


rules.add_perm("accounts.name_organisation", is_operator | is_coordinator)
rules.add_perm("accounts.record_succession", is_operator | is_coordinator)
rules.add_perm("accounts.add_member", is_operator | is_coordinator)
rules.add_perm("accounts.redact", is_operator | is_coordinator)
rules.add_perm("accounts.use_admin", is_coordinator)
rules.add_perm("accounts.use_desk", is_member)
