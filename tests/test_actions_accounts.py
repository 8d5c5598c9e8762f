"""Who names bodies, makes people members and ends it, and what is refused?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.actions import NewName, add_member, end_membership, erase_person, name_organisation
from accounts.actors import actor_of
from accounts.models import Event, Membership, Organisation, OrganisationName, User
from accounts.record import head
from accounts.verify import verify_record
from tests import factories
from tests.factories import NOW, START, TODAY, actor, membership, noon, person
from tests.plan import SmallPlan

MAY = date(2020, 5, 1)
NOBODY_ELSE = [
    "ministry_editor",
    "supporting_editor",
    "former_editor",
    "cso_member",
    "reviewer",
    "stranger",
]


def refused(action: Any) -> dict[str, list[str]]:
    """What a refusal says, by field; nothing was written."""
    before = str(head())
    with pytest.raises(ValidationError) as refusal:
        action()
    assert str(head()) == before
    return refusal.value.message_dict


def rename(body: Organisation, name: str = "Ministry of Home Affairs", **fields: Any) -> OrganisationName:
    by = fields.pop("by", None)
    new = NewName(**{"name": {"en": name}, "kind": "ministry", "since": MAY} | fields)
    return name_organisation(body, new, by=actor(by), now=NOW)


def join(body: Organisation, user: User, *, by: User | None = None, **fields: Any) -> Membership:
    return add_member(
        body, user, **{"member_role": "official", "since": TODAY} | fields, by=actor(by), now=NOW
    )


def leave(held: Membership, *, until: date = date(2020, 5, 3), by: User | None = None) -> Membership:
    return end_membership(held, until=until, by=actor(by), now=NOW)


def bodies_of(user: User, day: date) -> list[str]:
    return [held.organisation.slug for held in actor_of(user, day=day).memberships]


# Names ----------------------------------------------------------------------------------------------------


def test_a_new_name_ends_the_old_one_the_day_before_and_both_stay(
    small_plan: SmallPlan, coordinator: User
) -> None:
    named = rename(small_plan.ministry, by=coordinator)
    names = OrganisationName.objects.standing().filter(organisation=small_plan.ministry).order_by("since")
    assert [(row.name["en"], row.since, row.until) for row in names] == [
        ("Ministry of the Interior", date(2000, 1, 1), date(2020, 4, 30)),
        ("Ministry of Home Affairs", MAY, None),
    ]
    assert (named.role, named.body, named.recorded_by) == ("coordinator", small_plan.ministry, coordinator)
    events = Event.objects.filter(number__gte=named.pk - 1)
    assert list(events.values_list("verb", "target")) == [("name_organisation", "utp-interior")] * 2
    before = OrganisationName.objects.holding(TODAY, known_at=noon(START)).get(
        organisation=small_plan.ministry
    )
    assert before.name["en"] == "Ministry of the Interior"
    assert verify_record().size == named.pk


@pytest.mark.parametrize("since", [date(2000, 1, 1), date(1999, 12, 31)])
def test_a_name_is_not_put_before_one_that_is_known(small_plan: SmallPlan, since: date) -> None:
    said = {"since": ["A name from that day or later is already known."]}
    assert refused(lambda: rename(small_plan.ministry, since=since)) == said


def test_a_new_body_is_created_with_its_first_name(db: None) -> None:
    named = rename(Organisation(country="UTP", slug="utp-new"), "New Body", kind="agency")
    assert (named.organisation.slug, named.kind, named.until) == ("utp-new", "agency", None)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "club"}, "kind"),
        ({"name": ""}, "name"),
        ({"contact_mailbox": "not an address"}, "contact_mailbox"),
    ],
)
def test_a_wrong_name_creates_no_body(db: None, fields: dict[str, Any], field: str) -> None:
    body = Organisation(country="UTP", slug="utp-new")
    assert field in refused(lambda: rename(body, **{"name": "New"} | fields))
    assert not Organisation.objects.exists()


def test_a_public_id_is_given_once(small_plan: SmallPlan) -> None:
    assert list(refused(lambda: rename(Organisation(country="UTP", slug="utp-watch")))) == ["slug"]


@pytest.mark.parametrize("who", NOBODY_ELSE)
def test_nobody_else_names_bodies(who: str, small_plan: SmallPlan, request: pytest.FixtureRequest) -> None:
    by = request.getfixturevalue(who)
    before = str(head())
    for body in (small_plan.ministry, Organisation(country="UTP", slug="utp-new")):
        with pytest.raises(PermissionDenied, match="Only a coordinator names bodies"):
            rename(body, by=by)
    assert (str(head()), Organisation.objects.filter(slug="utp-new").exists()) == (before, False)


# Memberships ----------------------------------------------------------------------------------------------


def test_a_membership_gives_rights_from_its_first_day(
    small_plan: SmallPlan, coordinator: User, stranger: User
) -> None:
    held = join(small_plan.ministry, stranger, by=coordinator, since=MAY)
    assert (held.member_role, held.since, held.until, held.is_sample) == ("official", MAY, None, False)
    assert (held.role, held.body, held.recorded_by) == ("coordinator", small_plan.ministry, coordinator)
    assert bodies_of(stranger, date(2020, 4, 30)) == []
    assert bodies_of(stranger, MAY) == ["utp-interior"]
    assert verify_record().size == held.pk


def test_a_membership_ends_with_its_last_day(
    small_plan: SmallPlan, coordinator: User, ministry_editor: User
) -> None:
    held = membership(ministry_editor)
    end = leave(held, until=MAY, by=coordinator)
    assert (end.replaces, end.since, end.until) == (held, START, MAY)
    assert bodies_of(ministry_editor, MAY) == ["utp-interior"]
    assert bodies_of(ministry_editor, date(2020, 5, 2)) == []


def test_a_membership_does_not_end_before_it_begins(small_plan: SmallPlan, ministry_editor: User) -> None:
    said = {"until": ["The last day is before the first day."]}
    assert refused(lambda: leave(membership(ministry_editor), until=date(2019, 6, 30))) == said


def test_a_membership_ends_only_once(small_plan: SmallPlan, ministry_editor: User) -> None:
    held = membership(ministry_editor)
    leave(held)
    said = {"until": ["This membership was already ended or corrected."]}
    assert refused(lambda: leave(held, until=date(2021, 1, 1))) == said


@pytest.mark.parametrize("since", [date(2018, 1, 1), START, TODAY, date(2021, 1, 1)])
def test_nobody_is_the_same_twice_so_that_ending_it_once_ends_it(
    small_plan: SmallPlan, ministry_editor: User, since: date
) -> None:
    said = {"user": ["This person already has this role in this body."]}
    assert refused(lambda: join(small_plan.ministry, ministry_editor, since=since)) == said


def test_whoever_left_may_come_back_and_be_something_else_besides(
    small_plan: SmallPlan, former_editor: User
) -> None:
    join(small_plan.ministry, former_editor, since=TODAY)
    join(small_plan.ministry, former_editor, member_role="reviewer")
    join(small_plan.agency, former_editor)
    assert bodies_of(former_editor, TODAY) == ["utp-archives", "utp-interior", "utp-interior"]


@pytest.mark.parametrize(
    ("kind", "member_role", "said"),
    [
        ("ministry", "civil_society", "A public body has nobody who speaks for civil society."),
        ("oversight_body", "civil_society", "A public body has nobody who speaks for civil society."),
        ("civil_society", "official", "Only a public body has officials and coordinators."),
        ("international_body", "coordinator", "Only a public body has officials and coordinators."),
    ],
)
def test_nobody_speaks_for_civil_society_in_government_or_the_other_way_round(
    stranger: User, kind: str, member_role: str, said: str
) -> None:
    other = factories.body("utp-other", "Another body", kind=kind)
    assert refused(lambda: join(other, stranger, member_role=member_role)) == {"member_role": [said]}
    join(other, stranger, member_role="reviewer")


def test_nobody_is_in_a_body_before_it_exists(small_plan: SmallPlan, stranger: User) -> None:
    new = factories.body("utp-new", "A new body", since=date(2021, 1, 1))
    said = {"organisation": ["This body has no name on that day: it did not exist then."]}
    assert refused(lambda: join(new, stranger, since=date(2020, 12, 31))) == said
    join(new, stranger, since=date(2021, 1, 1))


@pytest.mark.parametrize("member_role", ["operator", "emperor", ""])
def test_nobody_becomes_what_is_no_membership(
    small_plan: SmallPlan, stranger: User, member_role: str
) -> None:
    assert list(refused(lambda: join(small_plan.ministry, stranger, member_role=member_role))) == [
        "member_role"
    ]
    assert bodies_of(stranger, TODAY) == []


@pytest.mark.parametrize("who", NOBODY_ELSE)
def test_nobody_else_adds_members_or_ends_it(
    who: str, small_plan: SmallPlan, request: pytest.FixtureRequest
) -> None:
    by = request.getfixturevalue(who)
    held = membership(person("somebody", of=small_plan.ministry))
    before = str(head())
    with pytest.raises(PermissionDenied, match="Only a coordinator adds members"):
        join(small_plan.ministry, by, by=by, member_role="coordinator")
    with pytest.raises(PermissionDenied, match="Only a coordinator ends it"):
        leave(held, by=by)
    assert str(head()) == before


def test_a_closed_account_has_no_rights(small_plan: SmallPlan, ministry_editor: User) -> None:
    ministry_editor.is_active = False
    ministry_editor.save()
    assert bodies_of(ministry_editor, TODAY) == []


def test_a_demonstration_account_has_rights_in_a_demonstration_only(
    small_plan: SmallPlan, stranger: User, settings: Any
) -> None:
    stranger.is_demo = True
    stranger.save()
    assert join(small_plan.ministry, stranger).is_sample is True
    assert bodies_of(stranger, TODAY) == []
    settings.OGP_DEMO = True
    assert bodies_of(stranger, TODAY) == ["utp-interior"]


def test_an_erased_person_is_nobodys_member_and_the_body_keeps_the_row(
    small_plan: SmallPlan, ministry_editor: User
) -> None:
    held = membership(ministry_editor)
    erase_person(ministry_editor)
    row = Membership.objects.get(pk=held.pk)
    assert (row.user, row.organisation, row.member_role) == (None, small_plan.ministry, "official")
    assert leave(row).user is None
    assert verify_record().size == head().size
