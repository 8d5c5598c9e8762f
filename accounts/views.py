"""The pages of a body and of the public record."""

from dataclasses import replace

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.acting import ActingRequest
from accounts.models import Event, Log, Organisation
from ogp_tracker import as_of
from ogp_tracker.as_of import Moment
from reporting import body_page, record_page

PAGE = 50


@require_safe
def organisation_show(request: HttpRequest, slug: str) -> HttpResponse:
    """A body: its names over time, what it answers for on the day, and how that stands."""
    moment = as_of.moment(request)
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None:
        raise Http404(_("There is no body “%(slug)s” here.") % {"slug": slug[:40]})
    page = body_page.build(organisation, moment)
    if page is None:
        raise Http404(_("On %(day)s, there was no such body yet.") % {"day": date_format(moment.day)})
    context = {"page": page, "moment": moment, "band": body_page.band(page), "section": "plan"}
    return render(request, "accounts/organisation_show.html", context)


@require_safe
def record_list(request: ActingRequest) -> HttpResponse:
    """The public record as it stood at the end of a day, newest event first, a page at a time."""
    moment = _of_the_record(as_of.moment(request))
    before = _number(request.GET.get("before"))
    events = Event.objects.defer("leaf").order_by("-number")
    if moment.known_at:
        events = events.filter(recorded_at__lte=moment.known_at)
    newest = events.first() if moment.known_at else None
    if before is not None:
        events = events.filter(number__lt=before)
    rows = list(events[: PAGE + 1])
    context = {
        "moment": moment,
        "head": _head(newest) if moment.known_at else request.record_head,
        "events": record_page.told(rows[:PAGE], known_at=moment.known_at),
        "older": rows[PAGE - 1].number if len(rows) > PAGE else None,
        "before": before,
        "section": "record",
        "origin": settings.OGP_ORIGIN,
    }
    return render(request, "accounts/record_list.html", context)


@require_safe
def event_show(request: ActingRequest, number: int) -> HttpResponse:
    """One event with its leaf: the very bytes that were hashed."""
    event = Event.objects.filter(pk=number).first()
    if event is None:
        raise Http404(_("There is no event %(number)d in the record.") % {"number": number})
    before = Event.objects.filter(pk=number - 1).values_list("chain_hash", flat=True).first()
    context = {
        "told": record_page.told([event])[0],
        "event": event,
        "leaf": bytes(event.leaf).decode(),
        "previous_hash": before,
        "head": request.record_head,
        "section": "record",
    }
    return render(request, "accounts/event_show.html", context)


def _of_the_record(asked: Moment) -> Moment:
    """The record has one axis: what was written by the end of the day, or of ``known_on`` if that is earlier."""
    return replace(asked, known_on=min(asked.day, asked.known_on or asked.day)) if asked.is_past else asked


def _head(newest: Event | None) -> Log:
    """The head as it was when ``newest`` was the newest event; never saved."""
    origin = settings.OGP_ORIGIN
    if newest is None:
        return Log(origin=origin)
    return Log(origin=origin, size=newest.number, head=newest.chain_hash, head_at=newest.recorded_at)


def _number(text: str | None) -> int | None:
    """The number in the address, or None if there is none; a clear 400 for anything else."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise BadRequest(_("“%(text)s” is not the number of an event.") % {"text": text[:40]})
    return int(text)
