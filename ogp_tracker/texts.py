"""How does one reference text live in several languages, in one column that can be hashed?

A text is a JSON object from language code to string, ``{"en": "...", "nb": "..."}``. One column means
one field commitment in the public record and one column to empty when the law removes a text.

What the source says stands under the language alone. What this project translated stands under a tag that says
so, ``nb-t-en``: Bokmål, from English (BCP 47, extension T, RFC 6497). So a translation is never taken for the
official words, and gives way to them as soon as they are known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

#: Characters a text that somebody writes may have.
TEXT_LIMIT = 10_000

#: Languages content may be written in (ISO 639-1), in the order of fallback.
CONTENT_LANGUAGES = ("en", "nb", "nn", "se")
#: Where a reader of the key language looks next. Nynorsk and Bokmål are read by the same people.
FALLBACKS = {
    "nn": ("nb", "en", "se"),
    "nb": ("nn", "en", "se"),
    "en": ("nb", "nn", "se"),
    "se": ("nb", "nn", "en"),
}

#: Between the language of a translation and the one it was made from.
_FROM = "-t-"
_TRANSLATED = ("en", "nb", "nn")  # the languages this project translates between
#: Every name a text may stand under: its language, or a language and the one it was translated from.
TAGS = (
    *CONTENT_LANGUAGES,
    *(f"{into}{_FROM}{out_of}" for into in _TRANSLATED for out_of in _TRANSLATED if into != out_of),
)

Texts = dict[str, str]


class Picked(NamedTuple):
    """A text as a reader gets it, and the language it is really in (empty when there is no text).

    ``original`` is the text it was translated from, if this project translated it and the two differ: a name
    that is the same in both languages is no translation to anybody. ``is_official`` tells the source's own words
    from ours even then.
    """

    text: str
    language: str
    original: str = ""
    is_official: bool = True


def pick(texts: Texts | None, language: str) -> Picked:
    """Return the text in ``language``, or in the nearest language there is; never a silent gap."""
    for candidate in (language, *FALLBACKS.get(language, CONTENT_LANGUAGES)):
        found = spoken(texts, candidate)
        if found:
            return found
    return Picked("", "")


def spoken(texts: Mapping[str, str] | None, language: str) -> Picked | None:
    """The text in just this language, in the source's words before this project's; None if it lacks."""
    known = texts or {}
    if known.get(language):
        return Picked(known[language], language)
    for tag, text in known.items():
        into, out_of = split_tag(tag)
        if into == language and out_of:
            original = known.get(out_of, "")
            return Picked(text, language, original if original != text else "", is_official=False)
    return None


def split_tag(tag: str) -> tuple[str, str]:
    """The language a tag names, and the one it was translated from by this project; empty for the source's own."""
    into, _from, out_of = tag.partition(_FROM)
    return into, out_of


def main_language(texts: Texts | None) -> str:
    """The language a source most likely speaks: the first one that its text is not translated into."""
    known = texts or {}
    return next((code for code in CONTENT_LANGUAGES if known.get(code)), "")


def validate_language(code: str, known: Sequence[str] = CONTENT_LANGUAGES) -> None:
    """Refuse a language that content is not written in."""
    if code not in known:
        raise ValidationError(
            _("“%(language)s” is not a language this site writes in. Use one of: %(known)s."),
            code="texts",
            params={"language": code, "known": ", ".join(CONTENT_LANGUAGES)},
        )


def validate_texts(value: Any) -> None:
    """Refuse anything but an object of known language codes and non-empty strings."""
    if not isinstance(value, dict):
        raise ValidationError(_('Give the text as an object, for example {"en": "..."}.'), code="texts")
    for language, text in value.items():
        validate_language(language, TAGS)
        _into, out_of = split_tag(language)
        if out_of and out_of not in value:
            raise ValidationError(
                _("The translation from “%(language)s” needs its original beside it."),
                code="texts",
                params={"language": out_of},
            )
        if not isinstance(text, str) or not text.strip():
            raise ValidationError(
                _("The text for “%(language)s” is empty. Leave the language out instead."),
                code="texts",
                params={"language": language},
            )


class TextsField(models.JSONField):
    """A text in the languages it is known in; ``{}`` means that the source states none."""

    default_validators = [validate_texts]

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("default", dict)
        options.setdefault("blank", True)
        super().__init__(*args, **options)


_WITHOUT_NUL = ProhibitNullCharactersValidator(
    _lazy("The text has a character that cannot be kept (NUL). Remove it.")
)


class WrittenTextField(models.TextField):  # type: ignore[type-arg]
    """A text that somebody wrote, in one language: at most 10,000 characters, without NUL.

    To the database it is a TextField, so no migration knows of it. What is longer is a document.
    """

    default_validators = [
        MaxLengthValidator(
            TEXT_LIMIT,
            _lazy("The text has %(show_value)s characters; at most %(limit_value)s are allowed. Shorten it."),
        ),
        _WITHOUT_NUL,
    ]

    def deconstruct(self) -> Any:
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.TextField", args, options


class AttachableTextField(WrittenTextField):
    """The same beside a field for files: what is longer is attached as evidence."""

    default_validators = [
        MaxLengthValidator(
            TEXT_LIMIT,
            _lazy(
                "The text has %(show_value)s characters; at most %(limit_value)s are allowed. "
                "Attach the rest as a file."
            ),
        ),
        _WITHOUT_NUL,
    ]


class LanguageField(models.CharField):  # type: ignore[type-arg]
    """The language in which the texts of a row are written. To the database it is a CharField."""

    default_validators = [validate_language]

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", 5)
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options


def interface_languages() -> list[str]:
    """Language codes the interface is translated into."""
    return [code for code, _name in settings.LANGUAGES]
