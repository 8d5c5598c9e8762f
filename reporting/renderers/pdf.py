"""How does a told document become a PDF that everybody can read, and that is the same bytes every time?

Typst sets it by ``report.typ``: tagged for screen readers (PDF/UA-1), made to last (PDF/A-2a), with the fonts
typst carries, so that no machine sets it differently. Words go in as data. The date of the file is the day
the record is told from. Those fonts do not know every script: should one character not be drawable, the
document is set again with such characters written as their number, as in [U+1F600]; the page and the JSON
have them all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.translation import gettext as _

from ogp_tracker import ui
from ogp_tracker.as_of import local_day
from ogp_tracker.files import StoredFile, store
from reporting.document import Document
from reporting.renderers.blocks import Glyph
from reporting.renderers.telling import tell

TEMPLATE = Path(__file__).with_name("report.typ")
#: Letters and signs that the fonts within typst can draw: Latin, Greek, Cyrillic, punctuation, currency.
_UNDRAWABLE = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\u017f\u0384-\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f"
    r"\u200b\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u2192\u2212]"
)
_UNBROKEN = re.compile(r"[^\s\u200b]{30,}")
_WHERE_TO_BREAK = re.compile(r"([/._?&=\-]+|[^/._?&=\-]{16})")
_COLOURS = {
    "completed": "#053227",
    "substantial": "#0b6a53",
    "limited": "#3f9a83",
    "not_started": "#5b5d60",
}
_GREY = "#77797b"
_STYLE = (
    ".shell,.bar{{fill:none;stroke:{colour};stroke-width:2}}.fill{{fill:{colour}}}"
    ".lines{{fill:none;stroke:{colour};stroke-width:1.9}}.dash{{stroke-dasharray:3.4 3}}"
    ".tick{{fill:none;stroke:#fff;stroke-width:3}}.tick-under{{fill:none;stroke:#fff;stroke-width:9}}"
    ".tick-dark{{stroke:{colour}}}.ask{{fill:{colour};font-size:16px;text-anchor:middle;"
    "font-family:'Libertinus Serif'}}.late-halo{{fill:#fff;stroke:#fff;stroke-width:3}}.late-mark{{fill:#b81a1a}}"
)


def pdf(document: Document, *, language: str) -> bytes:
    """The document as PDF/UA-1 and PDF/A-2a, in a language of the interface. Any document can be set."""
    told = _data(document, language=language)
    try:
        return _set(told)
    except typst.TypstError:
        return _set(_drawable(told))


def keep(document: Document, *, language: str) -> StoredFile:
    """The PDF as a stored file, under its hash."""
    content = pdf(document, language=language)
    return store(SimpleUploadedFile("report.pdf", content, content_type="application/pdf"))


def _set(told: dict[str, Any]) -> bytes:
    return typst.compile(
        TEMPLATE,
        format="pdf",
        root=TEMPLATE.parent,
        sys_inputs={"told": json.dumps(told)},
        pdf_standards=["ua-1", "a-2a"],
        ignore_system_fonts=True,
    )


def _data(document: Document, *, language: str) -> dict[str, Any]:
    """What the template is given: the told document, the drawings in it, the date of the file."""
    told, day = asdict(tell(document, language=language)), local_day(document.known_at)
    drawings: dict[str, str] = {}
    with translation.override(language):
        page = _("Page")
        for holder in _holders(told["sections"]):
            _draw(holder, drawings)
    for run in _runs(told):
        run["text"] = run["text"] if run["style"] == "typed" else _breakable(run["text"])
    dated = {"year": day.year, "month": day.month, "day": day.day, "page": page}
    return {**told, **dated, "glyphs": drawings}


def _holders(sections: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Everything that holds glyphs: cells, groups and voices."""
    for block in (block for section in sections for block in section["blocks"]):
        if block["kind"] == "table":
            yield from (cell for row in block["rows"] for cell in row)
        elif block["kind"] == "distribution":
            yield from block["groups"]
        elif block["kind"] == "voices":
            yield from block["items"]


def _draw(holder: dict[str, Any], drawings: dict[str, str]) -> None:
    """Name the drawings of a cell, group or voice: one beside words, or a strip with words of its own."""
    single = holder.get("glyph")
    found = [Glyph(**each) for each in holder.get("glyphs", [single] if single else [])]
    drawings |= {_name(each): _svg(each) for each in found}
    holder |= {"glyph": "", "strip": [], "alt": ""}
    is_strip = "count" in holder or not holder["lines"] or len(found) > 1
    if found and is_strip:
        holder |= {"strip": [_name(each) for each in found], "alt": ", ".join(_says(each) for each in found)}
    elif found:
        holder["glyph"] = _name(found[0])


def _name(glyph: Glyph) -> str:
    return f"{glyph.level}{'-hatched' * glyph.is_hatched}{'-late' * glyph.is_late}"


def _says(glyph: Glyph) -> str:
    """The drawing in words."""
    return ui.word(glyph.level) + (", " + _("overdue")) * glyph.is_late


def _svg(glyph: Glyph) -> str:
    """The block of a state as the pages draw it, with its colours written in."""
    drawing = str(ui.glyph(glyph.level, hatched=glyph.is_hatched, late=glyph.is_late))
    style = _STYLE.format(colour=_COLOURS.get(glyph.level, _GREY))
    named = drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return named.replace(">", f"><style>{style}</style>", 1)


def _runs(value: Any) -> Iterator[dict[str, Any]]:
    """Every run of words, wherever it stands."""
    if isinstance(value, dict):
        if "style" in value and "text" in value:
            yield value
        else:
            for each in value.values():
                yield from _runs(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _runs(each)


def _breakable(text: str) -> str:
    """Let a line break within what has no spaces: addresses after their signs, anything else now and then."""
    return _UNBROKEN.sub(lambda found: _WHERE_TO_BREAK.sub("\\1\u200b", found[0]), text)


def _drawable(value: Any) -> Any:
    """The same data with characters the fonts may lack written as their number."""
    if isinstance(value, dict):
        return {name: each if name in ("glyphs", "url") else _drawable(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_drawable(each) for each in value]
    if isinstance(value, str):
        return _UNDRAWABLE.sub(lambda found: f"[U+{ord(found[0]):04X}]", value)
    return value
