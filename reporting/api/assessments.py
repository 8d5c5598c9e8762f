"""How did the IRM judge the plan and its commitments, in which report, and who entered it here?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, CharField, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat
from rest_framework import serializers

from accounts.names import name_subquery
from accounts.record import Role
from ogp_tracker.rest.pages import Order
from ogp_tracker.rest.schema import Links, Named, Texts
from ogp_tracker.rest.views import NumberedView, ReadView, Row, public_id_in
from reporting.filters import AssessmentFilter, IrmReportFilter
from reporting.irm_scales import SCALES
from reporting.models import Assessment, IrmReport


class IrmReportShape(serializers.Serializer[Any]):
    """A report of the Independent Reporting Mechanism. ``body`` and ``role``: who entered it here."""

    id = serializers.CharField()
    number = serializers.IntegerField(help_text="The event that recorded it.")
    plan = serializers.CharField()
    product = serializers.ChoiceField(IrmReport.Product.choices)
    title = Texts()
    covers = serializers.CharField(allow_null=True, help_text="If it is about another plan: which.")
    published_on = serializers.DateField(help_text="The first day on which it can have been public.")
    published_text = serializers.CharField()
    url = serializers.URLField(allow_null=True)
    findings = serializers.JSONField(help_text="Findings about the plan as a whole, each with its source.")
    recorded_at = serializers.DateTimeField()
    body = Named(allow_null=True)
    role = serializers.ChoiceField(Role.choices)
    is_sample = serializers.BooleanField()
    links = Links()


class AssessmentShape(serializers.Serializer[Any]):
    """One code on the scale of its report; no scale is ever converted. ``body`` and ``role``: who entered it."""

    id = serializers.IntegerField()
    plan = serializers.CharField()
    commitment = serializers.CharField()
    report = serializers.CharField()
    published_on = serializers.DateField()
    scale = serializers.ChoiceField([(scale.slug, scale.name) for scale in SCALES.values()])
    code = serializers.CharField()
    label = serializers.CharField(  # type: ignore[assignment]  # DRF has one, too
        allow_null=True, help_text="The word for the code on its scale."
    )
    stated = serializers.CharField(allow_null=True, help_text="In the words of the source.")
    page = serializers.CharField(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment]  # DRF has one, too
    note = serializers.CharField(allow_null=True)
    supersedes = serializers.IntegerField(allow_null=True)
    superseded_by = serializers.IntegerField(allow_null=True)
    standing = serializers.BooleanField()
    recorded_at = serializers.DateTimeField()
    body = Named(allow_null=True)
    role = serializers.ChoiceField(Role.choices)
    is_sample = serializers.BooleanField()
    links = Links()


class IrmReportView(ReadView):
    """The IRM's reports on a plan that were public on the day."""

    order = Order(("event_id",))
    columns = (
        "event_id", "plan__slug", "slug", "product", "title", "covers", "published_on", "published_text", "url",
        "findings", "recorded_at", "body__slug", "body_name", "role", "is_sample",
    )  # fmt: skip
    filterset_class = IrmReportFilter
    serializer_class = IrmReportShape

    def found(self) -> QuerySet[Any]:
        day, known_at = self.moment.day, self.moment.known_at
        name = name_subquery(day, of="body", known_at=known_at)
        known = IrmReport.objects.known(known_at).filter(published_on__lte=day)
        return known.annotate(
            name=_name("plan__slug", "slug"),
            body_name=Subquery(name.values("name")[:1]),
        )

    def one(self, found: QuerySet[Any], public_id: str) -> QuerySet[Any]:
        return found.filter(name=public_id_in(public_id))

    def shaped(self, rows: Sequence[Row], *, whole: bool = False) -> list[Row]:
        return [self._report(row) for row in rows]

    def _report(self, row: Row) -> Row:
        plan = row["plan__slug"]
        public_id = f"{plan}-{row['slug']}"
        same = (
            "product",
            "title",
            "published_on",
            "published_text",
            "findings",
            "recorded_at",
            "role",
            "is_sample",
        )
        return {
            **{name: row[name] for name in same},
            "id": public_id,
            "number": row["event_id"],
            "plan": plan,
            "covers": row["covers"] or None,
            "url": row["url"] or None,
            "body": _entered_by(row),
            "links": {
                "html": self.page_of(f"plans/{plan}/"),
                "self": self.api(f"irm-reports/{public_id}/"),
            },
        }


class AssessmentView(NumberedView):
    """The IRM's codes of reports that were public on the day, also those that a later code superseded."""

    order = Order(("event_id",))
    columns = (
        "event_id", "plan", "report_name", "report__published_on", "commitment__public_id", "commitment__code",
        "scale", "code", "stated", "page", "source", "note", "supersedes_id", "by", "standing", "recorded_at",
        "body__slug", "body_name", "role", "is_sample",
    )  # fmt: skip
    filterset_class = AssessmentFilter
    serializer_class = AssessmentShape

    def found(self) -> QuerySet[Any]:
        day, known_at = self.moment.day, self.moment.known_at
        public = Assessment.objects.known(known_at).filter(report__published_on__lte=day)
        by = public.filter(supersedes=OuterRef("pk")).values("pk")[:1]
        name = name_subquery(day, of="body", known_at=known_at)
        rows = public.annotate(
            plan=F("report__plan__slug"),
            report_name=_name("report__plan__slug", "report__slug"),
            by=Subquery(by),
            body_name=Subquery(name.values("name")[:1]),
        )
        return rows.annotate(standing=Case(When(by=None, then=True), default=Value(False)))

    def shaped(self, rows: Sequence[Row], *, whole: bool = False) -> list[Row]:
        return [self._code(row) for row in rows]

    def _code(self, row: Row) -> Row:
        number, plan = row["event_id"], row["plan"]
        scale = SCALES[row["scale"]]
        return {
            "id": number,
            "plan": plan,
            "commitment": row["commitment__public_id"],
            "report": row["report_name"],
            "published_on": row["report__published_on"],
            "scale": row["scale"],
            "code": row["code"],
            "label": scale.label(row["code"]) if scale.has(row["code"]) else None,
            "stated": row["stated"] or None,
            "page": row["page"] or None,
            "source": row["source"],
            "note": row["note"] or None,
            "supersedes": row["supersedes_id"],
            "superseded_by": row["by"],
            "standing": row["standing"],
            "recorded_at": row["recorded_at"],
            "body": _entered_by(row),
            "role": row["role"],
            "is_sample": row["is_sample"],
            "links": {
                "html": self.page_of(f"plans/{plan}/commitments/{row['commitment__code']}/"),
                "self": self.api(f"assessments/{number}/"),
            },
        }


def _name(plan: str, slug: str) -> Concat:
    """The public id of a report, of the columns of its plan's and its own name."""
    return Concat(plan, Value("-"), slug, output_field=CharField())


def _entered_by(row: Row) -> Row | None:
    return {"id": row["body__slug"], "name": row["body_name"]} if row["body__slug"] else None
