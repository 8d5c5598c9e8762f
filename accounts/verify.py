"""Does the record still say what it said? Checks every leaf, the chain, and every row behind it.

Three things must agree: the leaf (the exact bytes that were hashed), the columns of the event that repeat
it, and the row it recorded. The first event where they do not is named.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from accounts.actions import recorded_models
from accounts.leaf import (
    GENESIS,
    canonical_value,
    chain_hash,
    commit,
    instant,
    leaf_hash,
)
from accounts.record import Event, Log, Recorded, head

_BATCH = 500


class BrokenRecord(Exception):
    """The record does not verify. ``number`` is the first event where it does not."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"Event {number}: {reason}")
        self.number = number
        self.reason = reason


@dataclass(frozen=True)
class Verified:
    """What was verified: size and head of the record, and how many rows had texts removed by law."""

    size: int
    head: str
    redactions: int


def verify_record(*, expect: tuple[int, str] | None = None) -> Verified:
    """Verify the whole record; ``expect`` is a number and the digest a witness keeps for it.

    Raises BrokenRecord naming the first broken event. Reads every row once, in batches of 500.
    """
    log = head()
    previous, number, redactions = GENESIS, 0, 0
    witnessed = None
    for batch in _batches():
        rows = _rows_behind(batch)
        for event in batch:
            number += 1
            previous = _check_event(event, number=number, previous=previous, origin=log.origin)
            redactions += _check_row(event, rows.get(event.number))
            if expect and number == expect[0]:
                witnessed = previous
    _check_head(log, number=number, digest=previous)
    if expect and witnessed != expect[1]:
        raise BrokenRecord(
            expect[0],
            f"the witness keeps {expect[1]}, the record has {witnessed or 'no such event'}.",
        )
    _check_no_strays(number)
    return Verified(size=number, head=previous, redactions=redactions)


def _batches() -> Iterator[list[Event]]:
    last = 0
    while batch := list(Event.objects.filter(number__gt=last).order_by("number")[:_BATCH]):
        last = batch[-1].number
        yield batch


def _check_event(event: Event, *, number: int, previous: str, origin: str) -> str:
    """Check one event against its leaf and the chain so far; return its chain hash."""
    if event.number != number:
        raise BrokenRecord(number, f"it is missing; the next event there is has number {event.number}.")
    content = bytes(event.leaf)
    if leaf_hash(content) != event.leaf_hash:
        raise BrokenRecord(number, "its leaf is not what was hashed.")
    if chain_hash(previous=previous, leaf_hash=event.leaf_hash) != event.chain_hash:
        raise BrokenRecord(number, "it does not follow from the event before it.")
    leaf = json.loads(content)
    repeated = {
        "origin": origin,
        "number": event.number,
        "at": instant(event.recorded_at),
        "verb": event.verb,
        "role": event.role,
        "body": event.body,
        "target": event.target,
        "kind": event.kind,
        "leaf_version": event.leaf_version,
    }
    for name, value in repeated.items():
        if leaf.get(name) != value:
            raise BrokenRecord(
                number,
                f"the column “{name}” says {value!r}, the leaf {leaf.get(name)!r}.",
            )
    return event.chain_hash


def _rows_behind(batch: list[Event]) -> dict[int, Recorded]:
    """The rows a batch of events recorded: one query per kind, with what the leaf names by public id."""
    rows: dict[int, Recorded] = {}
    models = recorded_models()
    for kind in {event.kind for event in batch}:
        if model := models.get(kind):
            links = [column.name for column in model.committed_fields() if column.is_relation]
            numbers = [event.number for event in batch if event.kind == kind]
            found = model._base_manager.select_related("redaction", *links).filter(pk__in=numbers)
            rows.update({row.pk: row for row in found})
    return rows


def _check_row(event: Event, row: Recorded | None) -> int:
    """Check the row behind an event, field by field; return 1 if texts were removed from it by law."""
    if row is None:
        raise BrokenRecord(event.number, f"the {event.kind.replace('_', ' ')} it recorded is gone.")
    leaf = json.loads(bytes(event.leaf))
    if row.record_target() != leaf["target"]:
        raise BrokenRecord(
            event.number,
            f"its row is about {row.record_target()}, the leaf about {leaf['target']}.",
        )
    removed = row.redacted_fields()
    committed = leaf["fields"]
    columns = {column.name: column for column in row.committed_fields()}
    if set(columns) - set(committed) or set(row.salts) | set(removed) != set(committed):
        raise BrokenRecord(event.number, "its row does not have the fields the leaf commits to.")
    for name, commitment in committed.items():
        if name in removed:
            continue
        value = canonical_value(row.committed_value(columns[name]))
        if commit(name=name, salt=row.salts[name], value=value) != commitment:
            raise BrokenRecord(event.number, f"the field “{name}” of its row was changed.")
    return int(bool(removed))


def _check_head(log: Log, *, number: int, digest: str) -> None:
    if log.size != number or log.head != digest:
        raise BrokenRecord(
            max(log.size, number),
            f"the head says {log.size}:{log.head}, the events end at {number}:{digest}.",
        )


def _check_no_strays(size: int) -> None:
    """Rows without an event cannot exist (foreign key), but a forger may have two rows behind one event."""
    total = 0
    for model in recorded_models().values():
        total += model._base_manager.count()
    if total != size:
        raise BrokenRecord(
            size,
            f"{size} events stand before {total} rows; there is a row no event recorded.",
        )
