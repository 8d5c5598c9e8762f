"""What is in the record, and how can an outsider verify it? Events, the head, and the proof of each row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions import recorded_models
from accounts.filters import EventFilter
from accounts.leaf import GENESIS, canonical_value
from accounts.models import Event
from accounts.record import Recorded, Role
from ogp_tracker import as_of
from ogp_tracker.rest.pages import Order
from ogp_tracker.rest.schema import Links, Strings
from ogp_tracker.rest.views import NumberedView, Row, number_in

#: Rooms whose rows are public in full, so that their fields may be proved. Others prove their leaf alone.
PROVABLE_APPS = ("accounts", "commitments", "milestones")


class EventShape(serializers.Serializer[Any]):
    """One thing that happened: who (role and body), what, on what. ``leaf`` is the exact text that was hashed."""

    id = serializers.IntegerField()
    recorded_at = serializers.DateTimeField()
    verb = serializers.CharField()
    role = serializers.ChoiceField(Role.choices)
    body = serializers.CharField(allow_null=True)
    target = serializers.CharField()
    kind = serializers.CharField()
    leaf = serializers.CharField()
    leaf_hash = serializers.CharField()
    chain_hash = serializers.CharField()
    links = Links()


class HeadShape(serializers.Serializer[Any]):
    """The newest event by the moment that is asked for, and its digest, which covers all before it."""

    origin = serializers.CharField()
    number = serializers.IntegerField()
    digest = serializers.CharField()
    recorded_at = serializers.DateTimeField(allow_null=True)


@extend_schema_field({})
class _AnyValue(serializers.JSONField):
    pass


class FieldProof(serializers.Serializer[Any]):
    """A field of the row: with its salt and value, the commitment in the leaf can be computed again."""

    name = serializers.CharField()
    salt = serializers.CharField()
    value = _AnyValue(allow_null=True)
    commitment = serializers.CharField()


class ProofShape(serializers.Serializer[Any]):
    """Everything needed to verify one event: the chain before it, its leaf, and the fields of its row."""

    number = serializers.IntegerField()
    previous = serializers.CharField()
    leaf = serializers.CharField()
    leaf_hash = serializers.CharField()
    chain_hash = serializers.CharField()
    fields_proved = FieldProof(many=True)
    removed_by_law = Strings()


class EventView(NumberedView):
    """The record: every change of this site, in the order it happened, chained so that nobody rewrites it."""

    order = Order(("number",))
    columns = (
        "number", "recorded_at", "verb", "role", "body", "target", "kind", "leaf", "leaf_hash", "chain_hash",
    )  # fmt: skip
    filterset_class = EventFilter
    serializer_class = EventShape

    def found(self) -> QuerySet[Any]:
        """Events recorded by the end of the day, and of the day of knowledge if it is earlier."""
        by = min(self.moment.known_at or as_of.end_of(self.moment.day), as_of.end_of(self.moment.day))
        return Event.objects.filter(recorded_at__lte=by)

    def shaped(self, rows: Sequence[Row], *, whole: bool = False) -> list[Row]:
        return [
            {
                **{name: row[name] for name in self.columns if name not in ("number", "body", "leaf")},
                "id": row["number"],
                "body": row["body"] or None,
                "leaf": bytes(row["leaf"]).decode(),
                "links": {
                    "html": self.page_of(f"record/{row['number']}/"),
                    "self": self.api(f"events/{row['number']}/"),
                },
            }
            for row in rows
        ]

    @extend_schema(responses=HeadShape)
    @action(detail=False, url_path="head", pagination_class=None, filterset_class=None)
    def newest(self, request: Request) -> Response:
        """The head of the record: keep it, and you can tell later whether anything before it was changed."""
        log = request.record_head  # type: ignore[attr-defined]
        newest = self.found().order_by("-number").first() if self.moment.is_past else None
        if self.moment.is_past:
            number, digest = (newest.number, newest.chain_hash) if newest else (0, GENESIS)
            at = newest.recorded_at if newest else None
        else:
            number, digest, at = log.size, log.head, log.head_at
        return Response({"origin": log.origin, "number": number, "digest": digest, "recorded_at": at})

    @extend_schema(responses=ProofShape)
    @action(detail=True, filterset_class=None)
    def proof(self, request: Request, id: str) -> Response:
        """The values and salts behind an event. What the law removed is named, and has neither any more."""
        event = self.found().filter(pk=number_in(id)).first()
        if event is None:
            raise Http404(_("There is no event %s in the record.") % id)
        before = Event.objects.filter(number=event.number - 1).values_list("chain_hash", flat=True).first()
        row = _row_behind(event)
        return Response(
            {
                "number": event.number,
                "previous": before or GENESIS,
                "leaf": bytes(event.leaf).decode(),
                "leaf_hash": event.leaf_hash,
                "chain_hash": event.chain_hash,
                "fields_proved": _proved(row, event),
                "removed_by_law": row.redacted_fields(),
            }
        )


def _row_behind(event: Event) -> Recorded:
    """The row an event recorded, with what its fields point at. Raises Http404 if its fields are not public."""
    model = recorded_models().get(event.kind)
    if model is None or model._meta.app_label not in PROVABLE_APPS:
        raise Http404(_("The fields of this kind of row are not published; its leaf is."))
    links = [column.name for column in model.committed_fields() if column.is_relation]
    return model._base_manager.select_related("redaction", *links).get(pk=event.number)


def _proved(row: Recorded, event: Event) -> list[Row]:
    commitments = orjson.loads(bytes(event.leaf))["fields"]
    return [
        {
            "name": name,
            "salt": row.salts[name],
            "value": canonical_value(value),
            "commitment": commitments[name],
        }
        for name, value in row.committed_values().items()
        if name in row.salts
    ]
