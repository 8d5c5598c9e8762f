"""Which sentences does the house say, and does a catalogue translate every one of them?

A catalogue is `locale/<language>/LC_MESSAGES/django.po`. Babel reads it, Django's own reader of templates finds
what they say: so neither extracting nor compiling needs a package of the system.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from ogp_tracker import __version__

ROOMS = ("accounts", "commitments", "milestones", "ogp_tracker", "participation", "reporting", "templates")
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "_lazy": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEMPLATES = "ogp_tracker.messages:template_sentences"  # in the form that Babel takes
COMMENTS = ("Translators:",)
HEADER = (
    "# The sentences of OGP Tracker. `make messages` brings new ones in; `make check-messages` looks it over."
)

# What a translation has to keep: names to fill in, doubled per cents, tags.
KEPT = re.compile(r"%\(\w+\)[a-z]|%[ds%]|\{\w*\}|</?\w+")


def path_of(language: str, locale: Path) -> Path:
    """Where the catalogue of a language stands."""
    return locale / language / "LC_MESSAGES" / "django.po"


def spoken(house: Path) -> Catalog:
    """Every sentence that Python and templates hold, with the files that say it and the comments for translators."""
    catalogue = Catalog(domain="django")
    for room in ROOMS:
        found = extract_from_dir(
            house / room,
            [("**.*", TEMPLATES)] if room == "templates" else [("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=COMMENTS,
            strip_comment_tags=True,
        )
        for file, _line, sentence, comments, context in found:
            catalogue.add(
                sentence, locations=[(f"{room}/{file}", 0)], auto_comments=comments, context=context
            )
    return catalogue


def read(file: Path, language: str) -> Catalog:
    """A catalogue as it stands on the disk; an empty one if there is none yet."""
    if not file.exists():
        return Catalog(
            locale=language,
            domain="django",
            header_comment=HEADER,
            project="OGP Tracker",
            version=__version__,
            last_translator="the maintainers",
            language_team=language,
            msgid_bugs_address="the maintainers",
            fuzzy=False,
        )
    with file.open("rb") as content:
        return read_po(content, locale=language, domain="django")


def bring_in(sentences: Catalog, catalogue: Catalog) -> bytes:
    """The catalogue with every new sentence and without those nobody says; near ones are kept as fuzzy."""
    sentences.creation_date = catalogue.creation_date  # or every run would change the file
    catalogue.update(sentences)
    content = BytesIO()
    write_po(content, catalogue, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return content.getvalue()


def complaints(sentences: Catalog, catalogue: Catalog) -> Iterator[str]:
    """What a catalogue lacks, one line for each sentence."""
    for sentence in _said(sentences):
        translation = catalogue.get(_key(sentence), sentence.context)
        problem = _problem(sentence, translation)
        if problem:
            yield f"{problem}: {_key(sentence)!r}"


def template_sentences(
    source: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    """What a template says, as Django's own extraction reads it: all the rest becomes rows of X."""
    lines = templatize(source.read().decode("utf-8")).splitlines(keepends=True)
    python = "".join(line.lstrip(" \t") for line in lines)
    yield from extract_python(BytesIO(python.encode()), keywords, comment_tags, options)


def _problem(sentence: Message, translation: Message | None) -> str:
    """What is wrong with one translation, in a few words, or nothing."""
    if translation is None:
        return "missing (make messages)"
    if translation.fuzzy:
        return "fuzzy"
    texts = _forms(translation.string)
    if not all(texts) or len(texts) < len(_forms(sentence.id)):
        return "not translated"
    for index, text in enumerate(texts):
        original = _forms(sentence.id)[min(index, len(_forms(sentence.id)) - 1)]
        if sorted(KEPT.findall(original)) != sorted(KEPT.findall(text)):
            return "placeholders or tags differ"
        if (original[:1].isspace(), original[-1:].isspace()) != (text[:1].isspace(), text[-1:].isspace()):
            return "white space at an end differs"
    return ""


def _said(catalogue: Catalog) -> Iterable[Message]:
    """The sentences without the header, which is the translation of nothing."""
    return (message for message in catalogue if message.id)


def _key(message: Message) -> str:
    return _forms(message.id)[0]


def _forms(text: Any) -> tuple[str, ...]:
    """One form, or singular and plural."""
    return tuple(text) if isinstance(text, (list, tuple)) else (text or "",)
