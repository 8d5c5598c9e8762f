"""What does a spreadsheet get? All rows, a column for every value, and nothing that runs."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.test import override_settings

from accounts.actions import Removal, redact
from accounts.actors import operator
from accounts.models import OrganisationName
from ogp_tracker.rest import pages
from ogp_tracker.rest.renderers import cell
from tests import factories
from tests.api import API, ids, program, refused
from tests.factories import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "small_plan")]

LISTS = (
    "plans", "commitments", "milestones", "status-updates", "statements", "evidence", "comments", "responses",
    "assessments", "irm-reports", "organisations", "amendments", "events",
)  # fmt: skip


def rows(answer):
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


def ask(address, **parameters):
    return program().get(API + address, parameters)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_a_spreadsheet_of_the_same_rows(name):
    answer = program().get(f"{API}{name}/", headers={"accept": "text/csv"})
    assert answer["Content-Disposition"] == f'attachment; filename="{name}-2020-05-04.csv"'
    assert [row["id"] for row in rows(answer)] == [str(each) for each in ids(ask(f"{name}/"))]


def test_all_rows_come_whatever_a_page_holds(monkeypatch):
    monkeypatch.setattr(pages, "MOST", 2)
    assert [row["id"] for row in rows(ask("milestones/", format="csv"))] == [
        "utp-1.1.1",
        "utp-1.1.2",
        "utp-1.2.1",
    ]


@pytest.mark.parametrize("asked", ["limit", "cursor"])
def test_a_spreadsheet_has_no_pages(asked):
    assert [name for name, _sentence in refused(ask("milestones/", format="csv", **{asked: "2"}), 400)] == [
        asked
    ]


def test_a_thing_on_its_own_is_no_spreadsheet():
    refused(ask("milestones/utp-1.1.1/", format="csv"), 400)


def test_what_the_law_removed_is_marked_in_its_cell(small_plan, ministry_editor):
    entry = factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 1, 7))
    removal = Removal(ground="Personal data", decided_by="The ministry", case="20/1")
    redact(entry, removal, by=operator(day=TODAY), now=NOW)
    told = rows(ask("status-updates/", format="csv"))[0]["challenges"]
    assert told.startswith('{"redacted":{"event":')


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start):
    assert cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (-3, "-3"),
        (date(2020, 5, 4), "2020-05-04"),
        (["a"], '["a"]'),
    ],
)
def test_values_are_written_plainly(value, shown):
    assert cell(value) == shown


@override_settings(DEBUG=False)
def test_a_spreadsheet_has_a_version_of_its_own(client):
    table, json = ask("milestones/", format="csv"), ask("milestones/")
    assert table["ETag"] != json["ETag"]
    again = client.get(API + "milestones/", {"format": "csv"}, headers={"if-none-match": table["ETag"]})
    assert again.status_code == 304


def test_a_translation_fills_its_column_and_is_named_as_one(small_plan):
    factories.write(
        OrganisationName(
            organisation=small_plan.agency,
            name={"en": "The Archives", "nb-t-en": "Arkivet", "nn": "Arkivet i landet"},
            kind="agency",
            since=date(2020, 1, 1),
        )
    )
    [row] = [row for row in rows(ask("organisations/", format="csv")) if row["id"] == small_plan.agency.slug]
    told = {column: row[f"name.{column}"] for column in ("en", "nb", "nn", "se", "translated")}
    assert told == {
        "en": "The Archives",
        "nb": "Arkivet",
        "nn": "Arkivet i landet",
        "se": "",
        "translated": "nb",
    }
