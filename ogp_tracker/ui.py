"""Which words may a template use? The tags and filters of this library, in every template.

They know no app: a state is its code, a text its languages, a link an address that keeps the moment.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.forms import BoundField
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from ogp_tracker import as_of
from ogp_tracker.words import (
    KIND_WORDS,
    LEVEL_WORDS,
    NONE_AND_ONE,
    SMALL_NUMBERS,
    STATE_WORDS,
    VALUE_WORDS,
    VERB_WORDS,
)

register = template.Library()

#: What a page may say of how this installation is set up.
SHOWN_SETTINGS = {
    "OGP_ACCESSIBILITY_STATEMENT_URL",
    "OGP_CONTACT",
    "OGP_DEMO_SAMPLES",
    "OGP_DEMO_TODAY",
    "OGP_HOME_PLAN",
    "RELEASE",
}


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
    return str(STATE_WORDS.get(level, level))


@register.filter
def sentence_word(level: str) -> str:
    """The word for a state at the start of a line: ``not_started`` -> "Not started"."""
    return capfirst(word(level))


@register.filter
def value_word(value: str) -> str:
    """The words of an OGP value."""
    return str(VALUE_WORDS.get(value, value))


@register.filter
def in_words(number: int, of: str = "") -> str:
    """A count as it is read in a sentence: words up to nine, figures above. ``of`` is what is counted (English)."""
    words = (*NONE_AND_ONE[of], *SMALL_NUMBERS[2:]) if of else SMALL_NUMBERS
    return str(words[number]) if 0 <= number < len(words) else str(number)


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


@register.simple_tag(takes_context=True)
def to(context: template.Context, name: str, *args: Any) -> str:
    """The address of a page that keeps the moment the reader looks at."""
    moment = context.get("moment")
    return reverse(name, args=args) + (moment.query if moment else "")


@register.simple_tag(takes_context=True)
def asked_besides(context: template.Context, *names: str) -> list[tuple[str, str]]:
    """What the address asks for besides these parameters; a form that asks for them takes it along."""
    asked = context["request"].GET
    return [(name, value) for name in asked if name not in names for value in asked.getlist(name)]


@register.simple_tag(takes_context=True)
def signed_in(context: template.Context) -> bool:
    """Whether somebody is signed in, as ``is_signed_in``; nobody is where a part is drawn without a request."""
    request = context.get("request")
    return request is not None and is_signed_in(request)


def is_signed_in(request: Any) -> bool:
    """Whether somebody is signed in, without touching the session of a visitor who has none."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and bool(request.user.is_authenticated)


@register.simple_tag(takes_context=True)
def offered(context: template.Context, permission: str) -> bool:
    """Whether a page points at a form: for visitors always, for whoever is signed in if the rule would let them."""
    return not signed_in(context) or context["request"].actor.has_perm(permission)


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


@register.simple_tag
def query_with(moment: as_of.Moment | None, **more: str) -> str:
    """The query string that keeps the moment and adds what is not empty: ``?as_of=2020-06-30&state=limited``."""
    kept = moment.query.removeprefix("?") if moment else ""
    asked = {name: value for name, value in more.items() if value}
    query = "&".join(part for part in (kept, urlencode(asked)) if part)
    return f"?{query}" if query else ""


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
def control(field: BoundField) -> SafeString:
    """The control of a form's field, without the placeholder that would repeat its label."""
    return field.as_widget(attrs={"placeholder": False})


@register.filter
def media_word(media_type: str) -> str:
    """What kind of file it is, in short: "application/pdf" -> "PDF", "text/plain; charset=utf-8" -> "TXT"."""
    plain = media_type.partition(";")[0].strip()
    extension = mimetypes.guess_extension(plain)
    return extension.removeprefix(".").upper() if extension else plain


def verb_word(verb: str) -> str:
    """What an event did, as within a sentence: ``record_status`` -> "status recorded"."""
    return str(VERB_WORDS.get(verb, verb))


@register.filter
def kind_word(kind: str) -> str:
    """The kind of row an event wrote, as within a sentence: ``status_update`` -> "entry"."""
    return str(KIND_WORDS.get(kind, kind))
