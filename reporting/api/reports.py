"""Which self-assessments were opened, how far is each, where are its files, and how does a program open one?

What is frozen stands in the record; how far a compilation is does not. So these answers carry no version.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import (
    Case,
    CharField,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actors import actor_of
from accounts.middleware import unversioned
from accounts.names import name_subquery
from accounts.record import Role
from commitments.models import ActionPlan
from ogp_tracker import as_of
from ogp_tracker.jobs import Job
from ogp_tracker.rest.pages import Order
from ogp_tracker.rest.parsers import StrictSerializer
from ogp_tracker.rest.schema import Links, Named
from ogp_tracker.rest.views import ReadView, Row
from ogp_tracker.texts import interface_languages
from reporting.actions import open_report, retry
from reporting.filters import ReportFilter, ReportState
from reporting.models import Reissue, Rendering, Report


class ProgressShape(serializers.Serializer[Any]):
    """How far the compilation is: steps done, steps in all (0: not known yet), and a sentence."""

    done = serializers.IntegerField()
    total = serializers.IntegerField()
    sentence = serializers.CharField(allow_null=True)


class HeadOfRecordShape(serializers.Serializer[Any]):
    """The head of the record that a report was compiled from."""

    number = serializers.IntegerField()
    digest = serializers.CharField()


class ReportFileShape(serializers.Serializer[Any]):
    """A file of a compiled report. JSON says everything in all languages: its ``language`` is null."""

    form = serializers.ChoiceField(["pdf", "json", "csv"])
    language = serializers.CharField(allow_null=True)
    url = serializers.URLField()
    sha256 = serializers.CharField(allow_null=True, help_text="Null: drawn anew each time.")


class ReportShape(serializers.Serializer[Any]):
    """A self-assessment report. ``body`` and ``role``: who opened it. It is final once it is ``compiled``."""

    id = serializers.IntegerField(help_text="Its number, given at opening.")
    event = serializers.IntegerField(help_text="The event that recorded its opening.")
    plan = serializers.CharField()
    cut_off_on = serializers.DateField(help_text="It tells the plan as it stood at the end of this day.")
    known_at = serializers.DateTimeField(help_text="And as it was known at this instant.")
    state = serializers.ChoiceField(ReportState.choices)
    progress = ProgressShape(allow_null=True)
    error = serializers.CharField(allow_null=True, help_text="Why the compilation failed.")
    head = HeadOfRecordShape()
    digest = serializers.CharField(
        allow_null=True,
        help_text="SHA-256 of the JSON file as it was frozen; the law may have removed texts since: see ``files``.",
    )
    frozen_at = serializers.DateTimeField(allow_null=True)
    frozen_by = serializers.IntegerField(allow_null=True, help_text="The event that froze it.")
    files = ReportFileShape(many=True)
    recorded_at = serializers.DateTimeField()
    body = Named(allow_null=True)
    role = serializers.ChoiceField(Role.choices)
    is_sample = serializers.BooleanField()
    links = Links()


class NewReportShape(StrictSerializer):
    """Which plan is to be told, as of the end of which day."""

    plan = serializers.CharField(max_length=80, help_text="Id of a plan, for example nor-4.")
    cut_off_on = serializers.DateField()


class ReportView(ReadView):
    """Self-assessments that were opened by the day. With a token that may write, a coordinator opens one."""

    order = Order(("-number",))
    columns = (
        "number", "event_id", "plan__slug", "cut_off_on", "known_at", "state", "document", "document__head",
        "document__job__steps_done", "document__job__steps_total", "document__job__sentence", "document__job__error",
        "digest_now", "frozen__digest", "frozen__recorded_at", "frozen__event_id", "recorded_at", "body__slug",
        "body_name", "role", "body_name", "role", "is_sample",
    )  # fmt: skip
    filterset_class = ReportFilter
    serializer_class = ReportShape

    @classmethod
    def as_view(cls, actions: Any = None, **initkwargs: Any) -> Any:
        """Asked every time: while a report is compiled, the record does not move."""
        return unversioned(super().as_view(actions, **initkwargs))

    def found(self) -> QuerySet[Any]:
        day, known_at = self.moment.day, self.moment.known_at
        by = min(as_of.end_of(day), known_at or as_of.end_of(day))
        name = name_subquery(day, of="body", known_at=known_at)
        known = Report.objects.filter(recorded_at__lte=by)
        # Whatever day is asked for: the file is handed out as it is now.
        reissued = Reissue.objects.filter(report=OuterRef("pk")).order_by("-pk")
        return known.annotate(
            frozen=FilteredRelation("freeze", condition=Q(freeze__recorded_at__lte=by)),
            state=_STATE,
            digest_now=Coalesce(Subquery(reissued.values("digest")[:1]), F("frozen__digest")),
            body_name=Subquery(name.values("name")[:1]),
        )

    def one(self, found: QuerySet[Any], public_id: str) -> QuerySet[Any]:
        return found.filter(number=_number_in(public_id))

    def shaped(self, rows: Sequence[Row], *, whole: bool = False) -> list[Row]:
        drawn: dict[int, list[Row]] = defaultdict(list)
        asked = Rendering.objects.filter(document__in=[row["document"] for row in rows])
        for each in asked.order_by("language").values("document", "language", "file__sha256"):
            drawn[each["document"]].append(dict(each))
        return [self._report(row, drawn[row["document"]]) for row in rows]

    def _report(self, row: Row, drawn: Sequence[Row]) -> Row:
        number, plan = row["number"], row["plan__slug"]
        head, _colon, digest = row["document__head"].partition(":")
        same = ("cut_off_on", "known_at", "state", "recorded_at", "role", "is_sample")
        return {
            **{name: row[name] for name in same},
            "id": number,
            "event": row["event_id"],
            "plan": plan,
            "progress": _progress(row),
            "error": _told(row["document__job__error"]) if row["state"] == ReportState.FAILED else None,
            "head": {"number": int(head), "digest": digest},
            "digest": row["frozen__digest"],
            "frozen_at": row["frozen__recorded_at"],
            "frozen_by": row["frozen__event_id"],
            "files": self._files(row, drawn) if row["frozen__digest"] else [],
            "body": {"id": row["body__slug"], "name": row["body_name"]} if row["body__slug"] else None,
            "links": {
                "html": self.page_of(f"reports/{number}/"),
                "self": self.api(f"reports/{number}/"),
            },
        }

    def _files(self, row: Row, drawn: Sequence[Row]) -> list[Row]:
        """The public files of a frozen report."""
        number = row["number"]
        pdfs = [self._file(number, "pdf", each["language"], each["file__sha256"]) for each in drawn]
        tables = [self._file(number, "csv", language, None) for language in interface_languages()]
        return [*pdfs, self._file(number, "json", None, row["digest_now"]), *tables]

    def _file(self, number: int, form: str, language: str | None, sha256: str | None) -> Row:
        place = reverse("report-download", args=[number, language or "en", form])
        return {"form": form, "language": language, "url": f"{self.site}{place}", "sha256": sha256}

    @extend_schema(request=NewReportShape, responses={201: ReportShape})
    def create(self, request: Request) -> Response:
        """Open a self-assessment. It gets its number now and is compiled by a job: ask again for its progress."""
        now = as_of.now()
        given = NewReportShape.read(request.data)
        plan = ActionPlan.objects.filter(slug=given["plan"]).first()
        if plan is None:
            raise ValidationError({"plan": _("There is no plan “%(slug)s” here.") % {"slug": given["plan"]}})
        by = actor_of(request.user, day=as_of.local_day(now))
        report = open_report(plan, cut_off_on=given["cut_off_on"], by=by, now=now)
        shown = self.read(self.found().filter(pk=report.pk))
        return Response(shown, status=201, headers={"Location": shown["links"]["self"]})

    @extend_schema(request=None, responses={202: ReportShape})
    @action(detail=True, methods=["post"], filterset_class=None)
    def retry(self, request: Request, id: str) -> Response:
        """Have a compilation that failed tried again."""
        report = self.one(Report.objects.select_related("plan"), id).first()
        if report is None:
            raise Http404(_("There is no report %s.") % id)
        retry(report, by=actor_of(request.user, day=as_of.today()))
        shown = self.read(self.found().filter(pk=report.pk))
        return Response(shown, status=202, headers={"Location": shown["links"]["self"]})


#: A report that was frozen after the moment counts as running: its job has ended, but not by then.
_STATE = Case(
    When(frozen__event__isnull=False, then=Value(ReportState.COMPILED.value)),
    When(document__job__state=Job.State.DONE, then=Value(ReportState.RUNNING.value)),
    When(document__job__isnull=False, then=F("document__job__state")),
    default=Value(ReportState.FAILED.value),
    output_field=CharField(),
)


def _progress(row: Row) -> Row | None:
    """How far a compilation is that goes on, or where it stopped."""
    if row["state"] == ReportState.COMPILED or row["document__job__steps_done"] is None:
        return None
    return {
        "done": row["document__job__steps_done"],
        "total": row["document__job__steps_total"],
        "sentence": _told(row["document__job__sentence"]),
    }


def _told(sentence: str) -> str | None:
    """A sentence of a job, kept in English, in the language of the reader."""
    return _(sentence) if sentence else None


def _number_in(text: str) -> int:
    """The number of a report in an address. Raises Http404."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Http404(_("There is no report %s.") % text[:40])
    return int(text)
