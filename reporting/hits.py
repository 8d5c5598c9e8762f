"""What is a hit, and how does a row say the words somebody looks for?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.fields.json import KT
from django.utils import translation
from django.utils.safestring import SafeString

from ogp_tracker.folding import Folded, excerpt, marked, says_any
from ogp_tracker.texts import TAGS, Texts, pick, split_tag


@dataclass(frozen=True)
class Hit:
    """A row that says the words: its title, its page, and what stands around the first word found in it.

    The words are marked in ``title`` and ``says``; both carry the language they are in.
    """

    title: SafeString | str
    title_language: str
    url: str
    where: str
    says: SafeString
    language: str
    is_translated: bool = False
    body: Texts | None = None
    on: date | None = None
    is_sample: bool = False


def saying(
    rows: QuerySet[Any], words: Sequence[str], *, texts: Sequence[str] = (), plain: Sequence[str] = ()
) -> QuerySet[Any]:
    """The rows that say every word in one of these fields; ``texts`` are in several languages."""
    columns = [KT(f"{name}__{tag}") for name in texts for tag in TAGS]
    rows = rows.alias(everything=Folded(*columns, *plain))
    for word in words:
        rows = rows.filter(everything__contains=word)
    return rows


def worded(
    row: dict[str, Any], words: Sequence[str], *, title: str, more: Sequence[str] = (), otherwise: str = ""
) -> dict[str, Any]:
    """Title and excerpt of something worded in several languages.

    The title is in the reader's language, if there is one; where it says none of the words, a title in another
    language that does is the excerpt. Where it says one, nothing in another language is needed.
    """
    mine = translation.get_language() or settings.LANGUAGE_CODE
    shown = pick(row[title], mine)
    pairs = [pair for name in more for pair in _in_languages(row[name], mine)]
    if says_any(shown.text, words):
        pairs = [(text, tag) for text, tag in pairs if split_tag(tag)[0] == mine]
    else:
        pairs += _in_languages(row[title], mine)
    return {
        "title": marked(shown.text or otherwise, words),
        "title_language": shown.language,
        **written(words, *pairs),
    }


def written(words: Sequence[str], *pairs: tuple[str, str]) -> dict[str, Any]:
    """What stands around the words in the first of the texts (text, language or tag) that says one of them."""
    for text, language in pairs:
        if says_any(text, words):
            own, is_ours = split_tag(language)
            return {"says": excerpt(text, words), "language": own, "is_translated": bool(is_ours)}
    return {"says": SafeString(""), "language": ""}


def _in_languages(texts: Texts | None, mine: str) -> list[tuple[str, str]]:
    pairs = [(text, tag) for tag, text in (texts or {}).items()]
    return sorted(pairs, key=lambda pair: split_tag(pair[1])[0] != mine)
