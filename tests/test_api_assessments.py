"""How does a program read what the IRM said: its reports and codes, as they were public on a day?"""

from __future__ import annotations

from datetime import date

import pytest

from reporting.irm_scales import SCALES
from reporting.models import Assessment, IrmReport
from tests import factories
from tests.api import API, ids, program, refused, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "small_plan")]

COSTS = {"irm-reports/": 2, "irm-reports/utp-1-design-report/": 2, "assessments/": 2}


def publish(plan, slug="design-report", *, on=date(2020, 2, 1)):
    return factories.write(
        IrmReport(
            plan=plan,
            slug=slug,
            product="design_report",
            title={"en": "Design Report"},
            published_on=on,
            published_text="February 2020",
        )
    )


def judge(report, commitment, code="2", *, scale="completion", **fields):
    return factories.write(
        Assessment(
            report=report, commitment=commitment, scale=scale, code=code, source="The report", **fields
        )
    )


@pytest.fixture
def report(small_plan):
    return publish(small_plan.plan)


def ask(address, **parameters):
    return program().get(API + address, parameters)


def test_a_report_of_the_irm_is_told(report):
    row = ask("irm-reports/utp-1-design-report/").json()
    assert [row[name] for name in ("id", "number", "plan", "product", "published_on", "covers", "url", "body")] == [
        "utp-1-design-report", report.pk, "utp-1", "design_report", "2020-02-01", None, None, None,
    ]  # fmt: skip
    assert (row["role"], row["title"]) == ("operator", {"en": "Design Report"})


def test_a_code_is_told_on_its_scale(report, small_plan):
    code = judge(report, small_plan.commitment, page="17", stated="Not started")
    row = ask(f"assessments/{code.pk}/").json()
    assert [row[name] for name in ("commitment", "report", "scale", "code", "label", "page", "stated", "standing")] == [
        "utp-1.1", "utp-1-design-report", "completion", "2", "Not started", "17", "Not started", True,
    ]  # fmt: skip


@pytest.mark.parametrize("scale", SCALES)
def test_missing_is_a_word_and_not_a_number(report, small_plan, scale):
    code = judge(report, small_plan.commitment, "NR", scale=scale)
    assert ask(f"assessments/{code.pk}/").json()["label"] == "not yet reviewed"


def test_a_code_that_was_superseded_stays_readable(report, small_plan):
    first = judge(report, small_plan.commitment, "2")
    later = publish(small_plan.plan, "results-report", on=date(2020, 4, 1))
    second = judge(later, small_plan.commitment, "3", supersedes=first)
    rows = ask("assessments/").json()["results"]
    assert [(row["id"], row["standing"], row["superseded_by"]) for row in rows] == [
        (first.pk, False, second.pk),
        (second.pk, True, None),
    ]
    before = ask("assessments/", as_of="2020-03-31").json()["results"]
    assert [(row["id"], row["standing"], row["superseded_by"]) for row in before] == [(first.pk, True, None)]


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"plan": "utp-1"}, ["first", "second"]),
        ({"plan": "utp-2"}, []),
        ({"commitment": "utp-1.2"}, ["second"]),
        ({"scale": "completion"}, ["first"]),
        ({"scale": "completion,potential_impact"}, ["first", "second"]),
        ({"code": "NA"}, ["second"]),
        ({"report": "utp-1-design-report"}, ["first", "second"]),
        ({"standing": "false"}, []),
        ({"as_of": "2020-01-31"}, []),
        ({"known_on": "2019-06-30"}, []),
        ({"is_sample": "true"}, []),
    ],
)
def test_codes_are_found(report, small_plan, parameters, found):
    named = {
        "first": judge(report, small_plan.commitment),
        "second": judge(report, small_plan.other_commitment, "NA", scale="potential_impact"),
    }
    assert ids(ask("assessments/", **parameters)) == [named[name].pk for name in found]


def test_reports_are_found(report):
    assert ids(ask("irm-reports/", plan="utp-1", product="design_report")) == ["utp-1-design-report"]
    assert ids(ask("irm-reports/", product="results_report")) == []
    assert ids(ask("irm-reports/", as_of="2020-01-31")) == []
    refused(ask("irm-reports/utp-1-design-report/", as_of="2020-01-31"), 404)
    refused(ask("irm-reports/utp-1-other/"), 404)


@pytest.mark.parametrize("address", ["irm-reports/", "assessments/"])
def test_nobody_writes_them_here(reviewer, address):
    refused(send(program(reviewer), address, {}), 405)


@pytest.mark.parametrize("address", COSTS)
def test_an_answer_costs_the_same_at_one_row_and_at_three(
    report, small_plan, django_assert_num_queries, address
):
    judge(report, small_plan.commitment)
    with django_assert_num_queries(COSTS[address]):
        assert ask(address).status_code == 200
    for slug in ("results-report", "review"):
        judge(publish(small_plan.plan, slug), small_plan.commitment)
    with django_assert_num_queries(COSTS[address]):
        assert ask(address).status_code == 200


@pytest.mark.parametrize(
    ("address", "named"),
    [("irm-reports/utp-1-design-report/", "IrmReportShape"), ("assessments/{}/", "AssessmentShape")],
)
def test_what_is_described_is_what_is_sent(report, small_plan, address, named):
    code = judge(report, small_plan.commitment)
    described = program().get(API + "schema/", {"format": "json"}).json()["components"]["schemas"]
    assert set(ask(address.format(code.pk)).json()) == set(described[named]["properties"])
