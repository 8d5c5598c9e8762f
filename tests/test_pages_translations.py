"""Does the translator's list name every text that lacks a language, and none that has it?"""

import csv
import io
import re
from datetime import date

import pytest

from milestones.models import MilestoneVersion
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

PAGE = "/en/plans/utp-1/translations/"


@pytest.fixture
def translated(small_plan):
    """The first milestone is worded anew: with an official Norwegian title, and a translation of its deliverable."""
    factories.write(
        MilestoneVersion(
            milestone=small_plan.milestone,
            valid_from=date(2020, 1, 1),
            change="corrected",
            title={"en": "Draft published", "nb": "Utkast publisert"},
            deliverable={"en": "A draft", "nb-t-en": "Et utkast"},
        )
    )


def listed(response):
    """The texts a page lists, each with its place."""
    html = response.content.decode()
    rows = re.findall(r'<tr><th scope="row"><a[^>]*>([^<]+)</a><br><span class="quiet">([^<]+)</span>', html)
    return [f"{place} {field}" for place, field in rows]


def test_what_lacks_a_language_is_listed_and_what_has_it_is_not(client, translated):
    missing = listed(client.get(f"{PAGE}?language=nb"))
    assert "utp-1.1.2 title" in missing
    assert [row for row in missing if row.startswith("utp-1.1.1 ")] == []
    assert "utp-interior name" in missing
    assert [row for row in listed(client.get(f"{PAGE}?language=nn")) if row.startswith("utp-1.1.1 ")] == [
        "utp-1.1.1 title",
        "utp-1.1.1 deliverable",
    ]


def test_what_this_project_translated_is_listed_apart(client, translated):
    assert listed(client.get(f"{PAGE}?language=nb&show=ours")) == ["utp-1.1.1 deliverable"]


def test_the_table_has_every_text_and_room_for_the_translation(client, translated):
    response = client.get("/en/plans/utp-1/translations.csv?language=nb")
    rows = {
        (row["id"], row["field"]): (row["text"], row["translation"], row["is_official"])
        for row in csv.DictReader(io.StringIO(response.content.decode()))
    }
    assert rows["utp-1.1.1", "title"] == ("Draft published", "Utkast publisert", "true")
    assert rows["utp-1.1.1", "deliverable"] == ("A draft", "Et utkast", "false")
    assert rows["utp-1.1.2", "title"] == ("Portal open", "", "false")


def test_the_list_is_in_the_language_of_the_reader_and_refuses_an_unknown_one(client, translated):
    assert "utp-1.1.2 tittel" in listed(client.get(PAGE.replace("/en/", "/nb/")))
    refused = client.get(f"{PAGE}?language=xx")
    assert refused.status_code == 400
    assert "“xx” is no language of this site." in refused.content.decode()


def test_the_list_costs_the_same_whatever_is_in_it(client, small_plan, django_assert_num_queries):
    for number in (3, 4):
        more = factories.commitment(small_plan.plan, number, f"Promise {number}", lead=small_plan.ministry)
        factories.milestone(more, 1, due=date(2020, 6, 30))
        with django_assert_num_queries(9):
            client.get(PAGE)
