"""The evidence matrix: what is claimed, since when, what proves it, and what is missing, on any day."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from reporting import evidence_matrix
from reporting.band import context_of
from reporting.reading import Reading, of_plan
from reporting.renderers.matrix import shown
from reporting.renderers.table import table


@require_safe
@of_plan
def evidence_show(request: HttpRequest, reading: Reading) -> HttpResponse:
    """A row per milestone; ``gap=claims`` leaves the claims without evidence."""
    every = evidence_matrix.build(reading)
    bare = evidence_matrix.without_evidence(every)
    only_bare = request.GET.get("gap") == "claims"
    rows = bare if only_bare else every
    context = {
        "rows": [shown(row) for row in rows],
        "total": len(every),
        "unproven": len(bare),
        "only_bare": only_bare,
    }
    return render(request, "reporting/evidence_show.html", context_of(reading, **context))


@require_safe
@partial(of_plan, is_file=True)
def evidence_table(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The same rows as CSV."""
    rows = evidence_matrix.build(reading)
    if request.GET.get("gap") == "claims":
        rows = evidence_matrix.without_evidence(rows)
    name = f"evidence-{reading.slug}-{reading.moment.day.isoformat()}.csv"
    return HttpResponse(
        table(rows, language=get_language() or "en"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
