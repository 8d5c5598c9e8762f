"""What proves it, does its link answer, and how is evidence put forward and withdrawn?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.names import name_subquery
from milestones.actions import add_evidence, withdraw_evidence
from milestones.api import writing
from milestones.api.shapes import EvidenceShape
from milestones.evidence import Evidence, LinkCheck
from milestones.filters import EvidenceFilter
from ogp_tracker import as_of
from ogp_tracker.rest.pages import Order
from ogp_tracker.rest.parsers import StrictSerializer
from ogp_tracker.rest.schema import REDACTION, removed
from ogp_tracker.rest.views import NumberedView, Row


class AddedEvidenceShape(writing.NewEvidenceShape):
    """Evidence on a milestone, optionally naming one of its entries, or on a commitment."""

    milestone = serializers.CharField(max_length=100, allow_null=True, default=None)
    commitment = serializers.CharField(max_length=80, allow_null=True, default=None)
    status_update = serializers.IntegerField(
        min_value=1, max_value=writing.MOST, allow_null=True, default=None
    )


class WithdrawalShape(StrictSerializer):
    """Why the evidence is withdrawn."""

    reason = serializers.CharField(max_length=5000)


class EvidenceView(NumberedView):
    """What was put forward as proof, and what became of it. Withdrawn evidence stays readable."""

    order = Order(("-event_id",))
    columns = (
        "event_id", "plan", "plan_code", "commitment_name", "milestone__public_id", "milestone__number",
        "status_update_id", "statement_id", "state", "proves", "title", "publisher", "document_on", "url",
        "file__sha256", "file__media_type", "file__size", "file_name", "legal_ground", "reason", "language",
        "answered", "check_detail", "checked_at", "effective_on", "recorded_at", "body__slug", "body_name", "role",
        "replaces_id", "by", "standing", "is_sample", *REDACTION,
    )  # fmt: skip
    filterset_class = EvidenceFilter
    serializer_class = EvidenceShape

    def found(self) -> QuerySet[Any]:
        day, known_at = self.moment.day, self.moment.known_at
        known = Evidence.objects.known(known_at)
        by = known.filter(replaces=OuterRef("pk")).values("pk")[:1]
        looked_at = min(known_at or as_of.end_of(day), as_of.end_of(day))
        check = LinkCheck.objects.filter(evidence=OuterRef("pk"), recorded_at__lte=looked_at).order_by("-pk")
        rows = known.filter(effective_on__lte=day).annotate(
            plan=Coalesce("milestone__commitment__plan__slug", "commitment__plan__slug"),
            plan_code=Coalesce("milestone__commitment__code", "commitment__code"),
            commitment_name=Coalesce("milestone__commitment__public_id", "commitment__public_id"),
            by=Subquery(by),
            answered=Subquery(check.values("answered")[:1]),
            check_detail=Subquery(check.values("detail")[:1]),
            checked_at=Subquery(check.values("recorded_at")[:1]),
            body_name=Subquery(name_subquery(day, of="body", known_at=known_at).values("name")[:1]),
        )
        stands = Q(by=None) & ~Q(state=Evidence.State.WITHDRAWN)
        return rows.annotate(standing=Case(When(stands, then=True), default=Value(False)))

    def shaped(self, rows: Sequence[Row], *, whole: bool = False) -> list[Row]:
        return [removed(row, self._piece(row)) for row in rows]

    def _piece(self, row: Row) -> Row:
        number, step = row["event_id"], row["milestone__number"]
        page = f"plans/{row['plan']}/commitments/{row['plan_code']}/"
        same = (
            "plan", "state", "proves", "title", "publisher", "document_on", "file_name", "legal_ground", "reason",
            "language", "effective_on", "recorded_at", "role", "standing", "is_sample",
        )  # fmt: skip
        return {
            **{name: row[name] for name in same},
            "id": number,
            "commitment": row["commitment_name"],
            "milestone": row["milestone__public_id"],
            "status_update": row["status_update_id"],
            "statement": row["statement_id"],
            "url": row["url"] or None,
            "file": row["file__sha256"],
            "media_type": row["file__media_type"],
            "size": row["file__size"],
            "link": _link(row),
            "body": {"id": row["body__slug"], "name": row["body_name"]} if row["body__slug"] else None,
            "replaces": row["replaces_id"],
            "replaced_by": row["by"],
            "links": {
                "html": self.page_of(page if step is None else f"{page}milestones/{step}/"),
                "self": self.api(f"evidence/{number}/"),
            },
        }

    @extend_schema(request=AddedEvidenceShape, responses={201: EvidenceShape})
    def create(self, request: Request) -> Response:
        """Put evidence forward, for a milestone or a commitment."""
        now = as_of.now()
        new, about = writing.evidence(AddedEvidenceShape.read(request.data))
        row = add_evidence(new, **about, by=writing.author(request, now=now), now=now)
        return self._written(row)

    @extend_schema(request=WithdrawalShape, responses={201: EvidenceShape})
    @action(detail=True, methods=["post"], filterset_class=None)
    def withdrawal(self, request: Request, id: str) -> Response:
        """Withdraw evidence, and say why."""
        now = as_of.now()
        reason = WithdrawalShape.read(request.data)["reason"]
        evidence = self.one(
            Evidence.objects.select_related("milestone__commitment", "commitment"), id
        ).first()
        if evidence is None:
            raise Http404(_("There is no evidence %s.") % id)
        return self._written(
            withdraw_evidence(evidence, reason=reason, by=writing.author(request, now=now), now=now)
        )

    def _written(self, row: Evidence) -> Response:
        shown = self.read(self.found().filter(pk=row.pk))
        return Response(shown, status=201, headers={"Location": shown["links"]["self"]})


def _link(row: Row) -> Row | None:
    if row["answered"] is None:
        return None
    return {"answered": row["answered"], "detail": row["check_detail"], "checked_at": row["checked_at"]}
