"""How does the lead body state its commitment's completion? Dated, with its reason, correctable, never rewritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.actions import checked, require
from accounts.actors import Actor
from accounts.record import Role, appending
from commitments.models import Commitment, CommitmentVersion
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
from milestones.entries import CommitmentStatement, Entry
from milestones.rules import leading_bodies
from ogp_tracker.as_of import local_day


@dataclass(frozen=True)
class NewStatement:
    """What the lead body says about its commitment as a whole."""

    commitment: Commitment
    effective_on: date
    completion: str | None = None
    reason: str = ""
    kind: str = Entry.Kind.PROGRESS
    language: str = "en"
    corrects: int | None = None
    based_on: int | None = None
    evidence: Sequence[NewEvidence] = field(default=())


def record_statement(new: NewStatement, *, by: Actor, now: datetime) -> CommitmentStatement:
    """Append a statement, with its evidence, to a commitment's log. All is written or nothing.

    Refused: no right, only officials of the lead body state (PermissionDenied); a newer statement than
    ``based_on`` (Conflict); a day in the future or before the newest standing statement, no reason, a
    commitment that is withdrawn or not in the plan, a correction of what is not this commitment's or was
    named already (ValidationError by field; of evidence ``evidence.<index>.<field>``).
    """
    row = checked(_draft(new))
    evidence = each(
        list(new.evidence),
        lambda item, _index: item.draft(
            effective_on=new.effective_on, today=local_day(now), commitment=new.commitment
        ),
        under="evidence",
    )
    with appending(now=now) as record:
        require(
            by,
            "milestones.record_statement",
            new.commitment,
            otherwise=_("Only officials of the lead body state the completion of its commitment."),
        )
        refuse_conflict(newest=latest_statement_number(new.commitment), based_on=new.based_on)
        day = local_day(record.now)
        refuse_future(new.effective_on, today=day)
        version = CommitmentVersion.objects.in_force(day).filter(commitment=new.commitment).first()
        refuse_withdrawn(version, kind=new.kind, effective_on=new.effective_on)
        _place(row, new)
        acting = by.acting(Role.OFFICIAL, of=leading_bodies(new.commitment, by))
        record.write([row], verb="record_statement", acting=acting)
        for item in evidence:
            item.statement = row
        write_evidence(evidence, record=record, acting=acting)
    return row


def latest_statement_number(commitment: Commitment) -> int | None:
    """The number of the newest row in a commitment's log, of any kind: what ``based_on`` is compared with."""
    log = CommitmentStatement.objects.filter(commitment=commitment).order_by("-pk")
    return log.values_list("pk", flat=True).first()


def _draft(new: NewStatement) -> CommitmentStatement:
    return CommitmentStatement(
        commitment=new.commitment,
        kind=new.kind,
        completion=new.completion or None,
        effective_on=new.effective_on,
        reason=new.reason.strip(),
        language=new.language,
        corrects_id=new.corrects,
    )


def _place(row: CommitmentStatement, new: NewStatement) -> None:
    """Find the statement it corrects, or check that it continues the log."""
    log = CommitmentStatement.objects.filter(commitment=new.commitment)
    if new.corrects is None:
        standing = log.uncorrected().in_order().first()
        refuse_backdating(new.effective_on, standing=standing)
        return
    corrected = log.filter(pk=new.corrects).first()
    if corrected is None:
        raise refusal("corrects", _("There is no such statement in the log of this commitment."))
    refuse_taken(corrected.pk, taken=log.filter(corrects=corrected).exists())
    row.corrects = corrected
