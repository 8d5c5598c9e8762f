"""What happened in a plan, and on which day? One light query for the band of days and for all that moves in time.

A day counts for what it speaks of, not for when it was written down.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value

from commitments.models import CommitmentVersion
from milestones.models import CommitmentStatement, Evidence, MilestoneVersion, StatusUpdate
from ogp_tracker.as_of import Moment

_NO_KEY = Value(None, output_field=IntegerField(null=True))
_NO_WORD = Value(None, output_field=CharField(null=True))


@dataclass(frozen=True)
class Happening:
    """A row of the record that changed something. ``level`` and what follows are set for entries only."""

    day: date
    number: int
    commitment_id: int
    code: str
    milestone_id: int | None
    level: str | None
    position: int | None
    corrects: int | None


def happenings(moment: Moment, **of: Any) -> list[Happening]:
    """Everything about the commitments that fit ``of`` (``plan=7``, ``pk__in=[1, 2]``), up to today.

    In the order of the days, then of the record. One query.
    """
    known_at = moment.known_at
    direct = {f"commitment__{name}": value for name, value in of.items()}
    below = {f"milestone__{name}": value for name, value in direct.items()}
    rows = _entries(StatusUpdate.objects.known(known_at).filter(**below), "milestone__commitment").union(
        _entries(CommitmentStatement.objects.known(known_at).filter(**direct), "commitment"),
        _others(Evidence.objects.known(known_at).filter(**below), "effective_on", "milestone__commitment"),
        _others(Evidence.objects.known(known_at).filter(**direct), "effective_on", "commitment"),
        _others(
            MilestoneVersion.objects.known(known_at).filter(**below), "valid_from", "milestone__commitment"
        ),
        _others(CommitmentVersion.objects.known(known_at).filter(**direct), "valid_from", "commitment"),
        all=True,
    )
    found = [Happening(*row) for row in rows if row[0] <= moment.today]
    return sorted(found, key=lambda each: (each.day, each.number))


def _entries(rows: QuerySet[Any], way: str) -> QuerySet[Any, tuple[Any, ...]]:
    """Entries of a log, with what it takes to replay it."""
    about = F("milestone_id") if way.startswith("milestone") else _NO_KEY
    return rows.annotate(about=about).values_list(
        "effective_on", "pk", f"{way}_id", f"{way}__code", "about", "completion", "position", "corrects_id"
    )


def _others(rows: QuerySet[Any], day: str, way: str) -> QuerySet[Any, tuple[Any, ...]]:
    """Wordings and evidence: that they came, and when."""
    about = F("milestone_id") if way.startswith("milestone") else _NO_KEY
    return rows.annotate(about=about, level=_NO_WORD, place=_NO_KEY, named=_NO_KEY).values_list(
        day, "pk", f"{way}_id", f"{way}__code", "about", "level", "place", "named"
    )


def days_of(found: Iterable[Happening]) -> list[date]:
    """The days on which anything happened, oldest first."""
    return sorted({each.day for each in found})


def in_force(found: Sequence[Happening]) -> list[Happening]:
    """Without the entries that another one corrects or retracts: on their day, nothing changed after all."""
    named = {each.corrects for each in found if each.corrects}
    return [each for each in found if each.number not in named]


def standing(found: Sequence[Happening]) -> list[Happening]:
    """The milestones' entries that are in force, in the order in which they hold."""
    entries = [each for each in in_force(found) if each.milestone_id and each.level]
    return sorted(entries, key=lambda each: (each.day, each.position or 0))
