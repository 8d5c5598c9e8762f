"""What was said by the day, what was answered, and how long did it wait? Any comments, read for a page.

Six queries at the most, whatever the number of comments: the comments, who is responsible for them (two),
their answers, their forwardings, and the names of all bodies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.names import Names, names_of
from ogp_tracker.as_of import Moment, local_day
from participation.models import Answer, Comment, CommentQuerySet, Forwarding, Response
from participation.said import About, Answered, Booked, Conversation, Forwarded, Said, Words
from participation.turns import Asked, turns_of
from participation.waiting import Turn, Waiting, waiting

#: What a row needs of its target to be told; the rest stands in the public id.
_TOLD_WITH = ("redaction", "plan", "commitment", "milestone", "status_update__milestone")


def read(comments: CommentQuerySet, moment: Moment, *, most: int | None = None) -> Conversation:
    """The comments of a queryset, in its order, as they stood at the end of the day; the first ``most`` of them.

    Six queries at the most.
    """
    public = comments.said(moment.day, known_at=moment.known_at).select_related(*_TOLD_WITH)
    rows = list(public if most is None else public[:most])
    if not rows:
        return Conversation([])
    followed = _Followed.by(rows, moment)
    clocks = _clocks(rows, followed, moment)
    names = names_of(_bodies(rows, followed, clocks), known_at=moment.known_at)
    return Conversation([_said(row, clocks[row.pk], followed, names=names, day=moment.day) for row in rows])


@dataclass(frozen=True)
class _Followed:
    """What followed each comment by the day, oldest first; and all comments each response answers."""

    answers: dict[int, list[Response]]
    answered: dict[int, list[int]]
    forwardings: dict[int, list[Forwarding]]

    @classmethod
    def by(cls, rows: Sequence[Comment], moment: Moment) -> _Followed:
        day, known_at = moment.day, moment.known_at
        numbers = [row.pk for row in rows]
        answers, answered, forwardings = defaultdict(list), defaultdict(list), defaultdict(list)
        mine = Answer.objects.filter(comment__in=numbers).values("response")
        pairs = Answer.objects.said(day, known_at=known_at).filter(response__in=mine)
        for pair in pairs.select_related("response__redaction").order_by("pk"):
            answers[pair.comment_id].append(pair.response)
            answered[pair.response_id].append(pair.comment_id)
        sent = Forwarding.objects.said(day, known_at=known_at).filter(comment__in=numbers)
        for forwarding in sent.select_related("redaction").order_by("pk"):
            forwardings[forwarding.comment_id].append(forwarding)
        return cls(answers, answered, forwardings)


def _clocks(rows: Sequence[Comment], followed: _Followed, moment: Moment) -> dict[int, Waiting]:
    asked = [_asked(row) for row in rows]
    turns = turns_of(asked, known_at=moment.known_at)
    return {
        row.number: waiting(
            asked_on=local_day(row.at),
            turns=turns[row.number],
            forwarded=[
                Turn(each.receiver_id, local_day(each.recorded_at), forwarded=True)
                for each in followed.forwardings[row.number]
            ],
            answered_on=_first_day(followed.answers[row.number]),
            day=moment.day,
        )
        for row in asked
    }


def _asked(row: Comment) -> Asked:
    milestone = row.status_update.milestone if row.status_update else row.milestone
    commitment = milestone.commitment_id if milestone else row.commitment_id
    return Asked(row.pk, row.recorded_at, commitment, row.plan_id)


def _first_day(answers: Sequence[Response]) -> date | None:
    return local_day(answers[0].recorded_at) if answers else None


def _bodies(rows: Sequence[Comment], followed: _Followed, clocks: dict[int, Waiting]) -> set[int | None]:
    """Every body that is named somewhere in the conversation."""
    answers = [each for given in followed.answers.values() for each in given]
    forwardings = [each for sent in followed.forwardings.values() for each in sent]
    wrote = {row.body_id for row in (*rows, *answers, *forwardings)}
    receivers = {each.receiver_id for each in forwardings}
    booked = {row.body for clock in clocks.values() for row in clock.booked}
    return wrote | receivers | booked | {clock.turn for clock in clocks.values()}


def _said(row: Comment, clock: Waiting, followed: _Followed, *, names: Names, day: date) -> Said:
    answers = [_answered(each, row, followed, names) for each in followed.answers[row.pk]]
    forwardings = [_forwarded(each, names) for each in followed.forwardings[row.pk]]
    replies: list[Forwarded | Answered] = [*answers, *forwardings]
    return Said(
        number=row.pk,
        at=row.recorded_at,
        about=_about(row),
        body=names.on(row.body_id, local_day(row.recorded_at)),
        words=_words(row, "text"),
        view=row.view or "",
        why=_words(row, "view_reason"),
        clock=clock,
        waits_for=names.on(clock.turn, day),
        booked=[Booked(names.on(each.body, each.since), each.days) for each in clock.booked],
        replies=sorted(replies, key=lambda reply: reply.number),
        is_sample=row.is_sample,
    )


def _about(row: Comment) -> About:
    if row.status_update:
        return About(row.status_update.milestone.public_id, entry=row.status_update_id)
    about = row.milestone or row.commitment or row.plan
    assert about is not None  # a constraint: a comment is about one thing
    return About(about.public_id)


def _answered(row: Response, comment: Comment, followed: _Followed, names: Names) -> Answered:
    return Answered(
        number=row.pk,
        at=row.recorded_at,
        body=names.on(row.body_id, local_day(row.recorded_at)),
        verdict=row.verdict,
        words=_words(row, "text"),
        others=[number for number in followed.answered[row.pk] if number != comment.pk],
        is_sample=row.is_sample,
    )


def _forwarded(row: Forwarding, names: Names) -> Forwarded:
    day = local_day(row.recorded_at)
    return Forwarded(
        number=row.pk,
        at=row.recorded_at,
        body=names.on(row.body_id, day),
        receiver=names.on(row.receiver_id, day),
        words=_words(row, "reason"),
        is_sample=row.is_sample,
    )


def _words(row: Comment | Response | Forwarding, name: str) -> Words:
    removed = row.redaction if name in row.redacted_fields() else None
    return Words(getattr(row, name), row.language, removed)
