"""Which plans are there, and how did each read on the day?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.names import name_subquery
from commitments.api.shapes import PlanShape, PlanWhole
from commitments.filters import PlanFilter
from commitments.models import CommitmentVersion, Phase, PlanVersion, ThemeVersion, Version
from ogp_tracker.rest.pages import Order
from ogp_tracker.rest.views import ReadView, Row, public_id_in

PERIOD = ("period_text", "starts_on", "starts_precision", "ends_on", "ends_precision")
VERSION = ("event_id", "valid_from", "change", "amendment__ordinal")


def period(row: Row) -> Row:
    """A row's period as the representation shows it."""
    return {
        "stated": row["period_text"] or None,
        "starts_on": row["starts_on"],
        "starts_precision": row["starts_precision"] or None,
        "ends_on": row["ends_on"],
        "ends_precision": row["ends_precision"] or None,
    }


def version(row: Row, *, plan: str) -> Row:
    """Which wording a row is."""
    ordinal = row["amendment__ordinal"]
    return {
        "number": row["event_id"],
        "valid_from": row["valid_from"],
        "change": row["change"],
        "amendment": None if ordinal is None else f"{plan}-amendment-{ordinal}",
    }


class PlanView(ReadView):
    """Action plans, as they read on the day."""

    order = Order(("plan_id",))
    columns = (
        "plan_id", "plan__slug", "plan__country", "plan__ordinal", "plan__ogp_id", "title", "coordinator__slug",
        "coordinator_name", "website", "commitments", "is_sample", *PERIOD, *VERSION,
    )  # fmt: skip
    whole_columns = ("notes", "sources")
    filterset_class = PlanFilter
    serializer_class = PlanShape
    whole_serializer_class = PlanWhole

    def found(self) -> QuerySet[Any]:
        day, known_at = self.moment.day, self.moment.known_at
        name = name_subquery(day, of="coordinator", known_at=known_at)
        commitments = (
            CommitmentVersion.objects.in_force(day, known_at=known_at)
            .filter(commitment__plan=OuterRef("plan"))
            .exclude(change=Version.Change.WITHDRAWN)
            .order_by()
            .values("commitment__plan")
            .annotate(count=Count("pk"))
        )
        return PlanVersion.objects.in_force(day, known_at=known_at).annotate(
            coordinator_name=Subquery(name.values("name")[:1]),
            commitments=Coalesce(Subquery(commitments.values("count")), 0),
        )

    def one(self, found: QuerySet[Any], public_id: str) -> QuerySet[Any]:
        return found.filter(plan__slug=public_id_in(public_id))

    def shaped(self, rows: Sequence[Row], *, whole: bool = False) -> list[Row]:
        phases = self._phases([row["plan_id"] for row in rows])
        shown = [self._short(row, phases[row["plan_id"]]) for row in rows]
        if whole:
            themes = self._themes(rows[0]["plan_id"])
            shown[0] |= {"themes": themes, "notes": rows[0]["notes"], "sources": rows[0]["sources"]}
        return shown

    def _short(self, row: Row, phases: list[Row]) -> Row:
        slug = row["plan__slug"]
        return {
            "id": slug,
            "country": row["plan__country"],
            "ordinal": row["plan__ordinal"],
            "ogp_id": row["plan__ogp_id"] or None,
            "title": row["title"],
            "coordinator": {"id": row["coordinator__slug"], "name": row["coordinator_name"]},
            "period": period(row),
            "website": row["website"] or None,
            "commitments": row["commitments"],
            "phases": phases,
            "version": version(row, plan=slug),
            "is_sample": row["is_sample"],
            "links": {"html": self.page_of(f"plans/{slug}/"), "self": self.api(f"plans/{slug}/")},
        }

    def _phases(self, plans: list[int]) -> dict[int, list[Row]]:
        in_force = Phase.objects.in_force(self.moment.day, known_at=self.moment.known_at)
        rows = in_force.filter(plan__in=plans).order_by("starts_on", "pk")
        found: dict[int, list[Row]] = defaultdict(list)
        for row in rows.values("plan_id", "kind", "starts_on", "ends_on"):
            found[row.pop("plan_id")].append(dict(row))
        return found

    def _themes(self, plan: int) -> list[Row]:
        in_force = ThemeVersion.objects.in_force(self.moment.day, known_at=self.moment.known_at)
        rows = in_force.filter(theme__plan=plan).order_by("theme__order")
        return [{"id": id, "title": title} for id, title in rows.values_list("theme__public_id", "title")]
