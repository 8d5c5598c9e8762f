"""What time is it, and which day does the reader ask about? The only place that reads the clock.

Two parameters travel with every page and API answer: ``as_of`` (how did it stand at the end of that
day) and ``known_on`` (as the public knew it at the end of that other day). Days are Europe/Oslo days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class BadDay(BadRequest):
    """A day in the address that cannot be answered; ``parameter`` names it."""

    def __init__(self, message: str, *, parameter: str) -> None:
        super().__init__(message)
        self.parameter = parameter


@dataclass(frozen=True)
class Moment:
    """The day a reader looks at. ``known_at`` is the end of ``known_on``, or None for "as known now"."""

    day: date
    today: date
    known_on: date | None = None
    #: The day the address without ``as_of`` shows, if not today: the last day of a plan that has ended.
    usual: date | None = None

    @property
    def known_at(self) -> datetime | None:
        return end_of(self.known_on) if self.known_on else None

    @property
    def is_past(self) -> bool:
        """True if this is not simply today's page as known now."""
        return self.day != self.today or self.known_on is not None

    @property
    def query(self) -> str:
        """The query string that keeps this moment in a link: empty where every page shows it anyway, on today."""
        asked = {}
        if self.usual or self.day != self.today:
            asked["as_of"] = self.day.isoformat()
        if self.known_on:
            asked["known_on"] = self.known_on.isoformat()
        return f"?{urlencode(asked)}" if asked else ""


def now() -> datetime:
    """The present instant in UTC; on a demonstration's own day, that day at the real time of day."""
    present = datetime.now(tz=UTC)
    if settings.OGP_DEMO_TODAY is None:
        return present
    clock = present.astimezone(zone()).time()
    return datetime.combine(settings.OGP_DEMO_TODAY, clock, tzinfo=zone()).astimezone(UTC)


def today() -> date:
    """The present day in Europe/Oslo."""
    return local_day(now())


def zone() -> ZoneInfo:
    """The zone in which days begin and end."""
    return ZoneInfo(settings.TIME_ZONE)


def local_day(instant: datetime) -> date:
    """The day (Europe/Oslo) an instant falls on."""
    return instant.astimezone(zone()).date()


def end_of(day: date) -> datetime:
    """The last instant (microseconds) of a local day, in UTC."""
    return datetime.combine(day, time.max, tzinfo=zone()).astimezone(UTC)


def moment(request: HttpRequest) -> Moment:
    """Read ``as_of`` and ``known_on`` from a request. Raises BadDay with a sentence that helps."""
    present = today()
    day = parse_day(request.GET.get("as_of"), parameter="as_of", today=present)
    known_on = parse_day(request.GET.get("known_on"), parameter="known_on", today=present)
    return Moment(day=day or present, known_on=known_on, today=present)


def parse_day(text: str | None, *, parameter: str, today: date) -> date | None:
    """Return the day in ``text`` (YYYY-MM-DD), or None if nothing was asked. Raises BadDay."""
    if text is None or not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip()) if _DAY.fullmatch(text.strip()) else None
    except ValueError:
        day = None
    if day is None:
        raise BadDay(
            _("“%(text)s” is not a day. Write it as year-month-day, for example %(parameter)s=2020-06-30.")
            % {"text": text[:40], "parameter": parameter},
            parameter=parameter,
        )
    if day > today:
        raise BadDay(
            _("%(day)s has not come yet. The latest day that can be shown is %(today)s.")
            % {"day": date_format(day), "today": date_format(today)},
            parameter=parameter,
        )
    return day
