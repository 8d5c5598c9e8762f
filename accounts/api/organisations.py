"""What is a body called on a day, what was it called before, and out of which body did it come?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from rest_framework import serializers

from accounts.filters import OrganisationFilter
from accounts.models import OrganisationName, Succession
from ogp_tracker.rest.pages import Order
from ogp_tracker.rest.schema import Links, Texts
from ogp_tracker.rest.views import ReadView, Row, public_id_in


class OrganisationShort(serializers.Serializer[Any]):
    """A body as it was called on the day, or when it ended before it."""

    id = serializers.CharField()
    country = serializers.CharField()
    name = Texts()
    abbreviation = serializers.CharField(allow_null=True)
    kind = serializers.ChoiceField(OrganisationName.Kind.choices)
    since = serializers.DateField()
    until = serializers.DateField(allow_null=True)
    contact_mailbox = serializers.EmailField(allow_null=True)
    is_sample = serializers.BooleanField()
    links = Links()


class OrganisationNameShape(serializers.Serializer[Any]):
    """A name with its days. ``number`` is the event that recorded it."""

    number = serializers.IntegerField()
    name = Texts()
    abbreviation = serializers.CharField(allow_null=True)
    kind = serializers.ChoiceField(OrganisationName.Kind.choices)
    since = serializers.DateField()
    until = serializers.DateField(allow_null=True)
    source = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # DRF has one, too
    note = serializers.CharField(allow_null=True)


class SuccessionShape(serializers.Serializer[Any]):
    """One body came, wholly or partly, out of another."""

    number = serializers.IntegerField()
    predecessor = serializers.CharField()
    successor = serializers.CharField()
    kind = serializers.ChoiceField(Succession.Kind.choices)
    since = serializers.DateField()
    source = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # DRF has one, too
    note = serializers.CharField(allow_null=True)


class OrganisationWhole(OrganisationShort):
    """A body with all its names and what it came from and went into."""

    names = OrganisationNameShape(many=True)
    successions = SuccessionShape(many=True)


class OrganisationView(ReadView):
    """Bodies: ministries, agencies, civil-society organisations. A renamed body stays the same body."""

    order = Order(("organisation__slug",), kind=str)
    columns = (
        "organisation_id", "organisation__slug", "organisation__country", "name", "abbreviation", "kind", "since",
        "until", "contact_mailbox", "is_sample",
    )  # fmt: skip
    filterset_class = OrganisationFilter
    serializer_class = OrganisationShort
    whole_serializer_class = OrganisationWhole

    def found(self) -> QuerySet[Any]:
        day, known_at = self.moment.day, self.moment.known_at
        begun = OrganisationName.objects.standing(known_at=known_at).filter(since__lte=day)
        later = begun.filter(organisation=OuterRef("organisation")).filter(
            Q(since__gt=OuterRef("since")) | Q(since=OuterRef("since"), pk__gt=OuterRef("pk"))
        )
        return begun.filter(~Exists(later))

    def one(self, found: QuerySet[Any], public_id: str) -> QuerySet[Any]:
        return found.filter(organisation__slug=public_id_in(public_id))

    def shaped(self, rows: Sequence[Row], *, whole: bool = False) -> list[Row]:
        shown = [self._short(row) for row in rows]
        if whole:
            key = rows[0]["organisation_id"]
            shown[0] |= {"names": self._names(key), "successions": self._successions(key)}
        return shown

    def _short(self, row: Row) -> Row:
        slug = row["organisation__slug"]
        return {
            "id": slug,
            "country": row["organisation__country"],
            "name": row["name"],
            "abbreviation": row["abbreviation"] or None,
            "kind": row["kind"],
            "since": row["since"],
            "until": row["until"],
            "contact_mailbox": row["contact_mailbox"] or None,
            "is_sample": row["is_sample"],
            "links": {
                "html": self.page_of(f"organisations/{slug}/"),
                "self": self.api(f"organisations/{slug}/"),
            },
        }

    def _names(self, key: int) -> list[Row]:
        names = OrganisationName.objects.standing(known_at=self.moment.known_at).filter(organisation=key)
        rows = names.order_by("since", "pk").values(
            "event_id", "name", "abbreviation", "kind", "since", "until", "source", "note"
        )
        return [_numbered(row) for row in rows]

    def _successions(self, key: int) -> list[Row]:
        known = Succession.objects.standing(known_at=self.moment.known_at)
        rows = (
            known.filter(Q(predecessor=key) | Q(successor=key))
            .order_by("since", "pk")
            .values("event_id", "predecessor__slug", "successor__slug", "kind", "since", "source", "note")
        )
        return [_numbered(row) for row in rows]


def _numbered(row: Row) -> Row:
    """Columns as the representation names them, empty texts as null."""
    shown = {"number": row.pop("event_id")}
    return shown | {
        name.removesuffix("__slug"): None if value == "" else value for name, value in row.items()
    }
