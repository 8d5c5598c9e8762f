"""How does an empty record become a demonstration, and when is that refused? Whole or not at all, in time order."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import NewName, name_organisation
from accounts.actors import operator
from accounts.demo import BODIES, create_accounts
from accounts.models import Event, Organisation, User
from milestones.loading import load_plan
from milestones.plan_file import read_plan_file
from ogp_tracker import as_of
from reporting.demo import bodies, conversation, integrity, open_data, procurement
from reporting.demo.milestones import MILESTONES, add_milestones
from reporting.demo.steps import PLAN, Stage, Step
from reporting.irm import load_irm, parse_irm_file

PLAN_FILE = Path(settings.BASE_DIR) / "milestones" / "plans" / f"{PLAN}.json"
IRM_FILE = Path(settings.BASE_DIR) / "reporting" / "irm" / f"{PLAN}.json"

#: The sample year as it is told: steps that share an instant keep their order.
YEAR: tuple[Step, ...] = tuple(
    sorted(
        (*bodies.STEPS, *integrity.STEPS, *open_data.STEPS, *procurement.STEPS, *conversation.STEPS),
        key=lambda step: step.instant,
    )
)

#: The instants of the first and the last event. No record of a real site begins on this day.
BEGINS = datetime(2019, 7, 1, 8, tzinfo=as_of.zone())
ENDS = YEAR[-1].instant


class CannotLoad(Exception):
    """Why this record does not become a demonstration, as a sentence for whoever started it."""


def load(*, with_samples: bool, now: datetime) -> bool:
    """Load the demonstration into an empty record; return False if it is there already.

    Everything is written in one transaction: a crash leaves the record empty. ``now`` is the present of the
    site; the year is told at its own instants, all before it. Raises CannotLoad: this site is no
    demonstration, its day lies before the year ends, or its record holds something else.
    """
    if not settings.OGP_DEMO:
        raise CannotLoad(
            _("This site is no demonstration. Set OGP_DEMO=1, and only where nobody really signs in.")
        )
    with transaction.atomic():
        if _is_loaded(with_samples=with_samples):
            return False
        if now < (ENDS if with_samples else BEGINS):
            raise CannotLoad(
                _("The demonstration runs to %s: choose that day or a later one as OGP_DEMO_TODAY.")
                % as_of.local_day(ENDS)
            )
        site = operator(day=as_of.local_day(BEGINS))
        load_plan(read_plan_file(PLAN_FILE), by=site, now=BEGINS)
        # Verified, too: pages show each of these reports from the day on which the IRM had published it.
        load_irm(parse_irm_file(IRM_FILE.read_bytes()), by=site, now=BEGINS)
        if with_samples:
            _tell()
    return True


def _is_loaded(*, with_samples: bool) -> bool:
    """Whether the record is this demonstration; False if it is empty. Raises CannotLoad if it is anything else."""
    first = Event.objects.filter(number=1).first()
    if first is None:
        return False
    if first.recorded_at != BEGINS:
        raise CannotLoad(
            _("This record is not empty and did not begin as a demonstration: nothing is loaded into it.")
        )
    if User.objects.filter(is_demo=True).exists() != with_samples:
        raise CannotLoad(
            _(
                "This record is the demonstration without samples: one with samples needs a database of its own."
            )
            if with_samples
            else _("This record holds samples: the verified facts alone need a database of their own.")
        )
    return True


def _tell() -> None:
    """Write the sample milestones, the accounts, the invented bodies, and then the year, step by step."""
    site = operator(day=as_of.local_day(BEGINS), is_sample=True)
    add_milestones(MILESTONES, plan=PLAN, by=site, now=BEGINS)
    for body in BODIES:
        name = NewName(body.name, kind=body.kind, since=site.day, note="Invented for the demonstration.")
        name_organisation(Organisation(country="NOR", slug=body.slug), name, by=site, now=BEGINS)
    stage = Stage(people=create_accounts(), now=BEGINS, updates={}, statements={})
    for step in YEAR:
        stage.now = step.instant
        step.tell(stage)
