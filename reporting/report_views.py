"""The pages of self-assessment reports: the list, one report or its progress, opening one, trying again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.acting import ActingRequest
from accounts.actions import require
from accounts.pages import own_page
from commitments.models import ActionPlan, PlanVersion
from ogp_tracker import as_of
from ogp_tracker.fields import DayField
from reporting import actions, compiled
from reporting.models import Document, Report


class OpenReportForm(forms.Form):
    """As of which day the report tells the plan."""

    use_required_attribute = False

    cut_off_on = DayField(label=gettext_lazy("Cut-off day"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        told = _("The plan is told as it stood at the end of this day. Today is %(today)s.")
        self.fields["cut_off_on"].help_text = told % {"today": date_format(as_of.today())}


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """Every self-assessment that was opened, newest first."""
    plans = PlanVersion.objects.in_force(as_of.today(), known_at=None).select_related("plan")
    title = Subquery(plans.filter(plan=OuterRef("plan")).values("title")[:1])
    reports = Report.objects.select_related("freeze").annotate(plan_title=title).order_by("-number")
    context = {"reports": reports, "plans": plans.order_by("plan__slug"), "section": "reports"}
    return render(request, "reporting/report_list.html", context)


@require_safe
def report_show(request: HttpRequest, number: int) -> HttpResponse:
    """A frozen report with its downloads, or how far its compilation is."""
    document = _document(number)
    return compiled.show(request, document, report=document.report, name=f"self-assessment-{number}")


@require_safe
def report_download(request: HttpRequest, number: int, language: str, form: str) -> HttpResponseBase:
    """A report as PDF, JSON or CSV."""
    name = f"self-assessment-{number}"
    return compiled.download(_document(number), name=name, language=language, form=form)


@own_page
def report_open(request: ActingRequest, plan: str) -> HttpResponse:
    """A coordinator opens a self-assessment for a cut-off day."""
    about = get_object_or_404(ActionPlan, slug=plan)
    require(request.actor, "reporting.open_report", about, otherwise=_("Only a coordinator opens a report."))
    form = OpenReportForm(request.POST or None, initial={"cut_off_on": as_of.today()})
    if form.is_valid():
        try:
            report = actions.open_report(about, **form.cleaned_data, by=request.actor, now=as_of.now())
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect("report-show", report.number)
    context = {"form": form, "plan": about, "section": "reports"}
    return render(request, "reporting/report_open.html", context, status=422 if form.is_bound else 200)


@own_page
def report_retry(request: ActingRequest, number: int) -> HttpResponse:
    """A coordinator has a failed compilation tried again."""
    document = _document(number)
    assert document.report is not None  # a report's document has one
    require(
        request.actor,
        "reporting.open_report",
        document.plan,
        otherwise=_("Only a coordinator compiles a report."),
    )
    if request.method == "POST":
        try:
            actions.retry(document.report, by=request.actor)
        except ValidationError as refused:
            messages.warning(request, " ".join(refused.messages))
        return redirect("report-show", number)
    context = {"report": document.report, "document": document, "section": "reports"}
    return render(request, "reporting/report_retry.html", context)


def _document(number: int) -> Document:
    rows = Document.objects.select_related("report", "plan", "job")
    return get_object_or_404(rows, report__number=number)
