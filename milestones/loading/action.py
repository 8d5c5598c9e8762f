"""How is a plan file loaded? Whole or not at all, under the record's lock, and only what it changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import require
from accounts.actors import Actor
from accounts.record import Role, appending
from commitments.models import ActionPlan
from milestones.loading.changes import VERBS, Draft, RowChange, Treatment
from milestones.loading.contents import Contents
from milestones.loading.setting import UNSAID, Intent, contradictions, setting_of
from milestones.plan_file import PlanFile, PlanFileError, Problem
from ogp_tracker.as_of import local_day


@dataclass(frozen=True)
class Loaded:
    """What a load did, or with ``dry_run`` would do; no ``changes`` if the record says all of it already."""

    plan: str
    treatment: Treatment
    day: date
    changes: tuple[RowChange, ...]


class NotSaidAsWhat(Exception):
    """The file differs from the record, and nobody said whether that is an amendment or a correction."""

    def __init__(self, plan: str, changes: Iterable[RowChange]) -> None:
        self.plan = plan
        self.changes = tuple(changes)
        super().__init__(f"{plan}: say as what the file is loaded.")


def load_plan(
    file: PlanFile, *, by: Actor, now: datetime, intent: Intent = UNSAID, dry_run: bool = False
) -> Loaded:
    """Bring the record to what ``file`` says, one event per row, all rows or none.

    A plan that the record does not have is adopted, an amendment it does not have amends; loading the same
    file again writes nothing. A file that differs from the record needs an ``intent``: an amendment gives
    what changed a new wording from a day on, a correction mends the transcription and keeps the day. Raises
    PermissionDenied, PlanFileError with every reason, and NotSaidAsWhat. ``dry_run`` rolls everything back.
    """
    with appending(now=now) as record:
        require(by, "commitments.load_plan", otherwise=_("Only the operator of the site loads plans."))
        plan = ActionPlan.objects.filter(slug=file.plan_slug).first()
        _refuse(contradictions(file, plan))
        setting = setting_of(file, plan, intent=intent, today=local_day(now), number=record.next_number())
        draft = Draft(setting.treatment, setting.day, setting.amendment, file.languages[0])
        contents = Contents(file, plan or _new_plan(file), setting.begins_on, draft)
        contents.put()
        _refuse(draft.problems)
        if draft.changes and setting.is_undecided:
            raise NotSaidAsWhat(file.plan_slug, draft.changes)
        if draft.changes and setting.new_amendment is not None:
            draft.add(setting.new_amendment, change="amended", first=True)
        for _model, rows in groupby(draft.rows, key=type):
            record.write(list(rows), verb=VERBS[draft.treatment], acting=by.acting(Role.OPERATOR))
        if dry_run:
            transaction.set_rollback(True)
    return Loaded(file.plan_slug, draft.treatment, draft.day, tuple(draft.changes))


def _refuse(problems: Iterable[Problem]) -> None:
    found = sorted(set(problems))
    if found:
        raise PlanFileError(found)


def _new_plan(file: PlanFile) -> ActionPlan:
    assert file.plan is not None
    return ActionPlan.objects.create(
        slug=file.plan.slug, country=file.plan.country, ordinal=file.plan.number, ogp_id=file.plan.ogp_id
    )
