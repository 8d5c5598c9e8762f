"""Does the record still say what it said? Checks every leaf, the chain, and every row behind it.

Three things must agree: the leaf (the exact bytes that were hashed), the columns of the event that repeat
it, and the row it recorded. The first event where they do not is named. The record may grow meanwhile:
what is verified is what stood when it began.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from accounts.actions import recorded_models
from accounts.leaf import (
    GENESIS,
    chain_hash,
    commit,
    instant,
    leaf_hash,
)
from accounts.record import Event, Log, Recorded, Redaction, empty_value, head

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
    tombstones = dict(Redaction.objects.filter(pk__lte=log.size).values_list("target_number", "pk"))
    previous, number, redactions = GENESIS, 0, 0
    latest: datetime | None = None
    witnessed = GENESIS if expect and expect[0] == 0 else None
    for batch in _batches(log.size):
        rows = _rows_behind(batch)
        for event in batch:
            number += 1
            previous = _check_event(event, number=number, previous=previous, origin=log.origin)
            if latest and event.recorded_at < latest:
                raise BrokenRecord(number, "it was recorded before the event it follows.")
            latest = event.recorded_at
            redactions += _check_row(event, rows.get(number), tombstone=tombstones.get(number))
            if expect and number == expect[0]:
                witnessed = previous
    _check_head(log, number=number, digest=previous, at=latest)
    _check_no_strays()
    if expect and witnessed != expect[1]:
        raise BrokenRecord(
            expect[0],
            f"the witness keeps {expect[1]}, the record has {witnessed or 'no such event'}.",
        )
    return Verified(size=number, head=previous, redactions=redactions)


def _batches(size: int) -> Iterator[list[Event]]:
    events = Event.objects.filter(number__lte=size).order_by("number")
    batch = list(events[:_BATCH])  # from the very first: a number below one is a forgery, too
    while batch:
        yield batch
        batch = list(events.filter(number__gt=batch[-1].number)[:_BATCH])


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
            links += [
                f"{model.identity}__{column.name}"
                for column in model.committed_identity()
                if column.is_relation
            ]
            numbers = [event.number for event in batch if event.kind == kind]
            found = model._base_manager.select_related("redaction", *links).filter(pk__in=numbers)
            rows.update({row.pk: row for row in found})
    return rows


def _check_row(event: Event, row: Recorded | None, *, tombstone: int | None) -> int:
    """Check the row behind an event, field by field; return 1 if texts were removed from it by law."""
    if row is None:
        raise BrokenRecord(event.number, f"the {event.kind.replace('_', ' ')} it recorded is gone.")
    leaf = json.loads(bytes(event.leaf))
    if row.record_target() != leaf["target"]:
        raise BrokenRecord(
            event.number,
            f"its row is about {row.record_target()}, the leaf about {leaf['target']}.",
        )
    removed = _check_removal(row, tombstone=tombstone)
    _check_fields(row, leaf["fields"], removed=removed)
    if changed := row.changed_content():
        raise BrokenRecord(row.pk, f"{changed} of its row is not what it was.")
    return int(bool(removed))


def _check_removal(row: Recorded, *, tombstone: int | None) -> set[str]:
    """Check that a row lost exactly the texts its tombstone names; return their names."""
    if tombstone is not None and row.redaction_id != tombstone:
        raise BrokenRecord(row.pk, f"event {tombstone} removed texts from its row, the row says otherwise.")
    if row.redaction is None:
        return set()
    if row.redaction.target_number != row.pk:
        raise BrokenRecord(row.pk, f"its row lost texts to event {row.redaction_id}, which is about another.")
    removed = set(row.redaction.fields)
    for column in row._meta.concrete_fields:
        if column.name in removed and getattr(row, column.attname) != empty_value(column):
            raise BrokenRecord(row.pk, f"the field “{column.name}” of its row was removed, and is not empty.")
    return removed


def _check_fields(row: Recorded, committed: dict[str, str], *, removed: set[str]) -> None:
    """Check every field that was not removed against its commitment.

    A column younger than the row (added by a later release) has no commitment; it must be empty.
    """
    values = row.committed_values()
    for name, commitment in committed.items():
        if name in removed:
            continue
        salt, known = row.salts.get(name), name in values
        if salt is None or not known or commit(name=name, salt=salt, value=values[name]) != commitment:
            raise BrokenRecord(row.pk, f"the field “{name}” of its row was changed.")
    if set(row.salts) != set(committed) - removed:
        raise BrokenRecord(row.pk, "its row has salts for other fields than its leaf commits to.")
    for name in set(values) - set(committed):
        if values[name] != _unstated(row, name):
            raise BrokenRecord(
                row.pk, f"the field “{name}” of its row is younger than the row, and not empty."
            )


def _unstated(row: Recorded, name: str) -> Any:
    columns = [*row.committed_fields(), *row.committed_identity()]
    return next(column.get_default() for column in columns if column.name == name.rpartition(".")[2])


def _check_head(log: Log, *, number: int, digest: str, at: datetime | None) -> None:
    if log.size != number:
        raise BrokenRecord(
            number + 1, f"it is missing; the head of the record says {log.size}, the events end at {number}."
        )
    if log.head != digest:
        raise BrokenRecord(number, f"the head of the record says {log.head}, the events end at {digest}.")
    if log.head_at != at:
        raise BrokenRecord(number, f"the head of the record says {log.head_at}, the events end at {at}.")


def _check_no_strays() -> None:
    """Nothing may stand in the record that the chain does not lead to: no event after the head, no row
    without an event of its kind. The head is read after the events, because both may be growing.
    """
    last = Event.objects.order_by("-number").values_list("number", flat=True).first() or 0
    size = head().size
    if last > size:
        raise BrokenRecord(size + 1, f"it stands after the head of the record, which says {size}.")
    for kind, model in recorded_models().items():
        event = Event.objects.filter(pk=OuterRef("pk"), kind=kind)
        stray = model._base_manager.filter(~Exists(event)).order_by("pk").values_list("pk", flat=True).first()
        if stray is not None:
            raise BrokenRecord(
                stray, f"a {kind.replace('_', ' ')} carries its number that it did not record."
            )
