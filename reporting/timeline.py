"""Which lines does a plan's timeline have, and what stands in the table beside it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ogp_tracker import languages
from reporting import charts
from reporting.commitment_rows import CommitmentRow
from reporting.dashboard import Dashboard


@dataclass(frozen=True)
class Label:
    """What names a line: number and short title of the commitment, and its address."""

    number: str
    short_title: str
    url: str


def renderings(dashboard: Dashboard) -> list[charts.Timeline]:
    """The timeline twice, wide and narrow, from the same rows. Empty without a period to draw."""
    plan = _period(dashboard)
    if plan is None or not dashboard.rows:
        return []
    moment = dashboard.reading.moment
    lines = [_line(row) for row in dashboard.rows]
    return [
        charts.timeline(lines, plan=plan, day=moment.day, today=moment.today, shape=shape)
        for shape in (charts.WIDE, charts.NARROW)
    ]


def _period(dashboard: Dashboard) -> tuple[date, date] | None:
    reading = dashboard.reading
    starts_on = reading.starts_on or reading.clock_starts_on
    ends_on = reading.ends_on or reading.clock_ends_on
    return (starts_on, ends_on) if starts_on and ends_on else None


def _line(row: CommitmentRow) -> charts.Line:
    name = languages.plain(row.short_title) or languages.plain(row.title)[:24]
    return charts.Line(
        item=Label(number=row.number, short_title=name, url=row.url),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        dues=[
            charts.Due(item=each, adopted_on=each.adopted_due_on, planned_on=each.planned_on)
            for each in row.milestones
        ],
    )
