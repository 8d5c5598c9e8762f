"""In which language is a text, and how is a reader told? Tags and filters of every template.

A text in its languages is picked for the reader; where another language, or a translation of this project, stands
in for it, eye and ear are told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext

from ogp_tracker import texts
from ogp_tracker.words import LANGUAGE_WORDS, NOTES, SOURCE_WORDS

register = template.Library()


@register.filter
def words(value: texts.Texts | str | None) -> SafeString | str:
    """A reference text in the reader's language; one in another language says so to ear and eye."""
    if isinstance(value, str):
        return value
    language = translation.get_language() or settings.LANGUAGE_CODE
    picked = texts.pick(value, language)
    if picked.original:
        text, note = spoken(picked.text, picked.language), gettext("our translation")
        return format_html('{} <span class="translated">{}</span>', text, note)
    if picked.language in ("", language):
        return picked.text
    note = gettext("only in %(language)s") % {"language": language_word(picked.language)}
    return format_html(
        '<span lang="{}">{}</span> <span class="tag">{}</span>', picked.language, picked.text, note
    )


#: A compound that is too long for a narrow column, and the part it may break before.
_COMPOUND = re.compile(r"(\w{6,})(departement|direktorat|forvaltning|sentral|rapport|utdrag|koder|mekanisme)")


@register.filter
def breakable(text: SafeString | str) -> SafeString | str:
    """Words that may break within long compounds: "moderniserings-departementet"; browsers know no Norwegian."""
    broken = _COMPOUND.sub("\\1\u00ad\\2", text)
    return SafeString(broken) if isinstance(text, SafeString) else broken


@register.filter
def in_full(value: texts.Texts | None) -> SafeString | str:
    """The same as the heading of a page, which tells below it what it was translated from."""
    picked = texts.pick(value, translation.get_language() or settings.LANGUAGE_CODE)
    return spoken(picked.text, picked.language) if picked.original else words(value)


@register.filter
def said(value: texts.Texts | str | None) -> SafeString | str:
    """The same within a sentence: which language it is in is told to the ear, not to the eye."""
    if isinstance(value, str):
        return value
    picked = texts.pick(value, translation.get_language() or settings.LANGUAGE_CODE)
    return spoken(picked.text, picked.language)


@register.filter
def spoken(text: str, language: str) -> SafeString | str:
    """Words that somebody wrote in one language; where it is not the page's, eye and ear are told which."""
    if not text or language in ("", translation.get_language()):
        return text
    return format_html('<span lang="{}">{}</span>', language, text)


@register.filter
def as_stated(text: str, beside: texts.Texts | None) -> SafeString | str:
    """Words of a source, kept in its own language only; ``beside`` is any text of the same source."""
    ours = by_this_project(text)
    return ours if ours is not None else spoken(text, texts.main_language(beside) or settings.LANGUAGE_CODE)


@register.filter
def original(value: texts.Texts | None) -> SafeString | str:
    """The words a text was translated from, if this project translated it for the reader; else nothing."""
    picked = texts.pick(value, translation.get_language() or settings.LANGUAGE_CODE)
    if not picked.original:
        return ""
    language = next(code for code, text in (value or {}).items() if text == picked.original)
    return format_html('<span lang="{}">{}</span>', language, picked.original)


@register.filter
def language_word(code: str) -> str:
    """The word for a language, as within a sentence: "nb" -> "Norwegian Bokmål"."""
    return str(LANGUAGE_WORDS.get(code, code))


@register.filter
def plain(value: texts.Texts | str | None) -> str:
    """A reference text in the reader's language as a bare string, for titles and attributes."""
    if isinstance(value, str):
        return value
    return texts.pick(value, translation.get_language() or settings.LANGUAGE_CODE).text


#: A source as the loader of plans writes it: who says so, the address, and what is to be added.
_SOURCE = re.compile(r"(?:(?P<by>OGP|The plan|The IRM): )?(?P<url>https?://\S+?)(?:; (?P<more>.+))?")
_NAMED = re.compile("named “(.+?)”")


@dataclass(frozen=True)
class Note:
    """What a source adds to its address: its words in place of the sentence's ``{}``.

    Words of this project stand in the reader's language; of others, nobody has noted in which they are.
    """

    sentence: str
    words: str
    is_ours: bool


@dataclass(frozen=True)
class Source:
    """Who says something, and where: ``by`` and ``url`` are empty where the source does not say."""

    by: str
    url: str
    notes: tuple[Note, ...]


def source_of(text: str) -> Source:
    """Reads a source as the loader of plans writes it; whatever has no address is a note as a whole."""
    found = _SOURCE.fullmatch(text)
    if not found:
        return Source("", "", (_note(text),) if text else ())
    by = str(SOURCE_WORDS[found["by"]]) if found["by"] else ""
    return Source(by, found["url"], tuple(_note(part) for part in (found["more"] or "").split("; ") if part))


@register.filter
def source(value: str | dict[str, Any]) -> SafeString | str:
    """A source: a link where it is an address, with who says so and what was noted about it; else its words."""
    text = value if isinstance(value, str) else str(value.get("url") or value.get("title") or "")
    told = source_of(text)
    notes = format_html_join("; ", "{}", ((_note_html(note),) for note in told.notes))
    if not told.url:
        return notes
    link = format_html('<a class="ds-link" href="{}" rel="external">{}</a>', told.url, _short(told.url))
    return format_html("{}{}{}{}", f"{told.by}: " if told.by else "", link, "; " if notes else "", notes)


def _short(address: str) -> str:
    """An address as it is named: "opengovpartnership.org/…/no0056". The whole of it is in the link, and in print."""
    shown = address.split("://", 1)[1].removeprefix("www.").rstrip("/")
    host, _slash, path = shown.partition("/")
    last = path.rpartition("/")[2]
    return Truncator(f"{host}/…/{last}" if last != path else shown).chars(48)


def by_this_project(text: str) -> str | None:
    """A note of this project, in the reader's language; None where any of it is in somebody else's words."""
    found, rest = [], text
    while rest:
        note = next((note for note in NOTES if rest.startswith(note)), None)
        if note is None:
            return None
        found.append(gettext(note))
        rest = rest[len(note) :].lstrip()
    return " ".join(found)


def _note(text: str) -> Note:
    named = _NAMED.fullmatch(text)
    words = named[1] if named else text
    ours = by_this_project(words)
    return Note(gettext("named “{}”") if named else "{}", words if ours is None else ours, ours is not None)


def _note_html(note: Note) -> SafeString:
    words = note.words if note.is_ours else format_html('<span lang="">{}</span>', note.words)
    return format_html(note.sentence, words)


@register.simple_tag
def interface_languages() -> list[tuple[str, str]]:
    """The languages of the interface, each by its own name."""
    return settings.LANGUAGES


@register.simple_tag(takes_context=True)
def in_language(context: template.Context, code: str) -> str:
    """The address of this very page, query included, in another language; where it names none, the way to choose it."""
    here = context["request"].get_full_path()
    _root, own, *rest = here.split("/", 2)
    if own in dict(settings.LANGUAGES):
        return f"/{code}/{'/'.join(rest)}"
    with translation.override(code):
        return f"{reverse('language-choose')}?{urlencode({'next': here})}"


@register.simple_tag(takes_context=True)
def in_languages(context: template.Context) -> list[tuple[str, str]]:
    """This page in every language, as absolute addresses for search engines; none where its address names none."""
    request = context.get("request")
    if request is None or request.path.split("/")[1] not in dict(settings.LANGUAGES):
        return []
    return [
        (code, request.build_absolute_uri(in_language(context, code))) for code in texts.interface_languages()
    ]
