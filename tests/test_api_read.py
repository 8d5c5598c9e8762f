"""What does a program read, as of any day, and what does it cost?"""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from drf_spectacular.validation import validate_schema

from accounts.actions import Removal, redact
from accounts.actors import operator
from milestones.actions import NewEvidence
from tests import factories
from tests.api import API, ids, program, refused
from tests.factories import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "small_plan")]

LINK = NewEvidence(proves="It shows the draft.", title="The draft", url="https://example.org/draft")
COSTS = {
    "plans/": 3,
    "plans/utp-1/": 4,
    "commitments/": 3,
    "commitments/utp-1.1/": 4,
    "milestones/": 3,
    "milestones/utp-1.1.1/": 4,
    "status-updates/": 2,
    "statements/": 2,
    "evidence/": 2,
    "organisations/": 2,
    "organisations/utp-interior/": 4,
    "amendments/": 2,
    "events/": 2,
    "events/head/": 1,
}


@pytest.fixture
def logged(small_plan, ministry_editor):
    """Limited in January, substantial with evidence in March; the plan knows both."""
    first = factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 1, 7))
    second = factories.record(
        small_plan.milestone, "substantial", by=ministry_editor, on=date(2020, 3, 7), evidence=[LINK]
    )
    return first, second


def ask(address, **parameters):
    return program().get(API + address, parameters)


# What there is -------------------------------------------------------------------------------------------


def test_the_root_names_every_list(settings):
    settings.OGP_HOME_PLAN = "utp-1"
    listed = ask("").json()
    assert listed["plans"] == "http://testserver/api/v1/plans/"
    assert {program().get(address).status_code for address in listed.values()} == {200}


def test_lists_name_things_by_their_public_ids():
    assert ids(ask("plans/")) == ["utp-1"]
    assert ids(ask("commitments/", plan="utp-1")) == ["utp-1.1", "utp-1.2"]
    assert ids(ask("milestones/", plan="utp-1")) == ["utp-1.1.1", "utp-1.1.2", "utp-1.2.1"]
    assert ids(ask("organisations/")) == ["utp-archives", "utp-finance", "utp-interior", "utp-watch"]


def test_a_milestone_tells_where_it_stands(logged):
    row = ask("milestones/utp-1.1.1/").json()
    told = [row[name] for name in ("completion", "adopted_due_on", "schedule", "days_overdue", "evidence")]
    assert told == ["substantial", "2020-03-31", "overdue", 34, 1]
    assert row["entry"] == {"number": logged[1].pk, "effective_on": "2020-03-07", "is_sample": False}


def test_a_commitment_tells_what_is_stated_and_what_is_indicated(logged, small_plan, ministry_editor):
    factories.state(small_plan.commitment, "limited", by=ministry_editor)
    row = ask("commitments/utp-1.1/").json()
    assert row["stated"]["completion"] == "limited"
    assert row["indicated"]["state"] == "limited"
    assert row["indicated"]["counts"]["substantial"] == 1
    assert [body["organisation"]["id"] for body in row["responsibilities"]] == [
        "utp-interior",
        "utp-archives",
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"completion": "substantial"}, ["utp-1.1.1"]),
        ({"completion": "not_reported,substantial"}, ["utp-1.1.1", "utp-1.1.2", "utp-1.2.1"]),
        ({"overdue": "true"}, ["utp-1.1.1"]),
        ({"overdue": "false"}, ["utp-1.1.2", "utp-1.2.1"]),
        ({"commitment": "utp-1.2"}, ["utp-1.2.1"]),
        ({"organisation": "utp-interior"}, ["utp-1.1.1", "utp-1.1.2"]),
        ({"as_of": "2020-01-31", "completion": "limited"}, ["utp-1.1.1"]),
        ({"as_of": "2020-01-31", "overdue": "true"}, []),
        ({"plan": "utp-9"}, []),
    ],
)
def test_milestones_are_filtered_as_they_stood(logged, asked, found):
    assert ids(ask("milestones/", **asked)) == found


def test_an_answer_knows_only_what_was_known(small_plan, ministry_editor):
    """Recorded in May for a day in January: on that day nobody could read it."""
    factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 1, 7), now=NOW)
    then = {"as_of": "2020-01-31"}
    assert ids(ask("milestones/", completion="limited", **then)) == ["utp-1.1.1"]
    assert ids(ask("milestones/", completion="limited", known_on="2020-01-31", **then)) == []
    assert ids(ask("status-updates/", known_on="2020-01-31", **then)) == []
    assert ids(ask("milestones/", known_on="1999-01-01")) == []  # the record had not begun


def test_entries_name_what_takes_their_place(logged, small_plan, ministry_editor):
    first, second = logged
    put_right = factories.record(
        small_plan.milestone, "limited", by=ministry_editor, kind="correction", corrects=second.pk
    )
    rows = {row["id"]: row for row in ask("status-updates/").json()["results"]}
    assert list(rows) == [put_right.pk, second.pk, first.pk]
    assert (rows[second.pk]["corrected_by"], rows[second.pk]["standing"]) == (put_right.pk, False)
    assert ids(ask("status-updates/", standing="true")) == [put_right.pk, first.pk]
    assert ids(ask("status-updates/", after=second.pk)) == [put_right.pk]


def test_what_the_law_removed_is_marked(logged):
    first, _second = logged
    removal = Removal(ground="Personal data", decided_by="The ministry", case="20/1")
    redact(first, removal, by=operator(day=TODAY), now=NOW)
    row = ask(f"status-updates/{first.pk}/").json()
    assert row["challenges"]["redacted"]["ground"] == "Personal data"
    assert row["completion"] == "limited"


def test_the_record_proves_a_row(logged):
    proof = ask(f"events/{logged[0].pk}/proof/").json()
    fields = {field["name"]: field["value"] for field in proof["fields_proved"]}
    assert (fields["completion"], fields["effective_on"]) == ("limited", "2020-01-07")
    assert ask("events/head/").json()["number"] == ids(ask("events/", limit=500))[-1]


# Pages, versions, representations -------------------------------------------------------------------------


def test_pages_lead_to_the_end(small_plan):
    page, found = ask("milestones/", limit=2).json(), []
    while True:
        found += [row["id"] for row in page["results"]]
        if page["next"] is None:
            break
        page = program().get(page["next"]).json()
    assert found == ["utp-1.1.1", "utp-1.1.2", "utp-1.2.1"]


def test_an_answer_is_not_sent_twice(logged, small_plan, ministry_editor, django_assert_num_queries):
    version = ask("milestones/")["ETag"]
    client = program()
    with django_assert_num_queries(1):
        assert client.get(API + "milestones/", headers={"if-none-match": version}).status_code == 304
    factories.record(small_plan.second_milestone, "limited", by=ministry_editor)
    again = client.get(API + "milestones/", headers={"if-none-match": version})
    assert (again.status_code, again["ETag"] != version) == (200, True)


def test_answers_to_a_token_are_kept_by_nobody(ministry_editor):
    answer = program(ministry_editor).get(API + "milestones/")
    assert (answer["Cache-Control"], answer.has_header("ETag")) == ("private, no-store", False)


def test_a_spreadsheet_reads_rows_and_runs_none(small_plan, ministry_editor):
    factories.record(
        small_plan.milestone, "limited", by=ministry_editor, narrative='=HYPERLINK("https://example.org")'
    )
    answer = ask("status-updates/", format="csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert [row["milestone"] for row in rows] == ["utp-1.1.1"]
    assert rows[0]["narrative"] == '\'=HYPERLINK("https://example.org")'


def test_the_description_is_valid_and_names_every_list():
    described = program().get(API + "schema/", {"format": "json"}).json()
    validate_schema(described)
    lists = {path.removeprefix(API).split("/")[0] for path in described["paths"]}
    assert set(ask("").json()) - {"schema", "docs"} <= lists


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("plans/utp-1/", "PlanWhole"),
        ("commitments/utp-1.1/", "CommitmentWhole"),
        ("milestones/utp-1.1.1/", "MilestoneWhole"),
        ("organisations/utp-interior/", "OrganisationWhole"),
    ],
)
def test_what_is_described_is_what_is_sent(logged, address, named):
    described = program().get(API + "schema/", {"format": "json"}).json()
    assert set(ask(address).json()) == set(described["components"]["schemas"][named]["properties"])


# What cannot be answered ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "asked", "parameter"),
    [
        ("milestones/", {"as_of": "tomorrow"}, "as_of"),
        ("milestones/", {"as_of": "2031-01-01"}, "as_of"),
        ("milestones/", {"as_of": "2020-02-30"}, "as_of"),
        ("milestones/", {"known_on": "2031-01-01"}, "known_on"),
        ("milestones/", {"completion": "half"}, "completion"),
        ("milestones/", {"colour": "red"}, "colour"),
        ("milestones/", {"overdue": "maybe"}, "overdue"),
        ("milestones/", {"limit": "0"}, "limit"),
        ("milestones/", {"limit": "501"}, "limit"),
        ("milestones/", {"cursor": "abc"}, "cursor"),
        ("milestones/", {"cursor": "WyJcdTAwMDAiXQ"}, "cursor"),
        ("milestones/", {"format": "xml"}, "format"),
        ("milestones/", {"plan": "\x00"}, "plan"),
        ("milestones/utp-1.1.1/", {"plan": "utp-1"}, "plan"),
        ("status-updates/", {"after": "x"}, "after"),
        ("events/", {"limit": "9" * 30}, "limit"),
    ],
)
def test_a_wrong_parameter_is_named(address, asked, parameter):
    assert [name for name, _sentence in refused(ask(address, **asked), 400)] == [parameter]


@pytest.mark.parametrize(
    "address",
    [
        "milestones/utp-1.1.9/",
        "milestones/..%2f/",
        "commitments/%00/",
        "status-updates/999/",
        "status-updates/x/",
        "evidence/99999999999999999999/",
        "organisations/nobody/",
        "nothing/",
        "milestones",
    ],
)
def test_what_is_not_there_is_a_problem(address):
    refused(program().get(API + address), 404)


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_wrong_method_is_a_problem(method):
    answer = getattr(program(), method)(API + "milestones/utp-1.1.1/")
    refused(answer, 405)
    assert "GET" in answer["Allow"]


def test_another_representation_is_a_problem():
    refused(program().get(API + "milestones/", headers={"accept": "image/png"}), 406)


# What it costs --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", COSTS)
def test_an_answer_costs_the_same_at_one_row_and_at_three(
    small_plan, ministry_editor, django_assert_num_queries, address
):
    factories.record(
        small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 1, 7), evidence=[LINK]
    )
    with django_assert_num_queries(COSTS[address]):
        ask(address)
    for day in (date(2020, 2, 7), date(2020, 3, 7)):
        factories.record(small_plan.milestone, "substantial", by=ministry_editor, on=day, evidence=[LINK])
        factories.state(small_plan.commitment, "limited", by=ministry_editor, on=day)
    for number in (3, 4):
        more = factories.commitment(small_plan.plan, number, f"Promise {number}", lead=small_plan.ministry)
        factories.milestone(more, 1, due=date(2020, 6, 30))
    with django_assert_num_queries(COSTS[address]):
        ask(address)
