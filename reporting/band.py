"""On which days did something change, and which way leads from the chosen day to the next one?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ogp_tracker.as_of import Moment
from reporting import charts
from reporting.happenings import Happening, days_of, happenings, in_force
from reporting.reading import Reading

#: More dots than this are no longer dots: the way by date and by "before" and "after" remains.
MOST_DOTS = 90
WIDTH = 1152


@dataclass(frozen=True)
class Changed:
    """Something that changed on the chosen day: a milestone, or a commitment as a whole."""

    code: str
    commitment_id: int
    milestone_id: int | None


@dataclass(frozen=True)
class Place:
    """A commitment that changed on the chosen day, with the address of its page as of that day."""

    name: str
    url: str


@dataclass(frozen=True)
class Band:
    """The row of days above a page. ``number`` counts the days of change up to the chosen one."""

    total: int
    number: int
    previous: date | None
    next: date | None
    dots: Sequence[charts.Dot]
    chosen_x: float
    changed: Sequence[Changed] = ()
    plan_slug: str = ""
    query: str = ""

    @property
    def changed_places(self) -> list[Place]:
        """The commitments in which anything changed on the chosen day, each once."""
        return [
            Place(
                name=_("commitment %(number)s") % {"number": code},
                url=reverse("commitment-show", args=[self.plan_slug, code]) + self.query,
            )
            for code in dict.fromkeys(each.code for each in self.changed)
        ]

    @property
    def later(self) -> int:
        """How many days of change came after the chosen one."""
        return self.total - self.number

    @property
    def changed_commitments(self) -> set[int]:
        """Keys of the commitments in which anything changed on the chosen day."""
        return {each.commitment_id for each in self.changed}

    @property
    def changed_milestones(self) -> set[int]:
        """Keys of the milestones that changed on the chosen day."""
        return {each.milestone_id for each in self.changed if each.milestone_id}


def band_of(moment: Moment, found: Sequence[Happening], *, plan_slug: str, begins_on: date | None) -> Band:
    """The band for a page on which these things of a plan happened."""
    counted = in_force(found)
    return replace(
        laid_out(days_of(counted), moment, begins_on=begins_on),
        plan_slug=plan_slug,
        query=moment.query,
        changed=_changed(each for each in counted if each.day == moment.day),
    )


def _changed(on_the_day: Iterable[Happening]) -> list[Changed]:
    """What happened on the very day, each thing once, a commitment before its milestones."""
    found = {(each.commitment_id, each.milestone_id or 0): each for each in on_the_day}
    return [Changed(each.code, each.commitment_id, each.milestone_id) for _key, each in sorted(found.items())]


def laid_out(days: Sequence[date], moment: Moment, *, begins_on: date | None) -> Band:
    """Lay out the days of change between the plan's first day and today."""
    shown = [day for day in days if begins_on is None or day >= begins_on]
    before, after = bisect_left(shown, moment.day), bisect_right(shown, moment.day)
    first, last = begins_on or min([*shown, moment.day]), moment.today
    placed, chosen_x = charts.dots(shown, first=first, last=last, chosen=moment.day, width=WIDTH)
    return Band(
        total=len(shown),
        number=after,
        previous=shown[before - 1] if before else None,
        next=shown[after] if after < len(shown) else None,
        dots=placed if 0 < len(placed) <= MOST_DOTS else [],
        chosen_x=chosen_x,
    )


def context_of(reading: Reading, **more: Any) -> dict[str, Any]:
    """What every page of a plan hands to its template: the moment, the band of all its days, the plan. One query."""
    return stepping(reading, happenings(reading.moment, plan=reading.plan_id), **more)


def stepping(reading: Reading, happened: Sequence[Happening], /, **more: Any) -> dict[str, Any]:
    """The same for a page whose band steps through the days of these things only."""
    moment = reading.moment
    band = band_of(moment, happened, plan_slug=reading.slug, begins_on=reading.starts_on)
    return {"reading": reading, "moment": moment, "band": band, "section": "plan", **more}
