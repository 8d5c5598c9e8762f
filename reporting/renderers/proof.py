"""How are a piece of evidence and a view of civil society told, wherever they stand?"""

from __future__ import annotations

from dataclasses import replace

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from milestones.evidence import Evidence as EvidenceRow
from ogp_tracker import ui
from reporting.document import Evidence, View
from reporting.renderers.blocks import Line, Lines, Run, Style
from reporting.renderers.wording import day, line, link, mark, name, passage, quiet, strong, typed


def evidence_lines(proof: Evidence) -> Lines:
    """What it proves, who published it, and whether it can still be read."""
    published = (
        _words_of(proof, proof.publisher, "quiet") if proof.publisher else quiet(_("Publisher not stated"))
    )
    dated = day(proof.document_on, _("date of the document not stated"))
    lines = list(passage(proof.proves))
    lines.append(line(published, quiet(f", {dated} "), mark(proof.is_sample)))
    if proof.state == EvidenceRow.State.EXEMPT:
        says = _("Exempt from public access. Legal ground: %(ground)s. It is not public evidence.")
        lines.append(line(strong(says % {"ground": proof.legal_ground})))
    elif proof.state == EvidenceRow.State.WITHDRAWN:
        lines.append(line(strong(_("Withdrawn: %(reason)s") % {"reason": proof.reason})))
    else:
        lines += _where(proof)
    return tuple(lines)


def titled(proof: Evidence, *, url: str = "") -> Line:
    """What it is called, in the language its words are in; on a page, it may lead to the file."""
    called = _words_of(proof, proof.title, "strong") if proof.title else strong(_("no title"))
    return line(replace(called, url=url))


def link_words(proof: Evidence) -> str:
    """How its link answered when it was last looked at; empty for files."""
    if proof.link == "dead":
        words = {"day": day(proof.checked_on), "detail": proof.check_detail}
        return _("the link is dead: on %(day)s it answered “%(detail)s”") % words
    if proof.link == "answers":
        return _("the link answered on %(day)s") % {"day": day(proof.checked_on)}
    return _("the link has not been checked") if proof.link else ""


def view_lines(view: View) -> Lines:
    """Who finds it how complete, and why."""
    on = _("on %(day)s") % {"day": day(view.on)}
    who = line(name(view.organisation), ": ", strong(ui.word(view.level)), f", {on} ", mark(view.is_sample))
    return (who, *passage(view.why))


def _words_of(proof: Evidence, text: str, style: Style) -> Run:
    """Words somebody wrote about it: they are in the language of what it is said to prove."""
    written_in = next(iter(proof.proves.texts), "")
    return Run(text, style, "" if written_in == get_language() else written_in)


def _where(proof: Evidence) -> list[Line]:
    if proof.url:
        says = capfirst(link_words(proof)) + "."
        return [line(link(proof.url)), line(strong(says) if proof.link == "dead" else quiet(says))]
    if proof.file_sha256:
        words = {"type": ui.media_word(proof.file_type), "size": proof.file_size or 0}
        kept = _("A file kept here: %(type)s, %(size)d bytes, SHA-256 ") % words
        return [line(quiet(kept), typed(proof.file_sha256))]
    return []
