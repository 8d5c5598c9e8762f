"""How is a report opened, an extract asked for, and a compiled document frozen? The verbs of reporting.

Whoever asks writes a row for the document and rings for the job that fills it; ``tasks.py`` answers. Joining
work that is under way, and doing it once, is decided here, under a lock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actions import require
from accounts.actors import Acting, Actor, operator
from accounts.models import Event, Log, Redaction
from accounts.record import Appending, Role, appending
from commitments.models import ActionPlan, PlanVersion
from ogp_tracker import jobs
from ogp_tracker.as_of import end_of, local_day
from ogp_tracker.files import StoredFile
from ogp_tracker.jobs import Job
from reporting.compile import Asked
from reporting.document import Head, digest_of, from_json, to_json
from reporting.models import Document, Freeze, Reissue, Rendering, Report
from reporting.quoting import removal_of
from reporting.removal import Removed, reissued, without

#: The task that compiles a document.
COMPILE = "reporting.compile"

_UNDER_WAY = (Job.State.QUEUED, Job.State.RUNNING)


def open_report(plan: ActionPlan, *, cut_off_on: date, by: Actor, now: datetime) -> Report:
    """Open a self-assessment as of the end of a day, give it its number, and ring for its compilation.

    It tells what the record knows at this moment. Raises PermissionDenied (only a coordinator), and
    ValidationError under ``cut_off_on``: a day before the plan or in the future, or a report as of the same
    day that is being compiled right now.
    """
    with appending(now=now) as record:
        require(by, "reporting.open_report", plan, otherwise=_("Only a coordinator opens a report."))
        _check_day(plan, cut_off_on, field="cut_off_on", today=local_day(now))
        _refuse_second(plan, cut_off_on)
        newest = Report.objects.order_by("-number").values_list("number", flat=True).first() or 0
        report = Report(number=newest + 1, plan=plan, cut_off_on=cut_off_on, known_at=record.now)
        record.write([report], verb="open_report", acting=by.acting(Role.COORDINATOR))
        Document.objects.create(
            question=f"report/{report.number}",
            kind=Document.Kind.SELF_ASSESSMENT,
            plan=plan,
            report=report,
            day=cut_off_on,
            head=str(record.log),
            asked_at=record.now,
            job=None,
        )
        _ring(report.document)
    return report


def ask_extract(plan: ActionPlan, *, day: date, known_on: date | None, now: datetime) -> Document:
    """The evidence extract of a plan as of a day; anybody may ask.

    There is one for each plan, day, known-on and head of the record: asking again finds it, or joins the job
    that compiles it, or rings again if that failed. Raises ValidationError under ``as_of`` (before the plan)
    and ``known_on`` (before the record).
    """
    _check_day(plan, day, field="as_of", today=local_day(now))
    if known_on is not None:
        _check_known_on(plan, known_on, today=local_day(now))
    with transaction.atomic():
        head = Log.objects.select_for_update().get(pk=1)
        document, _created = Document.objects.get_or_create(
            question=extract_question(plan, day=day, known_on=known_on, head=str(head)),
            defaults={
                "kind": Document.Kind.EXTRACT,
                "plan": plan,
                "day": day,
                "known_on": known_on,
                "head": str(head),
                "asked_at": now,
            },
        )
        if not document.is_compiled and not _is_under_way(document):
            _ring(document)
    return document


def extract_question(plan: ActionPlan, *, day: date, known_on: date | None, head: str) -> str:
    """What an evidence extract answers: its name in the table of documents."""
    return f"extract/{plan.slug}/{day}/{known_on or 'now'}/{head}"


def retry(report: Report, *, by: Actor) -> None:
    """Ring again for a report whose compilation failed. Raises PermissionDenied, ValidationError."""
    require(by, "reporting.open_report", report.plan, otherwise=_("Only a coordinator compiles a report."))
    with transaction.atomic():
        document = Document.objects.select_for_update().get(report=report)
        if document.is_compiled:
            raise ValidationError(_("The report is compiled already."))
        if _is_under_way(document):
            raise ValidationError(_("The report is being compiled right now."))
        _ring(document)


def asked_of(document: Document) -> Asked:
    """What a document is to be compiled from: its day, and the record as it was at its head."""
    number, digest = document.head.split(":")
    head_at = Event.objects.filter(pk=int(number)).values_list("recorded_at", flat=True).get()
    return Asked(
        day=document.day,
        known_at=min(head_at, end_of(document.known_on)) if document.known_on else head_at,
        head=Head(origin=Log.objects.get(pk=1).origin, number=int(number), digest=digest),
        number=document.report.number if document.report else None,
        known_on=document.known_on,
    )


def finish(document: Document, *, body: Any, files: Mapping[str, StoredFile], now: datetime) -> None:
    """Keep what was compiled, for good; ``files`` are its PDFs by language.

    A self-assessment is frozen by an event that names the digest, and those of the PDFs. A text that the law
    removed while it was being compiled is not kept; the PDFs are then drawn again.

    Doing it again changes nothing: the first of two workers wins.
    """
    with appending(now=now) as record:
        row = Document.objects.select_for_update(of=("self",)).select_related("report").get(pk=document.pk)
        if row.is_compiled:
            return
        allowed = _without_removed(body)
        row.body, row.digest = allowed, digest_of(allowed)
        row.save(update_fields=["body", "digest"])
        if allowed != body:
            _discard(files.values())
            _ring(row)
            files = {}
        _keep(row, files)
        if row.report:
            site = operator(day=local_day(record.now), is_sample=row.report.is_sample)
            require(
                site, "reporting.freeze", row.report, otherwise=_("Only the site itself freezes a report.")
            )
            drawn = {language: file.sha256 for language, file in files.items()}
            freeze = Freeze(
                report=row.report, document=row, digest=row.digest, head=row.head, pdf_sha256=drawn
            )
            record.write([freeze], verb="freeze_report", acting=site.acting(Role.OPERATOR))


def keep_drawn(document: Document, *, files: Mapping[str, StoredFile]) -> None:
    """Keep PDFs drawn anew from ``document`` as it was read; if the law changed it since, they go again."""
    with transaction.atomic():
        Log.objects.select_for_update().get(pk=1)
        row = Document.objects.get(pk=document.pk)
        if row.body != document.body:
            _discard(files.values())
            return
        drawn = set(row.renderings.values_list("language", flat=True))
        _keep(row, {language: file for language, file in files.items() if language not in drawn})


def take_out(
    sender: object, *, tombstone: Redaction, record: Appending, acting: Acting, **signal: Any
) -> None:
    """Take a text that the law removed out of every compiled document, and every PDF of those off the disk.

    It happens with the removal or not at all. A frozen report is reissued by an event that names its new
    digest; the PDFs are drawn again when a worker comes to it. Reads every compiled document once.
    """
    removed = _removed(tombstone)
    rows = []
    compiled = Document.objects.exclude(body=None).order_by("pk")
    for pk in list(compiled.values_list("pk", flat=True)):
        row = Document.objects.select_related("report").get(pk=pk)
        said = from_json(row.body)
        told = reissued(said, removed, digest=row.digest)
        if told == said:
            continue
        row.body = to_json(told)
        row.save(update_fields=["body"])
        kept = row.renderings.select_related("file")
        _discard([each.file for each in kept])
        kept.delete()
        _ring(row)
        if row.report:
            rows.append(Reissue(report=row.report, tombstone=tombstone, digest=row.digest_now))
    record.write(rows, verb="reissue_report", acting=acting)


def _removed(tombstone: Redaction) -> Removed:
    return Removed(tombstone.target_number, tuple(tombstone.fields), removal_of(tombstone))


def _without_removed(body: Any) -> Any:
    """The body without texts that the record does not hold any more: some may have gone since it was read."""
    removals = [_removed(tombstone) for tombstone in Redaction.objects.order_by("pk")]
    return to_json(without(from_json(body), removals)) if removals else body


def _keep(document: Document, files: Mapping[str, StoredFile]) -> None:
    Rendering.objects.bulk_create(
        Rendering(document=document, language=language, file=file) for language, file in files.items()
    )


def _discard(files: Iterable[StoredFile]) -> None:
    """Files that hold what the law removed: nothing serves them any more, and a job takes their bytes."""
    for file in files:
        jobs.ring("ogp_tracker.remove_file", file.pk)


def _ring(document: Document) -> None:
    document.job = jobs.ring(COMPILE, document.pk)
    document.save(update_fields=["job"])


def _is_under_way(document: Document) -> bool:
    return document.job is not None and document.job.state in _UNDER_WAY


def _check_day(plan: ActionPlan, day: date, *, field: str, today: date) -> None:
    """Refuse a day on which there is nothing to tell."""
    if day > today:
        raise ValidationError({field: _("%(day)s has not come yet.") % {"day": date_format(day)}})
    first = PlanVersion.objects.filter(plan=plan).order_by("valid_from", "pk").first()
    if first is None:
        raise ValidationError({field: _("Nothing is known of this plan.")})
    begins_on = first.starts_on or first.valid_from
    if day < begins_on:
        sentence = _("The plan begins on %(day)s. Choose that day or a later one.")
        raise ValidationError({field: sentence % {"day": date_format(begins_on)}})


def _check_known_on(plan: ActionPlan, known_on: date, *, today: date) -> None:
    """Refuse a day by which the record said nothing of the plan."""
    if known_on > today:
        raise ValidationError({"known_on": _("%(day)s has not come yet.") % {"day": date_format(known_on)}})
    if not PlanVersion.objects.known(end_of(known_on)).filter(plan=plan).exists():
        raise ValidationError({"known_on": _("On that day the record said nothing of this plan yet.")})


def _refuse_second(plan: ActionPlan, cut_off_on: date) -> None:
    running = Report.objects.filter(
        plan=plan, cut_off_on=cut_off_on, document__job__state__in=_UNDER_WAY
    ).first()
    if running:
        sentence = _("Report %(number)d is being compiled for this very day. Wait until it is done.")
        raise ValidationError({"cut_off_on": sentence % {"number": running.number}})
