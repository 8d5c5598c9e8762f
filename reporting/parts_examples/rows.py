"""How are many things shown at once? Cards, tables, charts, and lines of news."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from django.utils.safestring import SafeString

from accounts.names import Name
from milestones.progress import ORDER
from reporting.band import Band, Changed, laid_out
from reporting.commitment_rows import CommitmentRow
from reporting.figures import figures_of
from reporting.heard import Heard, View
from reporting.hits import Hit
from reporting.parts_examples.part import Group, Part, State
from reporting.parts_examples.plan import (
    BEGINS,
    BOARD,
    CHANGE,
    DAY,
    MILESTONES,
    MOMENT,
    READING,
    ROWS,
    SILENT,
    commitment,
    milestone,
)

WATCH = Name(
    number=9,
    slug="example-watch",
    name={"en": "Example Watch"},
    abbreviation="",
    kind="civil_society",
    since=BEGINS,
    until=None,
    contact_mailbox="",
    source="",
    note="",
    is_sample=False,
)
QUIET: Band = laid_out([], MOMENT, begins_on=BEGINS)
PLAIN_TABLE = {"columns": ["Example", "State"], "rows": [["First", "completed"], ["Second", "limited"]]}


def _card(label: str, row: CommitmentRow, *, band: Band = QUIET, views: str = "", waiting: int = 0) -> State:
    heard = Heard([View(level, WATCH, date(2020, 5, 20), False) for level in views.split()])
    row = replace(row, code=str(10 + len(label)), public_id=f"{row.public_id}-{len(label)}")
    return State(label, {"row": row, "heard": heard, "waiting": waiting, "band": band, "moment": MOMENT})


CARD = Part(
    anchor="card",
    name="Commitment card",
    purpose="A commitment in a list: its lead, its blocks, what is due, and the four voices in four fixed places.",
    line='<ul class="rows-list">{% include "parts/commitment_row.html" %}</ul>',
    states=[
        _card("Ordinary", ROWS[1], views="completed"),
        _card("Overdue, and a comment waits", ROWS[0], waiting=1),
        _card("Differing voices", commitment(2, [milestone(1, "limited")], "completed"), views="limited not_started"),
        _card("No milestones and no lead body stated", ROWS[3]),
        _card("Withdrawn", commitment(2, MILESTONES[:1], change="withdrawn")),
        _card(
            "Changed on the day that is looked at",
            ROWS[0],
            band=replace(QUIET, changed=[Changed("1", 1, 12)]),
        ),
        _card("Assessed by the IRM; sample statement", commitment(
            2, MILESTONES[:1], "completed", irm_code="4", irm_on=DAY, stated_is_sample=True)),
    ],
)  # fmt: skip
MILESTONE_TABLE = Part(
    anchor="milestone-table",
    name="Milestone table",
    purpose="Milestones as rows, the twin of every drawing, in the frame in which a wide table scrolls.",
    line='{% part "scroll" label="Example of a table" %}{% include "parts/milestone_table.html" %}{% endpart %}',
    states=[
        State("Every kind of row", {"rows": [
            *(milestone(number, state) for number, state in enumerate(reversed(ORDER), 1)),
            milestone(7, "limited", date(2020, 3, 31), replanned_due_on=date(2020, 9, 30)),
            milestone(8, "substantial", None, has_evidence=False),
            milestone(9, "limited", title={}, is_sample=True, is_entry_sample=True),
        ], "reading": READING, "moment": MOMENT}),
    ],
)  # fmt: skip
TABLE = Part(
    anchor="table",
    name="Plain table",
    purpose="Columns and rows of words. A narrow phone scrolls it; class cards-on-phone makes its rows cards.",
    line='{% part "scroll" label="Example of a plain table" %}'
    '{% include "parts/table.html" with columns=columns rows=rows only %}{% endpart %}',
    states=[
        State("With rows", PLAIN_TABLE),
        State("As cards on a phone", line="""<table class="ds-table cards-on-phone">
  <thead><tr><th scope="col">Example</th><th scope="col">State</th><th scope="col">Day</th></tr></thead>
  <tbody><tr><th scope="row">First</th><td data-label="State">Limited</td><td data-label="Day">2020</td></tr></tbody>
</table>"""),
    ],
)  # fmt: skip
NEWS = Part(
    anchor="change",
    name="Change",
    purpose="A new entry as a line of news: what it is about, from which state to which, by whom.",
    line='<ol class="changes">{% include "parts/change.html" %}</ol>',
    states=[
        State("Progress", {"change": CHANGE}),
        State("The first entry, entered late", {"change": replace(
            CHANGE, before=None, effective_on=date(2020, 1, 7))}),
        State("No change, a sample", {"change": replace(CHANGE, kind="unchanged", is_sample=True)}),
        State("A correction", {"change": replace(CHANGE, kind="correction", before="completed")}),
        State("A retraction", {"change": replace(CHANGE, kind="retraction", level=None)}),
        State("A statement on the commitment", {"change": replace(CHANGE, milestone=None)}),
    ],
)  # fmt: skip
HIT = Hit(
    title="Example of a commitment",
    title_language="en",
    url="/",
    where="Commitment 1",
    says=SafeString("What stands around the <mark>example</mark> that was looked for."),
    language="en",
)
FOUND = Part(
    anchor="hit",
    name="Search result",
    purpose="What says the words, where it stands, and what stands around the first of them.",
    line='<ul class="hits">{% include "parts/hit.html" %}</ul>',
    states=[
        State("A text of the plan", {"hit": HIT}),
        State("Words of a body", {"hit": replace(HIT, body={"en": "Example Watch"}, on=DAY)}),
        State("A sample", {"hit": replace(HIT, is_sample=True, on=DAY)}),
    ],
)
STALE = SimpleNamespace(last_update_on=date(2019, 11, 4), is_stale=True, days_silent=239)
UPDATE = Part(
    anchor="last-update",
    name="Last update",
    purpose="When a body last published something, and whether that is longer ago than OGP asks.",
    line='{% include "parts/last_update.html" %}',
    states=[
        State("Lately", {"board": BOARD}),
        State("Six months and more ago", {"board": STALE}),
        State("Never", {"board": SILENT}),
    ],
)


def charts() -> Part:
    """The charts of the example plan: their words are in the language that is spoken, so they are drawn anew."""
    drawn, silent = figures_of(BOARD, head=12), figures_of(SILENT, head=3)
    about = {"reading": READING, "moment": MOMENT}
    timeline = {
        "key": "parts/timeline_key.html",
        "table": "parts/milestone_table.html",
        "rows": BOARD.milestones,
    }
    course = drawn["completed"]
    table = {"table": "parts/table.html", "columns": course.columns, "rows": course.rows}
    nothing = silent["completed"]
    return Part(
        anchor="figure",
        name="Chart",
        purpose="A drawing, the table that says the same, and a sentence to cite. Two renderings: wide and narrow.",
        line='{% include "parts/figure.html" %}',
        states=[
            State("Commitments by state", about | {"figure": drawn["commitments"]}),
            State("Completed milestones over time", about | table | {
                "figure": course, "note": "One more sentence.", "label": "Example of a chart as a table"}),
            State("Timeline, with its key", about | timeline | {
                "figure": drawn["timeline"], "label": "Example of a timeline as a table"}),
            State("Nothing to draw yet", about | {"figure": nothing}),
            State("Resting on samples", about | {"figure": replace(nothing, rests_on_samples=True)}),
        ],
    )  # fmt: skip


def group() -> Group:
    parts = [CARD, MILESTONE_TABLE, TABLE, charts(), NEWS, FOUND, UPDATE]
    return Group("rows", "Many things at once", parts)
