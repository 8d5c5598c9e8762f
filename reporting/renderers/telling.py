"""In which order, and in which words, is a document told? The sections of a report, for page and PDF alike."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ogp_tracker import ui
from reporting.document import Document, Passage, digest_of, to_json
from reporting.renderers import annexes, brief, commitment
from reporting.renderers.blocks import Block, Facts, Missing, Note, Prose, Section, Told
from reporting.renderers.wording import (
    day,
    fact,
    instant,
    is_translation,
    line,
    link,
    name,
    passage,
    period,
    quiet,
    strong,
    texts,
    typed,
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
            *period(
                document.plan.period_text,
                document.plan.starts_on,
                document.plan.ends_on,
                beside=document.plan.title,
            ),
        ),
        fact(_("Coordinator"), line(name(document.plan.coordinator, otherwise=_("not stated")))),
        fact(
            _("Compiled from"),
            line(_("the public record as it was on %(at)s") % {"at": instant(document.known_at)}),
        ),
        fact(
            _("Head of the record"),
            line(_("number %(number)d, ") % {"number": head.number}, typed(head.digest)),
        ),
    ]
    return Facts(tuple(rows))


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
            "It holds what the public record shows, in the order of OGP's template. It is not the government's self-assessment and carries no report number."  # noqa: E501
        )
        notes.append(Note((line(strong(_("An extract for reviewers. ")), says),)))
    elif document.introduction.absent:
        says = _("The parts that people write were still empty. Each is marked where it belongs.")
        notes.append(Note((line(strong(_("Compiled from the record. ")), says),)))
    if is_translation(document.plan.title):
        says = _(
            "Where a text of the plan is not known in this language, it stands in a translation by this site. The JSON file tells the source's own words from ours, text by text."  # noqa: E501
        )
        notes.append(Note((line(strong(_("Translated in part. ")), says),)))
    if document.removed_since:
        notes.append(_removed_since(document))
    return tuple(notes)


def _removed_since(document: Document) -> Note:
    """That the law took texts out, by which events, and what the digest was before."""
    events = [str(each.event) for each in document.removed_since]
    says = ngettext(
        "Texts were removed by law after this document was compiled (event %(events)s). ",
        "Texts were removed by law after this document was compiled (events %(events)s). ",
        len(events),
    ) % {"events": ui.listed(events)}
    place = _("Each place says so. The digest it was compiled with: ")
    return Note((line(strong(says), place, typed(document.compiled_as), "."),))


def _sections(document: Document) -> tuple[Section, ...]:
    """In brief, then the six parts of the template, then the annexes."""
    told = [commitment.sections(each) for each in document.commitments]
    return (
        brief.section(document),
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
        "The plan has %(count)d commitment. “Stated” is what the lead body says, “indicated” is what the milestones show by the published rule, then comes what civil society says, and “assessed” is what the IRM found. They stand side by side and are never averaged.",  # noqa: E501
        "The plan has %(count)d commitments. For each, “stated” is what the lead body says, “indicated” is what the milestones show by the published rule, then comes what civil society says, and “assessed” is what the IRM found. They stand side by side and are never averaged.",  # noqa: E501
        len(document.commitments),
    )
    return Prose((line(says % {"count": len(document.commitments)}),))


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
            line(typed(head.digest)),
        ),
        fact(
            _("Digest of this document"),
            line(typed(digest_of(to_json(document)))),
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
                    "The lead body states a commitment's completion; responsible bodies record their milestones; the milestones indicate by a published rule; the IRM assesses on its own scales. No voice is turned into another."  # noqa: E501
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
