"""What does a compiled document say once the law has removed texts that it holds? Pure functions, no database.

The places of the texts keep their event and say that the law removed them. What was counted and derived from
them (states, gaps, waiting days) stays as it was told: only texts are removed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from reporting.document import Document, Evidence, Passage, Removal

#: What a piece of evidence says of each removable field of its row; ``proves`` is a passage.
_OF_EVIDENCE: Mapping[str, Mapping[str, Any]] = {
    "url": {"url": "", "link": "", "checked_on": None, "check_detail": ""},
    "file": {"file_sha256": "", "file_type": "", "file_size": None},
    "title": {"title": ""},
    "publisher": {"publisher": ""},
    "reason": {"reason": ""},
}


@dataclass(frozen=True)
class Removed:
    """Which fields of the row behind an event the law removed, and what a document says of it."""

    event: int
    fields: Collection[str]
    removal: Removal


def without(said: Document, removals: Iterable[Removed]) -> Document:
    """The document without the removed texts; an equal one if it holds none of them."""
    known = {each.event: each for each in removals}
    cleaned: Document = _without(said, known)
    return cleaned


def reissued(said: Document, removed: Removed, *, digest: str) -> Document:
    """The document without a text that was removed after it was compiled as ``digest``: it says so.

    An equal document if it does not hold the text.
    """
    cleaned = without(said, [removed])
    if cleaned == said:
        return said
    return replace(cleaned, removed_since=(*said.removed_since, removed.removal), compiled_as=digest)


def _without(value: Any, known: Mapping[int, Removed]) -> Any:
    if isinstance(value, Passage):
        return _passage(value, known)
    if isinstance(value, tuple):
        return tuple(_without(each, known) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    parts = {each.name: _without(getattr(value, each.name), known) for each in fields(value)}
    cleaned = replace(value, **parts)
    return _evidence(cleaned, known) if isinstance(cleaned, Evidence) else cleaned


def _passage(said: Passage, known: Mapping[int, Removed]) -> Passage:
    removed = known.get(said.event) if said.event else None
    if removed is None or not said.texts or said.of_field not in removed.fields:
        return said
    return replace(said, texts={}, absent="removed", removal=removed.removal)


def _evidence(said: Evidence, known: Mapping[int, Removed]) -> Evidence:
    removed = known.get(said.event)
    if removed is None:
        return said
    blank: dict[str, Any] = {}
    for name in removed.fields:
        blank |= _OF_EVIDENCE.get(name, {})
    cleaned = replace(said, **blank)
    return replace(cleaned, works=said.works and bool(cleaned.url or cleaned.file_sha256))
