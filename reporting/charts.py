"""Where does each thing stand on the timeline? Plain geometry, without a query, a word or a colour.

Units are those of the SVG's view box. A template draws what these functions lay out, once wide and once
narrow; the table beside it says the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format


@dataclass(frozen=True)
class Due:
    """One thing that is due: the day it was adopted for and, if it was moved, the day it is planned for now."""

    item: Any
    adopted_on: date | None
    planned_on: date | None


@dataclass(frozen=True)
class Line:
    """One line of the timeline: what is due, and the period as stated. A missing day is not stated."""

    item: Any
    starts_on: date | None
    ends_on: date | None
    dues: Sequence[Due]


@dataclass(frozen=True)
class Shape:
    """The measures of one rendering."""

    width: int
    label: int
    gutter: int
    block: int
    lane: int
    head: int
    above: int  # room for a label above the line, where labels stand above instead of beside

    @property
    def scale(self) -> float:
        """How much a block (28 units) shrinks."""
        return round(self.block / 28, 3)

    @property
    def note_x(self) -> float:
        """Where a note beside a block begins, from the block's middle."""
        return self.block / 2 + 6


WIDE = Shape(width=1152, label=220, gutter=112, block=24, lane=30, head=64, above=0)
NARROW = Shape(width=360, label=4, gutter=66, block=20, lane=25, head=64, above=24)


#: Room for the number of a year beside its line, in the largest letters it is drawn in.
YEAR_WIDTH = 44


@dataclass(frozen=True)
class Mark:
    """A block on the timeline. ``from_x`` is where it was first due, if it was moved; ``note`` names a year
    outside the chart."""

    item: Any
    x: float
    y: float
    from_x: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Bar:
    """A period. Open ends run out in dashes; ``cut_start`` and ``cut_end`` say that it goes on outside."""

    x1: float
    x2: float
    open_start: bool
    open_end: bool
    cut_start: bool
    cut_end: bool

    @property
    def is_open(self) -> bool:
        return self.open_start or self.open_end


@dataclass(frozen=True)
class DrawnLine:
    """One line as drawn: ``y`` is the middle of its first lane, ``top`` and ``bottom`` its edges."""

    item: Any
    top: float
    y: float
    bottom: float
    label_y: float
    bar: Bar | None
    marks: Sequence[Mark]


@dataclass(frozen=True)
class Tick:
    """A named moment on the axis."""

    x: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Timeline:
    """The whole drawing. ``later_x`` and ``undated_x`` are the columns for what the axis cannot hold."""

    shape: Shape
    height: float
    left: float
    right: float
    plan_x1: float
    plan_x2: float
    years: Sequence[Tick]
    chosen: Tick
    today: Tick | None
    lines: Sequence[DrawnLine]
    later_x: float | None
    undated_x: float | None

    @property
    def kind(self) -> str:
        return "narrow" if self.shape.above else "wide"

    @property
    def top(self) -> int:
        """Where the lines begin."""
        return self.shape.head - 10

    @property
    def depth(self) -> float:
        """From there to the bottom."""
        return self.height - self.top

    @property
    def plan_width(self) -> float:
        return round(self.plan_x2 - self.plan_x1, 1)

    @property
    def has_open(self) -> bool:
        """Whether a period is drawn whose start or end nobody states."""
        return any(line.bar and line.bar.is_open for line in self.lines)

    @property
    def has_cut(self) -> bool:
        """Whether a period is drawn that goes on outside the drawing."""
        return any(line.bar and (line.bar.cut_start or line.bar.cut_end) for line in self.lines)

    @property
    def has_moved(self) -> bool:
        """Whether a milestone is drawn that was re-planned."""
        return any(mark.from_x is not None for line in self.lines for mark in line.marks)


@dataclass(frozen=True)
class Axis:
    """Days on a horizontal axis."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """The place of a day; a day outside stands on the edge."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(self.left + min(max(share, 0), 1) * (self.right - self.left), 1)

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def span(lines: Iterable[Line], *, plan: tuple[date, date], day: date) -> tuple[date, date]:
    """First and last day of the axis: the plan and half a year around it, and what falls due nearby.

    At most a year and a half is added on either side; what lies further out is shown in its own column.
    """
    start, end = plan
    room = timedelta(days=548)
    days = [
        planned
        for line in lines
        for due in line.dues
        for planned in (due.adopted_on, due.planned_on)
        if planned and start - room <= planned <= end + room
    ]
    first = min([start - timedelta(days=61), *days, max(day, start - room)])
    last = max([end + timedelta(days=61), *days, min(day, end + room)])
    return first - timedelta(days=14), last + timedelta(days=21)


def timeline(
    lines: Sequence[Line], *, plan: tuple[date, date], day: date, today: date, shape: Shape
) -> Timeline:
    """Lay out the timeline of ``lines`` in one rendering, with the chosen day and, if another, today."""
    first, last = span(lines, plan=plan, day=day)
    planned = [due.planned_on for line in lines for due in line.dues]
    has_later = any(when and when > last for when in planned)
    has_undated = any(when is None for when in planned)
    columns = has_later + has_undated
    right = shape.width - columns * shape.gutter - shape.block
    axis = Axis(first=first, last=last, left=shape.label + shape.block / 2, right=right)
    later_x = right + shape.gutter - 12 if has_later else None
    undated_x = right + columns * shape.gutter - 12 if has_undated else None
    drawn: list[DrawnLine] = []
    top = float(shape.head)
    for line in lines:
        drawn.append(_line(line, axis=axis, top=top, shape=shape, later_x=later_x, undated_x=undated_x))
        top = drawn[-1].bottom
    return Timeline(
        shape=shape,
        height=top + 10,
        left=axis.left,
        right=right,
        plan_x1=axis.x(plan[0]),
        plan_x2=axis.x(plan[1]),
        years=year_ticks(axis),
        chosen=_tick(axis, day, shape),
        today=_tick(axis, today, shape) if today != day else None,
        lines=drawn,
        later_x=later_x,
        undated_x=undated_x,
    )


def _line(
    line: Line, *, axis: Axis, top: float, shape: Shape, later_x: float | None, undated_x: float | None
) -> DrawnLine:
    placed: list[tuple[float, float | None, str, Any]] = []
    for due in line.dues:
        if due.planned_on is None:
            placed.append((undated_x or axis.right, None, "", due.item))
        elif due.planned_on > axis.last:
            placed.append((later_x or axis.right, None, str(due.planned_on.year), due.item))
        else:
            moved = due.adopted_on is not None and due.adopted_on != due.planned_on
            from_x = axis.x(due.adopted_on) if moved and due.adopted_on else None
            placed.append((axis.x(due.planned_on), from_x, "", due.item))
    lanes = _lanes(
        [(x, x if from_x is None else from_x) for x, from_x, _n, _i in placed], apart=shape.block + 4
    )
    y = top + shape.above + shape.lane / 2 + 4
    marks = [
        Mark(item=item, x=x, y=y + lane * shape.lane, from_x=from_x, note=note)
        for (x, from_x, note, item), lane in zip(placed, lanes, strict=True)
    ]
    bottom = y + max(lanes, default=0) * shape.lane + shape.lane / 2 + 4
    return DrawnLine(
        item=line.item,
        top=top,
        y=y,
        bottom=bottom,
        bar=_bar(line, axis),
        marks=marks,
        label_y=top + 18 if shape.above else y + 5,
    )


def _lanes(reaches: Sequence[tuple[float, float]], *, apart: float) -> list[int]:
    """The lane of each block with its line, so that no two in one lane are closer than ``apart``.

    A block that was moved gives way: its line would cross another block.
    """
    taken: list[list[tuple[float, float]]] = []
    lanes = [0] * len(reaches)
    for index in sorted(range(len(reaches)), key=lambda each: (len(set(reaches[each])), min(reaches[each]))):
        start, end = sorted(reaches[index])
        lane = next(
            (
                number
                for number, others in enumerate(taken)
                if all(start - last >= apart or first - end >= apart for first, last in others)
            ),
            len(taken),
        )
        if lane == len(taken):
            taken.append([])
        taken[lane].append((start, end))
        lanes[index] = lane
    return lanes


def _bar(line: Line, axis: Axis) -> Bar | None:
    if line.starts_on is None and line.ends_on is None:
        return None
    if (line.ends_on and line.ends_on < axis.first) or (line.starts_on and line.starts_on > axis.last):
        return None
    return Bar(
        x1=axis.x(line.starts_on or axis.first),
        x2=axis.x(line.ends_on or axis.last),
        open_start=line.starts_on is None,
        open_end=line.ends_on is None,
        cut_start=bool(line.starts_on and line.starts_on < axis.first),
        cut_end=bool(line.ends_on and line.ends_on > axis.last),
    )


def year_ticks(axis: Axis) -> list[Tick]:
    """The first of January of each year on the axis, where there is room for its number beside it."""
    days = [date(year, 1, 1) for year in range(axis.first.year, axis.last.year + 1)]
    return [
        Tick(x=axis.x(day), text=str(day.year), anchor="start")
        for day in days
        if axis.holds(day) and axis.right - axis.x(day) >= YEAR_WIDTH
    ]


def _tick(axis: Axis, day: date, shape: Shape) -> Tick:
    x = axis.x(day)
    near = shape.width / 9
    anchor = "start" if x < axis.left + near else "end" if x > shape.width - near else "middle"
    return Tick(x=x, text=date_format(day), anchor=anchor)


@dataclass(frozen=True)
class Dot:
    """A day on which something changed, on the band's axis."""

    day: date
    x: float
    is_later: bool


def dots(
    days: Sequence[date], *, first: date, last: date, chosen: date, width: int
) -> tuple[list[Dot], float]:
    """Place the days of change between ``first`` and ``last``; also the place of the chosen day."""
    axis = Axis(first=first, last=last, left=8, right=width - 8)
    placed = [Dot(day=day, x=axis.x(day), is_later=day > chosen) for day in days]
    return placed, axis.x(chosen)
