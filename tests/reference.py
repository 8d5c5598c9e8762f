"""What is the state of a milestone on a day, worked out slowly and plainly? To compare the database with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Line:
    """An entry as the log tells it; ``corrects`` is the number of another line."""

    number: int
    effective_on: date
    recorded_at: datetime
    kind: str
    completion: str | None
    corrects: int | None = None


def position(line: Line, log: Sequence[Line]) -> int:
    """A correction takes the place of what it corrects."""
    named = {one.number: one for one in log}
    while line.corrects is not None:
        line = named[line.corrects]
    return line.number


def holding(log: Sequence[Line], day: date, *, known_at: datetime | None = None) -> Line | None:
    """The line that holds at the end of ``day``, as known at ``known_at``; None if nothing was reported."""
    known = [line for line in log if known_at is None or line.recorded_at <= known_at]
    named = {line.corrects for line in known}
    standing = [
        line
        for line in known
        if line.kind != "retraction" and line.number not in named and line.effective_on <= day
    ]
    return max(standing, key=lambda line: (line.effective_on, position(line, log)), default=None)
