"""How are the annexes told? Every comment with its answers and waiting days, and the IRM's reports."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ogp_tracker import ui
from participation.models import Response
from participation.said import About
from reporting.document import Answer, Comment, Document, IrmReport, Passage
from reporting.renderers.blocks import Block, Fact, Facts, Lines, Missing, Section
from reporting.renderers.speech import speech
from reporting.renderers.wording import (
    day,
    days,
    fact,
    line,
    link,
    mark,
    name,
    noted,
    passage,
    quiet,
    strong,
    texts,
)


def comments(document: Document) -> tuple[Section, ...]:
    """Annex A: each comment a section of its own."""
    title = _("Annex A. Comments and answers")
    if not document.comments:
        none = Missing((line(_("No comment was published by this day.")),))
        return (Section(1, "comments", title, (none,)),)
    return (
        Section(1, "comments", title, starts_page=True),
        *(_comment(each) for each in document.comments),
    )


def irm_reports(document: Document) -> tuple[Section, ...]:
    """Annex B: reports of the IRM that were public by the day, with their findings about the whole plan."""
    title = _("Annex B. Reports of the Independent Reporting Mechanism (IRM)")
    if not document.irm_reports:
        none = Missing((line(_("No report of the IRM that was public by this day is entered here.")),))
        return (Section(1, "irm-reports", title, (none,)),)
    return (
        Section(1, "irm-reports", title, starts_page=True),
        *(_irm_report(each) for each in document.irm_reports),
    )


def _comment(said: Comment) -> Section:
    about = About(said.about).label.replace(" ", "\u00a0")  # no line of a heading is a number alone
    words = {"number": said.event, "who": texts(said.organisation).text, "about": about}
    title = _("Comment %(number)d, by %(who)s: %(about)s") % words
    rows = [
        fact(_("Published"), line(day(said.on), " ", mark(said.is_sample))),
        fact(_("Comment"), *_speech(said.text)),
    ]
    if said.view:
        rows.append(fact(_("View of completion"), line(strong(ui.word(said.view))), *passage(said.why)))
    rows.append(fact(pgettext("comment", "Waiting"), *_waiting(said)))
    rows += [fact(_("Response"), *_answer(each)) for each in said.answers]
    return Section(2, f"comment-{said.event}", title, (Facts(tuple(rows)),))


def _speech(said: Passage) -> Lines:
    """What somebody wrote in Markdown, or why it is not there."""
    if said.removal or not said.texts:
        return passage(said)
    run = texts(said.texts)
    return speech(run.text, language=run.language)


def _waiting(said: Comment) -> Lines:
    if said.is_answered:
        first = line(_("Answered after %(days)s.") % {"days": days(said.days)})
    else:
        waits = {"days": days(said.days), "body": texts(said.waits_for).text or _("nobody named")}
        first = line(strong(_("Unanswered for %(days)s. Waits for: %(body)s.") % waits))
    now = said.answers[0].body if said.answers else said.waits_for
    if all(each.body == now for each in said.booked):
        return (first,)
    return (first, *(line(name(each.body), quiet(f": {days(each.days)}")) for each in said.booked))


def _answer(said: Answer) -> Lines:
    verdict = str(Response.Verdict(said.verdict).label)
    head = line(strong(verdict), ". ", name(said.body), f", {day(said.on)} ", mark(said.is_sample))
    lines = [head, *_speech(said.text)]
    if len(said.comments) > 1:
        both = ui.listed([str(number) for number in said.comments])
        lines.append(line(quiet(_("One answer to comments %(numbers)s.") % {"numbers": both})))
    return tuple(lines)


def _irm_report(report: IrmReport) -> Section:
    about = [
        fact(_("Product"), line(texts(report.product), " ", mark(report.is_sample))),
        fact(_("Published"), line(noted(report.published_text, report.title))),
        fact(_("Entered here"), line(texts(report.entered))),
    ]
    if report.covers:
        about.insert(1, fact(_("About"), line(report.covers)))
    if report.url:
        about.append(fact(_("Source"), line(link(report.url))))
    for finding in report.findings:
        others = [line(quiet(_("Others say: ")), texts(finding.others_say))] if finding.others_say else []
        about.append(
            Fact(
                texts(finding.question).text,
                (line(texts(finding.says)), *others, line(link(finding.source, style="quiet"))),
            )
        )
    blocks: tuple[Block, ...] = (Facts(tuple(about)),)
    return Section(2, f"irm-{report.slug}", texts(report.title).text, blocks)
