"""How many comments are there, how many wait, and since when? One query for any number of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q

from ogp_tracker.as_of import Moment, local_day
from participation.models import Answer, CommentQuerySet
from participation.said import finding


@dataclass(frozen=True)
class Counted:
    """Comments by the day, those of them that wait, and the days of the longest wait."""

    total: int
    waiting: int
    longest: int

    @property
    def finding(self) -> str:
        """ "Nine comments, two wait for an answer: the longest for 47 days"; empty without comments."""
        return finding(self.total, waiting=self.waiting, longest=self.longest) if self.total else ""


def count(comments: CommentQuerySet, moment: Moment) -> Counted:
    """Count the comments of a queryset as they stood at the end of the day. One query."""
    answers = Answer.objects.said(moment.day, known_at=moment.known_at).filter(comment=OuterRef("pk"))
    open_ones = Q(is_open=True)
    found = (
        comments.said(moment.day, known_at=moment.known_at)
        .annotate(is_open=~Exists(answers))
        .aggregate(
            total=Count("pk"),
            waiting=Count("pk", filter=open_ones),
            since=Min("recorded_at", filter=open_ones),
        )
    )
    longest = (moment.day - local_day(found["since"])).days if found["since"] else 0
    return Counted(found["total"], found["waiting"], longest)
