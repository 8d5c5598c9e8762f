"""A chart of a plan as a file: the drawing for a page elsewhere, the data for a table elsewhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from functools import partial
from textwrap import wrap

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.acting import ActingRequest
from ogp_tracker.rest.renderers import cell
from reporting import dashboard
from reporting.figures import Figure, figures_of
from reporting.reading import Reading, of_plan

#: Letters that a line of the file has room for, as wide as the widest drawing: in its title, and below it.
TITLE_LETTERS, LETTERS = 100, 150


@require_safe
@partial(of_plan, is_file=True)
def figure_download(request: ActingRequest, reading: Reading, name: str, form: str) -> HttpResponse:
    """One chart of the plan on a day, as SVG or as CSV."""
    figures = figures_of(dashboard.build(reading), head=request.record_head.size)
    figure = figures.get(name)
    if figure is None:
        raise Http404(_("On this day, the plan had no chart “%(name)s”.") % {"name": name[:40]})
    if form == "csv":
        response = HttpResponse(_csv(figure), content_type="text/csv; charset=utf-8")
    else:
        drawn = _svg(figure, site=f"{request.scheme}://{request.get_host()}")
        response = HttpResponse(drawn, content_type="image/svg+xml")
    day = reading.moment.day.isoformat()
    response["Content-Disposition"] = f'attachment; filename="{reading.slug}-{name}-{day}.{form}"'
    return response


def _csv(figure: Figure) -> str:
    """The chart's table. A cell that a spreadsheet would take for a formula is marked as text."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(figure.columns)
    writer.writerows([cell(value) for value in row] for row in figure.rows)
    return lines.getvalue()


def _svg(figure: Figure, *, site: str) -> str:
    """The wide drawing as a file that stands alone: with its own colours, its sentence and its source."""
    drawing = figure.drawings[0]
    height = getattr(drawing, "height", None) or drawing.shape.height
    title = _lines([figure.title], letters=TITLE_LETTERS, top=20, apart=28)
    says = _lines([figure.says], letters=LETTERS, top=title[-1][0] + 26, apart=20)
    top = says[-1][0] + 26
    invented = _("Rests on sample entries, which are invented.")
    source = _lines(
        [figure.source, *([invented] if figure.rests_on_samples else [])],
        letters=LETTERS,
        top=top + height + 36,
        apart=20,
    )
    drawn = render_to_string(
        "reporting/figure.svg",
        {
            "figure": figure,
            "drawing": drawing,
            "width": drawing.shape.width,
            "height": height,
            "title": title,
            "top": top,
            "small": says + source,
            "bottom": source[-1][0] + 24,
        },
    )
    return drawn.replace('href="/', f'href="{site}/')


def _lines(sentences: Iterable[str], *, letters: int, top: float, apart: int) -> list[tuple[float, str]]:
    """Sentences as lines, for SVG breaks none: each with its height on the sheet."""
    lines = [line for sentence in sentences for line in wrap(sentence, letters)]
    return [(top + apart * number, line) for number, line in enumerate(lines)]
