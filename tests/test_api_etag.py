"""When does a program get the same answer again for nothing, and who never does?"""

from __future__ import annotations

import pytest

from tests import factories
from tests.api import API, program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "small_plan")]

ADDRESS = API + "commitments/"


def version(client=None, parameters=None, **headers):
    return (client or program()).get(ADDRESS, parameters, headers=headers)["ETag"]


def test_the_same_question_has_the_same_version():
    assert version() == version()
    assert version(parameters={"plan": "utp-1", "as_of": "2020-01-01"}) == version(
        parameters={"as_of": "2020-01-01", "plan": "utp-1"}
    )


@pytest.mark.parametrize("asked", [{"as_of": "2020-01-01"}, {"known_on": "2020-01-01"}, {"plan": "utp-1"}])
def test_another_question_has_another_version(asked):
    assert version(parameters=asked) != version()


def test_everything_that_is_recorded_makes_a_new_version(small_plan, ministry_editor):
    before = version()
    factories.record(small_plan.milestone, "limited", by=ministry_editor)
    assert version() != before


def test_whoever_asks_first_is_told_to_ask_again():
    answer = program().get(ADDRESS)
    assert answer["Cache-Control"] == "no-cache"
    assert {"Accept", "Authorization", "Cookie"} <= {name.strip() for name in answer["Vary"].split(",")}


def test_a_session_and_a_key_get_answers_of_their_own(client, ministry_editor):
    client.force_login(ministry_editor)
    for asking in (client, program(ministry_editor)):
        answer = asking.get(ADDRESS, headers={"if-none-match": version()})
        assert (answer.status_code, answer.has_header("ETag")) == (200, False)
        assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", ["milestones/utp-9.9.9/", "milestones/?colour=red", "nothing/"])
def test_a_problem_has_no_version(address):
    assert not program().get(API + address).has_header("ETag")
