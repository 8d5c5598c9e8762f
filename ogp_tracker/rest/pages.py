"""How is a long list read to its end? In cursor pages: each says where the next begins, none counts or skips rows.

A cursor names the last row of a page by the values it is ordered by, so a page costs the same wherever it is
(``performance.md``), and rows that are added meanwhile neither repeat nor hide others.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from ogp_tracker.rest.parameters import BadParameters

USUAL, MOST = 100, 500


@dataclass(frozen=True)
class Order:
    """The columns a list is ordered by, together unique; ``-`` before a name: from high to low."""

    columns: tuple[str, ...]
    #: What kind of values the columns hold, to refuse a cursor that was made up.
    kind: type = int

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.removeprefix("-") for column in self.columns)

    def after(self, values: list[Any]) -> Q:
        """Rows that come after the one with these values. The first condition alone lets an index be used."""
        found = Q()
        for place in reversed(range(len(self.columns))):
            step = "lt" if self.columns[place].startswith("-") else "gt"
            name, value = self.names[place], values[place]
            found = Q(**{f"{name}__{step}": value}) | (Q(**{name: value}) & found if found else Q())
            if place == 0 and len(values) > 1:
                found &= Q(**{f"{name}__{step}e": value})
        return found

    def cursor(self, row: dict[str, Any]) -> str:
        """An opaque name for the place of a row."""
        return base64.urlsafe_b64encode(orjson.dumps([row[name] for name in self.names])).decode().rstrip("=")

    def read(self, cursor: str) -> list[Any]:
        """The values in a cursor. Raises BadParameters if this list never gave it out."""
        try:
            values = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        except (ValueError, binascii.Error):
            values = None
        fits = isinstance(values, list) and len(values) == len(self.columns)
        if not fits or not all(self._is_value(value) for value in values):
            sentence = _("This cursor is not from a page of this list. Follow the “next” of a page instead.")
            raise BadParameters({"cursor": [sentence]})
        return list(values)

    def _is_value(self, value: Any) -> bool:
        if type(value) is not self.kind:
            return False
        return abs(value) < 2**63 if isinstance(value, int) else "\x00" not in str(value)


class CursorPages(BasePagination):
    """Pages of a list view that has an ``order``: ``limit`` rows, and the address of the next page."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        limit = self._limit(request)
        cursor = request.query_params.get("cursor", "")
        rows = page(queryset, view.order, cursor=cursor, limit=limit + 1)
        self.next = ""
        if len(rows) > limit:
            rows = rows[:limit]
            address = request.build_absolute_uri()
            self.next = replace_query_param(address, "cursor", view.order.cursor(rows[-1]))
        return rows

    def _limit(self, request: Request) -> int:
        text = request.query_params.get("limit", str(USUAL))
        limit = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
        if not 1 <= limit <= MOST:
            sentence = _("“%(text)s” is not a number of rows from 1 to %(most)d.")
            raise BadParameters({"limit": [sentence % {"text": text[:40], "most": MOST}]})
        return limit

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The envelope of a list (``views.ReadView.list``), for the OpenAPI document."""
        head = {"number": {"type": "integer"}, "digest": {"type": "string"}}
        return {
            "type": "object",
            "required": ["as_of", "known_on", "record", "next", "results"],
            "properties": {
                "as_of": {"type": "string", "format": "date"},
                "known_on": {"type": ["string", "null"], "format": "date"},
                "record": {"type": "object", "required": list(head), "properties": head},
                "next": {"type": ["string", "null"], "format": "uri"},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
        asked = {
            "cursor": (_("Where the page begins: from the “next” of the page before."), {"type": "string"}),
            "limit": (_("How many rows a page has."), limit),
        }
        return [
            {"name": name, "in": "query", "required": False, "description": says, "schema": schema}
            for name, (says, schema) in asked.items()
        ]


def page(queryset: QuerySet[Any], order: Order, *, cursor: str, limit: int) -> list[dict[str, Any]]:
    """At most ``limit`` rows of a ``.values()`` query that come after the cursor. One query."""
    if cursor:
        queryset = queryset.filter(order.after(order.read(cursor)))
    return list(queryset.order_by(*order.columns)[:limit])


def batches(queryset: QuerySet[Any], order: Order) -> Iterator[list[dict[str, Any]]]:
    """All rows, in batches: memory and time to the first row do not depend on how many there are."""
    cursor = ""
    while rows := page(queryset, order, cursor=cursor, limit=MOST):
        yield rows
        if len(rows) < MOST:
            return
        cursor = order.cursor(rows[-1])
