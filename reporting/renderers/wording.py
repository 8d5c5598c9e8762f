"""In which words is a part of a document told? From codes, days and texts of the record to lines.

Everything here speaks the active language; ``telling.py`` sets it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ogp_tracker import texts as reference_texts
from ogp_tracker import ui
from ogp_tracker.as_of import zone
from ogp_tracker.languages import by_this_project, source_of
from ogp_tracker.texts import Texts
from ogp_tracker.words import LEVEL_WORDS
from reporting.document import Passage, Removal
from reporting.renderers.blocks import Cell, Fact, Line, Lines, Run, Style

_PARAGRAPHS = re.compile(r"\n\s*\n")
_ADDRESSES = ("https://", "http://", "mailto:")

#: The reason why there is no text, in the words of a report.
ABSENT: dict[str, str | Promise] = {
    "not_written": gettext_lazy("Nobody had written this part when the document was compiled."),
    "not_stated": gettext_lazy("Not stated in the plan."),
    "title_alone": gettext_lazy("Nothing is stated beyond the title."),
    "not_verified": gettext_lazy("Not verified."),
    "not_given": gettext_lazy("Nothing reported."),
}


def line(*parts: Run | str) -> Line:
    """A line of runs; plain words are runs in no style."""
    return tuple(Run(part) if isinstance(part, str) else part for part in parts if part != "")


def quiet(text: str) -> Run:
    return Run(text, "quiet")


def strong(text: str) -> Run:
    return Run(text, "strong")


def typed(digest: str) -> Run:
    """A digest, as it is typed."""
    return Run(digest, "typed")


def missing(reason: str) -> Line:
    """Why something is not there."""
    return line(Run(str(ABSENT[reason]), "missing"))


def mark(is_sample: bool) -> Run | str:
    """The mark of an invented row, or nothing."""
    return Run(_("Sample"), "mark") if is_sample else ""


def link(url: str, text: str = "", style: Style = "") -> Run:
    """A run that leads somewhere; an address that is none of the web stays plain text."""
    return Run(text or url, style, url=url if url.startswith(_ADDRESSES) else "")


def source_runs(text: str) -> Line:
    """A source, quietly: who says so, the address, and what it adds."""
    told = source_of(text)
    runs: list[Run | str] = [
        quiet(f"{told.by}: ") if told.by else "",
        link(told.url, style="quiet") if told.url else "",
    ]
    for note in told.notes:
        before, after = note.sentence.split("{}")
        before = f"; {before}" if any(runs) else before
        runs += [before and quiet(before), quiet(note.words), after and quiet(after)]
    return line(*runs)


def day(value: date | None, otherwise: str = "") -> str:
    """A day within a sentence, where no line ends within it."""
    return date_format(value).replace(" ", "\u00a0") if value else otherwise


def instant(value: datetime) -> str:
    """An instant in the record's time zone, to the minute."""
    local = value.astimezone(zone())
    return _("%(day)s at %(time)s") % {"day": date_format(local.date()), "time": f"{local:%H:%M}"}


def texts(value: Texts, style: Style = "") -> Run:
    """A reference text in the reader's language; in another one, it says so to the machine."""
    spoken = translation.get_language() or "en"
    picked = reference_texts.pick(value, spoken)
    return Run(picked.text, style, "" if picked.language == spoken else picked.language)


def is_translation(value: Texts) -> bool:
    """Whether the reader gets a text in this project's translation."""
    return not reference_texts.pick(value, translation.get_language() or "en").is_official


def as_stated(text: str, beside: Texts, style: Style = "") -> Run:
    """Words of a source, kept in its own language only; ``beside`` is any text of the same source."""
    language = reference_texts.main_language(beside)
    return Run(text, style, "" if language == translation.get_language() else language)


def quoted(text: str, beside: Texts) -> Line:
    """The same between quotation marks: it stands within what the document says itself."""
    return around(_("“%(words)s”"), as_stated(text, beside))


def noted(text: str, beside: Texts) -> Run:
    """A note beside a fact: this project's in the reader's language, anybody else's as it is stated."""
    ours = by_this_project(text)
    return as_stated(text, beside) if ours is None else Run(ours)


def around(sentence: str, run: Run) -> Line:
    """A sentence with a run in the place of its ``%(words)s``."""
    before, after = sentence.split("%(words)s")
    return line(before, run, after)


def name(value: Texts, *, otherwise: str = "") -> Run:
    """The name of a body."""
    return texts(value) if value else Run(otherwise or _("not named"), "missing")


def paragraphs(text: str, language: str = "") -> Lines:
    """Words as typed, in paragraphs; a single line break stays one."""
    return tuple((Run(part.strip(), language=language),) for part in _PARAGRAPHS.split(text) if part.strip())


def passage(said: Passage) -> Lines:
    """A text of the record, or the reason why there is none; a removed one leaves its tombstone."""
    if said.removal:
        return (removal(said.removal),)
    if not said.texts:
        return (missing(said.absent or "not_given"),)
    run = texts(said.texts)
    return paragraphs(run.text, run.language)


def labelled(label: str, said: Passage) -> Lines:
    """The same where other lines stand beside it: what is missing is named by its label."""
    if said.absent and not said.removal:
        return (line(quiet(label), *missing(said.absent)),)
    return passage(said)


def removal(tombstone: Removal) -> Line:
    """What stands where the law removed a text."""
    words = {"day": day(tombstone.removed_on), "ground": tombstone.ground, "by": tombstone.decided_by}
    says = _("Removed on %(day)s. Ground: %(ground)s. Decided by: %(by)s.") % words
    case = _("Case: %(case)s.") % {"case": tombstone.case} if tombstone.case else ""
    event = _("Event %(number)d.") % {"number": tombstone.event}
    return line(
        strong(_("Text removed by law.") + " "), " ".join(part for part in (says, case, event) if part)
    )


def fact(label: str, *lines: Line) -> Fact:
    return Fact(label, tuple(lines))


def cell(*lines: Line | str) -> Cell:
    return Cell(tuple(line(each) if isinstance(each, str) else each for each in lines if each))


def level(code: str) -> str:
    """The word for a state at the start of a line."""
    return ui.sentence_word(code or "undetermined")


def joined(parts: Sequence[Run], separator: str = ", ") -> Line:
    """Runs as one line with something between them."""
    found: list[Run] = []
    for part in parts:
        found += [Run(separator), part] if found else [part]
    return tuple(found)


def days(count: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


def tally(counts: dict[str, int]) -> str:
    """How many are in each state: "1 completed, 3 limited and 4 not reported"."""
    return ui.listed(
        [f"{count} {ui.word(code)}" for code in LEVEL_WORDS for count in [counts.get(code, 0)] if count]
    )


def counted(counts: dict[str, int]) -> str:
    """A distribution in words: "1 completed, 3 limited and 4 not reported, of 8"."""
    words = {"parts": tally(counts) or _("none"), "total": sum(counts.values())}
    return _("%(parts)s, of %(total)d") % words


def period(stated: str, starts_on: date | None, ends_on: date | None, *, beside: Texts) -> Lines:
    """A period as stated (``quoted``), and the days it means."""
    said = quoted(stated, beside) if stated else missing("not_stated")
    if not (starts_on or ends_on):
        return (said,)
    words = {"start": day(starts_on, _("not stated")), "end": day(ends_on, _("not stated"))}
    meant = _("first day %(start)s, last day %(end)s") % words
    return (said, line(quiet(capfirst(meant))))
