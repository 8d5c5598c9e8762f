"""How do tests get rows? Plain functions, through the same record the site writes; every instant is given."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from accounts.actions import NewName, add_member, end_membership, name_organisation
from accounts.actors import Actor, actor_of, operator
from accounts.models import Membership, Organisation, User
from accounts.record import Recorded, appending
from commitments.actions import assign
from commitments.models import (
    ActionPlan,
    Amendment,
    Commitment,
    CommitmentVersion,
    Phase,
    PlanVersion,
    Responsibility,
    Theme,
    ThemeVersion,
)
from milestones.actions import NewStatement, NewStatus, record_statement, record_status
from milestones.actions.statement import latest_statement_number
from milestones.actions.status import latest_number
from milestones.entries import CommitmentStatement, StatusUpdate
from milestones.models import Milestone, MilestoneVersion
from ogp_tracker.as_of import local_day

#: The day the plan begins and the record with it, the day tests live on, and the plan's last day.
START = date(2019, 7, 1)
TODAY = date(2020, 5, 4)
END = date(2021, 6, 30)
#: Explanations the rules ask for; tests that are about explanations give their own.
CHALLENGES = "Two posts were vacant until spring."


def noon(day: date) -> datetime:
    """An instant in the middle of a day, in every season and time zone tests care about."""
    return datetime.combine(day, time(12), tzinfo=UTC)


NOW = noon(TODAY)


def actor(by: User | Actor | None, *, day: date = TODAY) -> Actor:
    """Whoever acts: a person on a day, an actor as given, or the operator."""
    if isinstance(by, Actor):
        return by
    return operator(day=day) if by is None else actor_of(by, day=day)


def write(*rows: Recorded, now: datetime | None = None, verb: str = "load_plan") -> Any:
    """Write rows of one model as the operator, as the loader of plans does; returns the first one."""
    with appending(now=now or noon(START)) as record:
        record.write(rows, verb=verb, acting=operator(day=START).acting("operator"))
    return rows[0]


def body(slug: str, name: str, *, kind: str = "ministry", since: date = date(2000, 1, 1)) -> Organisation:
    organisation = Organisation(country="UTP", slug=slug)
    new = NewName(name={"en": name}, kind=kind, since=since)
    name_organisation(organisation, new, by=operator(day=START), now=noon(START))
    return organisation


def person(
    email: str,
    *,
    of: Organisation | None = None,
    role: str = "official",
    since: date = START,
    until: date | None = None,
) -> User:
    """A person, and what the person is in a body; a last day makes it a former member."""
    user = User.objects.create_user(f"{email}@example.org")
    if of is not None:
        held = add_member(of, user, member_role=role, since=since, by=operator(day=START), now=noon(START))
        if until is not None:
            end_membership(held, until=until, by=operator(day=START), now=noon(START))
    return user


def membership(user: User) -> Membership:
    """The membership of a person that stands."""
    return Membership.objects.standing().get(user=user)


def plan(slug: str = "utp-1", *, coordinator: Organisation) -> ActionPlan:
    row = ActionPlan.objects.create(slug=slug, country="UTP", ordinal=1, ogp_id="AP_UTP01")
    days = {"starts_on": START, "ends_on": END}
    adopted = {"plan": row, "valid_from": START, "change": "adopted"}
    title = {"en": "First plan of Utopia"}
    write(PlanVersion(**adopted, **days, title=title, coordinator=coordinator, period_text="2019-2021"))
    write(Phase(**adopted, **days, kind="implementation"))
    return row


def theme(plan: ActionPlan, slug: str, *, order: int = 1) -> Theme:
    row = Theme.objects.create(plan=plan, public_id=f"{plan.slug}.{slug}", slug=slug, order=order)
    write(ThemeVersion(theme=row, title={"en": slug.capitalize()}, valid_from=START, change="adopted"))
    return row


def commitment(
    plan: ActionPlan, number: int, title: str, *, lead: Organisation, known: str = "complete", **fields: Any
) -> Commitment:
    """A commitment as adopted with the plan, with the body that leads it."""
    row = Commitment.objects.create(
        plan=plan, public_id=f"{plan.slug}.{number}", code=str(number), number=str(number), order=number
    )
    wording = {"title": {"en": title}, "short_title": {"en": title[:24]}, "milestones_known": known} | fields
    write(CommitmentVersion(commitment=row, valid_from=START, change="adopted", **wording))
    responsible(row, lead)
    return row


def responsible(
    commitment: Commitment, organisation: Organisation, *, kind: str = "lead", since: date = START
) -> Responsibility:
    """Make a body answer for a commitment; a new lead ends the old one the day before."""
    return assign(
        commitment,
        organisation,
        kind=kind,
        since=since,
        source="The plan",
        by=operator(day=START),
        now=noon(START),
    )


def milestone(
    commitment: Commitment, number: int, *, due: date | None, title: str = "", **fields: Any
) -> Milestone:
    """A milestone as adopted with the plan."""
    row = Milestone.objects.create(
        commitment=commitment, public_id=f"{commitment.public_id}.{number}", number=number
    )
    wording = {"title": {"en": title or f"Milestone {number}"}, "starts_on": START, "ends_on": due} | fields
    write(MilestoneVersion(milestone=row, valid_from=START, change="adopted", **wording))
    return row


def amendment(plan: ActionPlan, *, on: date, **fields: Any) -> Amendment:
    """The plan's first amendment."""
    told = {"title": {"en": "More time"}} | fields
    return write(Amendment(plan=plan, ordinal=1, effective_on=on, **told), now=noon(on))


def added(commitment: Commitment, number: int, *, by: Amendment, due: date) -> Milestone:
    """A milestone that an amendment brought into the plan."""
    row = Milestone.objects.create(
        commitment=commitment, public_id=f"{commitment.public_id}.{number}", number=number
    )
    wording = {"title": {"en": f"Milestone {number}"}, "starts_on": START, "ends_on": due}
    on = by.effective_on
    write(
        MilestoneVersion(milestone=row, valid_from=on, change="added", amendment=by, **wording), now=noon(on)
    )
    return row


def record(
    milestone: Milestone,
    completion: str | None = None,
    *,
    by: User | Actor,
    on: date = TODAY,
    now: datetime | None = None,
    **fields: Any,
) -> StatusUpdate:
    """Record an entry at noon of the day it speaks of, by somebody who saw the newest one, well explained."""
    now = now or noon(on)
    needs = {"challenges": CHALLENGES} if completion in ("not_started", "limited") else {}
    seen = {"based_on": latest_number(milestone)}
    new = NewStatus(
        milestone=milestone, effective_on=on, **{"completion": completion} | needs | seen | fields
    )
    return record_status(new, by=actor(by, day=local_day(now)), now=now)


def state(
    commitment: Commitment,
    completion: str | None = None,
    *,
    by: User | Actor,
    on: date = TODAY,
    now: datetime | None = None,
    **fields: Any,
) -> CommitmentStatement:
    """Record the lead's statement at noon of the day it speaks of, with a reason."""
    now = now or noon(on)
    seen = {"reason": "Most of it is done.", "based_on": latest_statement_number(commitment)}
    new = NewStatement(commitment=commitment, effective_on=on, **{"completion": completion} | seen | fields)
    return record_statement(new, by=actor(by, day=local_day(now)), now=now)
