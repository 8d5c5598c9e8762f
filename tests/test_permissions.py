"""Who may do what? One table of every permission and every person, and what time does to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import rules.permissions

from accounts.actions import end_membership
from accounts.actors import Actor, actor_of, operator
from accounts.models import Succession, User
from participation.actions import NewComment, comment
from participation.models import Comment
from tests.factories import NOW, START, TODAY, actor, membership, person, responsible, write
from tests.plan import SmallPlan

PEOPLE = (
    "coordinator",
    "ministry_editor",
    "other_ministry_editor",
    "supporting_editor",
    "former_editor",
    "cso_member",
    "reviewer",
    "stranger",
)
MEMBERS = set(PEOPLE) - {"former_editor", "stranger"}
OPERATOR, VISITOR = "operator", "visitor"
COORDINATION = {OPERATOR, "coordinator"}

#: Who may, about the first commitment (led by the ministry) and a comment that waits for its lead.
MAY: dict[str, set[str]] = {
    "accounts.add_member": COORDINATION,
    "accounts.name_organisation": COORDINATION,
    "accounts.record_succession": COORDINATION,
    "accounts.redact": COORDINATION,
    "accounts.use_admin": {"coordinator"},
    "accounts.use_desk": MEMBERS,
    "commitments.amend_plan": COORDINATION,
    "commitments.assign": COORDINATION,
    "commitments.load_plan": {OPERATOR},
    "milestones.check_link": {OPERATOR},
    "milestones.record_evidence": {"ministry_editor"},
    "milestones.record_statement": {"ministry_editor"},
    "milestones.record_status": {"ministry_editor"},
    "participation.comment": {"cso_member"},
    "participation.forward": {"coordinator", "ministry_editor"},
    "participation.respond": {"ministry_editor"},
    "reporting.enter_irm": COORDINATION,
    "reporting.freeze": {OPERATOR},
    "reporting.open_report": {"coordinator"},
}


@pytest.fixture
def everybody(small_plan: SmallPlan, request: pytest.FixtureRequest) -> dict[str, User]:
    return {who: request.getfixturevalue(who) for who in PEOPLE}


@pytest.fixture
def asked(small_plan: SmallPlan, everybody: dict[str, User]) -> Comment:
    new = NewComment(text="When?", milestone=small_plan.milestone)
    return comment(new, by=actor(everybody["cso_member"]), now=NOW)


@pytest.fixture
def may(small_plan: SmallPlan, everybody: dict[str, User], asked: Comment) -> Callable[..., set[str]]:
    """The names of all who may do something on a day."""

    def ask(permission: str, *, on: date = TODAY, about: Any = None) -> set[str]:
        conversation = permission in ("participation.respond", "participation.forward")
        target = about or (asked if conversation else small_plan.commitment)
        actors: dict[str, Actor] = {who: actor_of(user, day=on) for who, user in everybody.items()}
        actors |= {OPERATOR: operator(day=on), VISITOR: Actor(day=on)}
        return {who for who, one in actors.items() if one.has_perm(permission, target)}

    return ask


def test_the_table_knows_every_permission() -> None:
    assert set(MAY) == set(rules.permissions.permissions)


@pytest.mark.parametrize("permission", MAY)
def test_these_may_and_nobody_else(permission: str, may: Callable[..., set[str]]) -> None:
    assert may(permission) == MAY[permission]


@pytest.mark.parametrize(
    "permission", ["milestones.record_evidence", "milestones.record_statement", "milestones.record_status"]
)
def test_nobody_records_for_what_another_ministry_leads(
    permission: str, may: Callable[..., set[str]], small_plan: SmallPlan
) -> None:
    assert may(permission, about=small_plan.other_commitment) == {"other_ministry_editor"}


@pytest.mark.parametrize("permission", [name for name, who in MAY.items() if who != {OPERATOR}])
def test_nobody_may_before_being_a_member(permission: str, may: Callable[..., set[str]]) -> None:
    assert may(permission, on=date(2019, 6, 30)) <= {OPERATOR}


def test_a_former_official_could_until_the_last_day(may: Callable[..., set[str]]) -> None:
    for on, who in ((date(2020, 5, 3), {"ministry_editor", "former_editor"}), (TODAY, {"ministry_editor"})):
        assert may("milestones.record_status", on=on) == who


@pytest.mark.parametrize("permission", MAY)
def test_rights_end_with_the_membership(
    permission: str, may: Callable[..., set[str]], everybody: dict[str, User]
) -> None:
    for who in MEMBERS:
        end_membership(membership(everybody[who]), until=date(2020, 5, 3), by=operator(day=TODAY), now=NOW)
    assert may(permission) == MAY[permission] & {OPERATOR}


@pytest.mark.parametrize("role", ["coordinator", "moderator", "reviewer"])
def test_another_role_in_the_lead_is_not_an_official(
    role: str, small_plan: SmallPlan, asked: Comment
) -> None:
    other = actor(person("another", of=small_plan.ministry, role=role))
    for permission in ("record_evidence", "record_statement", "record_status"):
        assert other.has_perm(f"milestones.{permission}", small_plan.commitment) is False
    assert other.has_perm("participation.respond", asked) is False


@pytest.mark.parametrize(
    ("kind", "permissions"),
    [
        ("responsible", {"milestones.record_evidence", "milestones.record_status"}),
        ("partner", set()),
        ("supporting", set()),
    ],
)
def test_what_a_body_beside_the_lead_may(
    kind: str, permissions: set[str], may: Callable[..., set[str]], small_plan: SmallPlan
) -> None:
    if kind != "supporting":
        responsible(small_plan.commitment, small_plan.agency, kind=kind)
    assert {one for one in MAY if "supporting_editor" in may(one) - MAY[one]} == permissions


def test_a_new_lead_takes_the_rights_and_the_open_comments(
    may: Callable[..., set[str]], small_plan: SmallPlan
) -> None:
    responsible(small_plan.commitment, small_plan.other_ministry, since=TODAY)
    for permission in ("milestones.record_status", "milestones.record_statement", "participation.respond"):
        assert may(permission) == {"other_ministry_editor"}
        if permission != "participation.respond":
            assert may(permission, on=date(2020, 5, 3)) == {"ministry_editor", "former_editor"}


@pytest.mark.parametrize("permission", ["milestones.record_status", "participation.respond"])
def test_the_successor_of_a_body_has_no_rights_until_it_is_assigned(
    permission: str, may: Callable[..., set[str]], small_plan: SmallPlan
) -> None:
    bodies = {"predecessor": small_plan.ministry, "successor": small_plan.other_ministry}
    write(Succession(**bodies, kind="merger", since=START), now=NOW)
    assert may(permission) == {"ministry_editor"}
    responsible(small_plan.commitment, small_plan.other_ministry, since=TODAY)
    assert may(permission) == {"other_ministry_editor"}


def test_whoever_may_for_two_bodies_acts_for_the_one_that_is_asked(
    small_plan: SmallPlan, other_ministry_editor: User
) -> None:
    from_both = actor(other_ministry_editor)
    assert from_both.acting("official", of={small_plan.other_ministry.pk}).body == small_plan.other_ministry
    with pytest.raises(LookupError):
        from_both.acting("official", of={small_plan.ministry.pk})


def test_a_closed_account_may_nothing(may: Callable[..., set[str]], everybody: dict[str, User]) -> None:
    for user in everybody.values():
        user.is_active = False
        user.save()
    assert {one: who for one in MAY if (who := may(one) - {OPERATOR})} == {}


@pytest.mark.parametrize("permission", MAY)
def test_a_right_costs_no_query_where_no_membership_could_give_it(
    permission: str, asked: Comment, small_plan: SmallPlan, django_assert_num_queries: Any
) -> None:
    visitor = Actor(day=TODAY)
    target = asked if permission.startswith("participation.") else small_plan.commitment
    with django_assert_num_queries(0):
        assert visitor.has_perm(permission, target) is False
