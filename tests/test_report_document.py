"""A document turns into JSON and back without loss, whatever stands in it; hostile words are set all the same."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.document import (
    Answer,
    Code,
    Evidence,
    Passage,
    Statement,
    View,
    Wording,
    _read,
    from_json,
    to_json,
)
from reporting.renderers import wording
from reporting.renderers.blocks import Run
from reporting.renderers.pdf import _breakable, _drawable
from reporting.renderers.table import COLUMNS
from tests import factories
from tests.plan import SmallPlan


@pytest.mark.parametrize("kind", [Answer, Code, Evidence, Passage, Statement, View, Wording])
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


def test_words_of_a_source_keep_their_language_in_a_report_of_another() -> None:
    stated, beside = "During 2019", {"en": "Open data", "nb-t-en": "Åpne data"}
    with override("nb"):
        said = wording.period(stated, None, None, beside=beside)
        quoted = wording.around("Kilden sier «%(words)s».", wording.as_stated(stated, beside))
    assert said == ((Run(stated, language="en"),),)
    assert quoted == (Run("Kilden sier «"), Run(stated, language="en"), Run("»."))
    with override("en"):
        assert wording.period(stated, None, None, beside=beside) == ((Run(stated),),)
