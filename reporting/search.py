"""Where do certain words stand, in what had been said by a day?

Looked for are all the words, in one row: in the wording of plans, commitments and milestones that held on the
day, in the names of bodies, and in the entries, comments and answers that stood then. The rows themselves are
read, there is no index beside them: what the law has removed is not found, and every day has its own answer
(docs/decisions/0009). One query a source, whatever the size of the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import OrganisationName
from accounts.names import name_subquery
from commitments.models import CommitmentVersion, PlanVersion
from milestones.entries import CommitmentStatement, StatusUpdate
from milestones.models import MilestoneVersion
from ogp_tracker import markdown
from ogp_tracker.as_of import Moment, local_day
from ogp_tracker.folding import says_any
from ogp_tracker.words import KIND_WORDS
from participation.models import Answer, Comment, Response
from participation.said import About
from reporting.hits import Hit, saying, worded, written

#: Hits of one kind that are read at most. Whoever gets more adds a word.
MOST = 50

#: The texts of a commitment, in the order in which its page tells them.
COMMITMENT_TEXTS = ("content", "problem", "contribution", "relevance", "additional_information")
ENTRY_TEXTS = ("narrative", "challenges", "next_steps", "due_reason")


@dataclass(frozen=True)
class Found:
    """The hits of one kind; ``has_more`` if there are more than were read."""

    kind: str
    hits: Sequence[Hit]
    has_more: bool

    @property
    def name(self) -> str:
        return str(KINDS[self.kind])


def search(words: Sequence[str], *, moment: Moment, kinds: Iterable[str]) -> list[Found]:
    """What says all the words by that moment, for each of these kinds that has any."""
    found = []
    for kind in kinds:
        hits = [hit for source in _SOURCES[kind] for hit in source(words, moment)]
        found.append(Found(kind, hits[:MOST], has_more=len(hits) > MOST))
    return [each for each in found if each.hits]


def _plans(words: Sequence[str], moment: Moment) -> list[Hit]:
    versions = PlanVersion.objects.in_force(moment.day, known_at=moment.known_at)
    rows = saying(versions, words, texts=["title"], plain=["plan__slug"]).order_by("plan")
    return [
        Hit(
            url=reverse("plan-show", args=[row["plan__slug"]]) + moment.query,
            where="",
            is_sample=row["is_sample"],
            **worded(row, words, title="title"),
        )
        for row in rows.values("plan__slug", "title", "is_sample")[: MOST + 1]
    ]


def _commitments(words: Sequence[str], moment: Moment) -> list[Hit]:
    versions = CommitmentVersion.objects.in_force(moment.day, known_at=moment.known_at)
    rows = saying(
        versions,
        words,
        texts=["title", *COMMITMENT_TEXTS],
        plain=["commitment__public_id", "ogp_id"],
    ).annotate(target=F("commitment__public_id"))
    return _of_plan(
        rows.order_by("commitment__plan", "commitment__order"), words, moment, more=COMMITMENT_TEXTS
    )


def _milestones(words: Sequence[str], moment: Moment) -> list[Hit]:
    versions = MilestoneVersion.objects.in_force(moment.day, known_at=moment.known_at)
    rows = saying(versions, words, texts=["title", "deliverable"], plain=["milestone__public_id"])
    rows = rows.annotate(target=F("milestone__public_id")).order_by(
        "milestone__commitment__plan", "milestone__commitment__order", "milestone__number"
    )
    return _of_plan(rows, words, moment, more=["deliverable"])


def _of_plan(rows: QuerySet[Any], words: Sequence[str], moment: Moment, *, more: Sequence[str]) -> list[Hit]:
    """Commitments or milestones, by their public id in ``target``."""
    return [
        Hit(
            url=About(row["target"]).path + moment.query,
            where=About(row["target"]).label,
            is_sample=row["is_sample"],
            **worded(row, words, title="title", more=more, otherwise=About(row["target"]).label),
        )
        for row in rows.values("target", "title", "is_sample", *more)[: MOST + 1]
    ]


def _bodies(words: Sequence[str], moment: Moment) -> list[Hit]:
    """Bodies by any name they had by the day; the newest name that fits stands for the body."""
    names = OrganisationName.objects.standing(known_at=moment.known_at).filter(since__lte=moment.day)
    fitting = saying(names, words, texts=["name"], plain=["abbreviation", "organisation__slug"])
    of_body = fitting.filter(organisation=OuterRef("organisation")).order_by("-since", "-pk")
    rows = fitting.filter(pk=Subquery(of_body.values("pk")[:1])).order_by("organisation__slug")
    return [
        Hit(
            url=reverse("organisation-show", args=[row["organisation__slug"]]) + moment.query,
            where=row["abbreviation"],
            is_sample=row["is_sample"],
            **worded(row, words, title="name"),
        )
        for row in rows.values("organisation__slug", "name", "abbreviation", "is_sample")[: MOST + 1]
    ]


def _entries(words: Sequence[str], moment: Moment) -> list[Hit]:
    """Entries on milestones that stood on the day."""
    entries = StatusUpdate.objects.standing(moment.day, known_at=moment.known_at)
    rows = saying(entries, words, plain=ENTRY_TEXTS).annotate(target=F("milestone__public_id"))
    return _of_log(rows, words, moment, ENTRY_TEXTS, kind="status_update")


def _statements(words: Sequence[str], moment: Moment) -> list[Hit]:
    """Statements of lead bodies that stood on the day."""
    entries = CommitmentStatement.objects.standing(moment.day, known_at=moment.known_at)
    rows = saying(entries, words, plain=["reason"]).annotate(target=F("commitment__public_id"))
    return _of_log(rows, words, moment, ["reason"], kind="commitment_statement")


def _of_log(
    rows: QuerySet[Any], words: Sequence[str], moment: Moment, texts: Sequence[str], *, kind: str
) -> list[Hit]:
    """Entries or statements, newest first, by the public id of what they speak of in ``target``."""
    rows = _with_body(rows, moment).order_by("-effective_on", "-position")
    fields = ("pk", "target", "effective_on", "language", "body_name", "is_sample")
    return [
        Hit(
            title=_title(row["target"], kind),
            title_language="",
            url=f"{About(row['target']).path}{moment.query}#entry-{row['pk']}",
            where="",
            body=row["body_name"],
            on=row["effective_on"],
            is_sample=row["is_sample"],
            **written(words, *_as_read([row[name] for name in texts], row["language"], words)),
        )
        for row in rows.values(*fields, *texts)[: MOST + 1]
    ]


def _comments(words: Sequence[str], moment: Moment) -> list[Hit]:
    """What organisations said in public by the day."""
    comments = Comment.objects.said(moment.day, known_at=moment.known_at)
    rows = saying(comments, words, plain=["text", "view_reason"]).annotate(comment=F("pk"), target=_target())
    return _of_conversation(rows, words, moment, ["text", "view_reason"], kind="comment")


def _responses(words: Sequence[str], moment: Moment) -> list[Hit]:
    """What bodies answered by the day; an answer to several comments stands once, at the first."""
    responses = Response.objects.said(moment.day, known_at=moment.known_at)
    first = Answer.objects.filter(response=OuterRef("pk")).order_by("comment").values("pk")[:1]
    rows = saying(responses, words, plain=["text"]).filter(answers=Subquery(first))
    rows = rows.annotate(comment=F("answers__comment"), target=_target("answers__comment__"))
    return _of_conversation(rows, words, moment, ["text"], kind="response")


def _of_conversation(
    rows: QuerySet[Any], words: Sequence[str], moment: Moment, texts: Sequence[str], *, kind: str
) -> list[Hit]:
    """Comments or answers, newest first, by the comment in ``comment`` and what it concerns in ``target``."""
    rows = _with_body(rows, moment).order_by("-pk", "comment")
    fields = ("pk", "comment", "target", "recorded_at", "language", "body_name", "is_sample")
    return [
        Hit(
            title=_title(row["target"], kind),
            title_language="",
            url=reverse("comment-show", args=[row["comment"]]) + moment.query,
            where=_("Event %(number)d") % {"number": row["pk"]},
            body=row["body_name"],
            on=local_day(row["recorded_at"]),
            is_sample=row["is_sample"],
            **written(words, *_as_read([row[name] for name in texts], row["language"], words)),
        )
        for row in rows.values(*fields, *texts)[: MOST + 1]
    ]


def _target(comment: str = "") -> Coalesce:
    """The public id of what a comment concerns; an entry counts as its milestone."""
    ways = (
        "plan__slug",
        "commitment__public_id",
        "milestone__public_id",
        "status_update__milestone__public_id",
    )
    return Coalesce(*(comment + way for way in ways))


def _title(target: str, kind: str) -> str:
    """ "Milestone 3.1: entry", from a public id and a kind of row."""
    return f"{About(target).label}: {KIND_WORDS[kind]}"


def _as_read(texts: Sequence[str], language: str, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Texts without the marks of Markdown, unless the words are in those (in the address of a link)."""
    for text in texts:
        read = markdown.words(text)
        yield (read if says_any(read, words) else text), language


def _with_body(rows: QuerySet[Any], moment: Moment) -> QuerySet[Any]:
    """Rows with the name that the body which wrote them had on the day."""
    name = name_subquery(moment.day, of="body", known_at=moment.known_at)
    return rows.annotate(body_name=Subquery(name.values("name")[:1]))


#: What can be looked for, in the order in which it is shown.
KINDS = {
    "plans": gettext_lazy("Plans"),
    "commitments": gettext_lazy("Commitments"),
    "milestones": gettext_lazy("Milestones"),
    "bodies": gettext_lazy("Bodies"),
    "entries": gettext_lazy("Entries"),
    "comments": gettext_lazy("Comments and answers"),
}
_SOURCES: dict[str, Sequence[Callable[[Sequence[str], Moment], list[Hit]]]] = {
    "plans": [_plans],
    "commitments": [_commitments],
    "milestones": [_milestones],
    "bodies": [_bodies],
    "entries": [_entries, _statements],
    "comments": [_comments, _responses],
}
