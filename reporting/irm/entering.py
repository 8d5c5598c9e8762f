"""How is a checked file of the IRM's codes written into the record, once?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actions import checked, require
from accounts.actors import Acting, Actor
from accounts.record import Appending, Role, appending
from commitments.models import ActionPlan, Commitment
from milestones.plan_file.places import Problem
from reporting.irm.file import IrmFile, IrmFileError, NewCode, NewReport
from reporting.models import Assessment, IrmReport

_REPORT = ("product", "title", "covers", "published_on", "published_text", "url", "findings")
_CODE = ("code", "stated", "page", "source", "note")


@dataclass(frozen=True)
class Loaded:
    """How many rows a file wrote; zeros if the record said all of it already."""

    reports: int
    codes: int


def entered(report: IrmReport) -> str:
    """Who copied a report's findings and codes into the record: never the IRM itself."""
    if report.role == Role.OPERATOR:
        return _("Entered by the operator of this site from the published report")
    return _("Entered by the government from the published report")


def load_irm(file: IrmFile, *, by: Actor, now: datetime) -> Loaded:
    """Write what the record does not say yet. Everything is written, or nothing.

    Raises PermissionDenied, and IrmFileError: an unknown plan or commitment, or a report that the record
    already holds with other words (rows are never rewritten; give the new one a slug of its own).
    """
    with appending(now=now) as record:
        require(by, "reporting.enter_irm", otherwise=_("Only a coordinator enters the IRM's codes."))
        plan = ActionPlan.objects.filter(slug=file.plan).first()
        if plan is None:
            raise IrmFileError([Problem("/plan", f"There is no plan “{file.plan}” here. Load it first.")])
        commitments = {row.code: row for row in plan.commitments.all()}
        known = {row.slug: row for row in plan.irm_reports.all()}
        problems = [*_unknown(file, commitments), *_rewritten(file, known)]
        if problems:
            raise IrmFileError(sorted(problems))
        acting = by.acting(Role.COORDINATOR)
        fresh = [_report_row(new, plan) for new in file.reports if new.slug not in known]
        record.write(fresh, verb="enter_irm_report", acting=acting)
        reports = known | {row.slug: row for row in fresh}
        codes = _write_codes(file, reports, commitments, record=record, acting=acting)
    return Loaded(reports=len(fresh), codes=codes)


def _unknown(file: IrmFile, commitments: Mapping[str, Commitment]) -> Iterator[Problem]:
    for report in file.reports:
        for code in report.codes:
            if code.commitment not in commitments:
                known = ", ".join(commitments)
                sentence = f"The plan has no commitment “{code.commitment}”. It has: {known}."
                yield Problem(f"{code.place}/commitment", sentence)


def _rewritten(file: IrmFile, known: Mapping[str, IrmReport]) -> Iterator[Problem]:
    for new in file.reports:
        row = known.get(new.slug)
        differing = [name for name in _REPORT if row and getattr(row, name) != getattr(new, name)]
        for name in differing:
            sentence = f"The record holds the report “{new.slug}” with other words, and is never rewritten."
            yield Problem(f"{new.place}/{name}", sentence)


def _report_row(new: NewReport, plan: ActionPlan) -> IrmReport:
    return checked(IrmReport(plan=plan, slug=new.slug, **{name: getattr(new, name) for name in _REPORT}))


def _write_codes(
    file: IrmFile,
    reports: Mapping[str, IrmReport],
    commitments: Mapping[str, Commitment],
    *,
    record: Appending,
    acting: Acting,
) -> int:
    """Write new codes, and those that read differently than the one that stands."""
    standing = {
        (row.report_id, row.commitment_id, row.scale): row
        for row in Assessment.objects.unreplaced("supersedes", None).filter(report__in=reports.values())
    }
    rows = []
    for report in file.reports:
        for new in report.codes:
            about = commitments[new.commitment]
            old = standing.get((reports[report.slug].pk, about.pk, new.scale))
            if old is None or any(getattr(old, name) != getattr(new, name) for name in _CODE):
                rows.append(_code_row(new, reports[report.slug], about, old))
    record.write(rows, verb="enter_irm_code", acting=acting)
    return len(rows)


def _code_row(new: NewCode, report: IrmReport, about: Commitment, old: Assessment | None) -> Assessment:
    values = {name: getattr(new, name) for name in _CODE}
    return checked(Assessment(report=report, commitment=about, scale=new.scale, supersedes=old, **values))
