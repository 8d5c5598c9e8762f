"""What is in a plan file that passed every check? Frozen parts, in the order and words of the format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from milestones.plan_file.places import PartialDay, Place, Problem

Texts = dict[str, str]


def code_of(number: str) -> str:
    """The address form of a commitment's number: lower case, every run of other characters one hyphen."""
    return re.sub(r"[^a-z0-9]+", "-", number.lower()).strip("-")


@dataclass(frozen=True)
class Source:
    """Where a fact was read."""

    title: str
    url: str
    read_on: str
    note: str

    @property
    def address(self) -> str:
        """Its web address; its title where it has none."""
        return self.url or self.title


@dataclass(frozen=True)
class Period:
    """A period as stated, and in days as precise as the source."""

    stated: str
    start: PartialDay | None
    end: PartialDay | None

    @classmethod
    def read(cls, place: Place) -> Period:
        return cls(place["stated"].text, place["start"].day, place["end"].day)


@dataclass(frozen=True)
class OrganisationName:
    """What a body was called from a day to a day; an unknown first day is None."""

    name: Texts
    abbreviation: str
    since: date | None
    until: date | None
    mailbox: str
    note: Texts
    source: Source


@dataclass(frozen=True)
class Organisation:
    slug: str
    country: str
    kind: str
    names: tuple[OrganisationName, ...]


@dataclass(frozen=True)
class Succession:
    kind: str
    predecessor: str
    successor: str
    on: date
    note: Texts
    source: Source


@dataclass(frozen=True)
class Theme:
    code: str
    title: Texts
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Phase:
    kind: str
    since: date
    until: date | None
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Plan:
    slug: str
    ogp_id: str
    country: str
    number: int
    title: Texts
    period: Period
    phases: tuple[Phase, ...]
    coordinator: str
    website: str
    notes: tuple[Texts, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Amendment:
    """What brings later commitments into a plan. Its day may be known only to the year."""

    plan: str
    number: int
    title: Texts
    takes_effect: PartialDay | None
    reason: Texts
    period: Period | None
    sources: tuple[Source, ...]
    place: str


@dataclass(frozen=True)
class Responsibility:
    """A body's part in a commitment. Without a first day it begins with the commitment."""

    organisation: str
    role: str
    since: date | None
    until: date | None
    stated_by: str
    named_as: str
    note: Texts
    source: Source


@dataclass(frozen=True)
class NamedGroup:
    name: Texts
    kind: str
    role: str
    note: Texts
    source: Source


@dataclass(frozen=True)
class Milestone:
    number: int
    title: Texts
    deliverable: Texts
    period: Period
    is_key: bool
    withdrawn: Texts | None
    notes: tuple[Texts, ...]
    sources: tuple[Source, ...]
    place: str


@dataclass(frozen=True)
class Commitment:
    number: str
    code: str
    ogp_id: str
    title: Texts
    short_title: Texts
    theme: str
    theme_basis: str
    theme_note: Texts
    period: Period
    text_origin: str
    problem: Texts
    content: Texts
    contribution: Texts
    relevance: Texts
    additional_information: Texts
    ogp_values: tuple[str, ...] | None
    values_text: tuple[Texts, ...]
    responsibilities: tuple[Responsibility, ...]
    named_groups: tuple[NamedGroup, ...]
    activities: tuple[Texts, ...]
    milestones_known: str
    milestones: tuple[Milestone, ...]
    contact: str
    not_stated: tuple[str, ...]
    official_page: str
    withdrawn: Texts | None
    notes: tuple[Texts, ...]
    sources: tuple[Source, ...]
    place: str


@dataclass(frozen=True)
class Reference:
    """A body or theme that an amendment names without describing it: it must stand in the plan already."""

    kind: str
    name: str
    place: str


@dataclass(frozen=True)
class PlanFile:
    """A whole file: a plan, or an amendment to one; what is odd about it; and what it takes as given."""

    languages: tuple[str, ...]
    plan: Plan | None
    amendment: Amendment | None
    organisations: tuple[Organisation, ...]
    successions: tuple[Succession, ...]
    themes: tuple[Theme, ...]
    commitments: tuple[Commitment, ...]
    references: tuple[Reference, ...]
    warnings: tuple[Problem, ...]

    @property
    def plan_slug(self) -> str:
        """The plan that the file describes or amends."""
        if self.plan is not None:
            return self.plan.slug
        assert self.amendment is not None
        return self.amendment.plan

    def main_text(self, texts: Texts) -> str:
        """A text in the file's main language, for what is kept in one language only."""
        return texts.get(self.languages[0], "")


def references(root: Place) -> Iterator[Reference]:
    """Every body and theme that the file names somewhere, with the place where it does."""
    coordinator = root["plan"]["coordinator"]
    if coordinator.text:
        yield Reference("organisation", coordinator.text, coordinator.pointer)
    for succession in root["successions"].rows():
        for end in ("from", "to"):
            if succession[end].text:
                yield Reference("organisation", succession[end].text, succession[end].pointer)
    for commitment in root["commitments"].rows():
        theme = commitment["theme"]["code"]
        if theme.text:
            yield Reference("theme", theme.text, theme.pointer)
        for row in commitment["responsibilities"].rows():
            if row["organisation"].text:
                yield Reference("organisation", row["organisation"].text, row["organisation"].pointer)
