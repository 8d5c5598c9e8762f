"""Whose turn is it to answer, since when, and whose days were the waiting days? Pure functions, no database.

Answering every comment during implementation is this product's own rule, stricter than OGP's reasoned
response (which is about the making of a plan). The clock starts on the day of publication and never stops
for a forwarding or a change of lead: the days are booked to whoever was responsible while they ran.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Turn:
    """From ``since`` on it is this body's turn. ``forwarded`` tells a forwarding from a change of lead."""

    body: int
    since: date
    forwarded: bool = False


@dataclass(frozen=True)
class Booked:
    """Waiting days of one body in a row: from ``since`` (counted) to ``until`` (not counted)."""

    body: int
    since: date
    until: date

    @property
    def days(self) -> int:
        return (self.until - self.since).days


@dataclass(frozen=True)
class Waiting:
    """How long a comment waited, or has been waiting, and for whom."""

    asked_on: date
    answered_on: date | None
    days: int
    booked: tuple[Booked, ...]
    turn: int | None

    @property
    def is_answered(self) -> bool:
        return self.answered_on is not None


def waiting(
    *, asked_on: date, turns: Sequence[Turn], forwarded: Sequence[Turn], answered_on: date | None, day: date
) -> Waiting:
    """How a comment's clock stands at the end of ``day``.

    ``turns`` are the bodies responsible over time (leads, or the coordinator's body), ``forwarded`` the
    forwardings; from the first forwarding on, only forwardings move the turn. The waiting days are
    ``answered_on - asked_on``, or ``day - asked_on`` while it waits; the booked days add up to them. Days
    in which nobody was responsible are booked to nobody.
    """
    answered = answered_on if answered_on is not None and answered_on <= day else None
    end = answered or day
    order = _order(turns, forwarded, asked_on=asked_on, end=end)
    ends = [*(turn.since for turn in order[1:]), end]
    booked = tuple(
        Booked(turn.body, turn.since, until)
        for turn, until in zip(order, ends, strict=True)
        if until > turn.since
    )
    return Waiting(
        asked_on=asked_on,
        answered_on=answered,
        days=(end - asked_on).days,
        booked=_joined(booked),
        turn=order[-1].body if order and answered is None else None,
    )


def _order(turns: Sequence[Turn], forwarded: Sequence[Turn], *, asked_on: date, end: date) -> list[Turn]:
    """The turns from the day it was asked to ``end``, in order; the first begins no earlier than asked."""
    first_forward = min((turn.since for turn in forwarded), default=None)
    valid = [turn for turn in turns if first_forward is None or turn.since < first_forward]
    merged = sorted([*valid, *forwarded], key=lambda turn: turn.since)
    begun = [turn for turn in merged if turn.since <= asked_on]
    later = [turn for turn in merged if asked_on < turn.since <= end]
    first = [Turn(begun[-1].body, asked_on)] if begun else []
    return [*first, *later]


def _joined(booked: Sequence[Booked]) -> tuple[Booked, ...]:
    """Neighbouring days of the same body as one row."""
    joined: list[Booked] = []
    for row in booked:
        if joined and joined[-1].body == row.body and joined[-1].until == row.since:
            joined[-1] = Booked(row.body, joined[-1].since, row.until)
        else:
            joined.append(row)
    return tuple(joined)
