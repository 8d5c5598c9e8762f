"""Who says which body answers for a commitment, and what is refused?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Organisation, User
from accounts.record import head
from accounts.verify import verify_record
from commitments.actions import assign, end_responsibility
from commitments.models import Commitment, Responsibility
from tests import factories
from tests.factories import NOW, START, TODAY, actor, noon
from tests.plan import SmallPlan

MAY = date(2020, 5, 1)


def refused(action: Any) -> dict[str, list[str]]:
    """What a refusal says, by field; nothing was written."""
    before = str(head())
    with pytest.raises(ValidationError) as refusal:
        action()
    assert str(head()) == before
    if not hasattr(refusal.value, "error_dict"):
        return {"__all__": refusal.value.messages}
    return refusal.value.message_dict


def give(commitment: Commitment, body: Organisation, *, by: User | None = None, **fields: Any) -> Any:
    given = {"kind": "lead", "since": MAY, "source": "Royal decree"} | fields
    return assign(commitment, body, **given, by=actor(by), now=NOW)


def end(held: Responsibility, *, by: User | None = None, until: date = TODAY) -> Responsibility:
    return end_responsibility(held, until=until, by=actor(by), now=NOW)


def lead(commitment: Commitment, day: date, **known: Any) -> str:
    held = Responsibility.objects.holding(day, **known).filter(kind="lead")
    return held.get(commitment=commitment).organisation.slug


def supporting(commitment: Commitment) -> Responsibility:
    return Responsibility.objects.standing().get(commitment=commitment, kind="supporting")


def test_a_new_lead_ends_the_old_one_the_day_before(small_plan: SmallPlan, coordinator: User) -> None:
    given = give(small_plan.commitment, small_plan.other_ministry, by=coordinator)
    assert (given.since, given.until, given.source) == (MAY, None, "Royal decree")
    assert (given.role, given.body, given.recorded_by) == ("coordinator", small_plan.ministry, coordinator)
    assert lead(small_plan.commitment, date(2020, 4, 30)) == "utp-interior"
    assert lead(small_plan.commitment, MAY) == "utp-finance"
    assert lead(small_plan.commitment, TODAY, known_at=noon(START)) == "utp-interior"
    assert verify_record().size == given.pk


def test_there_is_exactly_one_lead_on_every_day(small_plan: SmallPlan) -> None:
    """Also after the lead came and went: ``lead`` asks for exactly one."""
    give(small_plan.commitment, small_plan.agency, since=date(2020, 2, 1))
    give(small_plan.commitment, small_plan.ministry, since=date(2020, 3, 1))
    give(small_plan.commitment, small_plan.agency, since=MAY)
    days = [START, date(2020, 1, 31), date(2020, 2, 1), date(2020, 3, 1), date(2020, 4, 30), MAY]
    assert [lead(small_plan.commitment, day) for day in days] == [
        "utp-interior",
        "utp-interior",
        "utp-archives",
        "utp-interior",
        "utp-interior",
        "utp-archives",
    ]


@pytest.mark.parametrize("since", [START, date(2019, 1, 1), date(2020, 2, 1)])
def test_no_lead_is_put_before_one_that_is_known(small_plan: SmallPlan, since: date) -> None:
    give(small_plan.commitment, small_plan.agency, since=date(2020, 2, 1))
    said = {"since": ["This is already known from that day or a later one."]}
    assert refused(lambda: give(small_plan.commitment, small_plan.other_ministry, since=since)) == said


@pytest.mark.parametrize("kind", ["lead", "supporting"])
def test_no_body_has_the_same_part_twice(small_plan: SmallPlan, kind: str) -> None:
    body = small_plan.ministry if kind == "lead" else small_plan.agency
    said = {"since": ["This is already known from that day or a later one."]}
    assert refused(lambda: give(small_plan.commitment, body, kind=kind)) == said


def test_several_bodies_may_support_and_one_may_have_several_parts(small_plan: SmallPlan) -> None:
    give(small_plan.commitment, small_plan.other_ministry, kind="supporting")
    give(small_plan.commitment, small_plan.agency, kind="responsible")
    held = Responsibility.objects.holding(TODAY).filter(commitment=small_plan.commitment)
    assert sorted(held.values_list("kind", "organisation__slug")) == [
        ("lead", "utp-interior"),
        ("responsible", "utp-archives"),
        ("supporting", "utp-archives"),
        ("supporting", "utp-finance"),
    ]


def test_a_part_that_is_none_is_refused(small_plan: SmallPlan) -> None:
    assert list(refused(lambda: give(small_plan.commitment, small_plan.agency, kind="owner"))) == ["kind"]


def test_a_part_ends_with_its_last_day_and_may_begin_again(small_plan: SmallPlan, coordinator: User) -> None:
    held = supporting(small_plan.commitment)
    row = end(held, until=MAY, by=coordinator)
    assert (row.replaces, row.since, row.until, row.organisation) == (held, START, MAY, small_plan.agency)
    again = give(small_plan.commitment, small_plan.agency, kind="supporting", since=date(2020, 5, 2))
    assert list(Responsibility.objects.holding(TODAY).filter(kind="supporting")) == [again]
    assert verify_record().size == again.pk


def test_a_part_ends_only_once_and_not_before_it_begins(small_plan: SmallPlan) -> None:
    held = supporting(small_plan.commitment)
    said = {"until": ["The last day is before the first day."]}
    assert refused(lambda: end(held, until=date(2019, 6, 30))) == said
    end(held)
    said = {"until": ["This responsibility was already ended or corrected."]}
    assert refused(lambda: end(held, until=date(2021, 1, 1))) == said


def test_a_lead_ends_only_by_naming_the_next(small_plan: SmallPlan) -> None:
    held = Responsibility.objects.get(commitment=small_plan.commitment, kind="lead")
    said = {"__all__": ["A commitment always has a lead: assign the next lead body instead."]}
    assert refused(lambda: end(held)) == said


@pytest.mark.parametrize(
    "who", ["ministry_editor", "supporting_editor", "former_editor", "cso_member", "reviewer", "stranger"]
)
def test_nobody_else_assigns_or_ends(who: str, small_plan: SmallPlan, request: pytest.FixtureRequest) -> None:
    by = request.getfixturevalue(who)
    before = str(head())
    with pytest.raises(PermissionDenied, match="Only a coordinator assigns commitments"):
        give(small_plan.commitment, small_plan.agency, by=by)
    with pytest.raises(PermissionDenied, match="Only a coordinator ends it"):
        end(supporting(small_plan.commitment), by=by)
    assert str(head()) == before


def test_a_body_that_does_not_exist_on_the_day_answers_for_nothing(small_plan: SmallPlan) -> None:
    late = factories.body("utp-digital", "Ministry of Digitalisation", since=date(2020, 6, 1))
    said = {"organisation": ["This body has no name on that day: it did not exist then."]}
    assert refused(lambda: give(small_plan.commitment, late)) == said
    assert give(small_plan.commitment, late, since=date(2020, 6, 1)).organisation == late


@pytest.mark.parametrize("kind", ["lead", "responsible"])
def test_a_body_outside_government_has_no_part_that_needs_officials(small_plan: SmallPlan, kind: str) -> None:
    said = {"organisation": ["Only a public body leads a commitment or is responsible for it in the plan."]}
    assert refused(lambda: give(small_plan.commitment, small_plan.cso, kind=kind)) == said


@pytest.mark.parametrize("kind", ["supporting", "partner"])
def test_a_body_outside_government_may_support(small_plan: SmallPlan, kind: str) -> None:
    assert give(small_plan.commitment, small_plan.cso, kind=kind).organisation == small_plan.cso
