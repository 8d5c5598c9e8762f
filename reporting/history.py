"""What was said about a milestone or a commitment, in which order, and what was put right afterwards?

A log is shown newest first by the day it speaks of. A correction stands beside what it corrects; nothing
that was ever public is left out, and what the law removed leaves its tombstone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Redaction
from accounts.names import Name, Names
from accounts.record import Role
from milestones.models import CommitmentStatement, Entry, Evidence, LinkCheck, StatusUpdate
from milestones.warnings import days_late
from ogp_tracker import as_of, languages
from ogp_tracker.as_of import Moment
from ogp_tracker.files import StoredFile
from reporting.changes import said


@dataclass(frozen=True)
class Proof:
    """A piece of evidence as it stood on the day, and how its link answered when it was last looked at."""

    number: int
    commitment_id: int | None
    milestone_id: int | None
    entry: int | None
    state: str
    title: str
    proves: str
    publisher: str
    document_on: date | None
    language: str
    url: str
    file: StoredFile | None
    legal_ground: str
    reason: str
    is_sample: bool
    redaction: Redaction | None
    answered: bool | None
    check_detail: str
    checked_at: datetime | None

    @property
    def is_link(self) -> bool:
        return bool(self.url)

    @property
    def address(self) -> str:
        """Where it can be read: its link, or our own copy of the file."""
        if self.url or self.file is None or self.file.removed_at:
            return self.url
        return reverse("evidence-download", args=[self.number])

    @property
    def checked_on(self) -> date | None:
        return as_of.local_day(self.checked_at) if self.checked_at else None

    @property
    def works(self) -> bool:
        """Whether it counts as working public evidence."""
        return self.state == Evidence.State.AVAILABLE and bool(self.address) and self.answered is not False


@dataclass(frozen=True)
class Line:
    """One entry as it is read."""

    number: int
    kind: str
    level: str
    says: str
    effective_on: date
    recorded_at: datetime
    author: str
    body: Name | None
    language: str
    narrative: str
    challenges: str
    next_steps: str
    due_on: date | None
    due_reason: str
    is_sample: bool
    redaction: Redaction | None
    notes: Sequence[str]
    proofs: Sequence[Proof]
    is_superseded: bool = False
    is_retracted: bool = False
    corrected_lines: Sequence[Line] = field(default=())

    @property
    def recorded_on(self) -> date:
        return as_of.local_day(self.recorded_at)

    @property
    def target(self) -> str:
        """What a comment on it names."""
        return f"status-update-{self.number}"


def proofs(moment: Moment, *, of: Q) -> list[Proof]:
    """The evidence that fits ``of`` as it stood on the day, oldest first. One query."""
    looked_at = min(moment.known_at or as_of.end_of(moment.day), as_of.end_of(moment.day))
    check = LinkCheck.objects.filter(evidence=OuterRef("pk"), recorded_at__lte=looked_at).order_by("-pk")
    rows = (
        Evidence.objects.standing(moment.day, known_at=moment.known_at)
        .filter(of)
        .select_related("file", "redaction")
        .annotate(
            answered=Subquery(check.values("answered")[:1]),
            check_detail=Subquery(check.values("detail")[:1]),
            checked_at=Subquery(check.values("recorded_at")[:1]),
        )
        .order_by("effective_on", "pk")
    )
    return [_proof(row) for row in rows]


def _proof(row: Any) -> Proof:
    same = {
        name: getattr(row, name)
        for name in (
            "commitment_id",
            "milestone_id",
            "state",
            "title",
            "proves",
            "publisher",
            "document_on",
            "language",
            "url",
            "file",
            "legal_ground",
            "reason",
            "is_sample",
            "redaction",
            "answered",
            "checked_at",
        )
    }
    named = row.title or row.file_name or row.url
    return Proof(
        **{**same, "title": named},
        number=row.pk,
        entry=row.status_update_id or row.statement_id,
        check_detail=row.check_detail or "",
    )


def log(entries: Iterable[Entry], moment: Moment, *, names: Names, proofs: Sequence[Proof]) -> list[Line]:
    """Lay out the entries of one log, newest first, corrections beside what they correct.

    ``entries`` are all known entries of any day; those whose whole chain speaks of later days are left out.
    """
    chains: dict[int, list[Entry]] = {}
    for entry in sorted(entries, key=lambda each: each.pk):
        chains.setdefault(entry.position, []).append(entry)
    shown = [chain for chain in chains.values() if any(each.effective_on <= moment.day for each in chain)]
    shown.sort(key=lambda chain: (chain[-1].effective_on, chain[-1].position))
    by_entry: dict[int, list[Proof]] = {}
    for proof in proofs:
        by_entry.setdefault(proof.entry or 0, []).append(proof)
    lines, before = [], None
    for chain in shown:
        lines.append(_chain(chain, before=before, names=names, by_entry=by_entry))
        before = chain[-1].completion or before
    return lines[::-1]


def said_since(lines: Iterable[Line], day: date) -> date | None:
    """The day since which a log, newest first, has said without a break what it says on ``day``."""
    level, since = None, None
    for line in lines:
        if line.kind == Entry.Kind.RETRACTION or line.effective_on > day:
            continue
        if line.level != (level or line.level):
            break
        level, since = line.level, line.effective_on
    return since


def _chain(
    chain: Sequence[Entry], *, before: str | None, names: Names, by_entry: Mapping[int, list[Proof]]
) -> Line:
    """The newest of a chain of corrections, with all it took the place of, newest first."""
    lines: list[Line] = []
    for place, entry in enumerate(chain):
        earlier = chain[place - 1].completion if place else before
        following = chain[place + 1] if place + 1 < len(chain) else None
        line = _line(entry, before=earlier, names=names, proofs=by_entry.get(entry.pk, []))
        if following:
            retracted = following.kind == Entry.Kind.RETRACTION
            line = replace(line, is_superseded=True, is_retracted=retracted)
        lines.append(line)
    if chain[-1].kind == Entry.Kind.RETRACTION:  # what was retracted keeps what was to prove it
        return replace(lines[-1], corrected_lines=lines[-2::-1])
    # Evidence stays in force through a correction, and so stands beside the entry that holds.
    carried = [proof for line in lines for proof in line.proofs]
    taken = [replace(line, proofs=()) for line in lines[-2::-1]]
    return replace(lines[-1], proofs=carried, corrected_lines=taken)


def _line(entry: Entry, *, before: str | None, names: Names, proofs: Sequence[Proof]) -> Line:
    body = names.on(entry.body_id, entry.effective_on)
    role = str(Role(entry.role).label)
    narrative = entry.narrative if isinstance(entry, StatusUpdate) else getattr(entry, "reason", "")
    texts: dict[str, Any] = {
        name: getattr(entry, name, "") for name in ("challenges", "next_steps", "due_reason")
    }
    return Line(
        number=entry.pk,
        kind=entry.kind,
        level=entry.completion or "undetermined",
        says=said(entry.kind, entry.completion, before),
        effective_on=entry.effective_on,
        recorded_at=entry.recorded_at,
        author=f"{languages.plain(body.name)}, {role}" if body else role,
        body=body,
        language=entry.language,
        narrative=narrative,
        due_on=getattr(entry, "due_on", None),
        is_sample=entry.is_sample,
        redaction=entry.redaction,
        notes=_notes(entry),
        proofs=proofs,
        **texts,
    )


def _notes(entry: Entry) -> list[str]:
    """What a reader must know about how an entry was made."""
    notes = []
    days = days_late(effective_on=entry.effective_on, recorded_at=entry.recorded_at)
    # A retraction is about another entry, not about a day.
    if days and entry.kind != Entry.Kind.RETRACTION:
        notes.append(
            ngettext(
                "Entered %(count)d day after the day it is about.",
                "Entered %(count)d days after the day it is about.",
                days,
            )
            % {"count": days}
        )
    if corrected := entry.corrects_id:  # type: ignore[attr-defined]
        retracts = entry.kind == Entry.Kind.RETRACTION
        note = (
            _("It retracts event %(number)d, which stays readable.")
            if retracts
            else _("It takes the place of event %(number)d, which stays readable.")
        )
        notes.append(note % {"number": corrected})
    return notes


def updates_of(milestone: int, moment: Moment) -> list[StatusUpdate]:
    """Every known entry of a milestone. One query."""
    return list(
        StatusUpdate.objects.known(moment.known_at).filter(milestone=milestone).select_related("redaction")
    )


def statements_of(commitment: int, moment: Moment) -> list[CommitmentStatement]:
    """Every known statement on a commitment. One query."""
    known = CommitmentStatement.objects.known(moment.known_at)
    return list(known.filter(commitment=commitment).select_related("redaction"))
