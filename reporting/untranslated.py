"""Which texts of a plan lack a language, and which stand there in a translation of this project? A translator's list.

Texts are those of the plan's sources: titles, promises, notes, names of bodies. What people write is never translated
here; what the IRM found comes with its own file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from accounts.models import OrganisationName
from commitments.models import Amendment, CommitmentVersion, PlanVersion, Responsibility, ThemeVersion
from milestones.models import MilestoneVersion
from ogp_tracker.rest.renderers import cell
from ogp_tracker.texts import Picked, Texts, main_language, spoken
from ogp_tracker.words import COLUMN_WORDS
from reporting.reading import Reading

#: The fields of a row that are texts of the source, in the order of its page.
FIELDS = (
    "title", "short_title", "name", "deliverable", "reason", "problem", "content", "contribution", "relevance",
    "additional_information", "values_text", "named_groups", "activities", "notes",
)  # fmt: skip
COLUMNS = ("id", "field", "position", "from", "text", "to", "translation", "is_official")


@dataclass(frozen=True)
class Wanted:
    """A text as a translator needs it: where it stands, what it says, and what there is in the wanted language."""

    public_id: str
    field: str
    #: Which one it is, from 1, where the field holds several texts; else 0.
    position: int
    text: Picked
    found: Picked | None
    url: str

    @property
    def field_word(self) -> str:
        return str(COLUMN_WORDS[self.field])

    @property
    def is_missing(self) -> bool:
        return self.found is None

    @property
    def is_ours(self) -> bool:
        """Whether it stands there in a translation of this project, to be replaced by the official words."""
        return self.found is not None and bool(self.found.original)


def wanted(reading: Reading, language: str) -> list[Wanted]:
    """Every text of the plan on its day, with what there is in the language. Six queries."""
    return [
        Wanted(public_id, field, position, text, spoken(texts, language), url)
        for public_id, url, row in _rows(reading)
        for field in FIELDS
        if field in row
        for position, texts in _texts_of(row[field])
        if (text := spoken(texts, main_language(texts))) is not None
    ]


def table(rows: Iterable[Wanted], *, language: str) -> str:
    """The rows as CSV, with a column to write the translation into."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(COLUMNS)
    for row in rows:
        there = row.found.text if row.found else ""
        written = (
            row.public_id,
            row.field,
            row.position or "",
            row.text.language,
            row.text.text,
            language,
            there,
        )
        writer.writerow([cell(value) for value in (*written, bool(row.found and row.found.is_official))])
    return lines.getvalue()


def _texts_of(value: Any) -> Iterator[tuple[int, Texts]]:
    """The texts of a field, each with its position among several; the groups a plan names are held one deeper."""
    if isinstance(value, dict):
        yield 0, value
    for position, each in enumerate(value if isinstance(value, list) else (), start=1):
        if isinstance(each, dict):
            named = each.get("name")
            yield position, named if isinstance(named, dict) else each


def _rows(reading: Reading) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every row that holds texts of the source, in the order of the plan's page: its public id, its page, its texts."""
    plan = reading.slug
    for row in _holding(PlanVersion, reading, Q(plan=reading.plan_id), ["title", "notes"]):
        yield plan, _page(reading, "plan-show", plan), row
    amended = Amendment.objects.filter(plan=reading.plan_id, effective_on__lte=reading.moment.day)
    if reading.moment.known_at:
        amended = amended.filter(recorded_at__lte=reading.moment.known_at)
    for row in amended.order_by("ordinal").values("ordinal", "title", "reason"):
        place = [plan, row["ordinal"]]
        yield f"{plan}-amendment-{row['ordinal']}", _page(reading, "amendment-show", *place), row
    themes = _holding(
        ThemeVersion, reading, Q(theme__plan=reading.plan_id), ["theme__public_id", "theme__slug", "title"]
    )
    for row in themes:
        yield row["theme__public_id"], _page(reading, "theme-show", plan, row["theme__slug"]), row
    fields = [name for name in FIELDS if name not in ("name", "deliverable", "reason")]
    own = ["commitment__public_id", "commitment__code", *fields]
    for row in _holding(CommitmentVersion, reading, Q(commitment__plan=reading.plan_id), own):
        yield (
            row["commitment__public_id"],
            _page(reading, "commitment-show", plan, row["commitment__code"]),
            row,
        )
    steps = [
        "milestone__public_id",
        "milestone__commitment__code",
        "milestone__number",
        "title",
        "deliverable",
        "notes",
    ]
    for row in _holding(MilestoneVersion, reading, Q(milestone__commitment__plan=reading.plan_id), steps):
        place = [plan, row["milestone__commitment__code"], row["milestone__number"]]
        yield row["milestone__public_id"], _page(reading, "milestone-show", *place), row
    for row in _bodies(reading):
        slug = row["organisation__slug"]
        yield slug, _page(reading, "organisation-show", slug), row


def _holding(model: Any, reading: Reading, of: Q, fields: Sequence[str]) -> Iterable[dict[str, Any]]:
    moment = reading.moment
    rows = model.objects.in_force(moment.day, known_at=moment.known_at).filter(of)
    return rows.order_by("pk").values(*fields)


def _bodies(reading: Reading) -> Iterable[dict[str, Any]]:
    """The names, on the day, of the bodies that answer for a commitment of the plan or coordinate it."""
    moment = reading.moment
    parts = Responsibility.objects.holding(moment.day, known_at=moment.known_at)
    bodies = parts.filter(commitment__plan=reading.plan_id).values("organisation")
    plans = PlanVersion.objects.in_force(moment.day, known_at=moment.known_at).filter(plan=reading.plan_id)
    names = OrganisationName.objects.holding(moment.day, known_at=moment.known_at).filter(
        Q(organisation__in=bodies) | Q(organisation__in=plans.values("coordinator"))
    )
    return names.order_by("organisation__slug").values("organisation__slug", "name")


def _page(reading: Reading, name: str, *place: Any) -> str:
    return reverse(name, args=place) + reading.moment.query
