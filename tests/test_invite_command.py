"""Who is the first to sign in to a real installation? Whom the operator invites."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Membership, User
from accounts.record import Event

pytestmark = pytest.mark.django_db


def invited(*arguments, body):
    call_command("invite", "First@Ministry.example", "--name", "Kari", "--body", body.slug, *arguments)


def test_invite_makes_a_coordinator_whose_membership_the_record_tells(small_plan, today, capsys):
    invited(body=small_plan.ministry)
    membership = Membership.objects.latest("pk")
    event = Event.objects.latest("number")
    assert (membership.user.email, membership.user.name) == ("first@ministry.example", "Kari")
    assert (membership.organisation, membership.member_role) == (small_plan.ministry, "coordinator")
    assert membership.since == today
    assert membership.user.has_usable_password() is False
    assert (event.verb, event.role) == ("add_member", "operator")
    assert capsys.readouterr().out == (
        f"First@Ministry.example is coordinator of {small_plan.ministry.slug}. "
        "They choose a password at testserver/accounts/password/reset/.\n"
    )


def test_invite_takes_another_role_and_day(small_plan):
    invited("--role", "official", "--since", "2019-09-01", body=small_plan.agency)
    membership = Membership.objects.latest("pk")
    assert (membership.member_role, membership.since) == ("official", date(2019, 9, 1))


def test_invite_names_what_is_wrong_and_makes_no_account(small_plan, coordinator):
    people = User.objects.count()
    with pytest.raises(CommandError, match=r"^No body has the id 'nor-none'"):
        call_command("invite", "first@ministry.example", "--name", "Kari", "--body", "nor-none")
    invited(body=small_plan.ministry)
    with pytest.raises(CommandError, match=r"^This person already has this role in this body\.$"):
        invited(body=small_plan.ministry)
    assert User.objects.count() == people + 1


def test_invite_makes_nobody_an_operator(small_plan):
    with pytest.raises(CommandError, match="invalid choice: 'operator'"):
        invited("--role", "operator", body=small_plan.ministry)
