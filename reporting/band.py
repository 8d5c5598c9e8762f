"""On which days did something change, and which way leads from the chosen day to the next one?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import F

from commitments.models import CommitmentVersion
from milestones.models import CommitmentStatement, Evidence, MilestoneVersion, StatusUpdate
from ogp_tracker.as_of import Moment
from reporting import charts
from reporting.reading import Reading

#: More dots than this are no longer dots: the way by date and by "before" and "after" remains.
MOST_DOTS = 90
WIDTH = 1152


@dataclass(frozen=True)
class Stop:
    """A day with the address that shows it."""

    day: date
    url: str


@dataclass(frozen=True)
class BandDot:
    """A stop as drawn."""

    day: date
    x: float
    is_later: bool
    url: str


@dataclass(frozen=True)
class Band:
    """The row of days above a page. ``number`` counts the days of change up to the chosen one."""

    total: int
    number: int
    previous: Stop | None
    next: Stop | None
    dots: Sequence[BandDot]
    chosen_x: float


def days_of_change(reading: Reading) -> list[date]:
    """The days on which anything in the plan changed, oldest first, up to today. One query.

    A day counts for what it speaks of, not for when it was written down.
    """
    known_at, plan = reading.moment.known_at, reading.plan_id
    by_milestone = {"milestone__commitment__plan": plan}
    by_commitment = {"commitment__plan": plan}
    kinds = [
        StatusUpdate.objects.known(known_at).filter(**by_milestone).values(day=F("effective_on")),
        CommitmentStatement.objects.known(known_at).filter(**by_commitment).values(day=F("effective_on")),
        Evidence.objects.known(known_at).filter(**by_milestone).values(day=F("effective_on")),
        MilestoneVersion.objects.known(known_at).filter(**by_milestone).values(day=F("valid_from")),
        CommitmentVersion.objects.known(known_at).filter(**by_commitment).values(day=F("valid_from")),
    ]
    found = kinds[0].union(*kinds[1:]).values_list("day", flat=True)
    return sorted(day for day in set(found) if day <= reading.moment.today)


def band_of(reading: Reading) -> Band:
    """The band for a page of a plan. One query."""
    return laid_out(days_of_change(reading), reading.moment, begins_on=reading.starts_on)


def laid_out(days: Sequence[date], moment: Moment, *, begins_on: date | None) -> Band:
    """Lay out the days of change between the plan's first day and today."""
    shown = [day for day in days if begins_on is None or day >= begins_on]
    before, after = bisect_left(shown, moment.day), bisect_right(shown, moment.day)
    first, last = begins_on or min([*shown, moment.day]), moment.today
    placed, chosen_x = charts.dots(shown, first=first, last=last, chosen=moment.day, width=WIDTH)
    return Band(
        total=len(shown),
        number=after,
        previous=_stop(shown[before - 1], moment) if before else None,
        next=_stop(shown[after], moment) if after < len(shown) else None,
        dots=[_dot(dot, moment) for dot in placed] if 0 < len(placed) <= MOST_DOTS else [],
        chosen_x=chosen_x,
    )


def _stop(day: date, moment: Moment) -> Stop:
    return Stop(day=day, url=_address(day, moment))


def _dot(dot: charts.Dot, moment: Moment) -> BandDot:
    return BandDot(day=dot.day, x=dot.x, is_later=dot.is_later, url=_address(dot.day, moment))


def _address(day: date, moment: Moment) -> str:
    """The query that shows ``day``; the usual day too is named, for a bare "?" would keep the old one."""
    return replace(moment, day=day).query or f"?as_of={day.isoformat()}"


def context_of(reading: Reading, **more: Any) -> dict[str, Any]:
    """What every page of a plan hands to its template: the moment, the band, the plan. One query."""
    return {"reading": reading, "moment": reading.moment, "band": band_of(reading), "section": "plan", **more}
