"""What does a body answer for, in which part, and on which days?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commitments.models import Responsibility


@dataclass(frozen=True)
class Duty:
    """A body's part in a commitment, the days on which it has it (``until`` may be unknown), and the source."""

    kind: str
    since: date
    until: date | None
    source: str

    @property
    def kind_word(self) -> str:
        return str(Responsibility.Kind(self.kind).label)

    def holds_on(self, day: date) -> bool:
        """Whether it is not over on the day."""
        return self.until is None or self.until >= day
