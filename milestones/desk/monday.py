"""What does the coordinator look at on a Monday? What falls due, what waits, what is broken, and the round by body.

Read as it stands on the day of the request; nothing here asks the clock. The number of queries does not grow with
the data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q

from accounts.models import Event
from commitments.models import Commitment
from milestones.desk.board import Board, Task, Unmanned, board_of_plan
from milestones.models import Evidence, Milestone
from ogp_tracker.as_of import Moment, end_of, local_day
from ogp_tracker.texts import Texts
from participation import conversation
from participation.models import Comment
from participation.said import About, Said
from reporting.history import Proof, proofs
from reporting.reading import Reading
from reporting.record_page import Told, told

#: How far back "what changed" looks, in days: from one Monday to the next.
WEEK = 7
#: Events of the week that are shown at the most; the record has the rest.
MOST = 20
#: What a coordinator need not read every week: the machine's own rounds.
_ROUTINE = ("check_link",)
#: The kinds of rows by which a body reports or answers; to invite somebody or to forward a comment is neither.
_REPORTS = ("status_update", "commitment_statement", "evidence", "response")


@dataclass(frozen=True)
class Turn:
    """A body on the round: its milestones, and what waits for its answer."""

    slug: str
    name: Texts
    tasks: Sequence[Task]
    waiting: int
    #: The newest day on which it published progress, evidence or an answer.
    last_on: date | None

    def count(self, *groups: str) -> int:
        return sum(task.group in groups for task in self.tasks)

    @property
    def overdue(self) -> int:
        return self.count("overdue", "replanned")

    @property
    def due_soon(self) -> int:
        return self.count("due_soon")

    @property
    def silent(self) -> int:
        """Those of which nothing was published for six months, beside what is overdue or due soon."""
        return self.count("silent")

    @property
    def open(self) -> int:
        return sum(task.group != "done" for task in self.tasks)


@dataclass(frozen=True)
class Broken:
    """Evidence whose link no longer answers, and what it was to prove."""

    proof: Proof
    about: About


@dataclass(frozen=True)
class Monday:
    """The whole plan by what presses."""

    board: Board
    round: Sequence[Turn]
    waiting: Sequence[Said]
    broken: Sequence[Broken]
    recent: Sequence[Told]
    has_more: bool
    since: date
    unmanned: Sequence[Unmanned]

    @property
    def overdue(self) -> list[Task]:
        """Milestones past their adopted day, the longest overdue first."""
        late = [task for task in self.board.tasks if task.standing.late]
        return sorted(late, key=lambda task: -task.standing.days_overdue)

    @property
    def due_soon(self) -> list[Task]:
        """Milestones that fall due within 30 days, the next day first."""
        return [task for task in self.board.tasks if task.group == "due_soon"]


def monday_of(reading: Reading, unmanned: Sequence[Unmanned]) -> Monday:
    """The coordinator's desk on a day. Seventeen queries at the most, whatever the size of the plan."""
    moment = reading.moment
    board = board_of_plan(reading)
    waiting = conversation.read(
        Comment.objects.about_plan(reading.plan_id).unanswered(moment.day).order_by("pk"), moment
    ).waiting
    since = moment.day - timedelta(days=WEEK)
    recent = (
        Event.objects.defer("leaf")
        .filter(recorded_at__gt=end_of(since - timedelta(days=1)))
        .exclude(verb__in=_ROUTINE)
    )
    newest = list(recent.order_by("-number")[: MOST + 1])
    return Monday(
        board=board,
        round=_round(board, waiting),
        waiting=waiting,
        broken=_broken(moment, reading.plan_id),
        recent=told(newest[:MOST]),
        has_more=len(newest) > MOST,
        since=since,
        unmanned=unmanned,
    )


def _round(board: Board, waiting: Sequence[Said]) -> list[Turn]:
    """The lead bodies in the plan's order, and after them whoever else is asked something. One query."""
    names: dict[str, Texts] = {
        row.lead_slug: row.lead_name or {} for row in board.led if row.lead_slug is not None
    }
    asked = Counter(said.waits_for.slug for said in waiting if said.waits_for)
    names |= {said.waits_for.slug: said.waits_for.name for said in waiting if said.waits_for}
    published = dict(
        Event.objects.filter(body__in=names, kind__in=_REPORTS)
        .order_by()
        .values_list("body")
        .annotate(last_at=Max("recorded_at"))
    )
    return [
        Turn(
            slug,
            name,
            [task for task in board.tasks if task.commitment.lead_slug == slug],
            asked[slug],
            local_day(published[slug]) if slug in published else None,
        )
        for slug, name in names.items()
    ]


def _broken(moment: Moment, plan_id: int) -> list[Broken]:
    """Three queries at the most."""
    found = proofs(moment, of=Q(milestone__commitment__plan=plan_id) | Q(commitment__plan=plan_id))
    dead = [proof for proof in found if proof.state == Evidence.State.AVAILABLE and proof.answered is False]
    milestones = Milestone.objects.in_bulk({proof.milestone_id for proof in dead if proof.milestone_id})
    commitments = Commitment.objects.in_bulk({proof.commitment_id for proof in dead if proof.commitment_id})
    about = [milestones.get(proof.milestone_id) or commitments[proof.commitment_id] for proof in dead]
    return [Broken(proof, About(each.public_id)) for proof, each in zip(dead, about, strict=True)]
