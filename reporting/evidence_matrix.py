"""What is claimed, since when, and what proves it? A row per milestone of a plan, for page, CSV, API and report.

The IRM judges by public sources: what cannot be shown counts as missing. So each row ends with its gaps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeVar

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.names import Names, names_of
from milestones.models import Completion, Evidence, MilestoneVersion, StatusUpdate
from milestones.progress import at_least
from milestones.warnings import days_late
from ogp_tracker.as_of import local_day
from participation.models import Comment
from reporting import document, history
from reporting.document import Milestone, View, Wording
from reporting.history import Proof
from reporting.quoting import evidence_of, name_on, passage, view_of
from reporting.reading import Reading
from reporting.standings import Standing, standings

Row = TypeVar("Row")

#: What a row can lack, worst first. A row names every gap it has.
GAPS: dict[str, str | Promise] = {
    "not_reported": _("Nothing has been reported"),
    "no_evidence": _("Claimed without any evidence"),
    "only_withdrawn": _("Rests on withdrawn evidence alone"),
    "only_exempt": _("What would prove it is exempt from access"),
    "dead_link": _("The evidence can no longer be read"),
    "overdue": _("Past its adopted day"),
    "view_below": _("Civil society finds less than is claimed"),
    "published_late": _("Published more than 14 days after the day it is about"),
    "no_deliverable": _("The plan states no deliverable that could be verified"),
}


@dataclass(frozen=True)
class Sources:
    """What the rows of a plan are read from, by the milestone's key, oldest first."""

    versions: Mapping[int, Sequence[MilestoneVersion]]
    entries: Mapping[int, Sequence[StatusUpdate]]
    proofs: Mapping[int, Sequence[Proof]]
    views: Mapping[int, Sequence[Comment]]
    names: Names


def build(reading: Reading) -> list[Milestone]:
    """The rows of a plan as of the reading's moment, in the plan's order. Six queries, whatever its size.

    Milestones that take the place of an adopted one have rows of their own (one query more).
    """
    found = standings(reading)
    read = _sources(reading)
    return [_row(standing, read) for standing in found]


def without_evidence(rows: Iterable[Milestone]) -> list[Milestone]:
    """The rows that claim substantial or completed and show no public evidence that can be read."""
    return [row for row in rows if row.is_unproven]


def _sources(reading: Reading) -> Sources:
    moment, of_plan = reading.moment, Q(milestone__commitment__plan=reading.plan_id)
    versions = MilestoneVersion.objects.known(moment.known_at).filter(of_plan, valid_from__lte=moment.day)
    entries = StatusUpdate.objects.standing(moment.day, known_at=moment.known_at).filter(of_plan)
    views = Comment.objects.views(moment.day, known_at=moment.known_at).filter(of_plan)
    said = list(entries.select_related("redaction").order_by("effective_on", "position"))
    heard = list(views.select_related("redaction").order_by("pk"))
    worded = versions.select_related("redaction", "amendment").order_by("valid_from", "pk")
    return Sources(
        versions=_by_milestone(worded),
        entries=_by_milestone(said),
        proofs=_by_milestone(history.proofs(moment, of=of_plan)),
        views=_by_milestone(heard),
        names=names_of([row.body_id for row in (*said, *heard)], known_at=moment.known_at),
    )


def _by_milestone(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.milestone_id].append(row)  # type: ignore[attr-defined]
    return found


def _row(standing: Standing, read: Sources) -> Milestone:
    versions = [_wording(version) for version in read.versions[standing.pk]]
    entries = read.entries.get(standing.pk, [])
    claimed = _since_claimed(entries)
    newest, first = (claimed[-1], claimed[0]) if claimed else (None, None)
    explained = next((each for each in reversed(claimed) if _explains(each)), None)
    evidence = tuple(evidence_of(proof) for proof in read.proofs.get(standing.pk, []))
    views = tuple(view_of(comment, read.names) for comment in read.views.get(standing.pk, []))
    return Milestone(
        public_id=standing.public_id,
        number=standing.number,
        commitment=standing.commitment_code,
        adopted=versions[0],
        amended=versions[-1] if len(versions) > 1 else None,
        level=standing.level,
        claim=(newest.completion or "") if newest else "",
        entry=newest.pk if newest else None,
        held_from=first.effective_on if first else None,
        published_on=local_day(first.recorded_at) if first else None,
        body=name_on(read.names, newest.body_id, newest.effective_on) if newest else {},
        is_unproven=standing.hatched,
        schedule=standing.schedule,
        days_overdue=standing.days_overdue,
        replanned_due_on=standing.replanned_due_on,
        results=passage(newest, "narrative"),
        explanation=passage(explained, "challenges"),
        next_steps=passage(newest, "next_steps"),
        replanning=passage(newest, "due_reason"),
        evidence=evidence,
        views=views,
        gaps=_gaps(standing, first, evidence, views, versions[-1]),
        is_key=bool(standing.is_key),
        is_sample=standing.is_sample,
        is_entry_sample=standing.is_entry_sample,
        explained_on=explained.effective_on if explained else None,
    )


def _since_claimed(entries: Sequence[StatusUpdate]) -> list[StatusUpdate]:
    """The entries of the newest claim: since when it has held without a break."""
    same = takewhile(lambda entry: entry.completion == entries[-1].completion, reversed(entries))
    return list(same)[::-1]


def _explains(entry: StatusUpdate) -> bool:
    """Whether it says what holds the work back, or did until the law removed that."""
    return bool(entry.challenges) or "challenges" in entry.redacted_fields()


def _wording(version: MilestoneVersion) -> Wording:
    return Wording(
        event=version.pk,
        valid_from=version.valid_from,
        change=version.change,
        amendment=version.amendment.ordinal if version.amendment else None,
        title=version.title,
        deliverable=passage(version, "deliverable", absent="title_alone" if version.title else "not_stated"),
        period_text=version.period_text,
        ends_on=version.ends_on,
    )


def _gaps(
    standing: Standing,
    first: StatusUpdate | None,
    evidence: Sequence[document.Evidence],
    views: Sequence[View],
    wording: Wording,
) -> tuple[str, ...]:
    claim = standing.own_state
    found = {
        "not_reported": claim == "not_reported",
        _why_unproven(evidence): standing.hatched,
        "overdue": standing.late,
        "view_below": claim in Completion and any(not at_least(view.level, claim) for view in views),  # type: ignore[arg-type]
        "published_late": first is not None
        and days_late(effective_on=first.effective_on, recorded_at=first.recorded_at) > 0,
        "no_deliverable": wording.deliverable.absent == "not_stated",
    }
    return tuple(gap for gap in GAPS if found.get(gap))


def _why_unproven(evidence: Sequence[document.Evidence]) -> str:
    """Why evidence does not carry a claim: by what is left of it."""
    states = {each.state for each in evidence}
    if not states:
        return "no_evidence"
    if Evidence.State.AVAILABLE in states:
        return "dead_link"
    return "only_exempt" if Evidence.State.EXEMPT in states else "only_withdrawn"
