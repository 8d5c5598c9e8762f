"""As what does a file come to this record, and from which day on does what it brings hold?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from accounts.models import Organisation
from commitments.models import ActionPlan, Amendment, PlanVersion, Theme
from milestones.loading.changes import Treatment
from milestones.loading.wording import addresses
from milestones.plan_file import PlanFile, PlanFileError, Problem, parts


@dataclass(frozen=True)
class Intent:
    """As what the operator loads a file that differs from the record; an amendment has a day and a reason."""

    treatment: Treatment | None = None
    on: date | None = None
    reason: str = ""
    title: str = ""


#: Of a file that is loaded for the first time, or again.
UNSAID = Intent()


@dataclass(frozen=True)
class Setting:
    """The load as it was understood. ``begins_on`` is the plan's first day, ``day`` that of what is new."""

    treatment: Treatment
    day: date
    begins_on: date
    amendment: Amendment | None = None
    is_undecided: bool = False

    @property
    def new_amendment(self) -> Amendment | None:
        """The amendment that is to be written before everything that names it."""
        return self.amendment if self.treatment == Treatment.AMENDMENT else None


def contradictions(file: PlanFile, plan: ActionPlan | None) -> Iterator[Problem]:
    """Where the file takes for granted what the record does not have, or would change what never changes."""
    if file.amendment is not None and plan is None:
        yield Problem("/amendment/plan", f"The record has no plan “{file.plan_slug}”: load that plan first.")
        return
    if file.plan is not None and plan is not None:
        recorded = (plan.country, plan.ordinal, plan.ogp_id)
        stated = (file.plan.country, file.plan.number, file.plan.ogp_id)
        for name, before, now in zip(("country", "number", "ogp_id"), recorded, stated, strict=True):
            if before != now:
                yield Problem(
                    f"/plan/{name}", f"The record has “{before}” for {plan.slug}; this never changes."
                )
    known = {
        "organisation": set(Organisation.objects.values_list("slug", flat=True)),
        "theme": set(Theme.objects.filter(plan=plan).values_list("slug", flat=True)) if plan else set(),
    }
    for reference in file.references:
        if reference.name not in known[reference.kind]:
            sentence = (
                f"“{reference.name}” stands neither in the file nor in the record: describe it in the file."
            )
            yield Problem(reference.place, sentence)


def setting_of(
    file: PlanFile, plan: ActionPlan | None, *, intent: Intent, today: date, number: int
) -> Setting:
    """Find out what kind of load this is. Raises PlanFileError if something is missing or does not fit.

    ``number`` is the number of the next event: a new amendment is the first row to be written, so that the
    versions can name it.
    """
    if plan is None:
        assert file.plan is not None and file.plan.period.start is not None
        if intent != UNSAID:
            _refuse("/plan", "The record does not have this plan yet: load it without saying as what.")
        first_day = file.plan.period.start.first
        return Setting(Treatment.ADOPTION, first_day, first_day)
    begins_on = PlanVersion.objects.filter(plan=plan).earliest("valid_from").valid_from
    known = {row.ordinal: row for row in Amendment.objects.filter(plan=plan)}
    own = known.get(file.amendment.number) if file.amendment else None
    if file.amendment is not None and own is None:
        amendment = _stated(file.amendment, plan, intent=intent)
    elif intent.treatment == Treatment.AMENDMENT:
        amendment = _intended(file, plan, intent=intent, ordinal=max(known, default=0) + 1)
    else:
        _keeps_its_day(own, file.amendment, intent=intent)
        day = own.effective_on if own else begins_on
        return Setting(Treatment.CORRECTION, day, begins_on, own, is_undecided=intent.treatment is None)
    _refuse_day(amendment.effective_on, begins_on=begins_on, today=today)
    amendment.event_id = number
    return Setting(Treatment.AMENDMENT, amendment.effective_on, begins_on, amendment)


def _stated(stated: parts.Amendment, plan: ActionPlan, *, intent: Intent) -> Amendment:
    """The amendment of a file, on the day the file gives, or on the one the operator says within it."""
    possible = stated.takes_effect
    if intent.treatment == Treatment.CORRECTION:
        _refuse("/amendment", "The record does not have this amendment yet: load it without --as.")
    day = intent.on
    if day is None and possible is not None and possible.first == possible.last:
        day = possible.first
    if day is None:
        known = f"is known only as “{possible.stated}”" if possible else "is not known"
        _refuse(
            "/amendment/takes_effect",
            f"The day on which the amendment takes effect {known}: say from which day it is to hold in the record, "
            "with --on YYYY-MM-DD.",
        )
    if possible is not None and not possible.first <= day <= possible.last:
        _refuse(
            "/amendment/takes_effect", f"{day} is not in “{possible.stated}”, when the amendment took effect."
        )
    return Amendment(
        plan=plan,
        ordinal=stated.number,
        title=stated.title,
        effective_on=day,
        stated_day=possible.stated if possible else "",
        reason=stated.reason,
        sources=addresses(stated.sources),
    )


def _intended(file: PlanFile, plan: ActionPlan, *, intent: Intent, ordinal: int) -> Amendment:
    """The amendment as which the operator loads a changed file of the plan."""
    if file.plan is None:
        _refuse(
            "/amendment/number",
            f"The record has this amendment already. A further one gets the number {ordinal}; a typing error in "
            "this one is loaded with --as correction.",
        )
    if intent.on is None or not intent.reason.strip():
        _refuse(
            "", "An amendment has a first day and a reason: give them with --on YYYY-MM-DD and --reason TEXT."
        )
    language = file.languages[0]
    return Amendment(
        plan=plan,
        ordinal=ordinal,
        title={language: intent.title.strip() or f"Amendment {ordinal}"},
        effective_on=intent.on,
        stated_day=intent.on.isoformat(),
        reason={language: intent.reason.strip()},
        sources=addresses(file.plan.sources),
    )


def _keeps_its_day(own: Amendment | None, stated: parts.Amendment | None, *, intent: Intent) -> None:
    """A correction changes no day, and an amendment in the record stays what it was said to be."""
    if intent.on is not None and intent.on != (own.effective_on if own else None):
        _refuse("", "A correction keeps the day of what it corrects: leave --on out.")
    if own is not None and stated is not None and (own.title, own.reason) != (stated.title, stated.reason):
        _refuse(
            "/amendment",
            f"The title and the reason of amendment {own.ordinal} stand in the record and do not change: write them "
            "as they are there.",
        )


def _refuse_day(day: date, *, begins_on: date, today: date) -> None:
    if day > today:
        _refuse(
            "", f"An amendment is loaded once it has taken effect: {day} has not come yet, today is {today}."
        )
    if day < begins_on:
        _refuse("", f"An amendment cannot take effect before the plan: {day} is before {begins_on}.")


def _refuse(place: str, sentence: str) -> NoReturn:
    raise PlanFileError([Problem(place, sentence)])
