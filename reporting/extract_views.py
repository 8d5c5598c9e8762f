"""The pages of evidence extracts: anybody asks for one, and joins the job if it is under way."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.middleware import unversioned
from commitments.models import ActionPlan
from ogp_tracker import as_of
from ogp_tracker.fields import DayField
from reporting import actions, compiled
from reporting.models import Document


class ExtractForm(forms.Form):
    """As of which day, and by the knowledge of which day."""

    use_required_attribute = False

    as_of = DayField(label=gettext_lazy("The day the plan is shown for"))
    known_on = DayField(
        label=gettext_lazy("Count only what was recorded up to"),
        help_text=gettext_lazy("Leave it empty to count everything that is known today."),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["as_of"].help_text = _("Today is %(today)s.") % {"today": date_format(as_of.today())}


@unversioned
@require_http_methods(["GET", "HEAD", "POST"])
def extract_ask(request: HttpRequest, plan: str) -> HttpResponse:
    """The form; what is asked for twice is compiled once."""
    about = get_object_or_404(ActionPlan, slug=plan)
    form = ExtractForm(request.POST or None, initial={"as_of": as_of.today()})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        if not ratelimit.consume(request, action="extract", key="everybody"):
            form.add_error(None, _("Many extracts were just asked for. Please try again in an hour."))
            status = 429
        elif (document := _asked(form, about)) is not None:
            return redirect("extract-show", plan, document.pk)
    context = {"form": form, "plan": about, "section": "reports"}
    return render(request, "reporting/extract_ask.html", context, status=status)


@require_safe
def extract_show(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """An extract with its downloads, or how far it is."""
    return compiled.show(request, _extract(plan, number), report=None, plan_slug=plan, extract=number)


@require_safe
def extract_download(
    request: HttpRequest, plan: str, number: int, language: str, form: str
) -> HttpResponseBase:
    """An extract as PDF, JSON or CSV."""
    document = _extract(plan, number)
    name = f"evidence-extract-{plan}-{document.day.isoformat()}"
    return compiled.download(document, name=name, language=language, form=form)


def _asked(form: ExtractForm, plan: ActionPlan) -> Document | None:
    """The document that answers the form, or None with the reason in the form."""
    said = form.cleaned_data
    try:
        return actions.ask_extract(plan, day=said["as_of"], known_on=said["known_on"], now=as_of.now())
    except ValidationError as refused:
        form.add_error(None, refused)
    return None


def _extract(plan: str, number: int) -> Document:
    rows = Document.objects.select_related("plan", "job").filter(kind=Document.Kind.EXTRACT)
    return get_object_or_404(rows, plan__slug=plan, pk=number)
