"""Which columns does each part of a plan file fill? Pure translation from the format to the models."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from accounts.models import Organisation
from commitments.models import Responsibility, Theme
from milestones.plan_file import PlanFile, parts

Values = dict[str, Any]

_KINDS = {
    "lead": Responsibility.Kind.LEAD,
    "responsible_in_plan": Responsibility.Kind.RESPONSIBLE,
    "supporting": Responsibility.Kind.SUPPORTING,
    "civil_society_partner": Responsibility.Kind.PARTNER,
}
_SAID_BY = {"plan": "The plan", "ogp": "OGP", "irm": "The IRM"}
#: Ends the note of a name whose first day no source gives; the row itself must have one.
FIRST_DAY_UNKNOWN = "Its first day is not verified; it is listed from the first day of the plan."


def addresses(sources: Iterable[parts.Source]) -> list[str]:
    """The addresses of sources; the title of a source that has none."""
    return [source.address for source in sources]


def period(stated: parts.Period) -> Values:
    """A period in its five columns: the first possible start, the last possible end."""
    return {
        "period_text": stated.stated,
        "starts_on": stated.start.first if stated.start else None,
        "starts_precision": stated.start.precision if stated.start else "",
        "ends_on": stated.end.last if stated.end else None,
        "ends_precision": stated.end.precision if stated.end else "",
    }


def plan(stated: parts.Plan, *, coordinator: Organisation) -> Values:
    return {
        **period(stated.period),
        "title": stated.title,
        "coordinator": coordinator,
        "website": stated.website,
        "notes": list(stated.notes),
        "sources": addresses(stated.sources),
    }


def theme(stated: parts.Theme) -> Values:
    return {"title": stated.title, "sources": addresses(stated.sources)}


def commitment(stated: parts.Commitment, *, theme: Theme | None, file: PlanFile) -> Values:
    inferred = stated.theme_basis not in ("", "stated")
    return {
        **period(stated.period),
        "ogp_id": stated.ogp_id,
        "title": stated.title,
        "short_title": stated.short_title,
        "theme": theme,
        "theme_basis": (file.main_text(stated.theme_note) or stated.theme_basis) if inferred else "",
        "problem": stated.problem,
        "content": stated.content,
        "contribution": stated.contribution,
        "relevance": stated.relevance,
        "additional_information": stated.additional_information,
        "text_origin": stated.text_origin,
        "ogp_values": None if stated.ogp_values is None else list(stated.ogp_values),
        "values_text": list(stated.values_text),
        "milestones_known": stated.milestones_known,
        "activities": list(stated.activities),
        "named_groups": [_named_group(group) for group in stated.named_groups],
        "contact_mailbox": stated.contact,
        "not_stated": list(stated.not_stated),
        "official_page": stated.official_page,
        "notes": list(stated.notes),
        "sources": addresses(stated.sources),
    }


def _named_group(group: parts.NamedGroup) -> Values:
    return {
        "name": group.name,
        "kind": group.kind,
        "role": _KINDS[group.role].value,
        "note": group.note,
        "source": group.source.address,
    }


def milestone(stated: parts.Milestone) -> Values:
    return {
        **period(stated.period),
        "title": stated.title,
        "deliverable": stated.deliverable,
        "is_key": stated.is_key,
        "notes": list(stated.notes),
        "sources": addresses(stated.sources),
    }


def name(stated: parts.OrganisationName, *, kind: str, file: PlanFile) -> Values:
    note = file.main_text(stated.note)
    return {
        "name": stated.name,
        "abbreviation": stated.abbreviation,
        "kind": kind,
        "since": stated.since,
        "until": stated.until,
        "contact_mailbox": stated.mailbox,
        "source": stated.source.address,
        "note": note if stated.since else f"{note} {FIRST_DAY_UNKNOWN}".strip(),
    }


def succession(stated: parts.Succession, *, bodies: dict[str, Organisation], file: PlanFile) -> Values:
    return {
        "predecessor": bodies[stated.predecessor],
        "successor": bodies[stated.successor],
        "kind": stated.kind,
        "since": stated.on,
        "until": None,
        "source": stated.source.address,
        "note": file.main_text(stated.note),
    }


def responsibility(stated: parts.Responsibility, *, body: Organisation, file: PlanFile) -> Values:
    said_by = _SAID_BY.get(stated.stated_by)
    source = [f"{said_by}: {stated.source.address}" if said_by else stated.source.address]
    if stated.named_as:
        source.append(f"named “{stated.named_as}”")
    if stated.note:
        source.append(file.main_text(stated.note))
    return {
        "organisation": body,
        "kind": _KINDS[stated.role],
        "since": stated.since,
        "until": stated.until,
        "source": "; ".join(source),
    }


def phases(file: PlanFile) -> dict[str, Values]:
    """The phases of the plan by kind. The implementation phase is the period of the plan, or of its amendment."""
    stated = file.plan.period if file.plan else file.amendment.period if file.amendment else None
    rows: dict[str, Values] = {}
    if stated is not None and stated.start is not None:
        sources = file.plan.sources if file.plan else file.amendment.sources if file.amendment else ()
        end: date | None = stated.end.last if stated.end else None
        rows["implementation"] = {
            "starts_on": stated.start.first,
            "ends_on": end,
            "sources": addresses(sources),
        }
    for phase in file.plan.phases if file.plan else ():
        rows[phase.kind] = {
            "starts_on": phase.since,
            "ends_on": phase.until,
            "sources": addresses(phase.sources),
        }
    return rows
