"""The pages of a commitment and of an amendment."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.models import Amendment, Commitment, CommitmentVersion
from milestones.models import MilestoneVersion
from reporting import commitment_page, wording
from reporting.band import context_of, stepping
from reporting.commitment_rows import commitment_rows
from reporting.happenings import happenings
from reporting.reading import Reading, of_plan


@require_safe
@of_plan
def commitment_show(request: HttpRequest, reading: Reading, code: str) -> HttpResponse:
    """One commitment as it stood on a day."""
    rows = commitment_rows(reading, code=code)
    if not rows:
        return _not_in_the_plan(request, reading, code)
    page = commitment_page.build(reading, rows[0])
    happened = happenings(reading.moment, pk=rows[0].pk)
    context = stepping(reading, happened, page=page)
    return render(request, "commitments/commitment_show.html", context)


def _not_in_the_plan(request: HttpRequest, reading: Reading, code: str) -> HttpResponse:
    """A commitment that was added after the day has a page that says so; an unknown one has none."""
    commitment = Commitment.objects.filter(plan=reading.plan_id, code=code).first()
    if commitment is None:
        raise Http404(_("This plan has no commitment “%(code)s”.") % {"code": code[:40]})
    return render(request, "commitments/commitment_later.html", context_of(reading, commitment=commitment))


@require_safe
@of_plan
def amendment_show(request: HttpRequest, reading: Reading, ordinal: int) -> HttpResponse:
    """One formal change of the plan, and all it did."""
    known = Amendment.objects.known(reading.moment.known_at).filter(plan=reading.plan_id)
    amendment = known.filter(ordinal=ordinal).first()
    if amendment is None:
        raise Http404(_("This plan has no amendment %(number)d.") % {"number": ordinal})
    commitments = _changed(CommitmentVersion, amendment)
    milestones = _changed(MilestoneVersion, amendment, "milestone__commitment")
    context = {
        "amendment": amendment,
        "commitments": commitments,
        "milestones": milestones,
        "has_only_new_commitments": all(each.is_first for _commitment, each in commitments),
        "has_only_new_milestones": all(each.is_first for _milestone, each in milestones),
    }
    return render(request, "commitments/amendment_show.html", context_of(reading, **context))


def _changed(model, amendment, *related):
    """What the amendment did to each thing it names, with the difference to the wording before it. Two queries."""
    subject = model.subject[0]
    versions = list(
        model.objects.filter(amendment=amendment).select_related(subject, *related).order_by("pk")
    )
    named = [getattr(version, f"{subject}_id") for version in versions]
    earlier = model.objects.filter(**{f"{subject}__in": named}).order_by("valid_from", "pk")
    by_subject = {}
    for version in earlier:
        by_subject.setdefault(getattr(version, f"{subject}_id"), []).append(version)
    return [
        (getattr(version, subject), rewording)
        for version in versions
        for rewording in wording.rewordings(by_subject[getattr(version, f"{subject}_id")])
        if rewording.version.pk == version.pk
    ]
