"""The pages on which the lead body states the completion of its commitment, or puts a statement right."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from accounts.acting import ActingRequest
from accounts.pages import own_page
from commitments.models import Commitment
from milestones.actions import NewStatement, latest_statement_number, record_statement
from milestones.desk.beside import beside_commitment, commitment_page
from milestones.desk.forms import CorrectStatementForm, RetractStatementForm, StatementForm, whole_entry
from milestones.desk.pages import (
    attempt,
    holding,
    language_of,
    may_state,
    say_published,
    show,
    statement_of,
    typed,
)
from milestones.entries import CommitmentStatement, Entry
from ogp_tracker import as_of


@own_page
def statement_record(request: ActingRequest, public_id: str) -> HttpResponse:
    """State how far a commitment is, beside what its milestones indicate."""
    commitment = get_object_or_404(Commitment.objects.select_related("plan"), public_id=public_id)
    may_state(request, commitment)
    based_on, today = latest_statement_number(commitment), as_of.today()
    beside = beside_commitment(commitment)
    initial = {"based_on": based_on, "effective_on": today, "language": language_of(request)}
    form = StatementForm(**typed(request), about=commitment, day=today, initial=initial)
    new = attempt(
        form, lambda: record_statement(form.new_statement(commitment), by=request.actor, now=as_of.now())
    )
    if new is None:
        return show(request, "desk/statement_record.html", form, beside=beside)
    say_published(request, new, beside)
    return redirect(commitment_page(commitment, number=new.pk))


@own_page
def statement_correct(request: ActingRequest, number: int) -> HttpResponse:
    """Say what a statement should have said."""
    statement = statement_of(request, number)
    commitment = statement.commitment
    initial = whole_entry(statement) | {"based_on": latest_statement_number(commitment)}
    beside = beside_commitment(commitment)
    form = CorrectStatementForm(**typed(request), about=commitment, day=as_of.today(), initial=initial)

    def act() -> CommitmentStatement:
        new = form.new_statement(commitment, kind=Entry.Kind.CORRECTION, corrects=statement.pk)
        return record_statement(new, by=request.actor, now=as_of.now())

    if (new := attempt(form, act)) is None:
        return show(request, "desk/statement_correct.html", form, beside=beside, entry=statement)
    say_published(request, new, beside)
    return redirect(commitment_page(commitment, number=new.pk))


@own_page
def statement_retract(request: ActingRequest, number: int) -> HttpResponse:
    """Take a statement back."""
    statement = statement_of(request, number)
    commitment = statement.commitment
    initial = {"based_on": latest_statement_number(commitment), "language": language_of(request)}
    beside = beside_commitment(commitment)
    form = RetractStatementForm(**typed(request), initial=initial)

    def act() -> CommitmentStatement:
        about = {"kind": Entry.Kind.RETRACTION, "corrects": statement.pk, **form.cleaned_data}
        return record_statement(
            NewStatement(commitment, statement.effective_on, **about), by=request.actor, now=as_of.now()
        )

    if (new := attempt(form, act)) is None:
        left = holding(CommitmentStatement.objects.filter(commitment=commitment), without=[statement])
        return show(request, "desk/statement_retract.html", form, beside=beside, entry=statement, left=left)
    say_published(request, new, beside)
    return redirect(commitment_page(commitment, number=statement.pk))
