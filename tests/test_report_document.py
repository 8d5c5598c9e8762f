"""A document turns into JSON and back without loss, whatever stands in it; hostile words are set all the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actors import operator
from accounts.models import User
from commitments.models import ActionPlan
from milestones.loading import load_plan
from milestones.plan_file import read_plan_file
from ogp_tracker.languages import by_this_project
from participation.models import Comment
from reporting.compile import Asked, compile_document
from reporting.document import (
    Answer,
    Code,
    Document,
    Evidence,
    Group,
    Head,
    Passage,
    Statement,
    View,
    Wording,
    _read,
    from_json,
    to_json,
)
from reporting.renderers import annexes, wording
from reporting.renderers.blocks import Run
from reporting.renderers.commitment import _bodies, _stated
from reporting.renderers.pdf import _breakable, _drawable
from reporting.renderers.table import COLUMNS
from reporting.renderers.telling import tell
from tests import factories
from tests.factories import NOW, TODAY
from tests.plan import SmallPlan
from tests.test_participation_actions import answer, say

NORWAY = Path(__file__).parent.parent / "milestones" / "plans" / "nor-4.json"


@pytest.mark.parametrize("kind", [Answer, Code, Evidence, Group, Passage, Statement, View, Wording])
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_part_survives_json(kind: type, data: st.DataObject) -> None:
    part = data.draw(st.from_type(kind))
    assert _read(kind, json.loads(json.dumps(to_json(part)))) == part


@pytest.mark.parametrize("data", [None, [], {}, {"format": "ogp-tracker-document", "version": 2}])
def test_document_of_another_format_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match="not a document of the format"):
        from_json(data)


def test_characters_no_font_has_are_written_as_their_number() -> None:
    assert _drawable({"text": "Åpne 😀", "url": "https://x/😀"}) == {
        "text": "Åpne [U+1F600]",
        "url": "https://x/😀",
    }


def test_long_words_may_break_and_short_ones_stay() -> None:
    assert (_breakable("short words stay"), "\u200b" in _breakable("x" * 10_000)) == (
        "short words stay",
        True,
    )


def test_csv_runs_no_formula(small_plan: SmallPlan, today: date, client: Client) -> None:
    factories.milestone(small_plan.commitment, 3, due=None, title='=HYPERLINK("https://example.org")')
    table = client.get("/en/plans/utp-1/evidence.csv").content.decode()
    assert table.splitlines()[0] == ",".join(COLUMNS)
    assert "'=HYPERLINK" in table


def test_evidence_page_costs_the_same_for_any_number_of_milestones(
    small_plan: SmallPlan, today: date, client: Client
) -> None:
    costs = []
    for number in (3, 4):
        factories.milestone(small_plan.commitment, number, due=None)
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/plans/utp-1/evidence/")
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 12


@pytest.fixture
def norway(db: None) -> Document:
    """Norway's plan as a report of its last day tells it."""
    day = date(2019, 7, 1)
    load_plan(read_plan_file(NORWAY), by=operator(day=day), now=factories.noon(day))
    head = Head("ogp.example", 1, "0" * 64)
    asked = Asked(day=date(2021, 6, 30), known_at=factories.noon(date(2021, 6, 30)), head=head, number=1)
    return compile_document(ActionPlan.objects.get(), asked)


def misfits(kind: Any, value: Any, at: str = "") -> Iterator[str]:
    """Where a document holds something else than its parts say: types of JSON columns are nobody's to check."""
    kinds = get_args(kind)
    if isinstance(kind, UnionType):
        if value is not None:
            yield from misfits(next(each for each in kinds if each is not NoneType), value, at)
    elif get_origin(kind) is tuple:
        for place, each in enumerate(value):
            yield from misfits(kinds[0], each, f"{at}[{place}]")
    elif get_origin(kind) is dict:
        for key, each in value.items():
            yield from misfits(kinds[1], each, f"{at}[{key!r}]")
    elif not isinstance(value, kind):
        yield f"{at}: {value!r} is no {kind}"
    elif is_dataclass(value):
        for name, hint in get_type_hints(kind).items():
            yield from misfits(hint, getattr(value, name), f"{at}.{name}")


def test_everything_in_a_document_of_norways_plan_is_of_its_type(norway: Document) -> None:
    assert list(misfits(Document, norway)) == []


@pytest.mark.parametrize(
    ("language", "source", "group", "says", "other"),
    [
        (
            "en",
            "The plan",
            "Municipalities (supporting, source",
            "The plan does not say which.",
            "Construction",
        ),
        ("nb", "Planen", "Kommuner (medvirkende organ, kilde", "Planen sier ikke hvilke.", "Byggenæringen"),
    ],
)
def test_bodies_and_groups_are_told_by_name_with_their_sources(
    norway: Document, language: str, source: str, group: str, says: str, other: str
) -> None:
    with override(language):
        lines = ["".join(run.text for run in line) for line in _bodies(norway.commitments[4])]
    page = "https://opengovpartnership.org/members/norway/commitments/no0058"
    assert f"{source}: {page})" in lines[1]
    assert f"{group}: {page}). {says}" in lines
    assert any(line.startswith(other) for line in lines)


def test_a_row_without_title_or_deliverable_is_a_gap_and_a_title_alone_is_said_to_be_alone(
    norway: Document,
) -> None:
    rows = {row.public_id: row for each in norway.commitments for row in each.milestones}
    told = {
        name: (row.adopted.deliverable.absent, "no_deliverable" in row.gaps) for name, row in rows.items()
    }
    assert told == {
        "nor-4.1.1": ("title_alone", False),
        "nor-4.2.1": ("title_alone", False),
        "nor-4.6.1": ("not_stated", True),
    }


def test_words_of_a_source_keep_their_language_in_a_report_of_another() -> None:
    stated, beside = "During 2019", {"en": "Open data", "nb-t-en": "Åpne data"}
    with override("nb"):
        said = wording.period(stated, None, None, beside=beside)
        within = wording.around("Kilden sier «%(words)s».", wording.as_stated(stated, beside))
    assert said == ((Run("«"), Run(stated, language="en"), Run("»")),)
    assert within == (Run("Kilden sier «"), Run(stated, language="en"), Run("»."))
    with override("en"):
        assert wording.period(stated, None, None, beside=beside) == ((Run("“"), Run(stated), Run("”")),)


def test_a_report_in_a_language_we_translated_the_plan_into_says_so(norway: Document) -> None:
    notes = {}
    for language in ("nb", "nn", "en"):
        told = tell(norway, language=language).notes
        notes[language] = " ".join(run.text for note in told for run in note.paragraphs[0])
    assert "Delvis oversatt." in notes["nb"]
    assert "Delvis omsett." in notes["nn"]
    assert "Translated" not in notes["en"]


def compiled(small_plan: SmallPlan) -> Document:
    """An extract of the small plan, of the day tests live on."""
    head = Head("ogp.example", 1, "0" * 64)
    return compile_document(small_plan.plan, Asked(day=TODAY, known_at=NOW, head=head))


def test_a_report_does_not_let_a_new_lead_state_what_the_old_one_stated(
    small_plan: SmallPlan, ministry_editor: User
) -> None:
    factories.state(small_plan.commitment, "completed", by=ministry_editor, on=date(2020, 2, 1))
    factories.responsible(small_plan.commitment, small_plan.other_ministry, since=date(2020, 3, 1))
    first, second = compiled(small_plan).commitments
    assert [_stated(first).who, _stated(second).who] == [
        "Ministry of the Interior states",
        "Ministry of Finance states",
    ]


@pytest.mark.parametrize(
    ("is_answered", "told"),
    [
        (False, ["Unanswered for 33 days. Waits for: Agency to come.", "Ministry of the Interior: 33 days"]),
        (True, ["Answered after 33 days.", "Ministry of the Interior: 33 days"]),
    ],
)  # fmt: skip
def test_a_report_books_the_days_to_whoever_was_responsible_while_they_ran(
    small_plan: SmallPlan, cso_member: User, is_answered: bool, told: list[str]
) -> None:
    say(cso_member, commitment=small_plan.commitment)
    new_lead = factories.body("utp-coming", "Agency to come", kind="agency", since=date(2020, 4, 15))
    factories.responsible(small_plan.commitment, new_lead, since=TODAY)
    if is_answered:
        answer(factories.person("newcomer", of=new_lead, since=TODAY), Comment.objects.get())
    [said] = compiled(small_plan).comments
    assert ["".join(run.text for run in line) for line in annexes._waiting(said)] == told


def test_notes_of_this_project_are_told_in_the_language_of_the_report() -> None:
    beside = {"en": "Potential impact", "nb": "Mulig virkning"}
    with override("nb"):
        ours = wording.noted("Also called the National Archival Services of Norway.", beside)
        theirs = wording.noted("In the words of the IRM", {"en": "Design report"})
    assert ours == Run("På engelsk også kalt the National Archival Services of Norway.")
    assert theirs == Run("In the words of the IRM", language="en")


def test_days_of_the_irms_reports_that_this_project_tells_are_notes_of_its_own() -> None:
    file = json.loads((NORWAY.parents[2] / "reporting" / "irm" / "nor-4.json").read_text())
    told = [by_this_project(report["published_text"]) for report in file["reports"]]
    assert told == [report["published_text"] for report in file["reports"]]
