"""How did each commitment stand on the day: what was promised, by whom, stated and indicated?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.names import name_subquery
from commitments.api.plans import PERIOD, VERSION, period, version
from commitments.api.shapes import CommitmentShape, CommitmentWhole
from commitments.filters import CommitmentFilter
from commitments.models import CommitmentVersion, Phase, Responsibility, ThemeVersion
from milestones.api.counting import Counted, counted
from milestones.models import NOT_REPORTED, STATES, CommitmentStatement
from milestones.progress import indicate
from milestones.warnings import warn_difference
from ogp_tracker.rest.pages import Order
from ogp_tracker.rest.schema import REDACTION, removed
from ogp_tracker.rest.views import ReadView, Row, public_id_in

TEXTS = ("problem", "content", "contribution", "relevance", "additional_information")
#: Fields that are empty for a reason, with the column that shows it; the rest is optional in OGP's template.
MAY_BE_MISSING = {
    "ogp_id": "ogp_id",
    "theme": "theme__public_id",
    "lead": "lead_slug",
    "period": "period_text",
}
MAY_BE_MISSING_WHOLE = {
    **{name: name for name in TEXTS},
    "ogp_values": "ogp_values",
    "contact_mailbox": "contact_mailbox",
}


class CommitmentView(ReadView):
    """Commitments of a plan, as worded on the day, with what is stated and what the milestones indicate."""

    order = Order(("commitment__plan_id", "commitment__order", "commitment_id"))
    columns = (
        *order.names, "commitment__public_id", "commitment__plan__slug", "commitment__number",
        "commitment__code", "ogp_id", "title", "short_title", "theme__public_id", "theme_title", "theme_basis",
        "lead_slug", "lead_name", "milestones_known", "stated_number", "stated", "stated_on",
        "stated_is_sample", "clock_starts_on", "clock_ends_on", "not_stated", "is_sample", *PERIOD, *VERSION,
    )  # fmt: skip
    whole_columns = (
        *TEXTS, "text_origin", "ogp_values", "values_text", "activities", "named_groups", "contact_mailbox",
        "official_page", "notes", "sources", *REDACTION,
    )  # fmt: skip
    filterset_class = CommitmentFilter
    serializer_class = CommitmentShape
    whole_serializer_class = CommitmentWhole

    def found(self) -> QuerySet[Any]:
        day, known_at = self.moment.day, self.moment.known_at
        theme = ThemeVersion.objects.in_force(day, known_at=known_at).filter(theme=OuterRef("theme"))
        lead = (
            Responsibility.objects.holding(day, known_at=known_at)
            .filter(commitment=OuterRef("commitment"), kind=Responsibility.Kind.LEAD)
            .order_by("-since")
        )
        stated = (
            CommitmentStatement.objects.standing(day, known_at=known_at)
            .filter(commitment=OuterRef("commitment"))
            .in_order()
        )
        clock = Phase.objects.in_force(day, known_at=known_at).filter(
            plan=OuterRef("commitment__plan"), kind=Phase.Kind.IMPLEMENTATION
        )
        name = name_subquery(day, of="lead_pk", known_at=known_at)
        rows = CommitmentVersion.objects.in_force(day, known_at=known_at).annotate(
            theme_title=Subquery(theme.values("title")[:1]),
            lead_pk=Subquery(lead.values("organisation")[:1]),
            lead_slug=Subquery(lead.values("organisation__slug")[:1]),
            stated_number=Subquery(stated.values("pk")[:1]),
            stated=Subquery(stated.values("completion")[:1]),
            stated_on=Subquery(stated.values("effective_on")[:1]),
            stated_is_sample=Subquery(stated.values("is_sample")[:1]),
            clock_starts_on=Subquery(clock.values("starts_on")[:1]),
            clock_ends_on=Subquery(clock.values("ends_on")[:1]),
        )
        return rows.annotate(
            lead_name=Subquery(name.values("name")[:1]),
            stated_or_not=Coalesce(F("stated"), Value(NOT_REPORTED)),
        )

    def one(self, found: QuerySet[Any], public_id: str) -> QuerySet[Any]:
        return found.filter(commitment__public_id=public_id_in(public_id))

    def shaped(self, rows: Sequence[Row], *, whole: bool = False) -> list[Row]:
        milestones = counted([row["commitment_id"] for row in rows], self.moment)
        shown = [self._short(row, milestones.get(row["commitment_id"], [])) for row in rows]
        if whole:
            shown[0] |= self._whole(rows[0], shown[0]["missing"])
        return shown

    def _short(self, row: Row, milestones: list[Counted]) -> Row:
        slug, public_id = row["commitment__plan__slug"], row["commitment__public_id"]
        indication = indicate([each.unit for each in milestones], milestones_known=row["milestones_known"])
        clock = (row["clock_starts_on"], row["clock_ends_on"])
        page = f"plans/{slug}/commitments/{row['commitment__code']}/"
        return {
            "id": public_id,
            "plan": slug,
            "number": row["commitment__number"],
            "code": row["commitment__code"],
            "ogp_id": row["ogp_id"] or None,
            "title": row["title"],
            "short_title": row["short_title"],
            "theme": _theme(row),
            "lead": {"id": row["lead_slug"], "name": row["lead_name"]} if row["lead_slug"] else None,
            "period": period(row),
            "milestones_known": row["milestones_known"],
            "stated": _stated(row),
            "indicated": {
                "state": indication.state,
                "reason": indication.reason or None,
                "rests_on_samples": indication.rests_on_samples,
                "counts": {state: indication.counts.get(state, 0) for state in STATES},  # type: ignore[call-overload]
            },
            "milestones": self._in_a_line(milestones, clock if all(clock) else None),
            "warnings": [
                vars(each) for each in warn_difference(stated=row["stated"], indicated=indication.state)
            ],
            "missing": _missing(row, MAY_BE_MISSING),
            "version": version(row, plan=slug),
            "is_sample": row["is_sample"],
            "links": {"html": self.page_of(page), "self": self.api(f"commitments/{public_id}/")},
        }

    def _in_a_line(self, milestones: list[Counted], clock: Any) -> Row:
        schedules = [each.schedule(self.moment.day, clock) for each in milestones]
        ahead = [each.next_on for each in schedules if each.is_open and each.next_on]
        return {
            "total": len(milestones),
            "overdue": sum(each.days_overdue > 0 for each in schedules),
            "replanned": sum(each.is_replanned for each in schedules),
            "next_due_on": min(ahead, default=None),
        }

    def _whole(self, row: Row, missing: Row) -> Row:
        """The texts and responsibilities. A text that was removed is not missing: it was there."""
        texts = removed(row, {name: row[name] for name in (*TEXTS, "notes")})
        gone = set(row["redaction__fields"] or ())
        columns = {name: column for name, column in MAY_BE_MISSING_WHOLE.items() if name not in gone}
        return {
            **texts,
            "text_origin": row["text_origin"],
            "ogp_values": row["ogp_values"],
            "values_text": row["values_text"],
            "activities": row["activities"],
            "named_groups": row["named_groups"],
            "contact_mailbox": row["contact_mailbox"] or None,
            "official_page": row["official_page"] or None,
            "sources": row["sources"],
            "missing": missing | _missing(row, columns),
            "responsibilities": self._responsibilities(row["commitment_id"]),
        }

    def _responsibilities(self, commitment: int) -> list[Row]:
        day, known_at = self.moment.day, self.moment.known_at
        name = name_subquery(day, of="organisation", known_at=known_at)
        rows = (
            Responsibility.objects.holding(day, known_at=known_at)
            .filter(commitment=commitment)
            .annotate(name=Subquery(name.values("name")[:1]))
            .order_by("since", "pk")
            .values("pk", "organisation__slug", "name", "kind", "since", "until", "source", "is_sample")
        )
        return [
            {
                "number": row["pk"],
                "organisation": {"id": row["organisation__slug"], "name": row["name"]},
                "kind": row["kind"],
                "since": row["since"],
                "until": row["until"],
                "source": row["source"] or None,
                "is_sample": row["is_sample"],
            }
            for row in rows
        ]


def _theme(row: Row) -> Row | None:
    if row["theme__public_id"] is None:
        return None
    return {
        "id": row["theme__public_id"], "title": row["theme_title"], "basis": row["theme_basis"] or None,
    }  # fmt: skip


def _stated(row: Row) -> Row | None:
    if row["stated_number"] is None:
        return None
    return {
        "completion": row["stated"],
        "effective_on": row["stated_on"],
        "number": row["stated_number"],
        "is_sample": row["stated_is_sample"],
    }


def _missing(row: Row, columns: dict[str, str]) -> Row:
    """Why each empty field is empty. Null and empty alike: nobody verified it, unless the plan leaves it out."""
    return {
        name: "not_stated" if name in row["not_stated"] else "not_verified"
        for name, column in columns.items()
        if row[column] in (None, "", {})
    }
