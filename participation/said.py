"""How is a comment told to a reader? What it says, what followed, how long it waited, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Redaction
from accounts.names import Name
from ogp_tracker import languages, markdown, ui
from ogp_tracker.as_of import local_day
from participation.models import Response
from participation.waiting import Waiting


@dataclass(frozen=True)
class Words:
    """A text somebody wrote in Markdown, or the tombstone of one that the law removed."""

    text: str
    language: str
    removed: Redaction | None = None

    @property
    def html(self) -> SafeString:
        return markdown.render(self.text)

    @property
    def excerpt(self) -> str:
        """Its first words, without any markup."""
        return Truncator(markdown.words(self.text)).words(28)


@dataclass(frozen=True)
class About:
    """What a comment concerns, from its public id: ``nor-4``, ``nor-4.3``, ``nor-4.3.1``, or an entry there."""

    public_id: str
    entry: int | None = None

    @property
    def plan(self) -> str:
        """The slug of its plan."""
        return self.public_id.split(".")[0]

    @property
    def target(self) -> str:
        """What a new comment on the same thing names: a public id, or the entry."""
        return f"status-update-{self.entry}" if self.entry else self.public_id

    @property
    def label(self) -> str:
        """ "Commitment 3", "Milestone 3.1", "Entry 212 on milestone 3.1", "The plan as a whole"."""
        _plan, *below = self.public_id.split(".")
        words = {"number": ".".join(below), "entry": self.entry}
        if self.entry:
            return _("Entry %(entry)d on milestone %(number)s") % words
        if not below:
            return _("The plan as a whole")
        return (_("Commitment %(number)s") if len(below) == 1 else _("Milestone %(number)s")) % words

    @property
    def path(self) -> str:
        """The page it stands on."""
        plan, *below = self.public_id.split(".")
        name = ("plan-show", "commitment-show", "milestone-show")[len(below)]
        return reverse(name, args=[plan, *below])


@dataclass(frozen=True)
class Forwarded:
    """A comment was handed to another body."""

    number: int
    at: datetime
    body: Name | None
    receiver: Name | None
    words: Words
    is_sample: bool
    is_answer: bool = False

    @property
    def on(self) -> date:
        return local_day(self.at)


@dataclass(frozen=True)
class Answered:
    """A public answer; ``others`` are the numbers of the other comments that it answers, too."""

    number: int
    at: datetime
    body: Name | None
    verdict: str
    words: Words
    others: Sequence[int]
    is_sample: bool
    is_answer: bool = True

    @property
    def on(self) -> date:
        return local_day(self.at)

    @property
    def verdict_word(self) -> str:
        return str(Response.Verdict(self.verdict).label)


@dataclass(frozen=True)
class Booked:
    """Waiting days of one body."""

    body: Name | None
    days: int


@dataclass(frozen=True)
class Said:
    """One comment, with everything that followed it by the day."""

    number: int
    at: datetime
    about: About
    body: Name | None
    words: Words
    view: str
    why: Words
    clock: Waiting
    waits_for: Name | None
    booked: Sequence[Booked]
    replies: Sequence[Forwarded | Answered]
    is_sample: bool

    @property
    def on(self) -> date:
        return local_day(self.at)

    @property
    def is_waiting(self) -> bool:
        return not self.clock.is_answered

    @property
    def shares(self) -> Sequence[Booked]:
        """Whose the waiting days were, where not all were of the body that answered, or whose turn it is."""
        answers = [reply for reply in self.replies if reply.is_answer]
        now = answers[0].body if answers else self.waits_for
        others = [row for row in self.booked if (row.body and row.body.slug) != (now and now.slug)]
        return self.booked if others else ()

    @property
    def days_belong_to(self) -> str:
        """ "Ministry of Culture and Ministry of Finance": the bodies whose turn it was until now."""
        bodies = [languages.plain(row.body.name) for row in self.booked if row.body]
        return ui.listed(list(dict.fromkeys(bodies)))

    @property
    def as_choice(self) -> str:
        """ "Watch Utopia on milestone 1.1, 1 April 2020: When will the draft …", to choose it from a list."""
        body = languages.plain(self.body.name) if self.body else ""
        words = {"body": body, "about": self.about.label, "day": date_format(self.on)}
        asked = languages.spoken(self.words.excerpt, self.words.language)
        return format_html("<span>{} {}</span>", _("%(body)s, %(day)s. %(about)s:") % words, asked)

    @property
    def days_say(self) -> str:
        """ "Waiting for 47 days", "Asked today", "Answered after 12 days", "Answered the same day"."""
        days = self.clock.days
        if self.is_waiting:
            many = ngettext("Waiting for %(days)d day", "Waiting for %(days)d days", days)
            return many % {"days": days} if days else _("Asked today")
        many = ngettext("Answered after %(days)d day", "Answered after %(days)d days", days)
        return many % {"days": days} if days else _("Answered the same day")


@dataclass(frozen=True)
class Conversation:
    """Comments in the order they were asked for."""

    comments: Sequence[Said]

    def first(self, most: int) -> list[Said]:
        """The first ones, for a page."""
        return list(self.comments[:most])

    @property
    def waiting(self) -> list[Said]:
        """Those without an answer, the longest wait first."""
        return sorted((said for said in self.comments if said.is_waiting), key=lambda said: said.number)

    @property
    def finding(self) -> str:
        """ "Three comments, one waits for an answer: for 47 days", as a heading says it."""
        if not self.comments:
            return _("No organisation has commented")
        longest = max((said.clock.days for said in self.waiting), default=0)
        return finding(len(self.comments), waiting=len(self.waiting), longest=longest)


def finding(total: int, *, waiting: int, longest: int) -> str:
    """How many comments there are and how many wait, in a sentence without its full stop."""
    if not waiting:
        words = ngettext("%(total)s comment, answered", "%(total)s comments, all answered", total)
        return words % {"total": capfirst(ui.in_words(total))}
    many = ngettext("%(total)s comment", "%(total)s comments", total)
    if not longest:
        asked = ngettext(
            "%(comments)s, %(count)s was asked today and waits for an answer",
            "%(comments)s, %(count)s were asked today and wait for an answer",
            waiting,
        )
        return asked % {
            "comments": many % {"total": capfirst(ui.in_words(total))},
            "count": ui.in_words(waiting),
        }
    words = ngettext(
        "%(comments)s, %(count)s has waited %(days)s for an answer",
        "%(comments)s, %(count)s wait for an answer, the oldest for %(days)s",
        waiting,
    )
    if waiting == total:
        words = ngettext(
            "%(comments)s, waiting %(days)s for an answer",
            "%(comments)s, all waiting for an answer, the oldest for %(days)s",
            waiting,
        )
    comments = many % {"total": capfirst(ui.in_words(total))}
    return words % {"comments": comments, "count": ui.in_words(waiting), "days": ui.days(longest)}
