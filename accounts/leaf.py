"""What exactly is hashed when something is recorded? Pure functions, no database.

A leaf is the RFC 8785 canonical JSON of one event. It names who acted (role and body, never a person),
on what, and holds one *commitment* per field of the row that was written: a hash over the field's name,
value and a fresh salt. So the record proves every field, and a field can still be removed by law: without
its salt, the commitment tells nothing.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, date, datetime
from typing import Any

import rfc8785

LEAF_VERSION = 1
#: Domain separation of a field commitment; changes with the rule below, never without it.
FIELD_TAG = "ogp-tracker/field/1"
SALT_BYTES = 32
MAX_LEAF_BYTES = 65_535
#: The chain hash before the first event.
GENESIS = "0" * 64


class LeafTooLarge(ValueError):
    """A row with so many fields that its leaf passes 65,535 bytes; the schema is wrong, not the user."""


def fresh_salt() -> str:
    """Return 32 random bytes as 64 hexadecimal digits."""
    return secrets.token_hex(SALT_BYTES)


def canonical_value(value: Any) -> Any:
    """Turn a field's value into what JSON can hold: days as ISO 8601, instants in UTC with microseconds."""
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        raise TypeError("A recorded field may not hold a float: databases do not keep its digits.")
    if isinstance(value, dict):
        return {name: canonical_value(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [canonical_value(one) for one in value]
    return value


def instant(moment: datetime) -> str:
    """Write an instant as ``2020-06-30T21:59:59.999999Z`` (UTC, always six decimals)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def commit(*, name: str, salt: str, value: Any) -> str:
    """Commit to one field: SHA-256 over the canonical JSON array of tag, name, salt and value (hex)."""
    return hashlib.sha256(rfc8785.dumps([FIELD_TAG, name, salt, canonical_value(value)])).hexdigest()


def leaf_bytes(
    *,
    origin: str,
    number: int,
    at: datetime,
    verb: str,
    role: str,
    body: str,
    target: str,
    kind: str,
    fields: dict[str, str],
) -> bytes:
    """Return the exact bytes of a leaf. ``fields`` maps field names to commitments. Raises LeafTooLarge."""
    leaf = rfc8785.dumps(
        {
            "at": instant(at),
            "body": body,
            "fields": fields,
            "kind": kind,
            "leaf_version": LEAF_VERSION,
            "number": number,
            "origin": origin,
            "role": role,
            "target": target,
            "verb": verb,
        }
    )
    if len(leaf) > MAX_LEAF_BYTES:
        raise LeafTooLarge(
            f"The leaf of event {number} has {len(leaf)} bytes; the limit is {MAX_LEAF_BYTES}."
        )
    return leaf


def leaf_hash(leaf: bytes) -> str:
    """Hash a leaf as RFC 9162 section 2.1.1 does (prefix 0x00), so that a Merkle tree can be built later."""
    return hashlib.sha256(b"\x00" + leaf).hexdigest()


def chain_hash(*, previous: str, leaf_hash: str) -> str:
    """Chain a leaf hash to the one before it (prefix 0x02, so that it is never a leaf or a tree node)."""
    return hashlib.sha256(b"\x02" + bytes.fromhex(previous) + bytes.fromhex(leaf_hash)).hexdigest()
