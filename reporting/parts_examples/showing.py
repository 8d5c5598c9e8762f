"""How are the examples shown? Each state is rendered by the very line a developer writes, in English.

On this page a part stands many times. So ids get the number of their state, landmarks its number or its label in
their names; and a link leads back to the part it stands in, for what it would lead to does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from django.http import HttpRequest
from django.template import engines
from django.utils import translation
from django.utils.safestring import SafeString

from reporting.parts_examples import fields, frame, marks, rows, said
from reporting.parts_examples.part import Group, Part, State

_IDS = re.compile(r' (id|for|aria-labelledby|aria-describedby)="([^"]+)"')
_LABELS = re.compile(r'<(nav|section|aside|div|svg)([^>]*) aria-label="([^"]+)"')
_LANDMARKS = re.compile(r'<(section|nav|aside)([^>]*) aria-labelledby="([^"]+)"')
_LINKS = re.compile(r' href="[^"]*"')


@dataclass(frozen=True)
class Shown:
    """A state as it stands on the page; ``line`` only where it differs from that of the part."""

    number: int
    label: str
    line: str
    html: SafeString


@dataclass(frozen=True)
class ShownPart:
    """A part with its states, rendered."""

    part: Part
    states: Sequence[Shown]


@dataclass(frozen=True)
class ShownGroup:
    """A group of parts, rendered."""

    group: Group
    parts: Sequence[ShownPart]


def groups() -> list[Group]:
    """Every part of the kit, in the words of the language that is spoken."""
    return [marks.GROUP, rows.group(), said.group(), fields.GROUP, frame.GROUP]


def shown(request: HttpRequest) -> list[ShownGroup]:
    """Every part of the kit in all its states. No query of its own."""
    with translation.override("en"):
        numbers = count(1)
        return [
            ShownGroup(group, [_part(part, request, numbers) for part in group.parts]) for group in groups()
        ]


def _part(part: Part, request: HttpRequest, numbers: Iterator[int]) -> ShownPart:
    return ShownPart(part, [_state(part, state, request, next(numbers)) for state in part.states])


def _state(part: Part, state: State, request: HttpRequest, number: int) -> Shown:
    page = engines["django"].from_string(state.line or part.line)
    html = page.render(dict(state.given), request)
    html = _IDS.sub(lambda found: f' {found[1]}="{_numbered(found[2], number)}"', html)
    html = _LABELS.sub(rf'<\1\2 aria-label="\3 ({number})"', html)
    html = _LANDMARKS.sub(rf'<\1\2 aria-labelledby="\3 state-{number}"', html)
    html = html.replace("<h1", "<h4").replace("</h1>", "</h4>")  # the page has its own
    html = _LINKS.sub(f' href="#{part.anchor}"', html)
    return Shown(number, state.label, state.line, SafeString(html))


def _numbered(names: str, number: int) -> str:
    """One or several ids, each with the number of its state."""
    return " ".join(f"{name}-{number}" for name in names.split())
