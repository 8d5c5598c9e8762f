"""What can somebody do who owns the database and takes its triggers off? For tests of what is then found out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import connection, models

from accounts.models import Event, Log
from accounts.record import Recorded
from tests.conftest import lifted


def unprotected(write: Callable[[], Any]) -> None:
    """Do something that the triggers would refuse."""
    connection.check_constraints()  # PostgreSQL alters no table while a row waits to be checked
    with lifted():
        write()
        connection.check_constraints()


def change(row: models.Model, **columns: Any) -> None:
    """Rewrite columns of a row."""
    unprotected(lambda: type(row)._base_manager.filter(pk=row.pk).update(**columns))


def delete(*rows: models.Model) -> None:
    """Delete rows as SQL does, without asking what points at them."""
    unprotected(lambda: [type(row)._base_manager.filter(pk=row.pk)._raw_delete("default") for row in rows])


def rehash(first: int, *, leaf: Callable[[int, dict[str, Any]], None]) -> None:
    """Rewrite the chain from an event on: ``leaf`` changes its leaves, every hash after it is made to fit."""
    previous = Event.objects.get(number=first - 1).chain_hash
    for event in Event.objects.filter(number__gte=first).order_by("number"):
        told = json.loads(bytes(event.leaf))
        leaf(event.number, told)
        content = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
        leaf_hash = hashlib.sha256(b"\x00" + content).digest()
        previous = hashlib.sha256(b"\x02" + bytes.fromhex(previous) + leaf_hash).hexdigest()
        change(event, leaf=content, leaf_hash=leaf_hash.hex(), chain_hash=previous)
    Log.objects.update(head=previous)


def commitment(row: Recorded, name: str, value: Any) -> str:
    """The commitment to a value, with the salt that the row keeps; written without the site's own code."""
    said = json.dumps(
        ["ogp-tracker/field/1", name, row.salts[name], value], separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(said.encode()).hexdigest()
