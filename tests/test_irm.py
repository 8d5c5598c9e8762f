"""Does what the IRM published come into the record whole, once, on its own scales, and with who entered it?"""

from __future__ import annotations

import copy
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import translation

from accounts.actors import Actor
from accounts.models import Event, User
from accounts.record import head
from accounts.verify import verify_record
from reporting.compile import Asked, compile_document
from reporting.document import Head
from reporting.irm import IrmFileError, Loaded, entered, load_irm, parse_irm_file
from reporting.irm_scales import MISSING, SCALES
from reporting.models import Assessment, IrmReport
from tests.factories import NOW, TODAY, actor
from tests.plan import SmallPlan

ROOT = Path(__file__).parent.parent
NORWAY = ROOT / "reporting" / "irm" / "nor-4.json"
PRODUCTS = ", ".join(IrmReport.Product.values)
SOURCE = "https://example.org/utp-1"
SMALL: dict[str, Any] = {
    "format": "ogp-tracker-irm",
    "version": 1,
    "plan": "utp-1",
    "reports": [
        {
            "slug": "design-report",
            "product": "design_report",
            "title": {"en": "Utopia Design Report"},
            "published_on": "2020-02-01",
            "published_text": "February 2020",
            "url": SOURCE,
            "findings": [{"question": {"en": "Is there a forum?"}, "says": {"en": "Yes."}, "source": SOURCE}],
            "codes": [
                {"commitment": "1", "scale": "verifiable", "code": "1", "page": "17", "source": SOURCE},
                {"commitment": "2", "scale": "potential_impact", "code": "NR", "source": SOURCE},
            ],
        }
    ],
}


def small(**report: Any) -> dict[str, Any]:
    """The small file with some members of its one report set."""
    document = copy.deepcopy(SMALL)
    document["reports"][0] |= report
    return document


def with_code(**members: Any) -> dict[str, Any]:
    """The small file with its first code changed; a member set to None is left out."""
    document = copy.deepcopy(SMALL)
    code = document["reports"][0]["codes"][0] | members
    document["reports"][0]["codes"][0] = {name: value for name, value in code.items() if value is not None}
    return document


def load(document: Any, *, by: User | Actor | None = None) -> Loaded:
    return load_irm(parse_irm_file(json.dumps(document).encode()), by=actor(by), now=NOW)


def refused(document: Any) -> list[str]:
    """Every reason why a file is not loaded; and nothing of it is."""
    before = head().size
    with pytest.raises(IrmFileError) as caught:
        load(document)
    assert head().size == before
    return [str(problem) for problem in caught.value.problems]


# What the IRM published about Norway's fourth plan -------------------------------------------------------


def command(path: Path) -> str:
    out = io.StringIO()
    call_command("load_irm", path, stdout=out)
    return out.getvalue()


@pytest.fixture
def norway(db: None, today: date) -> None:
    call_command("load_plan", ROOT / "milestones" / "plans" / "nor-4.json", stdout=io.StringIO())


def test_norways_codes_come_after_the_plan_and_only_once(norway: None) -> None:
    published = json.loads(NORWAY.read_bytes())["reports"]
    codes = sum(len(report["codes"]) for report in published)
    assert command(NORWAY) == f"Entered {len(published)} reports and {codes} codes of the IRM.\n"
    size = head().size
    assert command(NORWAY) == "Entered 0 reports and 0 codes of the IRM.\n"
    assert (head().size, verify_record().size) == (size, size)
    assert (IrmReport.objects.count(), Assessment.objects.count()) == (len(published), codes)


def test_every_code_of_norway_has_a_source_and_stands_on_its_scale(norway: None) -> None:
    command(NORWAY)
    rows = list(Assessment.objects.select_related("report"))
    assert [row for row in rows if not row.source.startswith("https://")] == []
    assert [row for row in rows if not SCALES[row.scale].has(row.code)] == []
    assert {entered(row.report) for row in rows} == {
        "Entered by the operator of this site from the published report"
    }
    assert {row.is_sample for row in rows} == {False}


def test_codes_without_their_plan_are_refused(db: None, today: date) -> None:
    with pytest.raises(CommandError) as caught:
        command(NORWAY)
    sentence = "/plan: There is no plan “nor-4” here. Load it first."
    assert str(caught.value) == f"Nothing was entered.\n{sentence}"
    assert Event.objects.count() == 0


def test_command_says_that_a_file_cannot_be_read(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"^The file cannot be read: No such file or directory\.$"):
        command(tmp_path / "nowhere.json")


# Loading ---------------------------------------------------------------------------------------------------


def test_codes_are_written_with_page_source_and_an_event_each(small_plan: SmallPlan) -> None:
    assert load(SMALL) == Loaded(reports=1, codes=2)
    first, second = Assessment.objects.order_by("pk")
    assert (first.commitment, first.scale, first.code, first.label) == (
        small_plan.commitment, "verifiable", "1", "Yes",
    )  # fmt: skip
    assert (first.page, first.source, second.label) == ("17", SOURCE, MISSING["NR"])
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-3:] == ["enter_irm_report", "enter_irm_code", "enter_irm_code"]


def test_what_a_coordinator_enters_says_that_the_government_entered_it(
    small_plan: SmallPlan, coordinator: User
) -> None:
    load(SMALL, by=coordinator)
    report = IrmReport.objects.get()
    assert (report.body, report.recorded_by) == (small_plan.ministry, coordinator)
    assert entered(report) == "Entered by the government from the published report"


def test_compiled_document_names_source_and_who_entered_it(small_plan: SmallPlan, coordinator: User) -> None:
    load(SMALL, by=coordinator)
    log = head()
    asked = Asked(day=TODAY, known_at=NOW, head=Head(log.origin, log.size, log.head))
    with translation.override("en"):
        document = compile_document(small_plan.plan, asked)
    [code] = document.commitments[0].codes
    assert (code.report, code.page, code.source, code.label["en"]) == ("design-report", "17", SOURCE, "Yes")
    [report] = document.irm_reports
    assert report.entered["en"] == "Entered by the government from the published report"
    assert report.findings[0].source == SOURCE


def test_file_loaded_again_writes_nothing(small_plan: SmallPlan) -> None:
    load(SMALL)
    size = head().size
    assert (load(SMALL), head().size) == (Loaded(reports=0, codes=0), size)


def test_code_that_reads_differently_supersedes_the_one_before(small_plan: SmallPlan) -> None:
    load(SMALL)
    assert load(with_code(code="0")) == Loaded(reports=0, codes=1)
    old, new = Assessment.objects.filter(scale="verifiable").order_by("pk")
    assert (old.code, new.code, new.supersedes) == ("1", "0", old)
    assert list(Assessment.objects.standing(TODAY).filter(scale="verifiable")) == [new]
    assert load(with_code(code="0")) == Loaded(reports=0, codes=0)


def test_report_is_never_rewritten(small_plan: SmallPlan) -> None:
    load(SMALL)
    assert refused(small(published_text="March 2020")) == [
        "/reports/0/published_text: The record holds the report “design-report” with other words, "
        "and is never rewritten."
    ]


@pytest.mark.parametrize("who", ["ministry_editor", "cso_member", "reviewer", "stranger"])
def test_nobody_but_a_coordinator_enters_codes(
    who: str, small_plan: SmallPlan, request: pytest.FixtureRequest
) -> None:
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied, match=r"^Only a coordinator enters the IRM's codes\.$"):
        load(SMALL, by=by)
    assert IrmReport.objects.count() == 0


# What is refused, each with its place ----------------------------------------------------------------------


def test_scale_that_the_irm_does_not_have_is_refused_with_its_place(small_plan: SmallPlan) -> None:
    known = ", ".join(SCALES)
    assert refused(with_code(scale="stars")) == [
        f"/reports/0/codes/0/scale: “stars” is no scale. Use one of: {known}."
    ]


def test_commitment_that_the_plan_does_not_have_is_refused_with_its_place(small_plan: SmallPlan) -> None:
    assert refused(with_code(commitment="9")) == [
        "/reports/0/codes/0/commitment: The plan has no commitment “9”. It has: 1, 2."
    ]


@pytest.mark.parametrize(
    ("members", "problem"),
    [
        ({"code": "2"}, "/code: “2” is no code of this scale. Use one of: 0, 1."),
        ({"source": None}, "/source: “source” is missing: write it as a text."),
        ({"source": " "}, "/source: “source” is missing: write it as a text."),
        ({"code": 1}, "/code: “code” is missing: write it as a text."),
    ],
)
def test_code_that_says_too_little_is_refused_with_its_place(
    members: dict[str, Any], problem: str, small_plan: SmallPlan
) -> None:
    assert refused(with_code(**members)) == [f"/reports/0/codes/0{problem}"]


def test_commitment_has_one_code_on_a_scale_in_a_report(small_plan: SmallPlan) -> None:
    assert refused(with_code(commitment="2", scale="potential_impact")) == [
        "/reports/0/codes/1: This report's code for it stands at /reports/0/codes/0 already."
    ]


@pytest.mark.parametrize(
    ("report", "problem"),
    [
        ({"product": "leaflet"}, f"/product: “leaflet” is no product. Use one of: {PRODUCTS}."),
        (
            {"published_on": "2020"},
            "/published_on: Write the first day on which it can have been public as YYYY-MM-DD.",
        ),
        ({"title": {}}, '/title: Give the text as an object, for example {"en": "..."}.'),
        (
            {"url": "javascript:alert(1)"},
            "/url: Write an address that begins with https://, or leave it out.",
        ),
        ({"slug": ""}, "/slug: “slug” is missing: write it as a text."),
        (
            {"published_text": "a\x00b"},
            "/published_text: The text holds characters that cannot be stored or read: remove them.",
        ),
    ],
)
def test_report_that_cannot_be_entered_is_refused_with_its_place(
    report: dict[str, Any], problem: str, small_plan: SmallPlan
) -> None:
    assert refused(small(**report)) == [f"/reports/0{problem}"]


def test_report_stands_once_in_a_file(small_plan: SmallPlan) -> None:
    document = small()
    document["reports"].append(document["reports"][0] | {"codes": []})
    assert refused(document) == [
        "/reports/1/slug: The report “design-report” stands at /reports/0/slug already."
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff\xfe", "The file is not UTF-8. Save it as UTF-8."),
        (b"{", "The file is not JSON: line 1, column 2: Expecting property name enclosed in double quotes."),
        (b"[" * 100_000, "The file is not JSON that can be read."),
        (b"[]", "The file holds no object: write {…}, as docs/irm-file.md shows."),
    ],
)
def test_file_that_is_none_is_refused(content: bytes, problem: str) -> None:
    with pytest.raises(IrmFileError) as caught:
        parse_irm_file(content)
    assert [each.sentence for each in caught.value.problems] == [problem]


def test_all_that_is_wrong_with_a_file_is_told_at_once(small_plan: SmallPlan) -> None:
    document = with_code(scale="stars", source=None)
    document["version"] = 2
    assert [each.partition(":")[0] for each in refused(document)] == [
        "/reports/0/codes/0/scale", "/reports/0/codes/0/source", "/version",
    ]  # fmt: skip
