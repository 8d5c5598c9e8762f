"""Where in the file are we, and what stands there? Tolerant of whatever a broken file holds."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

_PARTIAL_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong, or odd, in the file: where (a JSON pointer, RFC 6901), and what to do about it."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place or 'the file'}: {self.sentence}"


@dataclass(frozen=True)
class PartialDay:
    """A day as precise as its source, and the first and last day it may mean."""

    stated: str
    precision: str
    first: date
    last: date

    @classmethod
    def read(cls, text: str) -> PartialDay:
        """Read YYYY, YYYY-MM or YYYY-MM-DD. Raises ValueError for anything else, and for 30 February."""
        match = _PARTIAL_DAY.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is no day.")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        if month is None:
            return cls(text, "year", date(year, 1, 1), date(year, 12, 31))
        first = date(year, month, day or 1)
        if day is None:
            return cls(text, "month", first, first.replace(day=calendar.monthrange(year, month)[1]))
        return cls(text, "day", first, first)


@dataclass(frozen=True)
class Place:
    """A value in the file together with its JSON pointer. What is missing, or of a wrong type, reads as empty."""

    value: Any
    pointer: str = ""

    def __getitem__(self, key: str) -> Place:
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return Place(value, f"{self.pointer}/{escape(key)}")

    def rows(self) -> Iterator[Place]:
        """The items of a list; nothing if it is none."""
        for index, item in enumerate(self.value if isinstance(self.value, list) else []):
            yield Place(item, f"{self.pointer}/{index}")

    def members(self) -> Iterator[tuple[str, Place]]:
        """The members of an object with their names; nothing if it is none."""
        for key, value in self.value.items() if isinstance(self.value, dict) else []:
            yield key, Place(value, f"{self.pointer}/{escape(key)}")

    @property
    def text(self) -> str:
        return self.value if isinstance(self.value, str) else ""

    @property
    def texts(self) -> dict[str, str]:
        return {key: place.text for key, place in self.members() if place.text}

    @property
    def number(self) -> int:
        return self.value if isinstance(self.value, int) else 0

    @property
    def day(self) -> PartialDay | None:
        """The day that stands here; None where there is none, or none that can be read."""
        try:
            return PartialDay.read(self.text)
        except ValueError:
            return None

    @property
    def first_day(self) -> date | None:
        return self.day.first if self.day else None

    @property
    def last_day(self) -> date | None:
        return self.day.last if self.day else None

    def problem(self, sentence: str) -> Problem:
        return Problem(self.pointer, sentence)


def escape(key: str) -> str:
    """A name as it stands in a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def pointer_to(path: Iterable[str | int]) -> str:
    """The JSON pointer of a path of names and indexes."""
    return "".join(f"/{escape(str(step))}" for step in path)
