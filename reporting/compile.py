"""What does a report say? This module is its specification.

``compile_document`` tells a plan as it stood at the end of a day, from the public record as it was at one
event. The order is that of OGP's template for self-assessments (``domain.md`` 9):

1. Introduction; 2. The plan's process and participation; 3. Follow-up of IRM recommendations: written by
   people. Until they are, the document says so in their place.
4. Implementation, per commitment: number and name, dates as stated, lead and other bodies, problem, content,
   contribution, OGP values, additional information, completion stated and indicated, civil society's views,
   the IRM's codes, results, evidence (with what it proves, how its link answers, the hash of a file),
   challenges, next steps, the milestones, other actors, contact.
5. Peer learning; 6. Conclusions and lessons: written by people.
Annexes: comments and responses with their waiting days; the IRM's reports; method and data.

A field the plan leaves empty reads "not stated in the plan"; one that nobody has checked reads "not
verified"; a text the law removed leaves its tombstone; what is invented for a demonstration is marked.
Nothing is averaged, and no voice is turned into another. Any plan compiles: one without commitments, a
commitment without milestones, texts with markup or control characters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.names import names_of
from commitments.models import ActionPlan, PlanVersion
from milestones.models import Completion
from milestones.progress import distribution
from ogp_tracker.as_of import Moment
from ogp_tracker.markdown import plain
from reporting import annexes, evidence_matrix, implementation, sentences
from reporting.commitment_rows import CommitmentRow, commitment_rows
from reporting.dashboard import Dashboard
from reporting.document import (
    Comment,
    Commitment,
    Document,
    Head,
    Headline,
    Passage,
    Plan,
    from_json,
    to_json,
)
from reporting.quoting import in_all_languages, name_on
from reporting.reading import Reading, read

LICENCE = "NLOD 2.0"

#: Told how far the work is: parts done, parts in all, a sentence.
Tell = Callable[[int, int, str], None]


@dataclass(frozen=True)
class CutOff(Moment):
    """A moment known to the instant: what was recorded later is not seen."""

    instant: datetime | None = None

    @property
    def known_at(self) -> datetime | None:
        return self.instant


@dataclass(frozen=True)
class Asked:
    """What is to be compiled: as of which day, from the record as it was at which event.

    ``number`` is that of a self-assessment; an evidence extract has none. ``known_on`` is set if the reader
    asked what was known at the end of an earlier day.
    """

    day: date
    known_at: datetime
    head: Head
    number: int | None = None
    known_on: date | None = None


def compile_document(plan: ActionPlan, asked: Asked, *, tell: Tell | None = None) -> Document:
    """Compile the document. A fixed number of queries, whatever the size of the plan.

    Raises LookupError if nothing was known of the plan, or if it had not begun, on the day.
    """
    tell = tell or (lambda done, total, sentence: None)
    tell(0, 0, gettext_noop("Reading the plan"))
    reading = read(plan.slug, CutOff(day=asked.day, today=asked.day, instant=asked.known_at))
    rows = commitment_rows(reading)
    commitments = _commitments(reading, rows, tell=tell)
    comments = annexes.comments(reading, plan=plan)
    return _finished(
        Document(
            kind="extract" if asked.number is None else "self_assessment",
            number=asked.number,
            title=in_all_languages(lambda: _title(asked)),
            plan=_plan(reading),
            day=asked.day,
            known_at=asked.known_at,
            known_on=asked.known_on,
            record=asked.head,
            licence=LICENCE,
            contains_samples=False,
            headline=_headline(reading, rows, commitments=commitments, comments=comments),
            introduction=_UNWRITTEN,
            process=_UNWRITTEN,
            irm_recommendations=_UNWRITTEN,
            commitments=commitments,
            peer_learning=_UNWRITTEN,
            conclusions=_UNWRITTEN,
            irm_reports=annexes.irm_reports(reading),
            comments=comments,
        )
    )


_UNWRITTEN = Passage(absent="not_written")


def _title(asked: Asked) -> str:
    if asked.number is None:
        return _("Evidence extract")
    return _("Self-assessment report %(number)d") % {"number": asked.number}


def _commitments(reading: Reading, rows: Sequence[CommitmentRow], *, tell: Tell) -> tuple[Commitment, ...]:
    milestones = evidence_matrix.build(reading)
    read = implementation.sources(reading, rows)
    found = []
    for place, row in enumerate(rows, start=1):
        tell(place, len(rows) + 1, gettext_noop("Reading the commitments"))
        own = tuple(each for each in milestones if each.commitment == row.code)
        found.append(implementation.commitment(row, read, milestones=own))
    return tuple(found)


def _headline(
    reading: Reading,
    rows: Sequence[CommitmentRow],
    *,
    commitments: Sequence[Commitment],
    comments: Sequence[Comment],
) -> Headline:
    board = Dashboard(reading=reading, rows=rows, changes=())
    counted = board.milestones
    claims = [each for each in counted if each.own_state in (Completion.SUBSTANTIAL, Completion.COMPLETED)]
    waiting = [each.days for each in comments if not each.is_answered]
    return Headline(
        finding=in_all_languages(lambda: sentences.finding(board)),
        commitments=len(rows),
        stated=board.stated,
        indicated=_count(each.indication.level or "undetermined" for each in commitments),
        milestones=len(counted),
        states=dict(distribution(each.level for each in counted)),  # type: ignore[arg-type, misc]
        overdue=len(board.overdue),
        replanned=board.replanned,
        claims=len(claims),
        unproven=sum(each.hatched for each in claims),
        comments=len(comments),
        unanswered=len(waiting),
        longest_wait=max(waiting, default=0),
    )


def _count(levels: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(levels).items()))


def _plan(reading: Reading) -> Plan:
    moment = reading.moment
    version = (
        PlanVersion.objects.in_force(moment.day, known_at=moment.known_at)
        .filter(plan=reading.plan_id)
        .values_list("coordinator", "plan__ogp_id")
    )
    coordinator, ogp_id = version[0]
    return Plan(
        public_id=reading.slug,
        ogp_id=ogp_id,
        title=reading.title,
        period_text=reading.period_text,
        starts_on=reading.starts_on,
        ends_on=reading.ends_on,
        clock_starts_on=reading.clock_starts_on,
        clock_ends_on=reading.clock_ends_on,
        website=reading.website,
        coordinator=name_on(names_of([coordinator], known_at=moment.known_at), coordinator, moment.day),
    )


def _finished(said: Document) -> Document:
    """The document without control characters, in whichever text they stood, and marked if it holds samples."""
    data = _harmless(to_json(said))
    return replace(from_json(data), contains_samples=_holds_samples(data))


def _harmless(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _harmless(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_harmless(each) for each in value]
    return plain(value) if isinstance(value, str) else value


def _holds_samples(value: Any) -> bool:
    if isinstance(value, dict):
        marked = any(value.get(name) is True for name in _MARKS)
        return marked or any(_holds_samples(each) for each in value.values())
    return isinstance(value, list) and any(_holds_samples(each) for each in value)


#: Fields of the document that say that something in it is invented for a demonstration.
_MARKS = ("is_sample", "is_entry_sample", "rests_on_samples")
