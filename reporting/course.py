"""How many milestones were completed on each day, and how many had their adopted day behind them?

A stepped line: between two steps nothing happened. Counted are the milestones of the plan as it read on the day,
with the entries that stand; the last step is the number the page's overview shows. An adopted day is behind a
milestone from the day after it, so that is where the step stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from django.utils.translation import gettext as _

from milestones.progress import State, state_of
from reporting.charts import Axis, Tick, year_ticks
from reporting.dashboard import Dashboard
from reporting.happenings import Happening, standing
from reporting.standings import Standing

A_DAY = timedelta(days=1)

Point = tuple[float, float]
Place = tuple[float, float, str]  # of words: x, y and which end of them that is


@dataclass(frozen=True)
class Behind:
    """From ``day`` on, this many milestones have their adopted day behind them."""

    day: date
    due: int


@dataclass(frozen=True)
class Step(Behind):
    """A day that has come: how many were completed is known too."""

    completed: int


@dataclass(frozen=True)
class Course:
    """The steps up to the chosen day, and how the adopted days run on after it, to the day after the plan's last."""

    first: date
    last: date
    day: date
    total: int
    undated: int
    steps: Sequence[Step]
    ahead: Sequence[Behind]


def course_of(board: Dashboard) -> Course | None:
    """The course of a plan's milestones; None without a period or a milestone to draw."""
    reading, counted = board.reading, board.milestones
    first = reading.starts_on or reading.clock_starts_on
    last = reading.ends_on or reading.clock_ends_on
    if first is None or last is None or not counted:
        return None
    day = reading.moment.day
    completed = _completed(counted, [each for each in standing(board.happened) if each.day <= day])
    behind = sorted(each.adopted_due_on + A_DAY for each in counted if each.adopted_due_on)
    ends = max(last + A_DAY, day)
    days = sorted({first, day, *(when for when in (*completed, *behind) if when <= day)})
    return Course(
        first=min(first, *days),
        last=ends,
        day=day,
        total=len(counted),
        undated=len(counted) - len(behind),
        steps=[Step(when, _until(behind, when), _at(completed, when)) for when in days],
        ahead=[Behind(when, _until(behind, when)) for when in sorted(set(behind)) if day < when <= ends],
    )


def _completed(counted: Sequence[Standing], entries: Iterable[Happening]) -> dict[date, int]:
    """How many of the counted milestones were completed at the end of each day on which there was an entry."""
    states: dict[int, State] = {}
    touched: dict[int, list[Standing]] = defaultdict(list)  # what an entry on a milestone can change
    for each in counted:
        if each.own_state != "withdrawn":
            for key in (each.pk, *each.followed_by):
                touched[key].append(each)
    completed: set[int] = set()
    found: dict[date, int] = {}
    for entry in entries:
        assert entry.milestone_id is not None  # ``standing`` gives entries of milestones only
        states[entry.milestone_id] = entry.level  # type: ignore[assignment]
        for each in touched[entry.milestone_id]:
            if _is_completed(each, states):
                completed.add(each.pk)
            else:
                completed.discard(each.pk)
        found[entry.day] = len(completed)
    return found


def _is_completed(milestone: Standing, states: Mapping[int, State]) -> bool:
    """Whether it counts as completed with these states, its own or those of what took its place."""
    own = states.get(milestone.pk, "not_reported")
    successors = tuple(states.get(key, "not_reported") for key in milestone.followed_by)
    return state_of(replace(milestone.unit, state=own, successors=successors)) == "completed"


def _at(counts: Mapping[date, int], day: date) -> int:
    begun = [when for when in counts if when <= day]
    return counts[max(begun)] if begun else 0


def _until(days: Sequence[date], day: date) -> int:
    return sum(each <= day for each in days)


@dataclass(frozen=True)
class Shape:
    """The measures of one rendering: the margins hold the scale and the labels of the lines."""

    kind: str
    width: int
    height: int
    left: int
    right: int
    top: int = 34
    bottom: int = 34


#: How much room a letter takes at the most: in the words of the adopted days, in the bold ones of the completed.
SOFT, BOLD = 6.5, 7.7

#: How far below its line the words of a line may stand: beside its end, above it, under it, and further up or down.
BESIDE, NEAR = 5, (-8, 18)
UP, DOWN = range(-28, -250, -20), range(38, 250, 20)

WIDE = Shape(kind="wide", width=1152, height=330, left=36, right=24)
NARROW = Shape(kind="narrow", width=360, height=280, left=26, right=10)


@dataclass(frozen=True)
class Label:
    """The words of a line, where they stand, and the room they take at the most."""

    says: str
    length: float
    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Box:
    """A patch of the drawing; a straight line is one without breadth."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )


@dataclass(frozen=True)
class Drawing:
    """The stepped lines as drawn: paths in units of the view box."""

    shape: Shape
    course: Course
    completed: str
    filled: str
    due: str
    ahead: str
    chosen: Tick
    years: Sequence[Tick]
    scale: Sequence[tuple[float, int]]
    completed_label: Label
    due_label: Label

    @property
    def base(self) -> int:
        return self.shape.height - self.shape.bottom

    @property
    def right(self) -> int:
        return self.shape.width - self.shape.right

    @property
    def now(self) -> Step:
        return self.course.steps[-1]


def drawings(course: Course) -> list[Drawing]:
    """The course twice, wide and narrow."""
    return [_draw(course, shape) for shape in (WIDE, NARROW)]


def _draw(course: Course, shape: Shape) -> Drawing:
    axis, now = _axis(course, shape), course.steps[-1]
    is_done = _("%(count)s completed") % {"count": now.completed}
    is_due = _("%(count)s past their adopted day") % {"count": now.due}
    short, long = len(is_done) * BOLD, len(is_due) * SOFT
    margin = round(max(short, long)) + 18
    if shape.kind == "wide" and shape.width - axis.x(course.day) < margin:
        shape = replace(shape, right=margin)  # so near the end, words need a margin of their own
        axis = _axis(course, shape)
    base, room = shape.height - shape.bottom, shape.height - shape.bottom - shape.top

    def y(count: int) -> float:
        return round(base - room * count / course.total, 1)

    here = axis.x(course.day)
    completed = [(axis.x(step.day), y(step.completed)) for step in course.steps]
    due = [(axis.x(step.day), y(step.due)) for step in course.steps]
    ahead = [(here, y(now.due)), *((axis.x(step.day), y(step.due)) for step in course.ahead)]
    drawn = [*_strokes(completed, until=here), *_strokes(due, until=here), *_strokes(ahead, until=axis.right)]
    is_above = now.completed >= now.due
    at, words = _place(completed[-1], short, shape=shape, drawn=drawn, is_above=is_above)
    completed_label = Label(is_done, short, *at)
    at, _words = _place(due[-1], long, shape=shape, drawn=[*drawn, words], is_above=not is_above)
    due_label = Label(is_due, long, *at)
    line = _path(completed, until=here)
    near = shape.width / 6
    anchor = "start" if here < shape.left + near else "end" if here > axis.right - near else "middle"
    return Drawing(
        shape=shape,
        course=course,
        completed=line,
        filled=f"{line}V{base}H{shape.left}Z",
        due=_path(due, until=here),
        ahead=_path(ahead, until=axis.right),
        chosen=Tick(x=here, text="", anchor=anchor),
        years=year_ticks(axis),
        scale=[(y(count), count) for count in _scale(course.total)],
        completed_label=completed_label,
        due_label=due_label,
    )


def _axis(course: Course, shape: Shape) -> Axis:
    return Axis(first=course.first, last=course.last, left=shape.left, right=shape.width - shape.right)


def _path(points: Sequence[Point], *, until: float) -> str:
    """A stepped path: on at the same height, then up or down."""
    first_x, first_y = points[0]
    parts = [f"M{first_x} {first_y}", *(f"H{x}V{y}" for x, y in points[1:]), f"H{until}"]
    return "".join(parts)


def _strokes(points: Sequence[Point], *, until: float) -> list[Box]:
    """The straight lines of a stepped path."""
    flat = [
        Box(x, y, end, y) for (x, y), end in zip(points, [*(x for x, _y in points[1:]), until], strict=True)
    ]
    steep = [Box(x, min(y, before), x, max(y, before)) for (_x, before), (x, y) in pairwise(points)]
    return [*flat, *steep]


def _scale(total: int) -> list[int]:
    """Round counts for the grid, at most six of them, and the total itself as the topmost."""
    step = next(size for size in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if total / size <= 5)
    return [*(count for count in range(0, total, step) if total - count > step / 2), total]


def _place(
    end: Point, length: float, *, shape: Shape, drawn: Sequence[Box], is_above: bool
) -> tuple[Place, Box]:
    """Where words of this length stand clear of what is drawn: near the end of their line, and on its outer side.

    Where it is all the same, they stand before the end rather than after it. In the middle of a phone there is room
    for long words on neither side: they stand across the day.
    """
    x, y = end
    before, after = x - 10, x + 10
    across = min(max(x - length / 2, shape.left), shape.width - length)
    drops = [*NEAR, *UP, *DOWN] if is_above else [*NEAR, *DOWN, *UP]
    places = [
        (after, "start", after, BESIDE),
        *(
            place
            for drop in drops
            for place in ((before, "end", before - length, drop), (after, "start", after, drop))
        ),
        *((across, "start", across, drop) for drop in drops),
    ]
    fitting = [
        ((at, round(y + drop, 1), anchor), box)
        for at, anchor, left, drop in places
        if _is_inside(box := Box(left, y + drop - 15, left + length, y + drop + 4), shape)
    ]
    return next((place for place in fitting if not any(place[1].meets(each) for each in drawn)), fitting[0])


def _is_inside(box: Box, shape: Shape) -> bool:
    return (
        shape.left <= box.left
        and box.right <= shape.width
        and shape.top - 16 <= box.top
        and box.bottom <= shape.height - shape.bottom
    )
