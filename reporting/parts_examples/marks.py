"""How is a state shown? The mark, the block, the headline figure, and the small marks beside a word."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from ogp_tracker import ui
from ogp_tracker.words import LEVEL_WORDS
from reporting.dashboard import Group as Headline
from reporting.parts_examples.part import Group, Part, State
from reporting.parts_examples.plan import MILESTONES, MOMENT, OVERDUE, READING, milestone

BLOCK_LINE = """<ul class="blocks">
  {% for block in milestones %}<li>{% include "parts/block.html" %}</li>{% endfor %}
</ul>"""


def _state(label: str, level: str, *, hatched: bool = False, late: bool = False) -> State:
    return State(label, {"row": SimpleNamespace(level=level, hatched=hatched, late=late)})


def _headline(label: str, milestones: list[Any], level: str) -> State:
    given = {"group": Headline(level, milestones), "reading": READING, "moment": MOMENT}
    return State(label, given)


STATUS = Part(
    anchor="status",
    name="Status mark",
    purpose="Says how far something is, by shape and by word, never by colour alone.",
    line='{% include "parts/state.html" with level=row.level hatched=row.hatched late=row.late only %}',
    states=[
        *(_state(f"{ui.sentence_word(level)}, plain", level) for level in LEVEL_WORDS),
        _state("Substantial, hatched: no working public evidence", "substantial", hatched=True),
        _state("Completed, hatched: no working public evidence", "completed", hatched=True),
        *(
            _state(f"{ui.sentence_word(level)}, overdue", level, late=True)
            for level in ("substantial", "limited", "not_started", "not_reported")
        ),
        _state("Substantial, hatched and overdue", "substantial", hatched=True, late=True),
    ],
)
BLOCK = Part(
    anchor="block",
    name="Block",
    purpose="One milestone as a drawing that leads to its page; its words are hidden, so they stand nearby, too.",
    line=BLOCK_LINE,
    states=[
        State("One of each", {"milestones": MILESTONES}),
        State("Overdue", {"milestones": [OVERDUE]}),
        State(
            "Changed on the day",
            {"milestones": [OVERDUE]},
            line=BLOCK_LINE.replace("<li>", '<li class="changed">'),
        ),
    ],
)
HEADLINE = Part(
    anchor="headline",
    name="Headline figure",
    purpose="A number with its word, its blocks, and the way to the rows that are counted.",
    line='<ol class="overview">{% include "parts/headline.html" %}</ol>',
    states=[
        _headline("Some", [MILESTONES[0]], "completed"),
        _headline("Some of them overdue", [OVERDUE, milestone(5, "limited")], "limited"),
        _headline("Without evidence", [MILESTONES[2]], "substantial"),
        _headline("None: the state stays visible", [], "not_started"),
        _headline(
            "More than sixty: one block stands for all",
            [milestone(number, "not_reported") for number in range(1, 65)],
            "not_reported",
        ),
    ],
)
MARKS = Part(
    anchor="marks",
    name="Small marks",
    purpose="What a reader must know of a row, in one word beside it.",
    line='{% include "parts/sample.html" only %}',
    states=[
        State("Sample: an invented row, in place of its author"),
        State(
            "Language mark: a text there is in no language of the reader",
            {"title": {"nb": "Eksempel"}},
            line="{{ title|words }}",
        ),
        State(
            "Translation mark: a text that this project translated",
            {"title": {"nb": "Eksempel", "en-t-nb": "Example"}},
            line="{{ title|words }}",
        ),
        State(
            "What a title was translated from, below the heading of its page",
            {"title": {"nb": "Eksempel", "en-t-nb": "Example"}},
            line='{% include "parts/original_title.html" with title=title only %}',
        ),
        State("Tag", line='<span class="tag">key milestone</span>'),
        State(
            "Changed on the day that is looked at",
            line='<span class="changed-mark">changed on this day</span>',
        ),
        State("Overdue, in words", line='<strong class="late">1 overdue</strong> by 91 days'),
    ],
)

GROUP = Group("states", "How a state is shown", [STATUS, BLOCK, HEADLINE, MARKS])
