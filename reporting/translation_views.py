"""The translator's list: which texts of the plan lack a language, as a page and as a table to fill in."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ogp_tracker.languages import language_word
from ogp_tracker.texts import interface_languages
from reporting import untranslated
from reporting.band import context_of
from reporting.reading import Reading, of_plan
from reporting.untranslated import Wanted


@require_safe
@of_plan
def translation_list(request: HttpRequest, reading: Reading) -> HttpResponse:
    """What is missing in a language; with ``show=ours``, what this project translated."""
    language = _asked(request)
    every = untranslated.wanted(reading, language)
    ours = request.GET.get("show") == "ours"
    context = {
        "rows": [row for row in every if (row.is_ours if ours else row.is_missing)],
        "ours": ours,
        "language": language,
        "languages": interface_languages(),
        "total": len(every),
        "missing": sum(row.is_missing for row in every),
        "translated": sum(row.is_ours for row in every),
    }
    return render(request, "reporting/translation_list.html", context_of(reading, **context))


@require_safe
@partial(of_plan, is_file=True)
def translation_table(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Every text as CSV, with a column to write the translation into."""
    language = _asked(request)
    rows: list[Wanted] = untranslated.wanted(reading, language)
    name = f"texts-{reading.slug}-{language}.csv"
    return HttpResponse(
        untranslated.table(rows, language=language),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _asked(request: HttpRequest) -> str:
    """The language that is asked about, or that of the page. Raises BadRequest."""
    language = request.GET.get("language") or get_language() or ""
    if language not in interface_languages():
        known = ", ".join(f"{code} ({language_word(code)})" for code in interface_languages())
        words = {"language": language[:20], "known": known}
        raise BadRequest(_("“%(language)s” is no language of this site. Use one of: %(known)s.") % words)
    return language
