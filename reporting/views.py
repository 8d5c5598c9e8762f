"""The pages about a whole plan: how it stands, its milestones by state, and how states are set."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.acting import ActingRequest
from commitments.models import Responsibility, ThemeVersion
from milestones.models import STATES
from ogp_tracker import ui
from ogp_tracker.texts import Texts
from reporting import dashboard, sentences
from reporting.band import context_of, stepping
from reporting.bodies import bodies_of
from reporting.figures import figures_of
from reporting.reading import Reading, of_plan


@require_safe
def plan_home(request: HttpRequest) -> HttpResponse:
    """The start page is the home plan itself."""
    query = request.META.get("QUERY_STRING", "")
    response = redirect("plan-show", settings.OGP_HOME_PLAN)
    if query:
        response["Location"] += f"?{query}"
    return response


@require_safe
@of_plan
def plan_show(request: ActingRequest, reading: Reading) -> HttpResponse:
    """The plan as it stood on a day."""
    board = dashboard.build(reading)
    bodies = bodies_of(reading, board.rows)
    context = {
        "board": board,
        "bodies": bodies,
        "finding": sentences.finding(board),
        "longest": sentences.longest(board),
        "headings": sentences.headings(board) | {"bodies": sentences.bodies(bodies)},
        "figures": figures_of(board, head=request.record_head.size),
    }
    page = stepping(reading, board.happened, **context)
    return render(request, "reporting/plan_show.html", page)


@require_safe
@of_plan
def theme_show(request: ActingRequest, reading: Reading, theme: str) -> HttpResponse:
    """One theme of the plan, as it stood on a day."""
    title = _theme(reading, theme)
    board = dashboard.build(reading, theme=theme)
    context = {
        "board": board,
        "title": title,
        "finding": sentences.finding(board),
        "headings": sentences.headings(board),
    }
    return render(request, "reporting/theme_show.html", stepping(reading, board.happened, **context))


@require_safe
@of_plan
def milestone_list(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The rows behind a number: milestones in one state, or overdue."""
    asked, theme = request.GET.get("state", ""), request.GET.get("theme", "")
    heading = _theme(reading, theme) if theme else None
    rows = dashboard.milestones_of(reading, theme=theme)
    if asked == "overdue":
        rows = [row for row in rows if row.late]
    elif asked in STATES:
        rows = [row for row in rows if row.level == asked]
    elif asked:
        raise _unknown_state(asked)
    context = {
        "rows": rows,
        "asked": asked,
        "states": [*STATES, "overdue"],
        "theme": theme,
        "heading": heading,
        "cited": _("Milestones: %(state)s") % {"state": ui.word(asked)} if asked else _("All milestones"),
    }
    return render(request, "reporting/milestone_list.html", context_of(reading, **context))


def _theme(reading: Reading, theme: str) -> Texts:
    """The title of a theme on the day. One query; 404 if the plan had none of that name."""
    moment = reading.moment
    versions = ThemeVersion.objects.in_force(moment.day, known_at=moment.known_at)
    found = versions.filter(theme__plan=reading.plan_id, theme__slug=theme).values_list("title", flat=True)
    title: Texts | None = found.first()
    if title is None:
        raise Http404(_("This plan had no theme “%(theme)s” on this day.") % {"theme": theme[:40]})
    return title


def _unknown_state(asked: str) -> BadRequest:
    return BadRequest(
        _("“%(asked)s” is not a state. Use one of: %(known)s.")
        % {"asked": asked[:40], "known": ", ".join([*STATES, "overdue"])}
    )


@require_safe
def states_explain(request: HttpRequest) -> HttpResponse:
    """The rules by which this site sets a state, published."""
    return render(request, "reporting/states_explain.html", {"section": "plan", "kinds": Responsibility.Kind})


@require_safe
def data_show(request: HttpRequest) -> HttpResponse:
    """How to take the data away."""
    return render(
        request, "reporting/data_show.html", {"section": "data", "plan_slug": settings.OGP_HOME_PLAN}
    )
