"""What was reworded? Word by word, between one version of a text and the next. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from commitments.models import Version
from ogp_tracker import ui

_WORDS = re.compile(r"\s+|[^\W]+|[^\w\s]", re.UNICODE)

#: The fields whose wording is compared, with the label a reader sees. Absent ones are passed over.
FIELDS = {
    "title": _("Title"),
    "deliverable": _("Deliverable"),
    "problem": _("Problem"),
    "content": _("The commitment"),
    "contribution": _("How it contributes"),
    "relevance": _("Relevance"),
    "additional_information": _("Additional information"),
    "period_text": _("Period as stated"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
}


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, went or came."""

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True)
class Difference:
    """One field that reads differently than before."""

    label: str
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Rewording:
    """A version with what it changed in the one before it; the first one changed nothing."""

    version: Any
    change: str
    differences: Sequence[Difference]
    is_first: bool


def pieces(before: str, after: str) -> list[Piece]:
    """The words of both texts in reading order, what was removed before what was added."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found: list[Piece] = []
    for tag, old1, old2, new1, new2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(old[old1:old2])))
            continue
        if old2 > old1:
            found.append(Piece("removed", "".join(old[old1:old2])))
        if new2 > new1:
            found.append(Piece("added", "".join(new[new1:new2])))
    return found


def rewordings(versions: Iterable[Version]) -> list[Rewording]:
    """Versions of one thing, oldest first, each with its differences to the one before it."""
    found: list[Rewording] = []
    before: Version | None = None
    for version in versions:
        differences = _differences(before, version) if before else []
        change = str(Version.Change(version.change).label)
        found.append(Rewording(version, change, differences, is_first=before is None))
        before = version
    return found


def _differences(before: Version, after: Version) -> list[Difference]:
    compared = []
    for name, label in FIELDS.items():
        if not hasattr(after, name):
            continue
        old, new = _text(getattr(before, name)), _text(getattr(after, name))
        if old != new:
            compared.append(Difference(str(label), pieces(old, new)))
    return compared


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return ui.plain(value)
    return date_format(value) if hasattr(value, "isoformat") else value or ""
