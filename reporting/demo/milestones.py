"""Which milestones does the sample year add, where the plan's own are not known? Marked, and dated within the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format

from accounts.actions import checked
from accounts.actors import Actor
from accounts.record import Role, appending
from commitments.models import Commitment, Precision, Version
from milestones.models import Milestone, MilestoneVersion
from ogp_tracker.as_of import local_day

NOTE = "Invented for the demonstration: the plan's own milestones are not verified here. Its days lie within the plan."


@dataclass(frozen=True)
class SampleMilestone:
    """A step that a commitment like this could have; ``code`` is its id without the plan: 3.1. Days as 2019-10-01."""

    code: str
    starts_on: str
    ends_on: str
    title: str
    deliverable: str


#: None for commitments 2 and 6, whose own milestone tables are known, and 8, whose table is empty in the plan.
MILESTONES = tuple(
    SampleMilestone(*row)
    for row in (
        ("1.2", "2019-10-01", "2019-12-31", "guide on journalling e-mail", "A guide that anybody can read."),
        ("1.3", "2020-01-01", "2020-06-30", "training for new case handlers", "An online course for state bodies."),
        ("1.4", "2020-07-01", "2020-10-30", "second edition of the guides", "Guides revised after a year of use."),
        ("3.1", "2019-07-01", "2019-12-16", "overview of publishing solutions", "A table of who uses which one."),
        ("3.2", "2020-01-01", "2020-06-30", "survey of readiness", "A report on ten municipalities."),
        ("3.3", "2020-07-01", "2020-12-11", "costs and consequences", "A report with figures."),
        ("3.4", "2020-12-01", "2021-03-31", "recommendation on an expansion", "A recommendation with reasons."),
        ("3.5", "2020-03-01", "2021-02-26", "risks of a shared solution", "An assessment of risks to privacy."),
        ("4.1", "2019-07-01", "2019-10-31", "list of priority datasets", "A public list of datasets."),
        ("4.2", "2019-10-01", "2020-03-31", "documentation of the datasets", "A description of each dataset."),
        ("4.3", "2020-01-01", "2020-09-30", "ten datasets opened", "Ten datasets that anybody can download."),
        ("4.4", "2020-04-01", "2020-12-18", "shared authority register", "One register in use by two bodies."),
        ("4.5", "2020-10-01", "2021-05-31", "evaluation with users of the data", "A report on how data is used."),
        ("5.1", "2019-07-01", "2019-12-31", "standard for digital plan data", "A published standard."),
        ("5.2", "2020-01-01", "2020-06-30", "guidance on taking part", "Guidance on a web page."),
        ("5.3", "2020-01-01", "2020-09-30", "pilots with municipalities", "Reports on three pilots."),
        ("5.4", "2020-01-01", "2020-12-31", "area statistics profiles", "A profile of each municipality."),
        ("5.5", "2020-04-01", "2020-10-30", "self-service for property data", "A service that needs no sign-in."),
        ("7.1", "2019-07-01", "2019-12-31", "overview of guidance", "One page that links all guidance."),
        ("7.2", "2020-01-01", "2020-06-30", "page on requirements", "A page on requirements and consequences."),
        ("7.3", "2020-07-01", "2020-12-15", "summary of threat assessments", "A summary that anybody can read."),
        ("7.4", "2021-01-01", "2021-04-30", "seminar on experience", "A report from an open seminar."),
    )
)  # fmt: skip


def add_milestones(samples: Sequence[SampleMilestone], *, plan: str, by: Actor, now: datetime) -> None:
    """Add sample milestones to a plan as if they had been adopted with it. The operator's alone."""
    commitments = {row.code: row for row in Commitment.objects.filter(plan__slug=plan)}
    with appending(now=now) as record:
        rows = [_version(sample, commitments, day=local_day(record.now)) for sample in samples]
        record.write(rows, verb="load_plan", acting=by.acting(Role.OPERATOR))


def _version(sample: SampleMilestone, commitments: dict[str, Commitment], *, day: date) -> MilestoneVersion:
    code, _dot, number = sample.code.partition(".")
    commitment = commitments[code]
    starts_on, ends_on = date.fromisoformat(sample.starts_on), date.fromisoformat(sample.ends_on)
    milestone = Milestone.objects.create(
        commitment=commitment,
        public_id=f"{commitment.public_id}.{number}",
        number=int(number),
        is_sample=True,
    )
    return checked(
        MilestoneVersion(
            milestone=milestone,
            valid_from=day,
            change=Version.Change.ADOPTED,
            title={"en": f"Sample milestone: {sample.title}"},
            deliverable={"en": sample.deliverable},
            period_text=f"{date_format(starts_on, 'j F Y')} to {date_format(ends_on, 'j F Y')}",
            starts_on=starts_on,
            starts_precision=Precision.DAY,
            ends_on=ends_on,
            ends_precision=Precision.DAY,
            notes=[{"en": NOTE}],
            is_sample=True,
        )
    )
