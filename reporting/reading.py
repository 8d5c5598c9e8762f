"""Which plan, on which day, does a page show? One door for every page of a plan.

A page before the plan or before the record began says so. A plan whose clocks have stopped opens at its
last implementation day; every other day has its address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from commitments.models import Phase, PlanVersion
from ogp_tracker import as_of
from ogp_tracker.as_of import Moment
from ogp_tracker.texts import Texts

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Reading:
    """A plan as somebody reads it: its wording on the day, and the days between which its clocks run."""

    plan_id: int
    slug: str
    country: str
    ordinal: int
    title: Texts
    period_text: str
    starts_on: date | None
    ends_on: date | None
    website: str
    clock_starts_on: date | None
    clock_ends_on: date | None
    moment: Moment

    @property
    def has_ended(self) -> bool:
        """Whether the implementation phase was over on the day: open milestones are then closed."""
        return self.clock_ends_on is not None and self.moment.day > self.clock_ends_on

    @property
    def clock(self) -> tuple[date, date] | None:
        """First and last day of the implementation phase, or None if it has no day yet."""
        if self.clock_starts_on is None or self.clock_ends_on is None:
            return None
        return self.clock_starts_on, self.clock_ends_on


def of_plan(view: View, *, is_file: bool = False) -> View:
    """Give a view the Reading of the plan named in its address in place of the plan's slug.

    Before the plan or the record begins, a page says so; a file is not found then.
    """

    @wraps(view)
    def opened(request: HttpRequest, plan: str, **rest: Any) -> HttpResponse:
        asked = as_of.moment(request)
        versions = _versions(plan, asked)
        if not versions:
            told = _unrecorded(plan, asked)
            if is_file:
                raise Http404(_("The record had not begun by then."))
            return render(request, "before.html", told)
        moment = _usual(asked, versions[-1], is_asked=bool(request.GET.get("as_of", "").strip()))
        begins_on = versions[0]["starts_on"] or versions[0]["valid_from"]
        holding = [version for version in versions if version["valid_from"] <= moment.day]
        if not holding or moment.day < begins_on:
            if is_file:
                raise Http404(_("The plan had not begun by then."))
            told = {"moment": moment, "plan_slug": plan, "begins_on": begins_on}
            return render(request, "before.html", told | {"title": versions[0]["title"]})
        return view(request, _reading(holding[-1], moment), **rest)

    return opened


def reading_of(slug: str, moment: Moment) -> Reading | None:
    """The plan as it reads on the day, for pages beside the plan's own; None before it begins. One query."""
    holding = [version for version in _versions(slug, moment) if version["valid_from"] <= moment.day]
    return _reading(holding[-1], moment) if holding else None


def read(slug: str, moment: Moment) -> Reading:
    """The plan as it read at a moment, without a request. One query.

    Raises LookupError if nothing was known of the plan then, or if it had not begun.
    """
    found = reading_of(slug, moment)
    if found is None:
        raise LookupError(f"The plan {slug} cannot be read as of {moment.day}.")
    return found


def _versions(slug: str, asked: Moment) -> list[dict[str, Any]]:
    """Every known wording of the plan, oldest first, with its clock; none if there is no plan. One query."""
    clock = Phase.objects.in_force(asked.day, known_at=asked.known_at).filter(
        plan=OuterRef("plan_id"), kind=Phase.Kind.IMPLEMENTATION
    )
    rows = (
        PlanVersion.objects.known(asked.known_at)
        .filter(plan__slug=slug)
        .annotate(clock_starts_on=Subquery(clock.values("starts_on")[:1]))
        .annotate(clock_ends_on=Subquery(clock.values("ends_on")[:1]))
        .order_by("valid_from", "pk")
    )
    return list(
        rows.values(
            "plan_id",
            "plan__slug",
            "plan__country",
            "plan__ordinal",
            "title",
            "period_text",
            "starts_on",
            "ends_on",
            "website",
            "clock_starts_on",
            "clock_ends_on",
            "valid_from",
        )
    )


def _usual(asked: Moment, newest: dict[str, Any], *, is_asked: bool) -> Moment:
    """The moment, at the plan's last implementation day if it has ended and no day is asked for."""
    ended_on = newest["clock_ends_on"]
    if ended_on is None or asked.today <= ended_on:
        return asked
    return replace(asked, usual=ended_on, day=asked.day if is_asked else ended_on)


def _reading(version: dict[str, Any], moment: Moment) -> Reading:
    named = {key.removeprefix("plan__"): value for key, value in version.items() if key != "valid_from"}
    return Reading(**named, moment=moment)


def _unrecorded(slug: str, asked: Moment) -> dict[str, Any]:
    """What is told of a ``known_on`` before anything was recorded; 404 if there never was such a plan."""
    first = (
        PlanVersion.objects.filter(plan__slug=slug)
        .order_by("pk")
        .values_list("recorded_at", flat=True)
        .first()
    )
    if first is None:
        raise Http404(_("There is no plan “%(slug)s” here.") % {"slug": slug[:40]})
    return {"moment": asked, "plan_slug": slug, "recorded_at": first}
