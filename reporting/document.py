"""What does a report hold? A document that explains itself: every renderer sees this, and nothing else.

A document is told in the languages of the record: reference texts in all languages they are known in, what
people wrote in theirs, sentences of this site in every language of the interface. States and codes stay
codes. It turns into JSON and back without loss; the digest of a report is the SHA-256 of that JSON in its
canonical form (RFC 8785), which is also the file people download: ``sha256sum`` checks it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import rfc8785

from accounts.leaf import instant
from ogp_tracker.texts import Texts

FORMAT = "ogp-tracker-document"
VERSION = 1


@dataclass(frozen=True)
class Removal:
    """The law removed a text: when, on which ground, who decided, and the event that says so."""

    event: int
    removed_on: date
    ground: str
    decided_by: str
    case: str


@dataclass(frozen=True)
class Passage:
    """A text with the event and the field that recorded it, or the reason why there is none.

    ``absent`` is empty, or one of ``not_written`` (people write it later), ``not_stated`` (the plan leaves it
    empty), ``title_alone`` (the plan states a title and nothing beyond it), ``not_verified``, ``not_given``
    (whoever could have written it did not) and ``removed`` (by law).
    """

    texts: Texts = field(default_factory=dict)
    event: int | None = None
    of_field: str = ""
    absent: str = ""
    removal: Removal | None = None


@dataclass(frozen=True)
class Head:
    """The state of the public record the document was compiled from."""

    origin: str
    number: int
    digest: str


@dataclass(frozen=True)
class Plan:
    """The plan as it read on the day."""

    public_id: str
    ogp_id: str
    title: Texts
    period_text: str
    starts_on: date | None
    ends_on: date | None
    clock_starts_on: date | None
    clock_ends_on: date | None
    coordinator: Texts
    website: str


@dataclass(frozen=True)
class Headline:
    """The plan in numbers: distributions, never averages. States are the keys."""

    finding: Texts
    commitments: int
    stated: dict[str, int]
    indicated: dict[str, int]
    milestones: int
    states: dict[str, int]
    overdue: int
    replanned: int
    claims: int
    unproven: int
    comments: int
    unanswered: int
    longest_wait: int


@dataclass(frozen=True)
class Body:
    """A body's part in a commitment, under the name it had on the day."""

    public_id: str
    name: Texts
    part: str
    since: date
    until: date | None
    source: str


@dataclass(frozen=True)
class Group:
    """Several bodies the plan names as one: "municipalities". ``role`` is a part as in ``Body``."""

    name: Texts
    kind: str
    role: str
    note: Texts
    source: str


@dataclass(frozen=True)
class View:
    """How complete a civil-society organisation finds something: its newest view, one voice each."""

    event: int
    organisation: Texts
    level: str
    why: Passage
    on: date
    is_sample: bool


@dataclass(frozen=True)
class Evidence:
    """A piece of evidence as it stood on the day. ``link`` is answers, dead, unchecked, or empty for files."""

    event: int
    title: str
    proves: Passage
    publisher: str
    document_on: date | None
    state: str
    url: str
    link: str
    checked_on: date | None
    check_detail: str
    file_sha256: str
    file_type: str
    file_size: int | None
    legal_ground: str
    reason: str
    works: bool
    is_sample: bool


@dataclass(frozen=True)
class Wording:
    """How a milestone reads from a day on."""

    event: int
    valid_from: date
    change: str
    amendment: int | None
    title: Texts
    deliverable: Passage
    period_text: str
    ends_on: date | None


@dataclass(frozen=True)
class Milestone:
    """A row of the evidence matrix: what was promised, what is claimed since when, and what proves it.

    ``level`` is the state it is shown in (what its successors make of it, if it was split); ``claim`` what the
    responsible body itself last recorded, or nothing. ``gaps`` are codes of ``evidence_matrix.GAPS``;
    ``explained_on`` is the day the explanation is about.
    """

    public_id: str
    number: int
    commitment: str
    adopted: Wording
    amended: Wording | None
    level: str
    claim: str
    entry: int | None
    held_from: date | None
    published_on: date | None
    body: Texts
    is_unproven: bool
    schedule: str
    days_overdue: int
    replanned_due_on: date | None
    results: Passage
    explanation: Passage
    next_steps: Passage
    replanning: Passage
    evidence: tuple[Evidence, ...]
    views: tuple[View, ...]
    gaps: tuple[str, ...]
    is_key: bool
    is_sample: bool
    is_entry_sample: bool
    explained_on: date | None = None


@dataclass(frozen=True)
class Statement:
    """What the lead body states about the commitment as a whole."""

    event: int
    level: str
    on: date
    published_on: date
    body: Texts
    reason: Passage
    is_sample: bool


@dataclass(frozen=True)
class Indication:
    """What the milestones indicate by the published rule. ``level`` is empty where nothing can be indicated."""

    level: str
    basis: Texts
    steps_above: int
    difference: Texts
    rests_on_samples: bool


@dataclass(frozen=True)
class Code:
    """A code the IRM gave, on the scale of its report; ``IrmReport.entered`` says who copied it from there."""

    event: int
    report: str
    scale: str
    scale_name: Texts
    code: str
    label: Texts
    stated: str
    page: str
    source: str
    note: str
    is_sample: bool


@dataclass(frozen=True)
class Commitment:
    """A commitment in the fields of OGP's template, with what became of it by the day."""

    public_id: str
    number: str
    ogp_id: str
    title: Texts
    theme: Texts
    theme_basis: str
    is_withdrawn: bool
    period_text: str
    starts_on: date | None
    ends_on: date | None
    bodies: tuple[Body, ...]
    named_groups: tuple[Group, ...]
    contact_mailbox: str
    text_origin: str
    problem: Passage
    content: Passage
    contribution: Passage
    relevance: Passage
    additional_information: Passage
    ogp_values: tuple[str, ...] | None
    values_text: tuple[Texts, ...]
    statement: Statement | None
    indication: Indication
    views: tuple[View, ...]
    codes: tuple[Code, ...]
    milestones_known: str
    milestones: tuple[Milestone, ...]
    evidence: tuple[Evidence, ...]
    activities: tuple[Texts, ...]
    official_page: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """A finding about the plan as a whole, beside what somebody else says about the same question."""

    question: Texts
    says: Texts
    others_say: Texts
    source: str


@dataclass(frozen=True)
class IrmReport:
    """A report of the IRM that was public by the day."""

    event: int
    slug: str
    title: Texts
    product: Texts
    covers: str
    published_text: str
    url: str
    entered: Texts
    findings: tuple[Finding, ...]
    is_sample: bool


@dataclass(frozen=True)
class Answer:
    """A public answer to a comment, with its why; ``comments`` are all the comments it answers."""

    event: int
    verdict: str
    text: Passage
    body: Texts
    on: date
    comments: tuple[int, ...]
    is_sample: bool


@dataclass(frozen=True)
class Booked:
    """Waiting days of one body."""

    body: Texts
    days: int


@dataclass(frozen=True)
class Comment:
    """What a civil-society organisation said, how long it waited and for whom, and the answers."""

    event: int
    about: str
    organisation: Texts
    on: date
    text: Passage
    view: str
    why: Passage
    days: int
    is_answered: bool
    waits_for: Texts
    booked: tuple[Booked, ...]
    answers: tuple[Answer, ...]
    is_sample: bool


@dataclass(frozen=True)
class Document:
    """A self-assessment report, or an evidence extract, as of a day and as known at an instant.

    Introduction, process, follow-up, peer learning and conclusions are written by people. ``known_on`` is the
    day whose knowledge was asked for, if it was not simply what the record knew. ``removed_since`` are the
    removals by law that took texts out of it after it was compiled, ``compiled_as`` the digest it had before.
    """

    kind: str
    number: int | None
    title: Texts
    plan: Plan
    day: date
    known_at: datetime
    known_on: date | None
    record: Head
    licence: str
    contains_samples: bool
    headline: Headline
    introduction: Passage
    process: Passage
    irm_recommendations: Passage
    commitments: tuple[Commitment, ...]
    peer_learning: Passage
    conclusions: Passage
    irm_reports: tuple[IrmReport, ...]
    comments: tuple[Comment, ...]
    removed_since: tuple[Removal, ...] = ()
    compiled_as: str = ""
    format: str = FORMAT
    version: int = VERSION


def to_json(value: Any) -> Any:
    """Turn a document, or a part of one, into plain JSON values: days and instants as ISO 8601 text."""
    if is_dataclass(value):
        return {each.name: to_json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_json(each) for each in value]
    return value


def from_json(data: Any) -> Document:
    """The document behind the JSON values of ``to_json``. Raises ValueError if they are of another format."""
    if not isinstance(data, dict) or (data.get("format"), data.get("version")) != (FORMAT, VERSION):
        raise ValueError(f"This is not a document of the format {FORMAT}, version {VERSION}.")
    return _read(Document, data)


def canonical(data: Any) -> bytes:
    """The bytes that are hashed and downloaded: canonical JSON (RFC 8785)."""
    return rfc8785.dumps(data)


def digest_of(data: Any) -> str:
    """The SHA-256 of a document's JSON values, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(data)).hexdigest()


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, value: Any) -> Any:
    """One JSON value as the type its place in the document asks for."""
    if get_origin(kind) in (UnionType,) or isinstance(kind, UnionType):
        return None if value is None else _read(_without_none(kind), value)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], each) for each in value)
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(**{name: _read(hints[name], each) for name, each in value.items()})  # type: ignore[operator]
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    return value


def _without_none(kind: UnionType) -> Any:
    """``date`` of ``date | None``."""
    return next(each for each in get_args(kind) if each is not NoneType)
