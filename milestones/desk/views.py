"""The desk itself, and the pages on which an official records how a milestone stands, or puts an entry right."""

from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.acting import ActingRequest
from accounts.models import Role
from accounts.pages import own_page
from milestones.actions import NewStatus, latest_number, record_status, record_statuses, repeats_of
from milestones.desk import board
from milestones.desk.beside import beside_milestone, milestone_page
from milestones.desk.forms import (
    CorrectForm,
    RetractForm,
    StatusForm,
    UnchangedForm,
    standing_state,
    whole_entry,
)
from milestones.desk.monday import monday_of
from milestones.desk.pages import (
    attempt,
    entry_of,
    holding,
    language_of,
    milestone_of,
    say_published,
    show,
    typed,
)
from milestones.entries import Entry, StatusUpdate
from ogp_tracker import as_of
from ogp_tracker.as_of import Moment
from participation.desk.inbox import inbox_of
from reporting.reading import reading_of


@own_page
def desk_show(request: ActingRequest) -> HttpResponse:
    """What I owe today, by urgency; for a coordinator also how the whole plan stands."""
    actor = request.actor
    reading = reading_of(settings.OGP_HOME_PLAN, Moment(day=actor.day, today=actor.day))
    is_official = actor.membership(Role.OFFICIAL) is not None
    is_coordinator = actor.has_perm("accounts.use_admin")
    context = {
        "section": "desk",
        "reading": reading,
        "board": board.board_of(actor, reading) if reading and is_official else None,
        "monday": monday_of(reading, board.unmanned(actor, reading)) if reading and is_coordinator else None,
        "is_coordinator": is_coordinator,
        "parts": board.parts_of(actor),
        "inbox": inbox_of(actor),
    }
    return render(request, "desk/desk_show.html", context)


@own_page
def status_record(request: ActingRequest, public_id: str) -> HttpResponse:
    """Record how a milestone stands."""
    milestone, today = milestone_of(request, public_id), as_of.today()
    based_on, beside = latest_number(milestone), beside_milestone(milestone)
    initial = {"based_on": based_on, "effective_on": today, "language": language_of(request)}
    initial |= standing_state(beside.current)
    form = StatusForm(**typed(request), about=milestone, day=today, initial=initial)
    entry = attempt(
        form, lambda: record_status(form.new_status(milestone), by=request.actor, now=as_of.now())
    )
    if entry is None:
        return show(request, "desk/status_record.html", form, beside=beside)
    say_published(request, entry, beside)
    return redirect(milestone_page(milestone, number=entry.pk))


@own_page
def status_unchanged(request: ActingRequest, public_id: str) -> HttpResponse:
    """Record that nothing changed since the entry that stands."""
    milestone, today = milestone_of(request, public_id), as_of.today()
    based_on, beside = latest_number(milestone), beside_milestone(milestone)
    form = UnchangedForm(**typed(request), initial={"based_on": based_on, "language": language_of(request)})

    def act() -> StatusUpdate:
        new = NewStatus(milestone, today, kind=Entry.Kind.UNCHANGED, **form.cleaned_data)
        return record_status(new, by=request.actor, now=as_of.now())

    if (entry := attempt(form, act)) is None:
        return show(request, "desk/status_unchanged.html", form, beside=beside)
    say_published(request, entry, beside)
    return redirect(milestone_page(milestone, number=entry.pk))


@own_page
def status_correct(request: ActingRequest, number: int) -> HttpResponse:
    """Say what an entry should have said; “no change” entries that repeat it are corrected with it."""
    entry = entry_of(request, number)
    if elsewhere := _already(request, entry):
        return elsewhere
    milestone, repeats = entry.milestone, repeats_of(entry)
    beside = beside_milestone(milestone)
    initial = whole_entry(entry) | {"based_on": latest_number(milestone)}
    form = CorrectForm(
        **typed(request), about=milestone, day=as_of.today(), repeated_by=repeats, initial=initial
    )

    def act() -> list[StatusUpdate]:
        new = form.new_status(milestone, kind=Entry.Kind.CORRECTION, corrects=entry.pk)
        return record_statuses(
            [new, *_repeated(new, repeats, form.chosen)], by=request.actor, now=as_of.now()
        )

    if (entries := attempt(form, act)) is None:
        return show(request, "desk/status_correct.html", form, beside=beside, entry=entry)
    say_published(request, entries[0], beside)
    return redirect(milestone_page(milestone, number=entries[0].pk))


@own_page
def status_retract(request: ActingRequest, number: int) -> HttpResponse:
    """Retract an entry; “no change” entries that repeat it are retracted with it."""
    entry = entry_of(request, number)
    if elsewhere := _already(request, entry):
        return elsewhere
    milestone, repeats = entry.milestone, repeats_of(entry)
    beside = beside_milestone(milestone)
    initial = {"based_on": latest_number(milestone), "language": language_of(request)}
    form = RetractForm(**typed(request), repeated_by=repeats, initial=initial)

    def act() -> list[StatusUpdate]:
        given = {name: form.cleaned_data[name] for name in ("narrative", "language", "based_on")}
        new = NewStatus(milestone, entry.effective_on, kind=Entry.Kind.RETRACTION, corrects=entry.pk, **given)
        repeated = [
            replace(new, effective_on=repeat.effective_on, corrects=repeat.pk)
            for repeat in repeats
            if repeat.pk in form.chosen
        ]
        return record_statuses([new, *repeated], by=request.actor, now=as_of.now())

    if (entries := attempt(form, act)) is None:
        log = StatusUpdate.objects.filter(milestone=milestone)
        left = holding(log, without=[entry, *repeats])
        return show(request, "desk/status_retract.html", form, beside=beside, entry=entry, left=left)
    say_published(request, entries[0], beside)
    return redirect(milestone_page(milestone, number=entry.pk))


def _repeated(new: NewStatus, repeats: list[StatusUpdate], chosen: set[int]) -> list[NewStatus]:
    """The correction of an entry, for the entries that repeat it: each keeps its day and its own sentence."""
    return [
        replace(
            new, effective_on=repeat.effective_on, narrative=repeat.narrative, corrects=repeat.pk, evidence=()
        )
        for repeat in repeats
        if repeat.pk in chosen
    ]


def _already(request: ActingRequest, entry: StatusUpdate) -> HttpResponse | None:
    """Where somebody goes who opens the form of an entry that was corrected or retracted before."""
    newer = None if request.method == "POST" else StatusUpdate.objects.filter(corrects=entry).first()
    if newer is None:
        return None
    words = {"number": entry.pk, "newer": newer.pk}
    messages.warning(
        request, _("Entry %(number)d was already corrected or retracted, by entry %(newer)d.") % words
    )
    return redirect(milestone_page(entry.milestone, number=newer.pk))
