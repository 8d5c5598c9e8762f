"""How does an official record progress? The verbs that append to a milestone's log; page, API and import call them.

``record_statuses`` takes many entries and writes all or none. What a single row may say is checked before the
head of the record is locked; who may, and what depends on other rows, after it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actions import checked
from accounts.actors import Acting, Actor
from accounts.record import Appending, Role, appending
from milestones.actions.evidence import NewEvidence, write_evidence
from milestones.actions.log import (
    each,
    refusal,
    refuse_backdating,
    refuse_conflict,
    refuse_future,
    refuse_taken,
    refuse_withdrawn,
)
from milestones.entries import Completion, Entry, StatusUpdate
from milestones.evidence import Evidence
from milestones.models import Milestone, MilestoneVersion
from milestones.rules import recording_bodies
from ogp_tracker.as_of import local_day

#: What “no change” repeats of the entry that stands.
_STATE = ("completion", "due_on", "due_reason")
#: What else is asked of the entries that stand.
_ASKED = ("milestone_id", "effective_on", "position", "language")


@dataclass(frozen=True)
class NewStatus:
    """What an official says about a milestone. ``based_on`` is the number of the newest entry they saw."""

    milestone: Milestone
    effective_on: date
    kind: str = Entry.Kind.PROGRESS
    completion: str | None = None
    narrative: str = ""
    challenges: str = ""
    next_steps: str = ""
    due_on: date | None = None
    due_reason: str = ""
    language: str = "en"
    corrects: int | None = None
    based_on: int | None = None
    evidence: Sequence[NewEvidence] = field(default=())


def record_status(new: NewStatus, *, by: Actor, now: datetime) -> StatusUpdate:
    """Record one entry; see ``record_statuses``. Errors have plain field keys."""
    return record_statuses([new], by=by, now=now)[0]


def record_statuses(rows: Sequence[NewStatus], *, by: Actor, now: datetime) -> list[StatusUpdate]:
    """Append entries to the logs of milestones, with their evidence. All are written or none.

    Refused (``domain.md`` 4, ``architecture.md``): no right (PermissionDenied); a newer entry than
    ``based_on`` (Conflict, with its number); a day in the future; a progress or unchanged entry before the
    newest standing one; not started or limited without challenges; a re-planned day without reason or before
    the day the entry is about, or a reason without a day; a milestone that is withdrawn or not yet in the
    plan; a correction of an entry that is not this milestone's, or was named already (ValidationError by
    field; with more than one row the keys are ``rows.<index>.<field>``; of evidence
    ``evidence.<index>.<field>``, after that). Rows about one milestone
    follow each other: a later one sees what the earlier ones leave standing.
    """
    if not rows:
        return []
    under = "rows" if len(rows) > 1 else ""
    drafts = each(rows, lambda new, _index: _Draft.of(new, today=local_day(now)), under=under)
    with appending(now=now) as record:
        _require_right(rows, by=by)
        known = _Known.of(rows, day=local_day(record.now), number=record.next_number())
        updates = each(rows, lambda new, index: known.checked(new, drafts[index].update), under=under)
        for commitment in sorted({new.milestone.commitment for new in rows}, key=lambda one: one.order):
            _write(
                [draft for draft in drafts if draft.update.milestone.commitment_id == commitment.pk],
                record=record,
                acting=by.acting(Role.OFFICIAL, of=recording_bodies(commitment, by)),
            )
    return updates


def judge(new: NewStatus, *, day: date) -> None:
    """Raise all that can be refused of an entry by itself, before anything is asked of the log: for a form.

    A ValidationError by field, as of ``record_status``; evidence is judged by itself, too.
    """
    checks: list[Callable[[], Any]] = [
        lambda: refuse_future(new.effective_on, today=day),
        lambda: _Draft.of(new, today=day),
    ]
    each(checks, lambda check, _index: check(), under="")


def latest_number(milestone: Milestone) -> int | None:
    """The number of the newest row in a milestone's log, of any kind: what ``based_on`` is compared with."""
    return (
        StatusUpdate.objects.filter(milestone=milestone).order_by("-pk").values_list("pk", flat=True).first()
    )


def repeats_of(entry: StatusUpdate) -> list[StatusUpdate]:
    """Standing “no change” entries that repeat ``entry``: whoever corrects it corrects them in the same call."""
    log = StatusUpdate.objects.uncorrected().filter(milestone=entry.milestone_id)
    repeats = []
    for later in log.order_by("effective_on", "position"):
        if (later.effective_on, later.position) <= (entry.effective_on, entry.position):
            continue
        if later.kind != Entry.Kind.UNCHANGED:
            break
        repeats.append(later)
    return repeats


@dataclass
class _Known:
    """What the record holds about the milestones of one call: fetched in a fixed number of queries."""

    day: date
    number: int
    newest: dict[int, int]
    logs: dict[int, list[StatusUpdate]]
    named: dict[int, StatusUpdate]
    taken: set[int]
    versions: dict[int, MilestoneVersion]

    @classmethod
    def of(cls, rows: Sequence[NewStatus], *, day: date, number: int) -> _Known:
        milestones = {new.milestone.pk for new in rows}
        log = StatusUpdate.objects.filter(milestone__in=milestones)
        named = [new.corrects for new in rows if new.corrects is not None]
        logs: dict[int, list[StatusUpdate]] = {milestone: [] for milestone in milestones}
        for entry in log.uncorrected().only(*_ASKED, *_STATE):
            logs[entry.milestone_id].append(entry)
        versions = MilestoneVersion.objects.in_force(day).filter(milestone__in=milestones)
        return cls(
            day=day,
            number=number,
            newest=dict(log.order_by().values_list("milestone_id").annotate(Max("pk"))),
            logs=logs,
            named=StatusUpdate.objects.in_bulk(named),
            taken=set(log.filter(corrects__in=named).values_list("corrects_id", flat=True)),
            versions={version.milestone_id: version for version in versions},
        )

    def checked(self, new: NewStatus, draft: StatusUpdate) -> StatusUpdate:
        """Return the entry ready to be written. Raises Conflict or ValidationError."""
        refuse_conflict(newest=self.newest.get(new.milestone.pk), based_on=new.based_on)
        refuse_future(new.effective_on, today=self.day)
        version = self.versions.get(new.milestone.pk)
        refuse_withdrawn(version, kind=new.kind, effective_on=new.effective_on)
        if new.corrects is not None:
            self._name_corrected(new, draft)
        else:
            self._continue_log(new, draft)
        self._refuse_planning_back(draft)
        self._join(draft)
        return draft

    def _name_corrected(self, new: NewStatus, draft: StatusUpdate) -> None:
        entry = self.named.get(new.corrects or 0)
        if entry is None or entry.milestone_id != new.milestone.pk:
            raise refusal("corrects", _("There is no such entry in the log of this milestone."))
        refuse_taken(entry.pk, taken=entry.pk in self.taken)
        self.taken.add(entry.pk)
        draft.corrects = entry

    def _continue_log(self, new: NewStatus, draft: StatusUpdate) -> None:
        """Progress and “no change” follow the newest standing entry; “no change” repeats its state."""
        log = self.logs[new.milestone.pk]
        standing = max(log, key=lambda entry: (entry.effective_on, entry.position), default=None)
        refuse_backdating(new.effective_on, standing=standing)
        if new.kind == Entry.Kind.UNCHANGED:
            if standing is None:
                raise refusal(
                    "kind", _("There is no entry yet that could be unchanged. Record the state first.")
                )
            for name in _STATE:
                setattr(draft, name, getattr(standing, name))
            if draft.due_reason and not (draft.narrative or draft.challenges or draft.next_steps):
                draft.language = standing.language  # the reason is all it says

    def _refuse_planning_back(self, draft: StatusUpdate) -> None:
        """Nothing is re-planned to a day that was over; one that was planned before and passed is kept."""
        known = {entry.due_on for entry in self.logs[draft.milestone_id]}
        if draft.due_on and draft.due_on < draft.effective_on and draft.due_on not in known:
            raise refusal(
                "due_on",
                _("This is before the day the entry is about. Choose %s or a later day.")
                % date_format(draft.effective_on),
            )

    def _join(self, draft: StatusUpdate) -> None:
        """Let the following rows of this call see the log as it will be. The real number comes later."""
        log = self.logs[draft.milestone_id]
        if draft.corrects:
            log[:] = [entry for entry in log if entry.pk != draft.corrects.pk]
        draft.number_given(self.number)
        self.number += 1
        if draft.kind != Entry.Kind.RETRACTION:
            log.append(draft)


@dataclass
class _Draft:
    """An entry and its evidence as far as they can be judged on their own, before anything is locked."""

    update: StatusUpdate
    evidence: list[Evidence]

    @classmethod
    def of(cls, new: NewStatus, *, today: date) -> _Draft:
        unchanged = new.kind == Entry.Kind.UNCHANGED
        update = StatusUpdate(
            milestone=new.milestone,
            kind=new.kind,
            # “No change” copies these from the standing entry, under the lock; until then any valid value does.
            completion=Completion.COMPLETED if unchanged else (new.completion or None),
            due_on=None if unchanged else new.due_on,
            due_reason="" if unchanged else new.due_reason.strip(),
            effective_on=new.effective_on,
            narrative=new.narrative.strip(),
            challenges=new.challenges.strip(),
            next_steps=new.next_steps.strip(),
            language=new.language,
            corrects_id=new.corrects,
        )
        items = list(new.evidence)
        evidence = each(
            items,
            lambda item, _index: item.draft(
                effective_on=new.effective_on, today=today, milestone=new.milestone
            ),
            under="evidence",
        )
        checks = (lambda: checked(update), lambda: _refuse_idle_reason(update))
        each(checks, lambda check, _index: check(), under="")
        return cls(update, evidence)


def _refuse_idle_reason(update: StatusUpdate) -> None:
    """Raise ValidationError for the reason of a re-planning that names no day: no page would show it."""
    if update.due_reason and update.due_on is None:
        raise refusal("due_on", _("Say to which day it is re-planned, or leave out the reason."))


def _require_right(rows: Sequence[NewStatus], *, by: Actor) -> None:
    for commitment in {new.milestone.commitment for new in rows}:
        if not by.has_perm("milestones.record_status", commitment):
            raise PermissionDenied(
                _("Only officials of the body responsible for commitment %s may record its progress.")
                % commitment.number
            )


def _write(drafts: Sequence[_Draft], *, record: Appending, acting: Acting) -> None:
    """Write the entries of one commitment, then the evidence that names them."""
    record.write([draft.update for draft in drafts], verb="record_status", acting=acting)
    for draft in drafts:
        for row in draft.evidence:
            row.status_update = draft.update
    write_evidence([row for draft in drafts for row in draft.evidence], record=record, acting=acting)
