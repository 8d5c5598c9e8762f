"""Who answers for what in a plan, and who else takes part? Each body with its commitments, and no league table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Subquery

from accounts.names import name_subquery
from commitments.models import Responsibility
from ogp_tracker.texts import Texts
from reporting.commitment_rows import CommitmentRow
from reporting.reading import Reading

_ANSWERING = (Responsibility.Kind.LEAD, Responsibility.Kind.RESPONSIBLE)


@dataclass(frozen=True)
class Body:
    """A body on a day, with the commitments it has a part in, by the kind of part, in the plan's order."""

    slug: str
    name: Texts
    parts: dict[str, list[CommitmentRow]] = field(default_factory=dict)

    @property
    def leads(self) -> list[CommitmentRow]:
        return self.parts.get(Responsibility.Kind.LEAD, [])

    @property
    def responsible(self) -> list[CommitmentRow]:
        """Those for which the plan itself names it as responsible."""
        return self.parts.get(Responsibility.Kind.RESPONSIBLE, [])

    @property
    def supports(self) -> list[CommitmentRow]:
        """Those it supports, or takes part in as a partner from civil society."""
        kinds = (kind for kind in self.parts if kind not in _ANSWERING)
        return [row for kind in kinds for row in self.parts[kind]]


@dataclass(frozen=True)
class Bodies:
    """The bodies of a plan: those that answer for a commitment, and those that only take part."""

    answering: Sequence[Body]
    supporting: Sequence[Body]

    @property
    def has_both(self) -> bool:
        """Whether a body that answers for a commitment also supports one."""
        return any(body.supports for body in self.answering)

    @property
    def leading(self) -> int:
        return sum(bool(body.leads) for body in self.answering)


def bodies_of(reading: Reading, rows: Sequence[CommitmentRow]) -> Bodies:
    """Who has a part in these commitments on the day, in the plan's order. One query."""
    day, known_at = reading.moment.day, reading.moment.known_at
    by_key = {row.pk: row for row in rows}
    name = name_subquery(day, of="organisation", known_at=known_at)
    held = (
        Responsibility.objects.holding(day, known_at=known_at)
        .filter(commitment__plan=reading.plan_id)
        .annotate(name=Subquery(name.values("name")[:1]))
        .order_by("commitment__order", "since", "pk")
        .values_list("organisation__slug", "name", "kind", "commitment")
    )
    found: dict[str, Body] = {}
    for slug, called, kind, commitment in held:
        if commitment in by_key:
            body = found.setdefault(slug, Body(slug, called or {}))
            body.parts.setdefault(kind, []).append(by_key[commitment])
    answering = [body for body in found.values() if body.leads or body.responsible]
    return Bodies(answering, [body for body in found.values() if body not in answering])
