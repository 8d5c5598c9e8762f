"""How do dated facts follow a file: names of bodies, successions, who answers for a commitment?

What an official or a coordinator did to a fact since is never undone by loading a file again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from accounts.actions import ended
from accounts.models import DatedFact
from milestones.loading.changes import VERBS, Difference, Draft, Treatment, differences
from milestones.loading.wording import FIRST_DAY_UNKNOWN, Values


@dataclass(frozen=True)
class Facts:
    """All facts of one kind about one thing: every row that was ever recorded, oldest first, events fetched."""

    rows: Sequence[Any]

    @property
    def standing(self) -> list[DatedFact]:
        """Those that no other row has replaced."""
        replaced = {row.replaces_id for row in self.rows}
        return [row for row in self.rows if row.pk not in replaced]

    def by_file(self, fact: DatedFact) -> DatedFact | None:
        """The newest row behind ``fact``, itself included, that a file wrote; None if none did."""
        known = {row.pk: row for row in self.rows}
        row: Any = fact
        while row is not None and row.event.verb not in VERBS.values():
            row = known.get(row.replaces_id)
        return row


def draft_facts(
    draft: Draft,
    model: type[DatedFact],
    subject: Mapping[str, Any],
    stated: Sequence[Values],
    *,
    facts: Facts,
    key: Callable[[Any], Any],
    begins_on: date,
    whole: bool = False,
    place: str = "",
) -> None:
    """Draft what brings the facts about ``subject`` to ``stated``.

    ``key`` tells what makes two facts the same, from a row and from values alike. A fact without a first day
    begins on ``begins_on``; one that an amendment brings to what was there before, on the amendment's day.
    ``whole`` says that the file states all there is, so that what it no longer names has ended.
    """
    first = draft.day if facts.rows and draft.treatment == Treatment.AMENDMENT else begins_on
    for row, values in _paired(facts, stated, key=key):
        if row is None and values is not None:
            draft.add(model(**subject, **_begun(values, first)), change="new", place=place)
        elif row is not None and values is None and whole:
            _no_longer_stated(draft, row, facts=facts, place=place)
        elif row is not None and values is not None:
            _restated(draft, subject, row, values, facts=facts, place=place)


def _paired(
    facts: Facts, stated: Sequence[Values], *, key: Callable[[Any], Any]
) -> list[tuple[DatedFact | None, Values | None]]:
    """Match facts of the record with those of a file: first the same ones, then the rest in their order.

    The rest is matched only where a file wrote it, and within one kind: a new lead replaces the lead.
    """
    left = facts.standing
    pairs: list[tuple[DatedFact | None, Values | None]] = []
    rest = []
    for values in stated:
        same = [row for row in left if key(row) == key(values) and values["since"] in (None, row.since)]
        if same:
            left.remove(same[0])
            pairs.append((same[0], values))
        else:
            rest.append(values)
    for values in rest:
        others = [row for row in left if facts.by_file(row) is row and _kind(row) == values.get("kind")]
        if others:
            left.remove(others[0])
        pairs.append((others[0] if others else None, values))
    return [*pairs, *((row, None) for row in left)]


def _kind(row: DatedFact) -> Any:
    return getattr(row, "kind", None)


def _begun(values: Values, first: date) -> Values:
    return {**values, "since": values["since"] or first}


def _differences(row: DatedFact, values: Values) -> tuple[Difference, ...]:
    """Like ``differences``; that a file does not state the first day is no difference."""
    compared = dict(values)
    if compared["since"] is None:
        del compared["since"]
        if FIRST_DAY_UNKNOWN not in getattr(row, "note", ""):
            compared = {name: _known(value) for name, value in compared.items()}
    return differences(row, compared)


def _known(value: Any) -> Any:
    return value.removesuffix(FIRST_DAY_UNKNOWN).strip() if isinstance(value, str) else value


def _restated(
    draft: Draft, subject: Mapping[str, Any], row: DatedFact, values: Values, *, facts: Facts, place: str
) -> None:
    found = _differences(row, values)
    by_file = facts.by_file(row)
    if not found or (by_file is not None and not _differences(by_file, values)):
        return
    if by_file is not row:
        draft.refuse(
            place,
            f"{row.record_target()}: the file and event {row.pk}, which did not come from a file, disagree "
            f"({', '.join(one.field for one in found)}). State in the file what the record says.",
        )
    elif draft.treatment == Treatment.AMENDMENT and any(one.field == "organisation" for one in found):
        _end(draft, row, place=place)
        draft.add(type(row)(**subject, **_begun(values, draft.day)), change="new", found=found, place=place)
    else:
        model: Any = type(row)
        restated = model(**subject, **_begun(values, row.since), replaces=row)
        draft.add(restated, change="corrected", found=found, place=place)


def _no_longer_stated(draft: Draft, row: DatedFact, *, facts: Facts, place: str) -> None:
    """An amendment ends what the file no longer names, once; a correction cannot unsay it."""
    ended_before = row.until is not None and row.event.verb == VERBS[Treatment.AMENDMENT]
    if facts.by_file(row) is not row or ended_before:
        return
    if draft.treatment == Treatment.AMENDMENT:
        _end(draft, row, place=place)
    else:
        draft.refuse(
            place,
            f"{row.record_target()}: the file no longer names what stands in the record as event {row.pk}. "
            "An amendment can end it; a correction can only put something else in its place.",
        )


def _end(draft: Draft, row: DatedFact, *, place: str) -> None:
    try:
        draft.add(ended(row, until=draft.day - timedelta(days=1)), change="ended", place=place)
    except ValidationError as refusal:
        draft.refuse_all(place, refusal)
