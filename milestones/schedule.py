"""On which side of its date does a milestone stand? Pure functions, no database.

A second axis beside completion (``domain.md`` 3). Overdue is measured against the adopted day; re-planning
does not end it. Clocks run in the plan's implementation phase only: afterwards what is open is closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Side = Literal[
    "on_track",
    "due_soon",
    "overdue",
    "completed",
    "completed_after_plan",
    "closed",
    "no_date_stated",
    "withdrawn",
]

#: "Due soon": the next of its days is at most this many days ahead (``architecture.md``).
SOON_DAYS = 30


@dataclass(frozen=True)
class Schedule:
    """A milestone's days as they stood on ``day``, in the state it counts with.

    ``clock`` is the first and last day of the plan's implementation phase, None if it has no days yet;
    ``entry_on`` the day the entry that holds speaks of.
    """

    day: date
    state: str
    clock: tuple[date, date] | None
    adopted_due_on: date | None
    replanned_due_on: date | None
    entry_on: date | None

    @property
    def is_open(self) -> bool:
        """Neither completed nor withdrawn."""
        return self.state not in ("completed", "withdrawn")

    @property
    def planned_on(self) -> date | None:
        """The day it is planned for now: the re-planned one if there is one, else the adopted one."""
        return self.replanned_due_on or self.adopted_due_on

    @property
    def next_on(self) -> date | None:
        """The next of its days, adopted or re-planned, from the day on; None if there is none to come."""
        days = (self.adopted_due_on, self.replanned_due_on)
        return min((each for each in days if each and each >= self.day), default=None)

    @property
    def days_overdue(self) -> int:
        """Days past the adopted day; 0 if it is not overdue."""
        runs = self.clock is not None and self.clock[0] <= self.day <= self.clock[1]
        if not self.is_open or self.adopted_due_on is None or not runs:
            return 0
        return max((self.day - self.adopted_due_on).days, 0)

    @property
    def is_replanned(self) -> bool:
        """Overdue by its adopted day, but planned for a day that has not passed: counted apart."""
        return (
            self.days_overdue > 0 and self.replanned_due_on is not None and self.replanned_due_on >= self.day
        )

    @property
    def side(self) -> Side:
        """The side of its date it stands on."""
        if self.state == "withdrawn":
            return "withdrawn"
        if self.state == "completed":
            after = self.clock and self.entry_on and self.entry_on > self.clock[1]
            return "completed_after_plan" if after else "completed"
        if self.clock and self.day > self.clock[1]:
            return "closed"
        if self.days_overdue:
            return "overdue"
        if self.next_on is None and self.adopted_due_on is None:
            return "no_date_stated"
        is_soon = self.next_on is not None and (self.next_on - self.day).days <= SOON_DAYS
        return "due_soon" if is_soon else "on_track"
