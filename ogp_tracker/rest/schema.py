"""Which words do the representations share? Fields for the OpenAPI document, and how a removed text reads.

Reads are rows; these serializers describe them and are checked against them in tests.
"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

_TEXTS = {
    "type": "object",
    "description": (
        "A text by language (ISO 639-1). A translation by this project stands under a tag of its own, such as "
        "nb-t-en: Bokmål, from English (BCP 47, extension T). Empty: the source states none."
    ),
    "additionalProperties": {"type": "string"},
}
_REMOVED = {
    "type": "object",
    "description": "The text was removed by law; the record still proves the rest of the row.",
    "required": ["redacted"],
    "properties": {
        "redacted": {
            "type": "object",
            "required": ["event", "ground", "decided_by"],
            "properties": {
                "event": {"type": "integer", "description": "Number of the event that removed it."},
                "ground": {"type": "string"},
                "decided_by": {"type": "string"},
            },
        }
    },
    "additionalProperties": False,
}


class _Described(serializers.JSONField):
    """A value that is passed through as it is; only its description differs."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, **options)


@extend_schema_field(_TEXTS)
class Texts(_Described):
    """A reference text in the languages it is known in."""

    is_texts = True


@extend_schema_field({"anyOf": [_REMOVED, _TEXTS]})
class RemovableTexts(_Described):
    """A reference text that the law may remove."""

    is_texts = True


@extend_schema_field({"anyOf": [{"type": "string"}, _REMOVED]})
class RemovableText(_Described):
    """A text in one language that the law may remove."""


@extend_schema_field({"anyOf": [{"type": ["string", "null"]}, _REMOVED]})
class RemovableValue(_Described):
    """A single value (an address, a hash) that the law may remove; null if there is none."""


@extend_schema_field({"anyOf": [{"type": "array", "items": _TEXTS}, _REMOVED]})
class RemovableTextList(_Described):
    """A list of reference texts that the law may remove."""


@extend_schema_field({"type": "array", "items": {"type": "string"}})
class Strings(_Described):
    """A list of words or addresses."""


@extend_schema_field(
    {"type": "object", "additionalProperties": {"type": "string", "enum": ["not_stated", "not_verified"]}}
)
class Missing(_Described):
    """Why a field is empty: the plan does not state it, or nobody verified what it states."""


class Named(serializers.Serializer[Any]):
    """A body by its public id, with its name of the day that was asked for."""

    id = serializers.CharField()
    name = Texts(allow_null=True)


class Period(serializers.Serializer[Any]):
    """A period in the words of the source, beside the days it means: first possible start, last possible end."""

    stated = serializers.CharField(allow_null=True)
    starts_on = serializers.DateField(allow_null=True)
    starts_precision = serializers.CharField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    ends_precision = serializers.CharField(allow_null=True)


class Links(serializers.Serializer[Any]):
    """The same thing elsewhere: its page, and this answer, on the same day."""

    html = serializers.URLField(allow_null=True)
    self = serializers.URLField()


def removed(row: dict[str, Any], shown: dict[str, Any]) -> dict[str, Any]:
    """Put the marker of a removed text in the place of every field of ``shown`` that the law removed.

    ``row`` holds ``redaction_id`` and the tombstone's ``redaction__fields``, ``__ground``, ``__decided_by``.
    """
    if row["redaction_id"] is None:
        return shown
    marker = {
        "redacted": {
            "event": row["redaction_id"],
            "ground": row["redaction__ground"],
            "decided_by": row["redaction__decided_by"],
        }
    }
    return {name: marker if name in row["redaction__fields"] else value for name, value in shown.items()}


#: The columns ``removed`` reads.
REDACTION = ("redaction_id", "redaction__fields", "redaction__ground", "redaction__decided_by")
