"""How did each milestone stand on the day, and on which side of its date?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from commitments.api.plans import PERIOD, VERSION, period, version
from commitments.models import Phase
from milestones.api.shapes import MilestoneShape, MilestoneWhole
from milestones.filters import MilestoneFilter
from milestones.models import Evidence, Milestone, MilestoneSuccession, MilestoneVersion, StatusUpdate
from milestones.schedule import Schedule
from ogp_tracker.rest.pages import Order
from ogp_tracker.rest.schema import REDACTION, removed
from ogp_tracker.rest.views import ReadView, Row, public_id_in


class MilestoneView(ReadView):
    """Milestones, in the state that held on the day."""

    order = Order(("commitment__plan_id", "commitment__order", "commitment_id", "number"))
    columns = (
        *order.names, "pk", "public_id", "commitment__public_id", "commitment__code", "commitment__plan__slug",
        "state", "entry_number", "entry_on", "is_entry_sample", "adopted_due_on", "replanned_due_on", "is_key",
        "is_sample", "evidence_count", "clock_starts_on", "clock_ends_on", "version_number",
    )  # fmt: skip
    filterset_class = MilestoneFilter
    serializer_class = MilestoneShape
    whole_serializer_class = MilestoneWhole

    def found(self) -> QuerySet[Any]:
        day, known_at = self.moment.day, self.moment.known_at
        evidence = (
            Evidence.objects.working(day, known_at=known_at)
            .filter(milestone=OuterRef("pk"))
            .order_by()
            .values("milestone")
            .annotate(count=Count("pk"))
        )
        clock = Phase.objects.in_force(day, known_at=known_at).filter(
            plan=OuterRef("commitment__plan"), kind=Phase.Kind.IMPLEMENTATION
        )
        sample = StatusUpdate.objects.filter(pk=OuterRef("entry_number"), is_sample=True)
        return Milestone.objects.as_of(day, known_at=known_at).annotate(
            is_entry_sample=Exists(sample),
            evidence_count=Coalesce(Subquery(evidence.values("count")), 0),
            clock_starts_on=Subquery(clock.values("starts_on")[:1]),
            clock_ends_on=Subquery(clock.values("ends_on")[:1]),
        )

    def one(self, found: QuerySet[Any], public_id: str) -> QuerySet[Any]:
        return found.filter(public_id=public_id_in(public_id))

    def shaped(self, rows: Sequence[Row], *, whole: bool = False) -> list[Row]:
        wordings = _wordings([row["version_number"] for row in rows], whole=whole)
        shown = [self._short(row, wordings[row["version_number"]]) for row in rows]
        if whole:
            wording = wordings[rows[0]["version_number"]]
            texts = {name: wording[name] for name in ("deliverable", "notes")}
            places = self._places(rows[0]["pk"])
            shown[0] |= {**removed(wording, texts), "sources": wording["sources"], **places}
        return shown

    def _short(self, row: Row, wording: Row) -> Row:
        slug, public_id = row["commitment__plan__slug"], row["public_id"]
        schedule = self._schedule(row)
        page = f"plans/{slug}/commitments/{row['commitment__code']}/milestones/{row['number']}/"
        return {
            "id": public_id,
            "plan": slug,
            "commitment": row["commitment__public_id"],
            "number": row["number"],
            "title": wording["title"],
            "completion": row["state"],
            "entry": _entry(row),
            "period": period(wording),
            "adopted_due_on": row["adopted_due_on"],
            "replanned_due_on": row["replanned_due_on"],
            "schedule": schedule.side,
            "days_overdue": schedule.days_overdue,
            "evidence": row["evidence_count"],
            "is_key": row["is_key"],
            "missing": _missing(row, wording),
            "version": version(wording, plan=slug),
            "is_sample": row["is_sample"],
            "links": {"html": self.page_of(page), "self": self.api(f"milestones/{public_id}/")},
        }

    def _schedule(self, row: Row) -> Schedule:
        clock = (row["clock_starts_on"], row["clock_ends_on"])
        return Schedule(
            day=self.moment.day,
            state=row["state"],
            clock=clock if all(clock) else None,
            adopted_due_on=row["adopted_due_on"],
            replanned_due_on=row["replanned_due_on"],
            entry_on=row["entry_on"],
        )

    def _places(self, key: int) -> Row:
        """What it took the place of, and what took its place. One query."""
        in_force = MilestoneSuccession.objects.in_force(self.moment.day, known_at=self.moment.known_at)
        pairs = in_force.filter(Q(predecessor=key) | Q(successor=key)).order_by("pk")
        rows = list(pairs.values_list("predecessor_id", "predecessor__public_id", "successor__public_id"))
        return {
            "predecessors": [before for at, before, _after in rows if at != key],
            "successors": [after for at, _before, after in rows if at == key],
        }


def _wordings(numbers: Sequence[int], *, whole: bool) -> dict[int, Row]:
    """The wordings in force, by their number. One query, whatever the number of milestones."""
    texts = ("deliverable", "notes", "sources", *REDACTION) if whole else ()
    rows = MilestoneVersion.objects.filter(pk__in=numbers).values("title", *PERIOD, *VERSION, *texts)
    return {row["event_id"]: row for row in rows}


def _entry(row: Row) -> Row | None:
    if row["entry_number"] is None:
        return None
    return {
        "number": row["entry_number"],
        "effective_on": row["entry_on"],
        "is_sample": row["is_entry_sample"],
    }


def _missing(row: Row, wording: Row) -> Row:
    """Why a field is empty: the plan states none, or nobody verified what it states."""
    missing = {} if wording["title"] else {"title": "not_stated"}
    if row["adopted_due_on"] is None:
        missing["adopted_due_on"] = "not_stated" if wording["period_text"] else "not_verified"
    return missing
