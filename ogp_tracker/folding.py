"""How is a word found in Norwegian texts, whatever its capitals, and alike on both databases?

SQLite folds the capitals of ASCII only, PostgreSQL those its locale knows. ``Folded`` asks each of them for the
same: Unicode's lower case. SQLite gets a function of Python for it, PostgreSQL has the rules of ICU.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from django.db.models import Func, TextField
from django.utils.html import escape
from django.utils.safestring import SafeString

#: How much of what somebody types is looked for.
LONGEST_QUESTION = 200
MOST_WORDS = 8
SHORTEST_WORD = 2
#: Characters of a text shown before and after the first word found in it.
BEFORE, AFTER = 70, 170


class Folded(Func):
    """One or more texts, one to a line, in lower case by the rules of Unicode; NULLs are left out."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="OGP_FOLD", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = 'LOWER(CONCAT_WS(CHR(10), %(expressions)s) COLLATE "und-x-icu")'
        return self.as_sql(compiler, connection, template=template, **more)


def fold(*texts: str | None) -> str:
    """What ``Folded`` makes of texts in the database."""
    return "\n".join(text for text in texts if text is not None).lower()


def teach_sqlite(connection: Any, **signal: Any) -> None:
    """Give a new connection to SQLite the function that ``Folded`` calls."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("OGP_FOLD", -1, fold, deterministic=True)


def question_of(typed: str) -> str:
    """What somebody looks for: what cannot be printed separates words like a space."""
    letters = unicodedata.normalize("NFC", typed[:LONGEST_QUESTION])
    return " ".join("".join(letter if letter.isprintable() else " " for letter in letters).split())


def words_of(question: str) -> list[str]:
    """The words of a question, folded, each once."""
    words = [word for word in question.lower().split() if len(word) >= SHORTEST_WORD]
    return list(dict.fromkeys(words))[:MOST_WORDS]


def says_any(text: str, words: Sequence[str]) -> bool:
    """Whether any of the folded words stands in a text."""
    folded = text.lower()
    return any(word in folded for word in words)


def marked(text: str, words: Sequence[str]) -> SafeString:
    """A text as HTML, every occurrence of the words in ``<mark>``."""
    pieces = _pattern(words).split(text)
    html = "".join(
        f"<mark>{escape(each)}</mark>" if at % 2 else escape(each) for at, each in enumerate(pieces)
    )
    return SafeString(html)


def excerpt(text: str, words: Sequence[str]) -> SafeString:
    """What stands around the first of the words in a text, as HTML, with all of them marked."""
    plain = " ".join(text.split())
    first = _pattern(words).search(plain)
    at = first.start() if first else 0
    start = plain.rfind(" ", 0, at - BEFORE) + 1 if at > BEFORE else 0
    end = plain.find(" ", at + AFTER) if at + AFTER < len(plain) else -1
    shown = marked(plain[start : end if end > 0 else len(plain)], words)
    return SafeString(("… " if start else "") + shown + (" …" if end > 0 else ""))


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(f"({'|'.join(re.escape(word) for word in longest_first)})", re.IGNORECASE)
