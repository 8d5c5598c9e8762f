"""The public pages of the conversation: all comments of a plan, and each one under an address to cite."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.acting import ActingRequest
from accounts.actors import Actor
from ogp_tracker import as_of, ui
from participation import conversation
from participation.counts import count
from participation.models import Comment
from reporting.band import context_of, stepping
from reporting.happenings import happenings
from reporting.reading import Reading, of_plan, reading_of

#: Comments on one page of the list.
PAGE = 40


@require_safe
@of_plan
def comment_list(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Every comment on the plan or on anything in it; or only those that wait, the longest wait first."""
    moment, only_waiting = reading.moment, request.GET.get("show") == "waiting"
    rows = Comment.objects.about_plan(reading.plan_id)
    numbers = count(rows, moment)
    after = request.GET.get("after", "")
    if only_waiting:
        rows = rows.unanswered(moment.day, known_at=moment.known_at).order_by("pk")
    else:
        rows = rows.order_by("-pk")
    if after.isdecimal() and len(after) < 16:
        rows = rows.filter(Q(pk__gt=int(after)) if only_waiting else Q(pk__lt=int(after)))
    shown = conversation.read(rows, moment, most=PAGE + 1)
    context: dict[str, Any] = {
        "said": shown.first(PAGE),
        "counted": numbers,
        "only_waiting": only_waiting,
        "next_after": shown.comments[PAGE - 1].number if len(shown.comments) > PAGE else None,
    }
    return render(request, "participation/comment_list.html", context_of(reading, **context))


@require_safe
def comment_show(request: ActingRequest, number: int) -> HttpResponse:
    """One comment, with all that followed it by the day."""
    moment = as_of.moment(request)
    said = conversation.read(Comment.objects.filter(pk=number), moment).comments
    if not said:
        raise Http404(_("No comment %(number)d was public on this day.") % {"number": number})
    reading = reading_of(said[0].about.plan, moment)
    context: dict[str, Any] = {"said": said[0], "moment": moment, "section": "plan"}
    if said[0].is_waiting and not moment.is_past and ui.is_signed_in(request):
        context["may"] = _may(request.actor, number)
    if reading:
        since = [each for each in happenings(moment, plan=reading.plan_id) if each.day >= said[0].on]
        context = stepping(reading, since, **context)  # on the days before, there is no such page
    return render(request, "participation/comment_show.html", context)


def _may(actor: Actor, number: int) -> dict[str, bool]:
    """What somebody may do with a comment that waits: answer it, or hand it on."""
    asked = Comment.objects.get(pk=number)
    return {
        "answer": actor.has_perm("participation.respond", asked),
        "forward": actor.has_perm("participation.forward", asked),
    }
