"""How does a program read the evidence matrix: what is claimed, what proves it, and what is missing?"""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from accounts.actions import Removal, redact
from milestones.actions import NewEvidence
from participation.actions import NewComment, comment
from tests import factories
from tests.api import API, ids, program, refused
from tests.factories import NOW, actor, noon

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "small_plan")]

LINK = NewEvidence(proves="It shows the draft.", title="The draft", url="https://example.org/draft")
MARCH = date(2020, 3, 7)


@pytest.fixture
def claimed(small_plan, ministry_editor):
    """Milestone 1 is substantial without evidence, milestone 2 completed with a link."""
    factories.record(small_plan.milestone, "substantial", by=ministry_editor, on=MARCH)
    factories.record(small_plan.second_milestone, "completed", by=ministry_editor, on=MARCH, evidence=[LINK])


def ask(address="evidence-matrix/", **parameters):
    return program().get(
        API + address, {"plan": "utp-1"} | parameters if address.endswith("matrix/") else parameters
    )


def test_a_row_tells_claim_and_gaps(claimed, small_plan, cso_member):
    new = NewComment(
        text="See.", milestone=small_plan.milestone, view="limited", view_reason="There is no draft."
    )
    said = comment(new, by=actor(cso_member, day=MARCH), now=noon(MARCH))
    row = ask("evidence-matrix/utp-1.1.1/").json()
    told = [
        row[name] for name in ("id", "commitment", "claim", "held_from", "published_on", "unproven", "gaps")
    ]
    assert told == [
        "utp-1.1.1", "utp-1.1", "substantial", "2020-03-07", "2020-03-07", True,
        ["no_evidence", "overdue", "view_below"],
    ]  # fmt: skip
    assert [(view["number"], view["completion"]) for view in row["views"]] == [(said.pk, "limited")]
    assert (row["adopted"]["title"], row["adopted"]["due_on"], row["amended"]) == (
        {"en": "Draft published"}, "2020-03-31", None,
    )  # fmt: skip


def test_an_explanation_has_the_day_it_is_about(small_plan, ministry_editor):
    for day in (MARCH, date(2020, 4, 7)):
        factories.record(
            small_plan.milestone, "limited", by=ministry_editor, on=day, challenges=f"Held up on {day}."
        )
    row = ask("evidence-matrix/utp-1.1.1/").json()
    assert (row["held_from"], row["explained_on"]) == ("2020-03-07", "2020-04-07")
    assert row["explanation"] == {"en": "Held up on 2020-04-07."}


def test_an_entry_that_lost_another_text_hides_no_explanation(small_plan, ministry_editor, coordinator):
    factories.record(
        small_plan.milestone, "completed", by=ministry_editor, on=MARCH, challenges="It took long."
    )
    later = factories.record(
        small_plan.milestone,
        "completed",
        by=ministry_editor,
        on=date(2020, 4, 7),
        narrative="A name.",
        challenges="",
    )
    removal = Removal(ground="GDPR art. 17", decided_by="The ministry", fields=("narrative",))
    redact(later, removal, by=actor(coordinator), now=NOW)
    row = ask("evidence-matrix/utp-1.1.1/").json()
    assert (row["explanation"], row["explained_on"]) == ({"en": "It took long."}, "2020-03-07")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["utp-1.1.1", "utp-1.1.2", "utp-1.2.1"]),
        ({"unproven": "true"}, ["utp-1.1.1"]),
        ({"unproven": "false"}, ["utp-1.1.2", "utp-1.2.1"]),
        ({"commitment": "utp-1.2"}, ["utp-1.2.1"]),
        ({"gap": "not_reported"}, ["utp-1.2.1"]),
        ({"gap": "no_evidence,not_reported"}, ["utp-1.1.1", "utp-1.2.1"]),
        ({"as_of": "2020-03-06", "unproven": "true"}, []),
        ({"known_on": "2020-03-06", "unproven": "true"}, []),
    ],
)
def test_rows_are_found_as_they_stood(claimed, asked, found):
    assert ids(ask(**asked)) == found


def test_the_plan_of_the_site_is_meant_if_none_is_named(claimed, settings):
    settings.OGP_HOME_PLAN = "utp-1"
    assert len(ids(program().get(API + "evidence-matrix/"))) == 3


@pytest.mark.parametrize(
    "address", ["evidence-matrix/?plan=utp-9", "evidence-matrix/utp-1.1.9/", "evidence-matrix/x/"]
)
def test_what_is_not_there_is_a_problem(address):
    refused(program().get(API + address), 404)


@pytest.mark.parametrize("asked", [{"gap": "luck"}, {"unproven": "maybe"}, {"cursor": "x"}, {"plan": "\x00"}])
def test_a_wrong_parameter_is_named(asked):
    assert [name for name, _sentence in refused(ask(**asked), 400)] == list(asked)


def test_a_spreadsheet_has_the_same_rows(claimed):
    answer = ask(format="csv", unproven="true")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert [(row["id"], row["claim"], row["gaps"]) for row in rows] == [
        ("utp-1.1.1", "substantial", '["no_evidence","overdue"]')
    ]


def test_the_matrix_costs_the_same_at_one_row_and_at_three(claimed, small_plan, django_assert_num_queries):
    with django_assert_num_queries(8):
        ask()
    more = factories.commitment(small_plan.plan, 3, "Promise 3", lead=small_plan.ministry)
    for number in (1, 2):
        factories.milestone(more, number, due=date(2020, 6, 30))
    with django_assert_num_queries(8):
        ask()


def test_what_is_described_is_what_is_sent(claimed):
    described = program().get(API + "schema/", {"format": "json"}).json()["components"]["schemas"]
    assert set(ask("evidence-matrix/utp-1.1.1/").json()) == set(described["MatrixRowShape"]["properties"])
