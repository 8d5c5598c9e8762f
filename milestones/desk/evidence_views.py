"""The pages on which evidence is added to what was already said, or withdrawn."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts.acting import ActingRequest
from accounts.pages import own_page
from commitments.models import Commitment
from milestones.actions import add_evidence, withdraw_evidence
from milestones.actions.evidence import is_withdrawn_or_replaced
from milestones.desk.beside import beside_commitment, beside_milestone, commitment_page, milestone_page
from milestones.desk.evidence_form import AddEvidenceForm
from milestones.desk.forms import WithdrawForm
from milestones.desk.pages import attempt, language_of, may_record, milestone_of, show, typed
from milestones.entries import StatusUpdate
from milestones.evidence import Evidence
from ogp_tracker import as_of


@own_page
def milestone_evidence_add(request: ActingRequest, public_id: str) -> HttpResponse:
    """Add evidence to a milestone, or to one of its entries."""
    milestone, today = milestone_of(request, public_id), as_of.today()
    beside = beside_milestone(milestone)
    initial = {"language": language_of(request), "entry": beside.current.number if beside.current else None}
    form = AddEvidenceForm(
        **typed(request), about=milestone, day=today, entries=beside.entries, initial=initial
    )

    def act() -> Evidence:
        entry = StatusUpdate.objects.filter(pk=form.cleaned_data.get("entry")).first()
        new = form.new(language=form.cleaned_data["language"])
        return add_evidence(new, milestone=milestone, status_update=entry, by=request.actor, now=as_of.now())

    if attempt(form, act) is None:
        return show(request, "desk/evidence_add.html", form, beside=beside)
    messages.success(request, _("The evidence is public now."))
    return redirect(milestone_page(milestone))


@own_page
def commitment_evidence_add(request: ActingRequest, public_id: str) -> HttpResponse:
    """Add evidence to a commitment as a whole."""
    commitment = get_object_or_404(Commitment.objects.select_related("plan"), public_id=public_id)
    may_record(request, commitment)
    beside = beside_commitment(commitment)
    initial = {"language": language_of(request)}
    form = AddEvidenceForm(**typed(request), about=commitment, day=as_of.today(), initial=initial)

    def act() -> Evidence:
        new = form.new(language=form.cleaned_data["language"])
        return add_evidence(new, commitment=commitment, by=request.actor, now=as_of.now())

    if attempt(form, act) is None:
        return show(request, "desk/evidence_add.html", form, beside=beside)
    messages.success(request, _("The evidence is public now."))
    return redirect(commitment_page(commitment))


@own_page
def evidence_withdraw(request: ActingRequest, number: int) -> HttpResponse:
    """Withdraw evidence and say why."""
    related = ("milestone__commitment__plan", "commitment__plan", "file")
    evidence = get_object_or_404(Evidence.objects.select_related(*related), pk=number)
    milestone = evidence.milestone
    commitment = milestone.commitment if milestone else evidence.commitment
    may_record(request, commitment)
    page = milestone_page(milestone) if milestone else commitment_page(commitment)
    if request.method != "POST" and is_withdrawn_or_replaced(evidence):
        messages.warning(request, _("This evidence was already withdrawn or replaced."))
        return redirect(page)
    form = WithdrawForm(**typed(request), language=evidence.language)
    act = lambda: withdraw_evidence(evidence, **form.cleaned_data, by=request.actor, now=as_of.now())  # noqa: E731
    if attempt(form, act) is None:
        beside = beside_milestone(milestone) if milestone else beside_commitment(commitment)
        return show(request, "desk/evidence_withdraw.html", form, beside=beside, evidence=evidence)
    messages.success(
        request, _("The evidence is withdrawn. What was put forward stays readable in the history.")
    )
    return redirect(page)
