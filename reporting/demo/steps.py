"""What can happen in the sample year? Each step is one call of one action, at its instant, by its account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actions import Removal, add_member, end_membership, redact
from accounts.actors import Actor, actor_of, operator
from accounts.models import Membership, Organisation, Role, User
from commitments.actions import assign, end_responsibility
from commitments.models import Commitment, Responsibility
from milestones.actions import (
    NewEvidence,
    NewStatement,
    NewStatus,
    add_evidence,
    latest_number,
    latest_statement_number,
    record_link_check,
    record_statement,
    record_statuses,
    withdraw_evidence,
)
from milestones.models import CommitmentStatement, Entry, Evidence, Milestone, StatusUpdate
from ogp_tracker import as_of, files
from participation.models import Comment

PLAN = "nor-4"


@dataclass
class Stage:
    """Where the year is told: the people by key, the instant, and what later steps refer to, by name."""

    people: dict[str, User]
    now: datetime
    updates: dict[str, StatusUpdate]
    statements: dict[str, CommitmentStatement]
    comments: dict[str, Comment] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return as_of.local_day(self.now)

    def actor(self, key: str) -> Actor:
        """An account as it may act today; without a key the site itself."""
        if not key:
            return operator(day=self.today, is_sample=True)
        return actor_of(self.people[key], day=self.today)

    def milestone(self, code: str) -> Milestone:
        """A milestone by its id without the plan: 3.1."""
        return Milestone.objects.select_related("commitment").get(public_id=f"{PLAN}.{code}")

    def commitment(self, code: str) -> Commitment:
        return Commitment.objects.get(public_id=f"{PLAN}.{code}")


@dataclass(frozen=True)
class Step:
    """Something that happens ``at`` an instant (local time: 2019-09-18 10:20), done ``by`` an account."""

    at: str
    by: str

    @property
    def instant(self) -> datetime:
        return datetime.fromisoformat(self.at).replace(tzinfo=as_of.zone())

    def tell(self, stage: Stage) -> None:
        """Make it happen; ``stage.now`` is its instant."""
        raise NotImplementedError


def link(page: str, title: str, proves: str, *, dated: date | None = None) -> NewEvidence:
    """A link that leads nowhere on purpose: example.org is nobody's."""
    return NewEvidence(
        url=f"https://example.org/sample/{page}",
        title=f"Sample {title}",
        publisher="Sample publisher",
        document_on=dated,
        proves=proves,
    )


@dataclass(frozen=True)
class Paper:
    """A small text file that the loader makes and hands in as evidence."""

    file_name: str
    content: str
    evidence: NewEvidence

    def stored(self) -> NewEvidence:
        upload = SimpleUploadedFile(self.file_name, self.content.encode())
        return replace(self.evidence, file=files.store(upload), file_name=self.file_name)


@dataclass(frozen=True)
class Says:
    """One entry. Without a completion it says "no change", or retracts the entry it ``corrects``.

    ``on`` is the day it speaks of, if that is not the day it is published; ``name`` is for later steps.
    """

    milestone: str
    completion: str | None = None
    narrative: str = ""
    challenges: str = ""
    next_steps: str = ""
    on: date | None = None
    due_on: date | None = None
    due_reason: str = ""
    corrects: str = ""
    name: str = ""
    evidence: Sequence[NewEvidence | Paper] = ()

    @property
    def kind(self) -> Entry.Kind:
        if self.corrects:
            return Entry.Kind.CORRECTION if self.completion else Entry.Kind.RETRACTION
        return Entry.Kind.PROGRESS if self.completion else Entry.Kind.UNCHANGED

    def status(self, stage: Stage) -> NewStatus:
        milestone = stage.milestone(self.milestone)
        return NewStatus(
            milestone=milestone,
            effective_on=self.on or stage.today,
            kind=self.kind,
            completion=self.completion,
            narrative=self.narrative,
            challenges=self.challenges,
            next_steps=self.next_steps,
            due_on=self.due_on,
            due_reason=self.due_reason,
            corrects=stage.updates[self.corrects].pk if self.corrects else None,
            based_on=latest_number(milestone),
            evidence=[item.stored() if isinstance(item, Paper) else item for item in self.evidence],
        )


@dataclass(frozen=True)
class Records(Step):
    """Entries that an official publishes in one call."""

    says: Sequence[Says]

    def tell(self, stage: Stage) -> None:
        rows = [entry.status(stage) for entry in self.says]
        written = record_statuses(rows, by=stage.actor(self.by), now=stage.now)
        stage.updates |= {
            entry.name: row for entry, row in zip(self.says, written, strict=True) if entry.name
        }


@dataclass(frozen=True)
class States(Step):
    """The lead body states how far its commitment as a whole has come, or corrects what it stated."""

    commitment: str
    completion: str
    reason: str
    corrects: str = ""
    name: str = ""
    evidence: Sequence[NewEvidence] = ()

    def tell(self, stage: Stage) -> None:
        commitment = stage.commitment(self.commitment)
        new = NewStatement(
            commitment=commitment,
            effective_on=stage.today,
            completion=self.completion,
            reason=self.reason,
            kind=Entry.Kind.CORRECTION if self.corrects else Entry.Kind.PROGRESS,
            corrects=stage.statements[self.corrects].pk if self.corrects else None,
            based_on=latest_statement_number(commitment),
            evidence=self.evidence,
        )
        stage.statements[self.name] = record_statement(new, by=stage.actor(self.by), now=stage.now)


@dataclass(frozen=True)
class Adds(Step):
    """Evidence is added to an entry that stands."""

    entry: str
    evidence: NewEvidence

    def tell(self, stage: Stage) -> None:
        update = stage.updates[self.entry]
        add_evidence(
            self.evidence,
            milestone=update.milestone,
            status_update=update,
            by=stage.actor(self.by),
            now=stage.now,
        )


@dataclass(frozen=True)
class Withdraws(Step):
    """Evidence, known by its address, is withdrawn."""

    url: str
    reason: str

    def tell(self, stage: Stage) -> None:
        withdraw_evidence(
            Evidence.objects.get(url=self.url), reason=self.reason, by=stage.actor(self.by), now=stage.now
        )


@dataclass(frozen=True)
class Removes(Step):
    """The coordinator removes a text by law."""

    entry: str
    removal: Removal

    def tell(self, stage: Stage) -> None:
        redact(stage.updates[self.entry], self.removal, by=stage.actor(self.by), now=stage.now)


@dataclass(frozen=True)
class LooksAtLinks(Step):
    """What the nightly look at links would have found: all of them answer but the ``dead`` ones."""

    by: str = ""
    dead: Sequence[str] = ()

    def tell(self, stage: Stage) -> None:
        public = Evidence.objects.standing(stage.today).filter(state=Evidence.State.AVAILABLE).exclude(url="")
        for evidence in public.order_by("pk"):
            answered = evidence.url not in self.dead
            record_link_check(
                evidence,
                answered=answered,
                detail="200 OK" if answered else "404 Not Found",
                by=stage.actor(self.by),
                now=stage.now,
            )


@dataclass(frozen=True)
class Joins(Step):
    """An account becomes something in a body, from the day on or from an earlier one."""

    account: str
    body: str
    role: Role
    since: date | None = None

    def tell(self, stage: Stage) -> None:
        add_member(
            Organisation.objects.get(slug=self.body),
            stage.people[self.account],
            member_role=self.role,
            since=self.since or stage.today,
            by=stage.actor(self.by),
            now=stage.now,
        )


@dataclass(frozen=True)
class Leaves(Step):
    """An account's membership in a body ends."""

    account: str
    body: str
    until: date

    def tell(self, stage: Stage) -> None:
        membership = Membership.objects.standing().get(
            user=stage.people[self.account], organisation__slug=self.body
        )
        end_membership(membership, until=self.until, by=stage.actor(self.by), now=stage.now)


@dataclass(frozen=True)
class TakesOver(Step):
    """A body follows another one as "responsible in the plan": two dated facts, never a consequence of a merger."""

    commitment: str
    predecessor: str
    successor: str
    since: date
    source: str

    def tell(self, stage: Stage) -> None:
        commitment = stage.commitment(self.commitment)
        kind = Responsibility.Kind.RESPONSIBLE
        held = Responsibility.objects.standing().get(
            commitment=commitment, organisation__slug=self.predecessor, kind=kind
        )
        by = stage.actor(self.by)
        end_responsibility(held, until=self.since - date.resolution, by=by, now=stage.now)
        successor = Organisation.objects.get(slug=self.successor)
        assign(commitment, successor, kind=kind, since=self.since, source=self.source, by=by, now=stage.now)
