"""How are rows written down? As JSON, byte for byte the same for the same rows; or as CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson
from rest_framework.renderers import BaseRenderer
from rest_framework.serializers import BaseSerializer, ListSerializer

from ogp_tracker.texts import CONTENT_LANGUAGES, spoken

#: A cell that begins with one of these is a formula to a spreadsheet, and could run on the reader's machine.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: The column after those of the languages: which of them hold a translation by this project.
_TRANSLATED = "translated"


class JSONRenderer(BaseRenderer):
    """Rows as they came from the database, written by orjson: instants in UTC with a Z, days as ISO 8601."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        return orjson.dumps(data, default=str, option=orjson.OPT_UTC_Z)


class CSVRenderer(BaseRenderer):
    """Offers CSV in the negotiation; a list view streams the rows itself (``csv_lines``)."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        return b""


def csv_lines(
    batches: Iterable[Sequence[Mapping[str, Any]]], serializer: BaseSerializer[Any]
) -> Iterator[str]:
    """Rows as lines of CSV, a header first. Its columns are the representation's fields, in its order."""
    columns = list(columns_of(serializer))
    yield _lines([[".".join(column) for column in columns]])
    for batch in batches:
        yield _lines([[cell(_at(row, column)) for column in columns] for row in batch])


def columns_of(serializer: BaseSerializer[Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every value of the representation that fits a cell: nested objects spread out, texts by language."""
    for name, field in serializer.fields.items():  # type: ignore[attr-defined]
        here = (*path, name)
        if getattr(field, "is_texts", False):
            yield from ((*here, column) for column in (*CONTENT_LANGUAGES, _TRANSLATED))
        elif isinstance(field, BaseSerializer) and not isinstance(field, ListSerializer):
            yield from columns_of(field, here)
        else:
            yield here


def cell(value: Any) -> str:
    """A value as the text of a cell: nothing for null, JSON for lists, and never a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        text = orjson.dumps(value, default=str).decode()
    else:
        text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    if text.startswith(FORMULA_STARTS) and not isinstance(value, int):
        return f"'{text}"
    return text


def _at(row: Any, column: tuple[str, ...]) -> Any:
    """The value at a path; a removed text shows its marker in the first cell that would have held it."""
    for step in column:
        if not isinstance(row, Mapping):
            return None
        if "redacted" in row:
            return row if step in (CONTENT_LANGUAGES[0],) else None
        row = _text(row, step) if step in (*CONTENT_LANGUAGES, _TRANSLATED) else row.get(step)
    return row


def _text(texts: Mapping[str, str], column: str) -> str | None:
    """A text in one language, also where this project translated it: the last column says which ones those are."""
    if column == _TRANSLATED:
        return " ".join(code for code in CONTENT_LANGUAGES if code not in texts and spoken(texts, code))
    found = spoken(texts, column)
    return found.text if found else None


def _lines(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
