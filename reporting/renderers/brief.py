"""What does a reader see on the first page after the cover? The finding, the distributions, the plan on one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ogp_tracker.words import LEVEL_WORDS
from reporting import document as doc
from reporting.document import Document
from reporting.renderers.blocks import (
    Block,
    Cell,
    Distribution,
    Figure,
    Figures,
    Glyph,
    Group,
    Prose,
    Section,
    Table,
)
from reporting.renderers.wording import cell, counted, days, level, line, quiet, strong, tally, texts


def section(document: Document) -> Section:
    """The finding, the distributions, the figures, and the plan on one page."""
    head = document.headline
    blocks: list[Block] = [Prose((line(strong(texts(head.finding).text)),))]
    if head.commitments:
        blocks.append(_distribution(_("Commitments, as the lead bodies state them"), head.stated))
        blocks.append(_distribution(_("Commitments, as their milestones indicate"), head.indicated))
    if head.milestones:
        blocks.append(_distribution(_("Milestones"), head.states))
    blocks.append(Figures(tuple(_figures(document))))
    if document.commitments:
        blocks.append(_overview(document))
    return Section(1, "in-brief", _("In brief"), tuple(blocks), starts_page=True)


def stated_level(commitment: doc.Commitment) -> str:
    """What the lead body states; a withdrawn commitment is withdrawn."""
    if commitment.is_withdrawn:
        return "withdrawn"
    return commitment.statement.level if commitment.statement else "not_reported"


def _distribution(label: str, counts: dict[str, int]) -> Distribution:
    groups = tuple(
        Group(count, str(word), tuple(Glyph(code) for _each in range(count)))
        for code, word in LEVEL_WORDS.items()
        for count in [counts.get(code, 0)]
        if count
    )
    return Distribution(label, groups, says=f"{label}: {counted(counts)}.")


def _figures(document: Document) -> list[Figure]:
    head = document.headline
    part_of = _("%(part)d of %(whole)d")
    waited = _(", the longest for %(days)s") % {"days": days(head.longest_wait)} if head.unanswered else ""
    return [
        Figure(str(head.overdue), ngettext("milestone overdue", "milestones overdue", head.overdue)),
        Figure(
            part_of % {"part": head.unproven, "whole": head.claims},
            ngettext(
                "claim of substantial or completed without working public evidence",
                "claims of substantial or completed without working public evidence",
                head.claims,
            ),
        ),
        Figure(
            part_of % {"part": head.unanswered, "whole": head.comments}, _("comments unanswered") + waited
        ),
    ]


def _overview(document: Document) -> Table:
    head = ("", _("Commitment and lead body"), _("Stated"), _("Indicated"), _("IRM"), _("Milestones"))
    rows = tuple(_overview_row(each) for each in document.commitments)
    return Table(_("The commitments on one page"), head, rows, (4, 31, 15, 15, 14, 21))


def _overview_row(commitment: doc.Commitment) -> tuple[Cell, ...]:
    lead = next((body.name for body in commitment.bodies if body.part == "lead"), {})
    stated, indicated = stated_level(commitment), commitment.indication.level or "undetermined"
    codes = [code for code in commitment.codes if code.scale in ("completion", "opened_overall")]
    assessed = [line(texts(code.label)) for code in codes[-1:]] or [line(quiet(_("completion not assessed")))]
    named = [line(texts(commitment.title)), line(quiet(texts(lead).text or _("lead body not stated")))]
    if commitment.views:
        said = tally(Counter(view.level for view in commitment.views))
        named.append(line(quiet(_("Civil society: %(views)s") % {"views": said})))
    return (
        cell(commitment.number),
        cell(*named),
        Cell((line(level(stated)),), (Glyph(stated),)),
        Cell((line(level(indicated)),), (Glyph(indicated),)),
        cell(*assessed),
        _milestones_cell(commitment.milestones),
    )


def _milestones_cell(milestones: Sequence[doc.Milestone]) -> Cell:
    """A block for each milestone, and in words what the blocks show."""
    if not milestones:
        return cell(line(quiet(_("none known"))))
    done = sum(each.level == "completed" for each in milestones)
    late = sum(each.days_overdue > 0 for each in milestones)
    unproven = sum(each.is_unproven for each in milestones)
    says = [quiet(_("%(done)d of %(all)d completed") % {"done": done, "all": len(milestones)})]
    if late:
        says.append(strong(ngettext("%(count)d overdue", "%(count)d overdue", late) % {"count": late}))
    if unproven:
        says.append(quiet(_("%(count)d without evidence") % {"count": unproven}))
    glyphs = tuple(Glyph(each.level, each.is_unproven, each.days_overdue > 0) for each in milestones)
    return Cell(tuple(line(words) for words in says), glyphs)
