"""The public pages of a milestone: its whole history, and the files put forward as evidence."""

from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.names import names_of
from commitments.models import CommitmentVersion, Responsibility
from milestones.models import Evidence, MilestoneVersion
from ogp_tracker import files, languages
from participation import conversation
from participation.models import Comment
from participation.said import About
from reporting import history, voices, wording
from reporting.band import stepping
from reporting.commitment_page import part_of
from reporting.happenings import happenings
from reporting.heard import heard_in
from reporting.reading import Reading, of_plan
from reporting.standings import Standing, standings


@require_safe
@of_plan
def milestone_show(request: HttpRequest, reading: Reading, code: str, number: int) -> HttpResponse:
    """One milestone: how it stands on the day, and everything that was said about it."""
    found = standings(reading, of=Q(commitment__code=code))
    standing = next((each for each in found if each.number == number), None)
    if standing is None:
        raise Http404(
            _("On this day, commitment %(code)s of the plan had no milestone %(number)d.")
            % {"code": code[:40], "number": number}
        )
    comments = Comment.objects.about_milestone(standing.pk).order_by("-pk")
    said = conversation.read(comments, reading.moment)
    heard = heard_in(said).get(standing.public_id)
    happened = happenings(reading.moment, pk=standing.commitment_id)
    context = _history(reading, standing) | {
        "standing": standing,
        "siblings": found,
        "conversation": said,
        "civil_society": voices.civil_society(heard, stated=standing.own_state) if heard else None,
    }
    steps = [each for each in happened if each.milestone_id == standing.pk]
    return render(request, "milestones/milestone_show.html", stepping(reading, steps, **context))


def _history(reading: Reading, standing: Standing) -> dict[str, object]:
    moment = reading.moment
    entries = history.updates_of(standing.pk, moment)
    answering = list(
        Responsibility.objects.may_record(moment.day, known_at=moment.known_at)
        .filter(commitment=standing.commitment_id)
        .select_related("organisation")
        .order_by("kind", "since", "pk")
    )
    bodies = [*(entry.body_id for entry in entries), *(each.organisation_id for each in answering)]
    names = names_of(bodies, known_at=moment.known_at)
    proofs = history.proofs(moment, of=Q(milestone=standing.pk))
    log = history.log(entries, moment, names=names, proofs=proofs)
    versions = (
        MilestoneVersion.objects.known(moment.known_at)
        .filter(milestone=standing.pk, valid_from__lte=moment.day)
        .select_related("amendment")
        .order_by("valid_from", "pk")
    )
    wordings = wording.rewordings(versions)
    commitment = CommitmentVersion.objects.in_force(moment.day, known_at=moment.known_at)
    called = languages.plain(standing.title)
    is_completed = standing.level == standing.own_state == "completed"  # said here, not by successors
    completed_on = history.said_since(log, moment.day) if is_completed else None
    due_on = standing.adopted_due_on
    numbered = About(standing.public_id).label
    return {
        "numbered": numbered,
        "cited": f"{numbered}: {called}" if called else numbered,
        "answering": [part_of(each, names, moment.day) for each in answering],
        "log": log,
        "total": sum(1 + len(line.corrected_lines) for line in log),
        "current": next((line for line in log if line.number == standing.entry_number), None),
        "completed_on": completed_on,
        "days_late": (completed_on - due_on).days if completed_on and due_on else 0,
        "proofs": proofs,
        "loose_proofs": [proof for proof in proofs if proof.entry is None],
        "wordings": wordings,
        "version": wordings[-1].version,
        "commitment": commitment.select_related("commitment").get(commitment=standing.commitment_id),
    }


@require_safe
def evidence_download(request: HttpRequest, number: int) -> FileResponse:
    """A file put forward as evidence, as it was handed in."""
    evidence = (
        Evidence.objects.filter(pk=number, state=Evidence.State.AVAILABLE).select_related("file").first()
    )
    if evidence is None or evidence.file is None:
        raise Http404(_("There is no public file behind this piece of evidence."))
    return files.serve(evidence.file, filename=evidence.file_name)
