"""Which clocks run for these comments? Reads from the record what ``waiting.py`` computes with.

A fixed number of queries for any number of comments: responsibilities, coordinators, forwardings, answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from commitments.models import PlanVersion, Responsibility
from ogp_tracker.as_of import local_day
from participation.models import Answer, Comment, Forwarding
from participation.waiting import Turn, Waiting, waiting

#: What ``clocks`` needs of a comment besides its own columns.
WITH_TARGET = ("commitment", "milestone__commitment", "status_update__milestone__commitment", "plan")


@dataclass(frozen=True)
class Asked:
    """What a clock needs of a comment: when it was published, and the commitment or plan it concerns (keys)."""

    number: int
    at: datetime
    commitment: int | None
    plan: int | None

    @classmethod
    def of(cls, comment: Comment) -> Asked:
        about = comment.about_commitment
        return cls(comment.pk, comment.recorded_at, about.pk if about else None, comment.plan_id)


def clocks(comments: Iterable[Comment], *, day: date, known_at: datetime | None = None) -> dict[int, Waiting]:
    """The clock of each comment at the end of ``day``, by the comment's number. Four queries at the most.

    Fetch the comments with ``select_related(*WITH_TARGET)``.
    """
    return clocks_of([Asked.of(row) for row in comments], day=day, known_at=known_at)


def clocks_of(asked: Collection[Asked], *, day: date, known_at: datetime | None = None) -> dict[int, Waiting]:
    """The same for comments whose rows were read without their models."""
    numbers = [row.number for row in asked]
    turns = turns_of(asked, known_at=known_at)
    forwarded = _forwarded(numbers, day=day, known_at=known_at)
    answered = _answered(numbers, day=day, known_at=known_at)
    return {
        row.number: waiting(
            asked_on=local_day(row.at),
            turns=turns[row.number],
            forwarded=forwarded[row.number],
            answered_on=answered.get(row.number),
            day=day,
        )
        for row in asked
    }


def turns_of(asked: Collection[Asked], *, known_at: datetime | None) -> dict[int, list[Turn]]:
    """The bodies responsible over time, before any forwarding, by the comment's number. Two queries at the most."""
    leads = _leads({row.commitment for row in asked if row.commitment}, known_at=known_at)
    plans = {row.plan for row in asked if row.plan and not row.commitment}
    coordinators = _coordinators(plans, known_at=known_at)
    return {row.number: leads[row.commitment] if row.commitment else coordinators[row.plan] for row in asked}


def turn_of(comment: Comment, *, day: date) -> int | None:
    """Primary key of the body that answers ``comment`` if it is answered, again or for the first time, on ``day``."""
    row = Comment.objects.select_related(*WITH_TARGET).get(pk=comment.pk)
    about = row.about_commitment
    turns = (
        _leads({about.pk}, known_at=None)[about.pk]
        if about
        else _coordinators({row.plan_id}, known_at=None)[row.plan_id]
    )
    forwarded = _forwarded([row.pk], day=day, known_at=None)[row.pk]
    clock = waiting(
        asked_on=local_day(row.recorded_at), turns=turns, forwarded=forwarded, answered_on=None, day=day
    )
    return clock.turn


def _leads(commitments: set[int], *, known_at: datetime | None) -> dict[int, list[Turn]]:
    held = Responsibility.objects.standing(known_at=known_at).filter(
        commitment__in=commitments, kind=Responsibility.Kind.LEAD
    )
    turns: dict[int, list[Turn]] = defaultdict(list)
    for commitment, body, since in held.order_by("since").values_list("commitment", "organisation", "since"):
        turns[commitment].append(Turn(body, since))
    return turns


def _coordinators(plans: set[int], *, known_at: datetime | None) -> dict[int | None, list[Turn]]:
    versions = PlanVersion.objects.known(known_at).filter(plan__in=plans)
    turns: dict[int | None, list[Turn]] = defaultdict(list)
    rows = versions.order_by("valid_from", "pk").values_list("plan", "coordinator", "valid_from")
    for plan, body, since in rows:
        # A corrected transcription has the day of what it corrects, and takes its place.
        turns[plan] = [turn for turn in turns[plan] if turn.since < since]
        turns[plan].append(Turn(body, since))
    return turns


def _forwarded(comments: list[int], *, day: date, known_at: datetime | None) -> dict[int, list[Turn]]:
    forwardings = Forwarding.objects.said(day, known_at=known_at).filter(comment__in=comments).order_by("pk")
    turns: dict[int, list[Turn]] = defaultdict(list)
    for comment, receiver, at in forwardings.values_list("comment", "receiver", "recorded_at"):
        turns[comment].append(Turn(receiver, local_day(at), forwarded=True))
    return turns


def _answered(comments: list[int], *, day: date, known_at: datetime | None) -> dict[int, date]:
    answers = Answer.objects.said(day, known_at=known_at).filter(comment__in=comments).order_by("-pk")
    return {comment: local_day(at) for comment, at in answers.values_list("comment", "recorded_at")}
