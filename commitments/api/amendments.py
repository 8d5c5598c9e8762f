"""How was a plan formally changed, when, why, and what reads differently since?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.http import Http404
from django.utils.translation import gettext as _

from commitments.api.shapes import AmendmentShape, AmendmentWhole
from commitments.filters import AmendmentFilter
from commitments.models import Amendment, CommitmentVersion, Phase, PlanVersion, ThemeVersion
from milestones.models import MilestoneVersion
from ogp_tracker.rest.pages import Order
from ogp_tracker.rest.schema import REDACTION, removed
from ogp_tracker.rest.views import ReadView, Row, public_id_in

#: What an amendment can change: the name of its kind, its versions, and where their public id stands.
CHANGES = (
    ("plan", PlanVersion, "plan__slug"),
    ("phase", Phase, "plan__slug"),
    ("theme", ThemeVersion, "theme__public_id"),
    ("commitment", CommitmentVersion, "commitment__public_id"),
    ("milestone", MilestoneVersion, "milestone__public_id"),
)


class AmendmentView(ReadView):
    """Formal changes of plans that were in effect on the day."""

    order = Order(("event_id",))
    columns = (
        "event_id", "plan__slug", "ordinal", "title", "effective_on", "stated_day", "reason", "sources", "recorded_at",
        "is_sample", *REDACTION,
    )  # fmt: skip
    filterset_class = AmendmentFilter
    serializer_class = AmendmentShape
    whole_serializer_class = AmendmentWhole

    def found(self) -> QuerySet[Any]:
        known = Amendment.objects.known(self.moment.known_at)
        return known.filter(effective_on__lte=self.moment.day)

    def one(self, found: QuerySet[Any], public_id: str) -> QuerySet[Any]:
        plan, named, ordinal = public_id_in(public_id).rpartition("-amendment-")
        if not (named and ordinal.isdigit() and len(ordinal) < 5):
            raise Http404(_("Amendments have ids like nor-4-amendment-1."))
        return found.filter(plan__slug=plan, ordinal=int(ordinal))

    def shaped(self, rows: Sequence[Row], *, whole: bool = False) -> list[Row]:
        shown = [self._short(row) for row in rows]
        if whole:
            shown[0]["changes"] = self._changes(rows[0]["event_id"])
        return shown

    def _short(self, row: Row) -> Row:
        slug, ordinal = row["plan__slug"], row["ordinal"]
        public_id = f"{slug}-amendment-{ordinal}"
        shown = {
            "id": public_id,
            "number": row["event_id"],
            "plan": slug,
            "ordinal": ordinal,
            "title": row["title"],
            "effective_on": row["effective_on"],
            "stated_day": row["stated_day"] or None,
            "reason": row["reason"],
            "sources": row["sources"],
            "recorded_at": row["recorded_at"],
            "is_sample": row["is_sample"],
            "links": {
                "html": self.page_of(f"plans/{slug}/amendments/{ordinal}/"),
                "self": self.api(f"amendments/{public_id}/"),
            },
        }
        return removed(row, shown)

    def _changes(self, amendment: int) -> list[Row]:
        """Everything whose wording names the amendment, in the order it was recorded. One query."""
        kinds = [
            versions.objects.known(self.moment.known_at)
            .filter(amendment=amendment)
            .values(
                "change",
                number=F("pk"),
                kind=Value(kind, output_field=CharField()),
                subject=F(public_id),
            )
            for kind, versions, public_id in CHANGES
        ]
        rows = kinds[0].union(*kinds[1:], all=True).order_by("number")
        return [
            {"kind": row["kind"], "id": row["subject"], "change": row["change"], "number": row["number"]}
            for row in rows
        ]
