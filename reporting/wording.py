"""What was reworded? Word by word, between one version of a text and the next. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commitments.models import Version
from ogp_tracker.languages import language_word
from ogp_tracker.texts import TAGS, Texts, split_tag
from ogp_tracker.words import COLUMN_WORDS

_WORDS = re.compile(r"\s+|[^\W]+|[^\w\s]", re.UNICODE)

#: The fields whose wording is compared. Absent ones are passed over.
FIELDS = (
    "title", "deliverable", "problem", "content", "contribution", "relevance", "additional_information",
    "period_text", "starts_on", "ends_on",
)  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, went or came."""

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True)
class Difference:
    """One field that reads differently than before, in one of its languages; or a translation that came or went."""

    label: str
    pieces: Sequence[Piece] = ()
    language: str = ""
    says: str = ""


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
    compared: list[Difference] = []
    for name in FIELDS:
        if hasattr(after, name):
            label = str(capfirst(COLUMN_WORDS[name]))
            old, new = getattr(before, name), getattr(after, name)
            if isinstance(new, dict):
                compared += _in_languages(label, old, new)
            elif _text(old) != _text(new):
                compared.append(Difference(label, pieces(_text(old), _text(new))))
    return compared


def _in_languages(label: str, old: Texts, new: Texts) -> Iterator[Difference]:
    """A text is compared in each of its languages: that a translation came in is no change of the words."""
    for tag in TAGS:
        was, now = old.get(tag, ""), new.get(tag, "")
        if was == now:
            continue
        language, is_ours = split_tag(tag)
        named = f"{label} ({language_word(language)})" if len(old.keys() | new.keys()) > 1 else label
        if is_ours and not (was and now):
            says = (
                _("A translation by this site was added.")
                if now
                else _("The translation by this site was removed.")
            )
            yield Difference(named, says=str(says))
        else:
            yield Difference(named, pieces(was, now), language)


def _text(value: Any) -> str:
    return date_format(value) if hasattr(value, "isoformat") else value or ""
