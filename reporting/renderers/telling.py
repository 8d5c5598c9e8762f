"""In which order, and in which words, is a document told? The sections of a report, for page and PDF alike."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ogp_tracker import ui
from reporting.document import Document, Passage, digest_of, to_json
from reporting.renderers import annexes, commitment
from reporting.renderers.blocks import (
    Block,
    Cell,
    Distribution,
    Facts,
    Figure,
    Figures,
    Glyph,
    Group,
    Missing,
    Note,
    Prose,
    Section,
    Table,
    Told,
)
from reporting.renderers.wording import (
    cell,
    counted,
    day,
    days,
    fact,
    instant,
    level,
    line,
    link,
    name,
    passage,
    period,
    quiet,
    strong,
    texts,
)


def tell(document: Document, *, language: str) -> Told:
    """The whole document in one language of the interface."""
    with translation.override(language):
        return Told(
            language=language,
            kicker=_kicker(document),
            title=texts(document.plan.title).text,
            subtitle=_subtitle(document),
            by=texts(document.plan.coordinator).text,
            facts=_cover_facts(document),
            notes=_notes(document),
            foot=_foot(document),
            contents=_("Contents"),
            sections=_sections(document),
        )


def _kicker(document: Document) -> str:
    if document.number is None:
        return _("Evidence extract")
    return _("Self-assessment report %(number)d") % {"number": document.number}


def _subtitle(document: Document) -> str:
    says = _("As it stood on %(day)s") % {"day": day(document.day)}
    if document.known_on is None:
        return says
    return says + _(", by what was recorded up to %(day)s") % {"day": day(document.known_on)}


def _foot(document: Document) -> str:
    head = document.record
    return _("Record %(origin)s, number %(number)d, %(digest)s…") % {
        "origin": head.origin,
        "number": head.number,
        "digest": head.digest[:16],
    }


def _cover_facts(document: Document) -> Facts:
    head = document.record
    rows = [
        fact(
            _("Plan"),
            line(document.plan.public_id, " · " if document.plan.ogp_id else "", document.plan.ogp_id),
        ),
        fact(
            _("Period of the plan"),
            *period(document.plan.period_text, document.plan.starts_on, document.plan.ends_on),
        ),
        fact(_("Coordinator"), line(name(document.plan.coordinator, otherwise=_("not stated")))),
        fact(
            _("Compiled from"),
            line(_("the public record as it was on %(at)s") % {"at": instant(document.known_at)}),
        ),
        fact(
            _("Head of the record"),
            line(_("number %(number)d, ") % {"number": head.number}, *_typed(head.digest)),
        ),
    ]
    return Facts(tuple(rows))


def _typed(digest: str) -> tuple:  # type: ignore[type-arg]
    return (commitment.typed(digest),)


def _notes(document: Document) -> tuple[Note, ...]:
    """What a reader must know before anything else."""
    notes = []
    if document.contains_samples:
        says = _(
            "Rows marked “Sample” are invented for a demonstration: nothing in them was said or done by anybody."
        )
        notes.append(Note((line(strong(_("This document contains samples. ")), says),)))
    if document.number is None:
        says = _(
            "It holds what the public record shows, in the order of OGP's template. It is not the government's self-assessment and carries no report number."
        )
        notes.append(Note((line(strong(_("An extract for reviewers. ")), says),)))
    elif document.introduction.absent:
        says = _("Parts that people write are not written yet. Each is named where it belongs.")
        notes.append(Note((line(strong(_("Compiled from the record. ")), says),)))
    return tuple(notes)


def _sections(document: Document) -> tuple[Section, ...]:
    """In brief, then the six parts of the template, then the annexes."""
    told = [commitment.sections(each) for each in document.commitments]
    return (
        _in_brief(document),
        _human(1, "introduction", _("Introduction"), document.introduction),
        _human(2, "process", _("The plan's process and participation"), document.process),
        _human(
            3,
            "irm-recommendations",
            _("Follow-up of the IRM's recommendations"),
            document.irm_recommendations,
        ),
        Section(1, "implementation", _("4. Implementation of the commitments"), (_implementation(document),)),
        *(section for sections in told for section in sections),
        _human(5, "peer-learning", _("Exchange and peer learning"), document.peer_learning),
        _human(6, "conclusions", _("Conclusions and lessons learned"), document.conclusions),
        *annexes.comments(document),
        *annexes.irm_reports(document),
        _method(document),
    )


def _human(number: int, place: str, title: str, said: Passage) -> Section:
    """A part that people write; until then its place says so."""
    block: Block = Missing(passage(said)) if said.absent else Prose(passage(said))
    return Section(1, place, f"{number}. {title}", (block,))


def _implementation(document: Document) -> Block:
    if not document.commitments:
        return Missing((line(_("The plan had no commitments on this day.")),))
    says = ngettext(
        "The plan has %(count)d commitment. Stated is what the lead body says, indicated what the milestones show by the published rule, assessed what the IRM found. They stand side by side and are never averaged.",  # noqa: E501
        "The plan has %(count)d commitments. For each, stated is what the lead body says, indicated what the milestones show by the published rule, assessed what the IRM found. They stand side by side and are never averaged.",  # noqa: E501
        len(document.commitments),
    )
    return Prose((line(says % {"count": len(document.commitments)}),))


def _in_brief(document: Document) -> Section:
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


def _distribution(label: str, counts: dict[str, int]) -> Distribution:
    groups = tuple(
        Group(count, word, tuple(Glyph(code) for _each in range(count)))
        for code, word in ui.LEVEL_WORDS.items()
        for count in [counts.get(code, 0)]
        if count
    )
    groups = tuple(Group(each.count, str(each.word), each.glyphs) for each in groups)
    return Distribution(label, groups, says=f"{label}: {counted(counts)}.")


def _figures(document: Document) -> list[Figure]:
    head = document.headline
    return [
        Figure(str(head.overdue), ngettext("milestone overdue", "milestones overdue", head.overdue)),
        Figure(
            _("%(part)d of %(whole)d") % {"part": head.unproven, "whole": head.claims},
            ngettext(
                "claim of substantial or completed without working public evidence",
                "claims of substantial or completed without working public evidence",
                head.claims,
            ),
        ),
        Figure(
            _("%(part)d of %(whole)d") % {"part": head.unanswered, "whole": head.comments},
            _("comments unanswered")
            + (
                _(", the longest for %(days)s") % {"days": days(head.longest_wait)} if head.unanswered else ""
            ),
        ),
    ]


def _overview(document: Document) -> Table:
    rows = []
    for each in document.commitments:
        lead = next((body.name for body in each.bodies if body.part == "lead"), {})
        stated = (
            "withdrawn" if each.is_withdrawn else each.statement.level if each.statement else "not_reported"
        )
        codes = [code for code in each.codes if code.scale in ("completion", "opened_overall")]
        rows.append(
            (
                cell(each.number),
                cell(line(texts(each.title)), line(quiet(texts(lead).text or _("lead body not stated")))),
                Cell((line(level(stated)),), (Glyph(stated),)),
                Cell(
                    (line(level(each.indication.level)),), (Glyph(each.indication.level or "undetermined"),)
                ),
                cell(*(line(texts(code.label)) for code in codes[-1:])) if codes else cell(_("Not assessed")),
                Cell(
                    () if each.milestones else (line(quiet(_("none known"))),),
                    tuple(Glyph(m.level, m.is_unproven, m.days_overdue > 0) for m in each.milestones),
                ),
            )
        )
    head = ("", _("Commitment and lead body"), _("Stated"), _("Indicated"), _("IRM"), _("Milestones"))
    return Table(_("The commitments on one page"), head, tuple(rows), (4, 34, 17, 18, 13, 14))


def _method(document: Document) -> Section:
    """How the document was made, and how anybody can check it."""
    head = document.record
    rows = (
        fact(
            _("Cut-off"),
            line(day(document.day)),
            line(quiet(_("Everything is told as it stood at the end of this day."))),
        ),
        fact(
            _("Known at"),
            line(instant(document.known_at)),
            line(quiet(_("What was recorded later is not in this document."))),
        ),
        *(
            [
                fact(
                    _("Known on"),
                    line(day(document.known_on)),
                    line(quiet(_("Only what was recorded by the end of this day is counted."))),
                )
            ]
            if document.known_on
            else []
        ),
        fact(
            _("Head of the record"),
            line(_("Event %(number)d of %(origin)s") % {"number": head.number, "origin": head.origin}),
            _typed(head.digest),
        ),
        fact(
            _("Digest of this document"),
            _typed(digest_of(to_json(document))),
            line(
                quiet(
                    _("SHA-256 of the JSON form of this document, which can be downloaded beside this file.")
                )
            ),
        ),
        fact(
            _("How states are set"),
            line(
                _(
                    "The lead body states a commitment's completion; responsible bodies record their milestones; the milestones indicate by a published rule; the IRM assesses on its own scales. No voice is turned into another."
                )
            ),
        ),
        fact(_("Licence of the data"), line(document.licence)),
        *(
            [fact(_("The plan's own site"), line(link(document.plan.website)))]
            if document.plan.website
            else []
        ),
    )
    return Section(1, "method", _("Annex C. Method and data"), (Facts(rows),))
