"""How is a compiled document shown and handed out? The same for reports and for extracts."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ogp_tracker.files import serve
from ogp_tracker.jobs import Job
from ogp_tracker.texts import interface_languages
from reporting.document import canonical, from_json
from reporting.models import Document
from reporting.renderers.table import table
from reporting.renderers.telling import tell


def show(request: HttpRequest, document: Document, **context: Any) -> HttpResponse:
    """The document as a page; while it is being compiled, how far that is, on a page that asks again by itself."""
    context |= {"document": document, "job": document.job, "section": "reports"}
    if document.is_compiled:
        told = tell(from_json(document.body), language=get_language() or "en")
        return render(
            request,
            "reporting/report_show.html",
            {
                "told": told,
                "digest": document.digest_now,
                "drawn": set(document.renderings.values_list("language", flat=True)),
                **context,
            },
        )
    failed = document.job is None or document.job.state in (Job.State.FAILED, Job.State.DONE)
    context["failed"] = failed
    response = render(request, "reporting/report_progress.html", context)
    add_never_cache_headers(response)
    return response


def download(document: Document, *, name: str, language: str, form: str) -> HttpResponseBase:
    """The document as a file: PDF as it was kept, JSON whose SHA-256 is the digest, CSV of its milestones."""
    if document.is_compiled:
        if form == "json":
            return _attached(canonical(document.body), "application/json", f"{name}.json")
        if form == "csv":
            said = from_json(document.body)
            rows = [row for each in said.commitments for row in each.milestones]
            content = table(rows, language=language)
            return _attached(content.encode(), "text/csv; charset=utf-8", f"{name}.{language}.csv")
        kept = document.renderings.select_related("file").filter(language=language).first()
        if form == "pdf" and kept:
            return serve(kept.file, filename=f"{name}.{language}.pdf")
        if form == "pdf" and language in interface_languages() and from_json(document.body).removed_since:
            says = _("A text was removed by law, and the PDF is being drawn again. Please try in a minute.")
            raise Http404(says)
    raise Http404(_("There is no such file."))


def _attached(content: bytes, media_type: str, filename: str) -> HttpResponse:
    disposition = f'attachment; filename="{filename}"'
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition})
