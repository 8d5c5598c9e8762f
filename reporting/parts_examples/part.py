"""What is shown of a part? Its name, its purpose, the line that puts it on a page, and its states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class State:
    """A part in one state: what to call it, and what the line of the part is given."""

    label: str
    given: Mapping[str, Any] = field(default_factory=dict)
    #: Where a state is written in another way, the line for it.
    line: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the kit. ``line`` is what a developer writes, and the very line that is rendered here."""

    anchor: str
    name: str
    purpose: str
    line: str
    states: Sequence[State]


@dataclass(frozen=True)
class Group:
    """Parts that belong together."""

    anchor: str
    title: str
    parts: Sequence[Part]
