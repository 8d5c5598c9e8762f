"""Which plan do the examples speak of? An invented one: two ministries, five commitments, on 30 June 2020."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from commitments.models import CommitmentVersion
from milestones.progress import State
from ogp_tracker.as_of import Moment
from reporting.changes import Change
from reporting.commitment_rows import CommitmentRow
from reporting.dashboard import Dashboard
from reporting.happenings import Happening
from reporting.reading import Reading
from reporting.standings import Standing

DAY, TODAY = date(2020, 6, 30), date(2020, 11, 23)
BEGINS, ENDS = date(2019, 7, 1), date(2021, 6, 30)
MOMENT = Moment(day=DAY, today=TODAY)
SLUG = "example-1"


def at(day: date) -> datetime:
    """Noon of a day, as an instant."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


READING = Reading(
    plan_id=1,
    slug=SLUG,
    country="EXA",
    ordinal=1,
    title={"en": "Example plan 2019-2021"},
    period_text="July 2019 to June 2021",
    starts_on=BEGINS,
    ends_on=ENDS,
    website="",
    clock_starts_on=BEGINS,
    clock_ends_on=ENDS,
    moment=MOMENT,
)


def milestone(
    number: int, state: State, due: date | None = date(2020, 12, 31), *, commitment: int = 1, **more: Any
) -> Standing:
    """An example milestone; with evidence, unless ``has_evidence`` says otherwise."""
    reported = state != "not_reported"
    usual: dict[str, Any] = {
        "pk": commitment * 10 + number,
        "public_id": f"{SLUG}.{commitment}.{number}",
        "commitment_id": commitment,
        "commitment_code": str(commitment),
        "title": {"en": f"Example of a milestone, number {number}"},
        "deliverable": {},
        "period_text": "",
        "starts_on": None,
        "replanned_due_on": None,
        "entry_number": 100 + number if reported else None,
        "entry_on": date(2020, 5, 4) if reported else None,
        "is_key": False,
        "is_sample": False,
        "is_entry_sample": False,
        "has_evidence": True,
        "was_succeeded": False,
        "in_plan_since": BEGINS,
    }
    return Standing(
        number=number,
        own_state=state,
        adopted_due_on=due,
        plan_slug=SLUG,
        moment=MOMENT,
        clock=(BEGINS, ENDS),
        **usual | more,
    )


OVERDUE = milestone(2, "limited", date(2020, 3, 31))
MILESTONES = [
    milestone(1, "completed", date(2019, 12, 31)),
    OVERDUE,
    milestone(3, "substantial", has_evidence=False),
    milestone(4, "not_reported", date(2021, 3, 31)),
]


def commitment(
    number: int, milestones: list[Standing], stated: str | None = None, **more: Any
) -> CommitmentRow:
    """An example commitment with these milestones; ``stated`` is what its lead body states."""
    usual: dict[str, Any] = {
        "pk": number,
        "public_id": f"{SLUG}.{number}",
        "code": str(number),
        "title": {"en": f"Example of a commitment, number {number}"},
        "short_title": {"en": f"Example {number}"},
        "change": CommitmentVersion.Change.ADOPTED,
        "milestones_known": "complete",
        "period_text": "",
        "starts_on": BEGINS,
        "ends_on": ENDS,
        "theme_slug": "example",
        "theme_order": 1,
        "theme_title": {"en": "Example of a theme"},
        "theme_basis": "",
        "lead_slug": "example-ministry",
        "lead_name": {"en": "Example Ministry of Records"},
        "stated_number": 90 if stated else None,
        "stated_on": date(2020, 5, 4) if stated else None,
        "stated_is_sample": False,
        "irm_code": None,
        "irm_on": None,
    }
    return CommitmentRow(
        number=str(number),
        plan_slug=SLUG,
        stated_level=stated,
        milestones=milestones,
        moment=MOMENT,
        **usual | more,
    )


ROWS = [
    commitment(1, MILESTONES, "substantial"),
    commitment(2, [milestone(1, "completed", date(2020, 1, 31), commitment=2)], "completed"),
    commitment(
        3,
        [
            milestone(1, "not_started", commitment=3, replanned_due_on=date(2021, 5, 31)),
            milestone(2, "not_reported", date(2022, 12, 31), commitment=3),
        ],
        "not_started",
        ends_on=date(2022, 12, 31),
    ),
    commitment(4, [], milestones_known="none_stated", starts_on=None, ends_on=None, lead_slug=None),
    commitment(5, [milestone(1, "limited", None, commitment=5)], "limited", ends_on=None),
]

CHANGE = Change(
    number=112,
    kind="progress",
    level="limited",
    before="not_started",
    effective_on=date(2020, 5, 4),
    recorded_at=at(date(2020, 5, 6)),
    is_sample=False,
    commitment_code="1",
    commitment_number="1",
    milestone=2,
    body_name={"en": "Example Ministry of Records"},
    title={"en": "Index published"},
    plan_slug=SLUG,
    moment=MOMENT,
)


def _entry(number: int, day: date, milestone_id: int, level: str) -> Happening:
    return Happening(
        day, number, milestone_id // 10, str(milestone_id // 10), milestone_id, level, number, None
    )


HAPPENED = [
    _entry(101, date(2019, 11, 4), 12, "limited"),
    _entry(102, date(2019, 12, 20), 11, "completed"),
    _entry(103, date(2020, 2, 3), 21, "completed"),
    _entry(104, date(2020, 6, 1), 13, "substantial"),
]
BOARD = Dashboard(reading=READING, rows=ROWS, changes=[CHANGE], happened=HAPPENED)
#: The same plan before anybody has published anything, with one milestone.
SILENT = Dashboard(
    reading=replace(READING, moment=MOMENT),
    rows=[commitment(1, [milestone(1, "not_reported")])],
    changes=[],
)
