"""Which words may a template use? The tags and filters of this library, in every template.

They know no app: a state is its code, a text its languages, a link an address that keeps the moment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext, gettext_lazy, ngettext

from ogp_tracker import as_of, texts

register = template.Library()

#: A state's word for readers, lower case as it stands within a sentence. The first four are OGP's own.
LEVEL_WORDS = {
    "completed": gettext_lazy("completed"),
    "substantial": gettext_lazy("substantial"),
    "limited": gettext_lazy("limited"),
    "not_started": gettext_lazy("not started"),
    "not_reported": gettext_lazy("not reported"),
    "withdrawn": gettext_lazy("withdrawn"),
    "undetermined": gettext_lazy("cannot be indicated"),
}
#: OGP's values (``domain.md`` 3), as a plan claims them.
VALUE_WORDS = {
    "access_to_information": gettext_lazy("access to information"),
    "civic_participation": gettext_lazy("civic participation"),
    "public_accountability": gettext_lazy("public accountability"),
    "technology_and_innovation": gettext_lazy("technology and innovation"),
}
#: What a page may say of how this installation is set up.
SHOWN_SETTINGS = {
    "OGP_ACCESSIBILITY_STATEMENT_URL",
    "OGP_CONTACT",
    "OGP_DEMO_SAMPLES",
    "OGP_DEMO_TODAY",
    "OGP_HOME_PLAN",
    "OGP_ORIGIN",
    "RELEASE",
}
_SMALL_NUMBERS = (
    gettext_lazy("no"),
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
)


@register.simple_tag
def glyph(level: str, *, hatched: bool = False, late: bool = False) -> SafeString:
    """Draw the block of a state: "the block fills". The word must stand beside it; the drawing is silent."""
    return _glyph(level if level in LEVEL_WORDS else "undetermined", hatched, late)


@lru_cache(maxsize=64)
def _glyph(level: str, hatched: bool, late: bool) -> SafeString:
    drawing = render_to_string("parts/glyph.svg", {"level": level, "hatched": hatched, "late": late})
    return SafeString(" ".join(drawing.split()))


@register.filter
def word(level: str) -> str:
    """The word for a state, as within a sentence: ``not_started`` -> "not started"."""
    return str(LEVEL_WORDS.get(level, level))


@register.filter
def sentence_word(level: str) -> str:
    """The word for a state at the start of a line: ``not_started`` -> "Not started"."""
    return capfirst(word(level))


@register.filter
def value_word(value: str) -> str:
    """The words of an OGP value."""
    return str(VALUE_WORDS.get(value, value))


@register.filter
def in_words(number: int) -> str:
    """A count as it is read in a sentence: words up to nine, figures above."""
    return str(_SMALL_NUMBERS[number]) if 0 <= number < len(_SMALL_NUMBERS) else str(number)


@register.filter
def listed(parts: Sequence[str]) -> str:
    """Parts as a list in a sentence: "one completed, two limited and one not started"."""
    if len(parts) < 2:
        return "".join(parts)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


@register.filter
def day(value: date | None) -> SafeString | str:
    """A day in the one form this site uses, "30 June 2021", readable by machines too."""
    if value is None:
        return ""
    return format_html('<time class="nowrap" datetime="{}">{}</time>', value.isoformat(), date_format(value))


@register.filter
def instant(value: datetime | None) -> SafeString | str:
    """An instant in local time, "30 June 2021, 14:05", with the exact UTC time for machines."""
    if value is None:
        return ""
    local = value.astimezone(as_of.zone())
    text = f"{date_format(local.date())}, {local:%H:%M}"
    return format_html('<time class="nowrap" datetime="{}">{}</time>', value.isoformat(), text)


@register.filter
def local_day(value: datetime) -> date:
    """The day (Europe/Oslo) on which an instant fell."""
    return as_of.local_day(value)


@register.filter
def days(count: int) -> str:
    """A number of days with its noun: "1 day", "91 days"."""
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


@register.filter
def words(value: texts.Texts | str | None) -> SafeString | str:
    """A reference text in the reader's language; one in another language says so to ear and eye."""
    if isinstance(value, str):
        return value
    language = translation.get_language() or settings.LANGUAGE_CODE
    picked = texts.pick(value, language)
    if picked.language in ("", language):
        return picked.text
    note = gettext("only in %(language)s") % {
        "language": translation.gettext(translation.get_language_info(picked.language)["name"])
    }
    return format_html(
        '<span lang="{}">{}</span> <span class="tag">{}</span>', picked.language, picked.text, note
    )


@register.filter
def plain(value: texts.Texts | str | None) -> str:
    """A reference text in the reader's language as a bare string, for titles and attributes."""
    if isinstance(value, str):
        return value
    return texts.pick(value, translation.get_language() or settings.LANGUAGE_CODE).text


@register.simple_tag(takes_context=True)
def to(context: template.Context, name: str, *args: Any) -> str:
    """The address of a page that keeps the moment the reader looks at."""
    moment = context.get("moment")
    return reverse(name, args=args) + (moment.query if moment else "")


@register.simple_tag(takes_context=True)
def signed_in(context: template.Context) -> bool:
    """Whether somebody is signed in, without touching the session of a visitor who has none."""
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return bool(request.user.is_authenticated)


@register.simple_tag(takes_context=True)
def colour_scheme(context: template.Context) -> str:
    """The colours the reader chose: "light", "dark", or "auto", as the device is set."""
    request = context.get("request")
    chosen = request.COOKIES.get("colour-scheme") if request else ""
    return chosen if chosen in ("light", "dark") else "auto"


@register.simple_tag
def setting(name: str) -> Any:
    """One of the few settings a page may show; anything else is refused."""
    if name not in SHOWN_SETTINGS:
        raise template.TemplateSyntaxError(f"A page may not show the setting {name}.")
    return getattr(settings, name)


@register.simple_tag(takes_context=True)
def in_language(context: template.Context, code: str) -> str:
    """The address of this very page, query included, in another language."""
    return translate_url(context["request"].get_full_path(), code)


@register.simple_tag
def query_with(moment: as_of.Moment | None, **more: str) -> str:
    """The query string that keeps the moment and adds to it: ``?as_of=2020-06-30&state=limited``."""
    kept = moment.query.removeprefix("?") if moment else ""
    return "?" + "&".join(part for part in (kept, urlencode(more)) if part)


@register.simple_tag
def fixed_query(moment: as_of.Moment) -> str:
    """The query that shows this moment for ever, also when its day is no longer the usual one."""
    asked = {"as_of": moment.day.isoformat()}
    if moment.known_on:
        asked["known_on"] = moment.known_on.isoformat()
    return "?" + urlencode(asked)


@register.filter
def at(found: Mapping[str, Any], key: str) -> Any:
    """What a mapping holds under a key that is itself a variable, or None."""
    return found.get(key)


@register.filter
def source(value: str | dict[str, Any]) -> SafeString | str:
    """A source: a link where it is an address, else its words."""
    text = value if isinstance(value, str) else str(value.get("url") or value.get("title") or "")
    if not text.startswith(("https://", "http://")):
        return text
    shown = text.split("://", 1)[1].removeprefix("www.").rstrip("/")
    return format_html('<a class="ds-link" href="{}" rel="external">{}</a>', text, Truncator(shown).chars(70))


@register.filter
def verb_word(value: str) -> str:
    """A code of the record as words: ``record_status`` -> "record status"."""
    return value.replace("_", " ")
