"""Is a demonstration loaded whole, once, and only where it may be?"""

from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from accounts.actions import recorded_models
from accounts.actors import actor_of
from accounts.demo import ACCOUNTS, PASSWORD, accounts_to_try
from accounts.models import Event, User
from accounts.record import head
from accounts.verify import verify_record
from commitments.models import Commitment
from milestones.models import Milestone
from ogp_tracker import as_of
from reporting.demo import BEGINS, ENDS
from reporting.demo.steps import States

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings):
    """A site that may be filled with samples, on the demonstration's own day."""
    settings.OGP_DEMO = True
    settings.OGP_DEMO_TODAY = date(2020, 11, 23)


def test_demo_loads_a_record_that_verifies_and_names_the_accounts(capsys):
    call_command("demo")
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "The demonstration is loaded.",
        f"Accounts to try it with; the password of each is {PASSWORD}",
        "  coordinator@example.org          Demo coordinator, Ministry of Local Government and Modernisation",
    ]
    assert len(lines) == 2 + len(ACCOUNTS)
    assert verify_record().redactions == 1


def test_demo_run_again_says_so_and_writes_nothing(capsys):
    call_command("demo")
    before = str(head())
    capsys.readouterr()
    call_command("demo")
    assert capsys.readouterr().out.splitlines()[0] == "The demonstration is already loaded."
    assert (str(head()), User.objects.count()) == (before, len(ACCOUNTS))


def test_demo_verified_only_has_the_eight_and_nothing_invented(capsys):
    call_command("demo", "--verified-only")
    call_command("demo", "--verified-only")
    assert capsys.readouterr().out.splitlines() == [
        "The demonstration is loaded.",
        "The demonstration is already loaded.",
    ]
    assert list(Commitment.objects.values_list("public_id", flat=True)) == [f"nor-4.{n}" for n in range(1, 9)]
    assert list(Milestone.objects.values_list("public_id", flat=True)) == [
        "nor-4.1.1",
        "nor-4.2.1",
        "nor-4.6.1",
    ]
    assert not any(model.objects.filter(is_sample=True).exists() for model in recorded_models().values())
    assert not User.objects.exists()
    assert verify_record().size == Event.objects.count()


def test_demo_refuses_a_site_that_is_no_demonstration(settings):
    settings.OGP_DEMO, settings.OGP_DEMO_TODAY = False, None
    assert refusal() == (
        "This site is no demonstration. Set OGP_DEMO=1, and only where nobody really signs in."
    )
    assert is_empty()


def test_demo_refuses_a_record_that_holds_something_else(small_plan):
    before = head().size
    assert refusal() == (
        "This record is not empty and did not begin as a demonstration: nothing is loaded into it."
    )
    assert head().size == before


def test_demo_refuses_a_day_before_its_year_ends(settings):
    settings.OGP_DEMO_TODAY = as_of.local_day(ENDS) - date.resolution
    assert refusal() == (
        "The demonstration runs to 2020-11-18: choose that day or a later one as OGP_DEMO_TODAY."
    )
    assert is_empty()


def test_demo_verified_only_may_live_on_any_day_of_the_plan(settings):
    settings.OGP_DEMO_TODAY = as_of.local_day(BEGINS) + date.resolution
    call_command("demo", "--verified-only")
    assert Commitment.objects.count() == 8


def test_demo_refuses_samples_beside_the_verified_facts():
    call_command("demo", "--verified-only")
    assert refusal() == (
        "This record is the demonstration without samples: one with samples needs a database of its own."
    )


def test_demo_refuses_to_pass_samples_off_as_verified():
    call_command("demo")
    assert refusal("--verified-only") == (
        "This record holds samples: the verified facts alone need a database of their own."
    )


def test_demo_that_crashed_left_nothing_and_loads_the_next_time(monkeypatch):
    with monkeypatch.context() as crash, pytest.raises(ZeroDivisionError):
        crash.setattr(States, "tell", lambda self, stage: 1 / 0)
        call_command("demo")
    assert is_empty()
    call_command("demo")
    assert verify_record().size == Event.objects.count()


def test_demo_account_signs_in_and_may_act_in_the_demonstration():
    call_command("demo")
    person = authenticate(None, username="culture@example.org", password=PASSWORD)
    assert actor_of(person, day=as_of.today()).has_perm("milestones.record_status", commitment("1"))
    assert not actor_of(person, day=as_of.today()).has_perm("milestones.record_status", commitment("2"))


def test_demo_account_may_do_nothing_where_no_demonstration_is(settings):
    call_command("demo")
    settings.OGP_DEMO, settings.OGP_DEMO_TODAY = False, None
    for person in User.objects.all():
        assert actor_of(person, day=date(2020, 11, 23)).memberships == ()
    assert accounts_to_try(date(2020, 11, 23)) == []


def test_accounts_to_try_are_those_that_are_there():
    assert accounts_to_try(as_of.today()) == []
    call_command("demo")
    User.objects.filter(email="justice@example.org").delete()
    assert [each.account.key for each in accounts_to_try(as_of.today())] == [
        account.key for account in ACCOUNTS if account.key != "justice"
    ]


def refusal(*options):
    """The sentence with which the command refuses."""
    with pytest.raises(CommandError) as refused:
        call_command("demo", *options)
    return str(refused.value)


def is_empty():
    return (head().size, Event.objects.count(), User.objects.count(), Commitment.objects.count()) == (
        0,
        0,
        0,
        0,
    )


def commitment(code):
    return Commitment.objects.get(public_id=f"nor-4.{code}")
