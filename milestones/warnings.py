"""What is allowed but worth saying? Warnings are shown beside what was recorded, everywhere, for ever.

They are derived from the rows, never stored: so they hold for any day, and a rule can be read here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milestones.progress import State, steps_between
from ogp_tracker.as_of import local_day

#: An entry published more than this many days after the day it speaks of is shown as published late.
LATE_AFTER_DAYS = 14

Code = Literal["no_evidence", "late", "outside_plan", "stated_above_indicated"]


@dataclass(frozen=True)
class Warning:
    """A sentence to show, and a code for programs."""

    code: Code
    sentence: str


def days_late(*, effective_on: date, recorded_at: datetime) -> int:
    """Days between the day an entry speaks of and its publication, if that is late; else 0."""
    days = (local_day(recorded_at) - effective_on).days
    return days if days > LATE_AFTER_DAYS else 0


def warn_entry(
    *,
    completion: str | None,
    effective_on: date,
    recorded_at: datetime,
    has_working_evidence: bool,
    plan_starts_on: date | None,
    plan_ends_on: date | None,
) -> list[Warning]:
    """Warnings about one status update or statement."""
    warnings = []
    if completion in ("substantial", "completed") and not has_working_evidence:
        warnings.append(Warning("no_evidence", _("Claimed without public evidence that can be read.")))
    days = days_late(effective_on=effective_on, recorded_at=recorded_at)
    if days and completion is not None:  # a retraction is about another entry, not about a day
        sentence = ngettext(
            "Published %(days)s day after the day it is about.",
            "Published %(days)s days after the day it is about.",
            days,
        )
        warnings.append(Warning("late", sentence % {"days": days}))
    before = plan_starts_on is not None and effective_on < plan_starts_on
    after = plan_ends_on is not None and effective_on > plan_ends_on
    if before or after:
        warnings.append(Warning("outside_plan", _("Is about a day outside the plan's period.")))
    return warnings


def warn_difference(*, stated: State | None, indicated: State | None) -> list[Warning]:
    """A warning if the lead body states more than its milestones indicate."""
    if stated is None or indicated is None or steps_between(indicated, stated) <= 0:
        return []
    return [Warning("stated_above_indicated", _("The lead body states more than the milestones indicate."))]
