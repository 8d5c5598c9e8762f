"""What is an event about, and who acted, in words and with the page to read it on? For the pages of the record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Value
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import Event, Organisation, Recorded
from accounts.names import Name, Names, names_of
from commitments.models import ActionPlan, Commitment
from milestones.entries import CommitmentStatement, StatusUpdate
from milestones.models import LinkCheck
from ogp_tracker import ui
from ogp_tracker.as_of import local_day
from ogp_tracker.texts import Texts
from ogp_tracker.words import ACT_WORDS, KIND_WORDS
from participation.models import Answer
from participation.said import About

#: A row of the record as a target: its kind, and the number of the event that recorded it (or its own).
_ROW = re.compile(r"(?P<kind>[a-z]+(-[a-z]+)*)-(?P<number>\d+)")
_AMENDMENT = re.compile(r"(?P<plan>.+)-amendment-(?P<number>\d+)")
_THEME = "theme_version"
#: How the row of a verb is called on the page of what it is about.
_ANCHORS = {"record_status": "entry", "record_statement": "entry", "add_evidence": "evidence"}
#: The verbs that write rows of several kinds: only they leave open what was written.
_MANY_KINDS = {"load_plan", "amend_plan"}


@dataclass(frozen=True)
class Told:
    """An event as a reader meets it. ``about`` may be a name in several languages; ``url`` may be empty."""

    event: Event
    about: Texts | str
    url: str
    body: Name | None
    is_sample: bool = False
    act: str = ""

    @property
    def what(self) -> str:
        """What happened, as within a sentence: "entry retracted"."""
        word = ACT_WORDS.get((self.event.verb, self.act))
        return str(word) if word else ui.verb_word(self.event.verb)

    @property
    def place(self) -> str:
        """Where the row it wrote is shown; empty where that is nowhere, or the page of what it is about.

        An answer costs a query: it stands beside what it answers.
        """
        number = self.event.number
        if self.event.kind == "comment":
            return reverse("comment-show", args=[number])
        if self.event.kind == "response":
            asked = Answer.objects.filter(response=number).order_by("pk").values_list("comment", flat=True)[0]
            return f"{reverse('comment-show', args=[asked])}#response-{number}-to-{asked}"
        anchor = _ANCHORS.get(self.event.verb)
        return f"{self.url}#{anchor}-{number}" if anchor and self.url else ""

    @property
    def kind(self) -> str:
        """The kind of row it wrote, where its verb does not tell."""
        return self.event.kind if self.event.verb in _MANY_KINDS else ""


@dataclass(frozen=True)
class _Known:
    """What there is a page for."""

    bodies: dict[str, int]
    names: Names
    plans: set[str]
    commitments: set[str]

    def body(self, slug: str, event: Event) -> Name | None:
        """The name a body had on the day of the event."""
        return self.names.on(self.bodies.get(slug), local_day(event.recorded_at))


def told(events: Sequence[Event], *, known_at: datetime | None = None) -> list[Told]:
    """Events in words. Six queries, however many they are."""
    targets = {event.target for event in events}
    slugs = targets | {event.body for event in events}
    bodies = dict(Organisation.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    known = _Known(
        bodies=bodies,
        names=names_of(bodies.values(), known_at=known_at),
        plans=set(ActionPlan.objects.values_list("slug", flat=True)),
        commitments=set(
            Commitment.objects.filter(public_id__in={_commitment(target) for target in targets}).values_list(
                "public_id", flat=True
            )
        ),
    )
    numbers = [event.number for event in events]
    samples, acts = _samples(numbers), _acts(numbers)
    return [
        Told(
            event,
            *_about(event, known),
            known.body(event.body, event),
            is_sample=event.number in samples,
            act=acts.get(event.number, ""),
        )
        for event in events
    ]


def _acts(numbers: Sequence[int]) -> dict[int, str]:
    """What the rows of these events did, where the verb leaves it open (``ACT_WORDS``). One query."""
    dead = LinkCheck.objects.filter(answered=False).annotate(kind=Value("dead"))
    statuses, *others = [
        rows.filter(pk__in=numbers).order_by().values_list("pk", "kind")
        for rows in (StatusUpdate.objects.all(), CommitmentStatement.objects.all(), dead)
    ]
    return dict(statuses.union(*others, all=True))


def _samples(numbers: Sequence[int]) -> set[int]:
    """Which of the rows that these events wrote are invented. One query over all kinds of rows."""
    if not numbers:
        return set()
    first, *others = [
        kind.objects.filter(is_sample=True, pk__gte=min(numbers), pk__lte=max(numbers))
        .order_by()
        .values_list("pk")
        for kind in _kinds(Recorded)  # type: ignore[type-abstract]
    ]
    return {number for (number,) in first.union(*others, all=True)}


def _kinds(model: type[Recorded]) -> list[type[Recorded]]:
    """The kinds of rows that are written once, each a table of its own."""
    found = []
    for kind in model.__subclasses__():
        found += [] if kind._meta.abstract else [kind]
        found += _kinds(kind)
    return found


def _about(event: Event, known: _Known) -> tuple[Texts | str, str]:
    """What an event is about, and the address of its page; its public id and none, where there is neither."""
    target = event.target
    if name := known.body(target, event):
        return name.name, reverse("organisation-show", args=[target])
    plan = target.split(".")[0]
    if target in known.plans or _commitment(target) in known.commitments:
        about = About(target)
        is_home = plan == settings.OGP_HOME_PLAN
        return about.label if is_home else f"{about.label}, {plan}", about.path
    if event.kind == _THEME:
        theme = target.partition(".")[2]
        return _("Theme “%(theme)s”") % {"theme": theme}, reverse("theme-show", args=[plan, theme])
    if match := _AMENDMENT.fullmatch(target):
        words = {"number": match["number"]}
        return _("Amendment %(number)s") % words, reverse("amendment-show", args=list(match.group(1, 2)))
    if match := _ROW.fullmatch(target):
        return _row(match["kind"], int(match["number"])) or (target, "")
    return target, ""


def _row(kind: str, number: int) -> tuple[str, str] | None:
    """A row by its kind and number; nothing if it is none."""
    page = {"comment": "comment-show", "report": "report-show"}.get(kind, "event-show")
    if kind == "event":
        return _("Event %(number)d") % {"number": number}, reverse(page, args=[number])
    word = KIND_WORDS.get(kind.replace("-", "_"))
    return (f"{capfirst(str(word))} {number}", reverse(page, args=[number])) if word else None


def _commitment(target: str) -> str:
    """The public id of the commitment a target belongs to, or what would be one."""
    return ".".join(target.split(".")[:2])
