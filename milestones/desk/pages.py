"""How does a page of the desk answer? Signed in, never cached, and with everything typed still in the form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.acting import ActingRequest
from accounts.actions import require
from accounts.kept import hand_out
from commitments.models import Commitment
from milestones.desk.beside import Beside
from milestones.desk.fields import BasedForm, DeskForm
from milestones.entries import CommitmentStatement, Entry, EntryQuerySet, StatusUpdate
from milestones.evidence import Evidence
from milestones.models import Milestone
from milestones.warnings import warn_entry
from ogp_tracker import as_of
from ogp_tracker.errors import Conflict

Row = TypeVar("Row")


def milestone_of(request: ActingRequest, public_id: str) -> Milestone:
    """The milestone to record on. Raises Http404, and PermissionDenied with the reason.

    Asked before anything else: nobody else's file is looked at or kept.
    """
    milestone = get_object_or_404(Milestone.objects.select_related("commitment__plan"), public_id=public_id)
    may_record(request, milestone.commitment)
    return milestone


def entry_of(request: ActingRequest, number: int) -> StatusUpdate:
    """The entry to put right. Raises Http404 and PermissionDenied."""
    entry = get_object_or_404(StatusUpdate.objects.select_related("milestone__commitment__plan"), pk=number)
    may_record(request, entry.milestone.commitment)
    return entry


def statement_of(request: ActingRequest, number: int) -> CommitmentStatement:
    """The statement to put right. Raises Http404 and PermissionDenied."""
    statement = get_object_or_404(CommitmentStatement.objects.select_related("commitment__plan"), pk=number)
    may_state(request, statement.commitment)
    return statement


def holding(log: EntryQuerySet, *, without: Sequence[Entry] = ()) -> Entry | None:
    """The entry of a log that holds today; once ``without`` is retracted, what that corrected does not come back."""
    standing = log.standing(as_of.today()).exclude(pk__in=[entry.pk for entry in without])
    return standing.in_order().first()


def may_record(request: ActingRequest, commitment: Commitment) -> None:
    """Raise PermissionDenied, with the reason, unless the actor may record progress and evidence."""
    sentence = _("Only officials of the body responsible for commitment %s may record its progress.")
    require(request.actor, "milestones.record_status", commitment, otherwise=sentence % commitment.number)


def may_state(request: ActingRequest, commitment: Commitment) -> None:
    """Raise PermissionDenied, with the reason, unless the actor may state the completion."""
    sentence = _("Only officials of the lead body state the completion of its commitment.")
    require(request.actor, "milestones.record_statement", commitment, otherwise=sentence)


def attempt(form: DeskForm, act: Callable[[], Row]) -> Row | None:
    """What the action did with a form that was sent and is in shape; None if the form must be shown again."""
    if not form.is_sent or not form.is_valid():
        return None
    try:
        return act()
    except Conflict as conflict:
        cast(BasedForm, form).rebase(conflict)
    except ValidationError as refused:
        form.refuse(refused)
    except PermissionDenied as denied:  # a right ended, or a turn passed on, since the page was opened
        form.refuse(ValidationError(str(denied)))
    return None


def show(
    request: HttpRequest, template: str, form: DeskForm, *, beside: Beside, **context: Any
) -> HttpResponse:
    """The page with its form: 200 when asked for, 409 after a conflict, 422 with problems to put right."""
    status = 409 if form.conflict else 422 if form.is_sent else 200
    context |= {"form": form, "beside": beside, "section": "desk"}
    if isinstance(form, BasedForm) and form.conflict:
        context["newer"] = beside.newer_than(form.seen)
    return render(request, template, context, status=status)


def typed(request: HttpRequest) -> dict[str, Any]:
    """What was sent, as a form takes it, or kept from before a sign-in; nothing on a page that is only asked for."""
    if request.method == "POST":
        return {"data": request.POST, "files": request.FILES}
    kept = hand_out(request)
    return {"data": kept} if kept else {}


def language_of(request: ActingRequest) -> str:
    """The language an author most likely writes in: their own, else that of the page."""
    return request.user.language or get_language() or settings.LANGUAGE_CODE


def say_published(request: HttpRequest, entry: StatusUpdate | CommitmentStatement, beside: Beside) -> None:
    """Tell the author what is public now, and what every reader will be told beside it."""
    messages.success(request, _("Published as entry %(number)d of the public record.") % {"number": entry.pk})
    about = (
        {"milestone": entry.milestone_id}
        if isinstance(entry, StatusUpdate)
        else {"commitment": entry.commitment_id}
    )
    evidence = Evidence.objects.working(entry.effective_on).filter(**about)
    for warning in warn_entry(
        completion=entry.completion,
        effective_on=entry.effective_on,
        recorded_at=entry.recorded_at,
        has_working_evidence=evidence.exists(),
        plan_starts_on=beside.reading.starts_on,
        plan_ends_on=beside.reading.ends_on,
    ):
        if warning.code == "no_evidence" and holding(type(entry).objects.filter(**about)) != entry:
            continue  # pages mark the claim that counts, and no other
        messages.warning(request, _("Readers see this note beside it: %s") % warning.sentence)
