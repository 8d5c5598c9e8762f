"""What was recorded about a milestone, and stated about a commitment, and how is the next entry recorded?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.names import name_subquery
from commitments.models import PlanVersion
from milestones.actions import record_statement, record_statuses
from milestones.api import writing
from milestones.api.shapes import StatementShape, StatusUpdateShape
from milestones.api.writing import (
    NewStatementShape,
    NewStatusShape,
    StatementWritten,
    StatusesShape,
    StatusesWritten,
)
from milestones.entries import CommitmentStatement, Entry, StatusUpdate
from milestones.evidence import Evidence
from milestones.filters import StatementFilter, StatusUpdateFilter
from milestones.warnings import warn_entry
from ogp_tracker import as_of
from ogp_tracker.rest.pages import Order
from ogp_tracker.rest.schema import REDACTION, removed
from ogp_tracker.rest.views import NumberedView, Row


class EntryView(NumberedView):
    """Reads of a log: every entry that speaks of the day or an earlier one, also those that were corrected."""

    model: ClassVar[type[Entry]]
    #: How one gets from an entry to its commitment, what its evidence calls it, and what both are about.
    to_commitment: ClassVar[str]
    entry_of_evidence: ClassVar[str]
    subject: ClassVar[str]
    texts: ClassVar[tuple[str, ...]]

    order = Order(("-event_id",))

    def found(self) -> QuerySet[Any]:
        day, known_at = self.moment.day, self.moment.known_at
        log = self.model.objects.known(known_at)
        by = log.filter(corrects=OuterRef("pk")).values("pk")[:1]
        standing = Evidence.objects.standing(day, known_at=known_at)
        evidence = (
            standing.filter(**{self.entry_of_evidence: OuterRef("pk")})
            .exclude(state=Evidence.State.WITHDRAWN)
            .order_by()
            .values(self.entry_of_evidence)
            .annotate(count=Count("pk"))
        )
        working = Evidence.objects.working(day, known_at=known_at)
        plan = PlanVersion.objects.in_force(day, known_at=known_at).filter(plan=OuterRef("plan_pk"))
        rows = log.filter(effective_on__lte=day).annotate(
            plan=F(f"{self.to_commitment}__plan__slug"),
            plan_pk=F(f"{self.to_commitment}__plan"),
            by=Subquery(by),
            body_name=Subquery(name_subquery(day, of="body", known_at=known_at).values("name")[:1]),
            evidence_count=Coalesce(Subquery(evidence.values("count")), 0),
            has_working_evidence=Exists(working.filter(**{self.subject: OuterRef(self.subject)})),
        )
        return rows.annotate(
            standing=Case(When(Q(by=None) & ~Q(kind=Entry.Kind.RETRACTION), then=True), default=Value(False)),
            plan_starts_on=Subquery(plan.values("starts_on")[:1]),
            plan_ends_on=Subquery(plan.values("ends_on")[:1]),
        )

    @property
    def columns(self) -> tuple[str, ...]:  # type: ignore[override]
        return (
            "event_id", "plan", f"{self.to_commitment}__public_id", "kind", "completion", "effective_on",
            "recorded_at", "body__slug", "body_name", "role", "language", "corrects_id", "by", "standing",
            "evidence_count", "has_working_evidence", "plan_starts_on", "plan_ends_on", "is_sample",
            f"{self.to_commitment}__code", *self.texts, *REDACTION,
        )  # fmt: skip

    def shaped(self, rows: Sequence[Row], *, whole: bool = False) -> list[Row]:
        return [removed(row, self._entry(row) | self.own(row)) for row in rows]

    def own(self, row: Row) -> Row:
        """What this kind of entry has beside what all have."""
        raise NotImplementedError

    def page(self, row: Row) -> str:
        """Path of the page where the entry can be read."""
        return f"plans/{row['plan']}/commitments/{row[f'{self.to_commitment}__code']}/"

    def written(self, numbers: Sequence[int]) -> list[Row]:
        """The rows that were just written, in the given order."""
        rows = self.found().filter(pk__in=numbers).values(*self.columns)
        by_number = {row["id"]: row for row in self.shaped(list(rows))}
        return [by_number[number] for number in numbers]

    def _entry(self, row: Row) -> Row:
        number = row["event_id"]
        page = self.page_of(self.page(row))
        return {
            "id": number,
            "plan": row["plan"],
            "commitment": row[f"{self.to_commitment}__public_id"],
            "kind": row["kind"],
            "completion": row["completion"],
            "effective_on": row["effective_on"],
            "recorded_at": row["recorded_at"],
            "body": {"id": row["body__slug"], "name": row["body_name"]} if row["body__slug"] else None,
            "role": row["role"],
            "language": row["language"],
            "corrects": row["corrects_id"],
            "corrected_by": row["by"],
            "standing": row["standing"],
            "evidence": row["evidence_count"],
            "warnings": _warnings(row),
            "is_sample": row["is_sample"],
            "links": {"html": f"{page}#entry-{number}", "self": self.api(f"{self.basename}/{number}/")},
        }


class StatusUpdateView(EntryView):
    """The logs of milestones. With a token that may write, a responsible body's official records progress."""

    model = StatusUpdate
    to_commitment = "milestone__commitment"
    entry_of_evidence = "status_update"
    subject = "milestone"
    texts = (
        "milestone__public_id", "milestone__number", "narrative", "challenges", "next_steps", "due_on", "due_reason",
    )  # fmt: skip
    filterset_class = StatusUpdateFilter
    serializer_class = StatusUpdateShape

    def own(self, row: Row) -> Row:
        return {
            "milestone": row["milestone__public_id"],
            "narrative": row["narrative"],
            "challenges": row["challenges"],
            "next_steps": row["next_steps"],
            "due_on": row["due_on"],
            "due_reason": row["due_reason"],
        }

    def page(self, row: Row) -> str:
        return f"{super().page(row)}milestones/{row['milestone__number']}/"

    @extend_schema(request=StatusesShape, responses={201: StatusesWritten})
    def create(self, request: Request) -> Response:
        """Record one entry, or many in ``rows``: all are written or none."""
        now = as_of.now()
        is_many = isinstance(request.data, dict) and "rows" in request.data
        shape = NewStatusShape.read_many(request.data) if is_many else [NewStatusShape.read(request.data)]
        with writing.places(is_many=is_many):
            new = writing.statuses(shape, today=as_of.local_day(now))
            updates = record_statuses(new, by=writing.author(request, now=now), now=now)
        rows = self.written([update.pk for update in updates])
        if is_many:
            return Response({"rows": rows}, status=201)
        return Response(rows[0], status=201, headers={"Location": rows[0]["links"]["self"]})


class StatementView(EntryView):
    """What lead bodies state about their commitments. With a token that may write, its official states."""

    model = CommitmentStatement
    to_commitment = "commitment"
    entry_of_evidence = "statement"
    subject = "commitment"
    texts = ("reason",)
    filterset_class = StatementFilter
    serializer_class = StatementShape

    def own(self, row: Row) -> Row:
        return {"reason": row["reason"]}

    @extend_schema(request=NewStatementShape, responses={201: StatementWritten})
    def create(self, request: Request) -> Response:
        """State the completion of a commitment, with a reason."""
        now = as_of.now()
        shape = NewStatementShape.read(request.data)
        with writing.places(is_many=False):
            new = writing.statement(shape, today=as_of.local_day(now))
            row = record_statement(new, by=writing.author(request, now=now), now=now)
        shown = self.written([row.pk])[0]
        return Response(shown, status=201, headers={"Location": shown["links"]["self"]})


def _warnings(row: Row) -> list[Row]:
    """What is worth saying about an entry, seen from the day that is asked for. A retraction claims nothing."""
    found = warn_entry(
        completion=row["completion"],
        effective_on=row["effective_on"],
        recorded_at=row["recorded_at"],
        has_working_evidence=row["has_working_evidence"],
        plan_starts_on=row["plan_starts_on"],
        plan_ends_on=row["plan_ends_on"],
    )
    return [{"code": each.code, "sentence": each.sentence} for each in found]


__all__ = ["EntryView", "StatementView", "StatusUpdateView"]
