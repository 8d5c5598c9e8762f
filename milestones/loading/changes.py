"""In what does a file differ from the record? The draft of one load, row by row; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from accounts.actions import checked
from accounts.models import Recorded
from commitments.models import Amendment
from milestones.loading.wording import Values
from milestones.plan_file import Problem


class Treatment(StrEnum):
    """As what a file is loaded."""

    ADOPTION = "adoption"
    AMENDMENT = "amendment"
    CORRECTION = "correction"


#: The verb of the rows each treatment writes.
VERBS = {
    Treatment.ADOPTION: "load_plan",
    Treatment.AMENDMENT: "amend_plan",
    Treatment.CORRECTION: "correct_transcription",
}


@dataclass(frozen=True)
class Difference:
    """One column of a row: what the record says, and what the file says."""

    field: str
    recorded: Any
    stated: Any


@dataclass(frozen=True)
class RowChange:
    """One row the file would write: about what, what kind of row, as what, and in what it differs."""

    target: str
    kind: str
    change: str
    differences: tuple[Difference, ...] = ()


def differences(row: Recorded, values: Values) -> tuple[Difference, ...]:
    """The columns in which a row of the record differs from what a file states."""
    found = []
    for name, stated in values.items():
        if column_value(row, name) != (stated.pk if isinstance(stated, Model) else stated):
            found.append(Difference(name, _shown(getattr(row, name)), _shown(stated)))
    return tuple(found)


def column_value(row: Recorded, name: str) -> Any:
    """What stands in a column; of a link the key, without fetching what it points at."""
    column: Any = row._meta.get_field(name)
    return getattr(row, column.attname)


def _shown(value: Any) -> Any:
    return getattr(value, "public_id", value) if isinstance(value, Model) else value


@dataclass
class Draft:
    """The rows of one load, in the order in which the record will tell them.

    ``day`` is the first day on which what is new in the file holds; ``language`` the file's main one.
    """

    treatment: Treatment
    day: date
    amendment: Amendment | None
    language: str
    rows: list[Recorded] = field(default_factory=list)
    changes: list[RowChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(
        self,
        row: Recorded,
        *,
        change: str,
        found: Iterable[Difference] = (),
        place: str = "",
        first: bool = False,
    ) -> None:
        """Add a row if it is one that may be written; else the reasons why not, with the place in the file."""
        try:
            checked(row)
        except ValidationError as refusal:
            self.refuse_all(place, refusal)
            return
        where = 0 if first else len(self.rows)
        self.rows.insert(where, row)
        self.changes.insert(
            where, RowChange(row.record_target(), row.record_kind(), str(change), tuple(found))
        )

    def refuse(self, place: str, sentence: str) -> None:
        self.problems.append(Problem(place, sentence))

    def refuse_all(self, place: str, refusal: ValidationError) -> None:
        """Note every sentence of a refusal, with the column it is about."""
        for name, sentences in refusal.message_dict.items():
            said = "" if name == "__all__" else f"{name}: "
            self.problems += [Problem(place, f"{said}{sentence}") for sentence in sentences]
