"""How are the commitments spread over the states: as their lead bodies state them, as milestones indicate them?

Plain geometry: one block for each commitment, in the column (or, on a phone, the row) of its state.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reporting.commitment_rows import CommitmentRow

#: The states in the order they are read; the last two only where something is in them.
LEVELS = ("completed", "substantial", "limited", "not_started", "not_reported")
RARE = ("withdrawn", "undetermined")

Placed = Mapping[str, Sequence[CommitmentRow]]


@dataclass(frozen=True)
class Spread:
    """The commitments by state, in two views."""

    levels: Sequence[str]
    stated: Placed
    indicated: Placed


def spread_of(rows: Sequence[CommitmentRow]) -> Spread:
    """Sort the commitments of a plan by what is stated and by what is indicated."""
    stated = _by([(row.stated, row) for row in rows])
    indicated = _by([(row.indicated, row) for row in rows])
    rare = [level for level in RARE if stated.get(level) or indicated.get(level)]
    return Spread(levels=[*LEVELS, *rare], stated=stated, indicated=indicated)


def _by(pairs: Sequence[tuple[str, CommitmentRow]]) -> dict[str, list[CommitmentRow]]:
    found: dict[str, list[CommitmentRow]] = {}
    for level, row in pairs:
        found.setdefault(level, []).append(row)
    return found


@dataclass(frozen=True)
class Shape:
    """The measures of one rendering; ``turned`` puts the states in rows and the views in columns."""

    kind: str
    width: int
    label: int
    turned: bool
    pitch: int = 38
    line: int = 50
    head: int = 34
    gap: int = 24  # between two columns, or they read as one


WIDE = Shape(kind="wide", width=1152, label=232, turned=False)
NARROW = Shape(kind="narrow", width=360, label=166, turned=True, head=30, gap=20)


@dataclass(frozen=True)
class Block:
    """One commitment as drawn."""

    row: CommitmentRow
    level: str
    x: float
    y: float


@dataclass(frozen=True)
class Heading:
    """A name on an edge: of a view ("stated", "indicated") or of a state."""

    name: str
    x: float
    y: float
    count: int | None = None


@dataclass(frozen=True)
class Drawing:
    """The whole drawing. ``rules`` are the heights of the lines between rows."""

    shape: Shape
    height: float
    across: Sequence[Heading]
    down: Sequence[Heading]
    blocks: Sequence[Block]
    counts: Sequence[Heading]
    rules: Sequence[float]


def drawings(spread: Spread) -> list[Drawing]:
    """The spread twice, wide and narrow."""
    return [_draw(spread, shape) for shape in (WIDE, NARROW)]


def _draw(spread: Spread, shape: Shape) -> Drawing:
    views = {"stated": spread.stated, "indicated": spread.indicated}
    down, across = (spread.levels, list(views)) if shape.turned else (list(views), spread.levels)
    wide = (shape.width - shape.label) / len(across)
    in_line = max(int((wide - shape.gap) // shape.pitch), 1)
    blocks: list[Block] = []
    counts: list[Heading] = []
    names: list[Heading] = []
    rules: list[float] = []
    top = float(shape.head)
    for one in down:
        cells = [
            views[other if shape.turned else one].get(one if shape.turned else other, ()) for other in across
        ]
        lines = max(1, *(-(-len(cell) // in_line) for cell in cells))
        rules.append(top)
        names.append(Heading(one, 0, top + 36))
        for column, cell in enumerate(cells):
            left = round(shape.label + column * wide, 1)
            level = one if shape.turned else across[column]
            counts.append(Heading(level, left, top + 36, count=len(cell)))
            blocks += [
                Block(
                    row, level, left + place % in_line * shape.pitch, top + 14 + place // in_line * shape.line
                )
                for place, row in enumerate(cell)
            ]
        top += lines * shape.line + 16
    return Drawing(
        shape=shape,
        height=top,
        across=[Heading(name, round(shape.label + at * wide, 1), 18) for at, name in enumerate(across)],
        down=names,
        blocks=blocks,
        counts=counts,
        rules=rules,
    )
