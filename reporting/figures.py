"""Which charts does a plan have, and what is in each: its words, its table, its drawing?

A chart is always three things that say the same: a drawing, a table, and a file to take away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ogp_tracker import languages, ui
from reporting import course, sentences, spread, timeline
from reporting.dashboard import Dashboard
from reporting.heard import Heard, View
from reporting.standings import schedule_line

Cells = Sequence[str]


@dataclass(frozen=True)
class Figure:
    """A chart with its table. ``drawings`` are its renderings for ``template``, the wide one first."""

    name: str
    anchor: str
    title: str
    says: str
    source: str
    template: str
    drawings: Sequence[Any]
    columns: Cells
    rows: Sequence[Cells]
    rests_on_samples: bool


def figures_of(board: Dashboard, *, head: int) -> dict[str, Figure]:
    """The charts of a plan by name; one that has nothing to draw is left out. ``head``: the record's size."""
    made = (build(board, _source(board, head)) for build in BUILDERS.values())
    return {figure.name: figure for figure in made if figure and figure.drawings}


def _commitments(board: Dashboard, source: str) -> Figure | None:
    title = sentences.headings(board)["voices"]
    says = _("The commitments by state: as their lead bodies state them, and as their milestones indicate.")
    return Figure(
        name="commitments",
        anchor="voices",
        title=title,
        says=f"{says} {sentences.silent(board)}".strip(),
        source=source,
        template="parts/spread.svg",
        drawings=spread.drawings(spread.spread_of(board.rows)) if board.rows else [],
        columns=[
            _("Commitment"),
            _("Title"),
            _("Lead body"),
            _("Stated"),
            _("Indicated"),
            _("Basis"),
            _("Civil society"),
            _("IRM"),
        ],
        rows=[
            [
                row.number,
                languages.plain(row.title),
                languages.plain(row.lead_name),
                ui.word(row.stated),
                ui.word(row.indicated),
                row.basis,
                _found(board.heard.get(row.public_id)),
                row.assessed,
            ]
            for row in board.rows
        ],
        rests_on_samples=any(row.rests_on_samples for row in board.rows),
    )


def _completed(board: Dashboard, source: str) -> Figure | None:
    found = course.course_of(board)
    if found is None:
        return None
    title, total = sentences.course(found), str(found.total)
    return Figure(
        name="completed",
        anchor="course",
        title=title,
        says=_(
            "Milestones completed by each day, and those whose adopted day was over by then, completed or not."
        ),
        source=source,
        template="parts/course.svg",
        drawings=course.drawings(found),
        columns=[_("From this day on"), _("Completed"), _("Past their adopted day"), _("Milestones")],
        rows=[
            *([date_format(step.day), str(step.completed), str(step.due), total] for step in found.steps),
            *([date_format(step.day), "", str(step.due), total] for step in found.ahead),
        ],
        rests_on_samples=_has_samples(board),
    )


def _timeline(board: Dashboard, source: str) -> Figure | None:
    title = sentences.headings(board)["timeline"]
    return Figure(
        name="timeline",
        anchor="timeline",
        title=title,
        says=_("Milestones by the day they are due, on the commitment's own period."),
        source=source,
        template="parts/timeline.svg",
        drawings=timeline.renderings(board),
        columns=[
            _("Milestone"),
            _("Title"),
            _("State"),
            _("Adopted day"),
            _("Re-planned day"),
            _("Schedule"),
            _("Sample"),
        ],
        rows=[
            [
                each.public_id,
                languages.plain(each.title),
                ui.word(each.level),
                date_format(each.adopted_due_on) if each.adopted_due_on else each.period_text,
                date_format(each.replanned_due_on) if each.replanned_due_on else "",
                schedule_line(each),
                pgettext("answer", "yes") if each.rests_on_samples else pgettext("answer", "no"),
            ]
            for each in board.milestones
        ],
        rests_on_samples=_has_samples(board),
    )


BUILDERS: dict[str, Callable[[Dashboard, str], Figure | None]] = {
    "commitments": _commitments,
    "completed": _completed,
    "timeline": _timeline,
}


def _found(heard: Heard | None) -> str:
    """What each organisation finds, by name; empty if none has given a view."""
    views = heard.views if heard else ()
    return "; ".join(f"{_name(view)}: {ui.word(view.level)}" for view in views)


def _name(view: View) -> str:
    return languages.plain(view.body.name) if view.body else _("Civil society")


def _has_samples(board: Dashboard) -> bool:
    return any(each.rests_on_samples for each in board.milestones)


def _source(board: Dashboard, head: int) -> str:
    """Where a chart is from: the plan, the day, what was known, the head of the record."""
    moment = board.reading.moment
    words = {
        "plan": languages.plain(board.reading.title),
        "day": date_format(moment.day),
        "known": date_format(moment.known_on) if moment.known_on else "",
        "head": head,
    }
    if moment.known_on:
        return (
            _(
                "OGP Tracker, %(plan)s, as it stood on %(day)s, by what was recorded up to %(known)s, "
                "record at number %(head)d."
            )
            % words
        )
    return _("OGP Tracker, %(plan)s, as it stood on %(day)s, record at number %(head)d.") % words
