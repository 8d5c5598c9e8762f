"""How is evidence put forward, withdrawn, and how is it noted whether its link answers?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from accounts.actions import checked, require
from accounts.actors import Acting, Actor
from accounts.record import Appending, Role, appending
from commitments.models import Commitment
from milestones.actions.log import refusal, refuse_future
from milestones.entries import StatusUpdate
from milestones.evidence import Evidence, LinkCheck
from milestones.models import Milestone
from milestones.rules import recording_bodies
from ogp_tracker import jobs
from ogp_tracker.as_of import local_day
from ogp_tracker.files import StoredFile


@dataclass(frozen=True)
class NewEvidence:
    """A link or a stored file, and what it proves. A file is stored (``files.store``) before the action."""

    proves: str
    title: str = ""
    url: str = ""
    file: StoredFile | None = None
    file_name: str = ""
    publisher: str = ""
    document_on: date | None = None
    state: str = Evidence.State.AVAILABLE
    legal_ground: str = ""
    language: str = "en"

    def draft(
        self,
        *,
        effective_on: date,
        today: date,
        milestone: Milestone | None = None,
        commitment: Commitment | None = None,
    ) -> Evidence:
        """The row as far as it can be judged on its own. Raises ValidationError by field."""
        if self.document_on:
            refuse_future(self.document_on, today=today, field="document_on")
        if self.file is not None and self.file.removed_at:
            raise ValidationError({"file": _("This file was removed from the record.")})
        row = checked(
            Evidence(
                milestone=milestone,
                commitment=commitment,
                effective_on=effective_on,
                state=self.state,
                url=self.url.strip(),
                file=self.file,
                file_name=self.file_name,
                title=self.title.strip(),
                publisher=self.publisher.strip(),
                document_on=self.document_on,
                proves=self.proves.strip(),
                legal_ground=self.legal_ground.strip(),
                language=self.language,
            )
        )
        if "@" in urlsplit(row.url).netloc:
            raise refusal(
                "url",
                _("This address holds a user name or a password, which everybody would see. Leave it out."),
            )
        return row


def add_evidence(
    new: NewEvidence,
    *,
    milestone: Milestone | None = None,
    commitment: Commitment | None = None,
    status_update: StatusUpdate | None = None,
    by: Actor,
    now: datetime,
) -> Evidence:
    """Put evidence forward for a milestone (optionally naming one of its entries) or for a commitment.

    Stands from the day the entry speaks of, or from today. Raises PermissionDenied, ValidationError.
    """
    today = local_day(now)
    day = status_update.effective_on if status_update else today
    row = new.draft(effective_on=day, today=today, milestone=milestone, commitment=commitment)
    about = milestone.commitment if milestone else commitment
    if about is None or (status_update and status_update.milestone_id != row.milestone_id):
        raise ValidationError({"milestone": _("Evidence belongs to the milestone its entry is about.")})
    row.status_update = status_update
    with appending(now=now) as record:
        require(
            by,
            "milestones.record_evidence",
            about,
            otherwise=_("Only officials of the body responsible for this commitment may add evidence."),
        )
        acting = by.acting(Role.OFFICIAL, of=recording_bodies(about, by))
        write_evidence([row], record=record, acting=acting)
    return row


def withdraw_evidence(evidence: Evidence, *, reason: str, by: Actor, now: datetime) -> Evidence:
    """Withdraw evidence and say why: claims that rest on it alone say so from then on.

    What was put forward stays readable in the history. Raises PermissionDenied, ValidationError.
    """
    about = evidence.milestone.commitment if evidence.milestone else evidence.commitment
    assert about is not None  # a constraint: evidence is about one of the two
    row = checked(_withdrawal(evidence, reason=reason, day=local_day(now)))
    with appending(now=now) as record:
        if not by.has_perm("milestones.record_evidence", about):
            raise PermissionDenied(_("Only officials of the responsible body may withdraw its evidence."))
        if is_withdrawn_or_replaced(evidence):
            raise ValidationError(_("This evidence was already withdrawn or replaced."))
        acting = by.acting(Role.OFFICIAL, of=recording_bodies(about, by))
        record.write([row], verb="withdraw_evidence", acting=acting)
    return row


def is_withdrawn_or_replaced(evidence: Evidence) -> bool:
    """Whether there is nothing left to withdraw."""
    is_withdrawal = evidence.state == Evidence.State.WITHDRAWN
    return is_withdrawal or Evidence.objects.filter(replaces=evidence).exists()


def record_link_check(
    evidence: Evidence, *, answered: bool, detail: str, by: Actor, now: datetime
) -> LinkCheck | None:
    """Record whether a link answers, if that differs from what the record says; return the row, or None.

    The first answer is always recorded. Raises PermissionDenied.
    """
    with appending(now=now) as record:
        require(by, "milestones.check_link", evidence, otherwise=_("Only the site itself checks links."))
        last = LinkCheck.objects.filter(evidence=evidence).order_by("-pk").first()
        if last is not None and last.answered == answered:
            return None
        row = checked(LinkCheck(evidence=evidence, answered=answered, detail=detail[:200]))
        record.write([row], verb="check_link", acting=by.acting(Role.OPERATOR))
    return row


def write_evidence(rows: Sequence[Evidence], *, record: Appending, acting: Acting) -> None:
    """Write evidence under a lock that is already held, and ask for its links to be checked."""
    record.write(rows, verb="add_evidence", acting=acting)
    for row in rows:
        if row.url:
            jobs.ring("milestones.check_link", row.pk)


def _withdrawal(evidence: Evidence, *, reason: str, day: date) -> Evidence:
    return Evidence(
        milestone=evidence.milestone,
        commitment=evidence.commitment,
        status_update=evidence.status_update,
        statement=evidence.statement,
        replaces=evidence,
        effective_on=day,
        state=Evidence.State.WITHDRAWN,
        title=evidence.title,
        publisher=evidence.publisher,
        document_on=evidence.document_on,
        proves=evidence.proves,
        reason=reason.strip(),
        language=evidence.language,
    )
