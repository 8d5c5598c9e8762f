"""How is one milestone told? What was promised, what is claimed since when, what proves it, and what is missing."""

from __future__ import annotations

from datetime import timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ogp_tracker import ui
from reporting.document import Milestone, Wording
from reporting.evidence_matrix import GAPS
from reporting.renderers.blocks import Fact, Facts, Lines, Run, Section
from reporting.renderers.proof import evidence_lines, titled, view_lines
from reporting.renderers.wording import (
    day,
    fact,
    labelled,
    level,
    line,
    mark,
    missing,
    name,
    passage,
    quiet,
    quoted,
    strong,
    texts,
)
from reporting.standings import overdue_words, undated_words


def section(told: Milestone) -> Section:
    """A heading with the row of the evidence matrix, written out."""
    wording = told.amended or told.adopted
    number = f"{told.commitment}.{told.number}"
    title = texts(wording.title).text or _("no title stated in the plan")
    words = {"number": number, "title": title}
    heading = _("Milestone %(number)s: %(title)s") % words
    return Section(3, told.public_id.replace(".", "-"), heading, (Facts(tuple(_facts(told))),))


def title_of(wording: Wording) -> Run:
    return texts(wording.title) if wording.title else Run(_("no title stated in the plan"), "missing")


def schedule(told: Milestone) -> str:
    """On which side of its date it stands, in words."""
    adopted = (told.amended or told.adopted).ends_on
    moved = told.replanned_due_on - adopted if adopted and told.replanned_due_on else timedelta()
    if told.days_overdue:
        words = overdue_words(told.days_overdue, is_replanned=moved.days >= told.days_overdue)
    elif told.schedule == "no_date_stated":
        words = undated_words((told.amended or told.adopted).period_text)
    elif told.schedule == "closed":
        words = _("closed with the plan")
    elif told.schedule == "completed_after_plan":
        words = _("completed after the plan")
    elif told.schedule in ("due_soon", "on_track"):
        words = _("due %(day)s") % {"day": day(adopted or told.replanned_due_on)}
    else:
        words = ui.word(told.schedule)
    if moved and told.schedule in ("overdue", "due_soon", "on_track"):
        words += _(", re-planned to %(day)s") % {"day": day(told.replanned_due_on)}
    return capfirst(words)


def explanation(told: Milestone) -> Lines:
    """What holds it back, and the day that was about; nothing where nobody explained it."""
    given = told.explanation
    if not given.texts and not given.removal:
        return ()
    on = told.explained_on
    return (*passage(given), *([line(quiet(_("As of %(day)s") % {"day": day(on)}))] if on else []))


def gap_words(told: Milestone) -> list[str]:
    """What the row lacks, in words."""
    return [str(GAPS[gap]) for gap in told.gaps if gap in GAPS]


def _facts(told: Milestone) -> list[Fact]:
    adopted, amended = told.adopted, told.amended
    rows = [
        fact(_("State"), line(strong(level(told.level)), _schedule(told), ". ", _sample(told))),
        fact(_("Claim"), *_claim(told)),
        fact(_("As adopted"), *_wording(adopted)),
    ]
    if amended:
        rows.append(fact(_("As it reads now"), *_wording(amended)))
    if told.entry:
        rows.append(fact(_("Results"), *passage(told.results)))
        rows.append(fact(_("Challenges"), *(explanation(told) or passage(told.explanation))))
        rows.append(fact(_("Next steps"), *passage(told.next_steps)))
    if told.replanned_due_on:
        rows.append(fact(_("Re-planned to"), line(day(told.replanned_due_on)), *passage(told.replanning)))
    for proof in told.evidence:
        rows.append(Fact(_("Evidence"), (titled(proof), *evidence_lines(proof))))
    if told.entry and not told.evidence:
        rows.append(fact(_("Evidence"), line(Run(_("None was given."), "missing"))))
    rows += [fact(_("View of civil society"), *view_lines(view)) for view in told.views]
    gaps = gap_words(told)
    if gaps:
        rows.append(fact(_("Gaps"), *(line(gap + ".") for gap in gaps)))
    return rows


def _schedule(told: Milestone) -> str:
    return "" if told.schedule in ("completed", "withdrawn") else f". {schedule(told)}"


def _sample(told: Milestone) -> Run | str:
    return mark(told.is_sample or told.is_entry_sample)


def _claim(told: Milestone) -> Lines:
    if not told.claim:
        return (line(Run(_("Nothing has been reported."), "missing")),)
    days = {"from": day(told.held_from), "published": day(told.published_on)}
    when = _(", since %(from)s, first published on %(published)s") % days
    who = line(name(told.body), ": ", strong(ui.word(told.claim)), when)
    entry = _("Entry %(number)d of the public record.") % {"number": told.entry or 0}
    return (who, line(quiet(entry)))


def _wording(wording: Wording) -> Lines:
    deliverable = labelled(_("Deliverable: "), wording.deliverable)
    return (line(title_of(wording)), *deliverable, *_dates(wording))


def _dates(wording: Wording) -> Lines:
    said = wording.period_text
    stated = quoted(said, wording.title or wording.deliverable.texts) if said else missing("not_verified")
    due = line(quiet(_("Last day: ")), quiet(day(wording.ends_on))) if wording.ends_on else ()
    return (line(quiet(_("Period: ")), *stated), *([due] if due else []))
