"""Who may record progress, state completion, and put forward evidence?

Rights come from the responsibility and the membership that hold on the actor's day: never from being the
successor of a body, and never from being a superuser. Supporting bodies and coordinators do not publish.
"""

from __future__ import annotations

import rules

from accounts.actors import Actor
from accounts.record import Role
from accounts.rules import is_operator
from commitments.models import Commitment, Responsibility


def recording_bodies(commitment: Commitment, actor: Actor) -> set[int]:
    """Primary keys of the bodies whose officials may record progress on the actor's day. One query."""
    return set(
        Responsibility.objects.may_record(actor.day)
        .filter(commitment=commitment)
        .values_list("organisation_id", flat=True)
    )


def leading_bodies(commitment: Commitment, actor: Actor) -> set[int]:
    """Primary keys of the bodies that lead the commitment on the actor's day (one, or none). One query."""
    return set(
        Responsibility.objects.leading(actor.day)
        .filter(commitment=commitment)
        .values_list("organisation_id", flat=True)
    )


@rules.predicate
def is_official_recording(actor: Actor, commitment: Commitment) -> bool:
    """An official of the lead body, or of the body the plan names as responsible."""
    return (
        actor.membership(Role.OFFICIAL) is not None
        and actor.membership(Role.OFFICIAL, of=recording_bodies(commitment, actor)) is not None
    )


@rules.predicate
def is_official_of_lead(actor: Actor, commitment: Commitment) -> bool:
    """An official of the lead body."""
    return (
        actor.membership(Role.OFFICIAL) is not None
        and actor.membership(Role.OFFICIAL, of=leading_bodies(commitment, actor)) is not None
    )


rules.add_perm("milestones.record_status", is_official_recording)
rules.add_perm("milestones.record_evidence", is_official_recording)
rules.add_perm("milestones.record_statement", is_official_of_lead)
rules.add_perm("milestones.check_link", is_operator)
