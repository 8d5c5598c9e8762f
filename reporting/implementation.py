"""What does a report say about one commitment? The fields of OGP's template, filled from the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Q

from accounts.names import Names, names_of
from commitments.models import CommitmentVersion, Responsibility
from milestones.models import CommitmentStatement
from ogp_tracker.as_of import Moment, local_day
from participation.models import Comment
from reporting import document, history
from reporting.commitment_rows import CommitmentRow
from reporting.document import Body, Code, Indication, Milestone, Passage, Statement
from reporting.history import Proof
from reporting.irm_scales import SCALES
from reporting.models import Assessment
from reporting.quoting import evidence_of, in_all_languages, name_on, passage, view_of
from reporting.reading import Reading

Row = TypeVar("Row")


@dataclass(frozen=True)
class Sources:
    """What the parts of all commitments of a plan are read from, by the commitment's key."""

    versions: Mapping[int, CommitmentVersion]
    parts: Mapping[int, Sequence[Responsibility]]
    statements: Mapping[int, CommitmentStatement]
    proofs: Mapping[int, Sequence[Proof]]
    views: Mapping[int, Sequence[Comment]]
    codes: Mapping[int, Sequence[Assessment]]
    names: Names
    moment: Moment


def sources(reading: Reading, rows: Sequence[CommitmentRow]) -> Sources:
    """Wordings, bodies, statements, evidence, views and codes of the plan's commitments. Seven queries."""
    moment, of_plan = reading.moment, Q(commitment__plan=reading.plan_id)
    when: dict[str, Any] = {"day": moment.day, "known_at": moment.known_at}
    parts = (
        Responsibility.objects.holding(**when).filter(of_plan).select_related("organisation").order_by("pk")
    )
    stated = CommitmentStatement.objects.filter(pk__in=[row.stated_number for row in rows])
    views = Comment.objects.views(**when).filter(of_plan).select_related("redaction").order_by("pk")
    codes = Assessment.objects.standing(**when).filter(of_plan).select_related("report").order_by("pk")
    versions = CommitmentVersion.objects.in_force(**when).filter(of_plan).select_related("redaction")
    held, said, heard = list(parts), list(stated.select_related("redaction")), list(views)
    bodies = [*(part.organisation_id for part in held), *(row.body_id for row in (*said, *heard))]
    return Sources(
        versions={version.commitment_id: version for version in versions},
        parts=_by_commitment(held),
        statements={row.commitment_id: row for row in said},
        proofs=_by_commitment(history.proofs(moment, of=of_plan)),
        views=_by_commitment(heard),
        codes=_by_commitment(codes),
        names=names_of(bodies, known_at=moment.known_at),
        moment=moment,
    )


def commitment(
    row: CommitmentRow, read: Sources, *, milestones: tuple[Milestone, ...]
) -> document.Commitment:
    """The part of the document about one commitment."""
    version = read.versions[row.pk]
    return document.Commitment(
        public_id=row.public_id,
        number=row.number,
        ogp_id=version.ogp_id,
        title=row.title,
        theme=row.theme_title or {},
        theme_basis=row.theme_basis,
        is_withdrawn=row.is_withdrawn,
        period_text=row.period_text,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        bodies=_bodies(read.parts.get(row.pk, []), read),
        named_groups=tuple(document.Group(**group) for group in version.named_groups),
        contact_mailbox=version.contact_mailbox,
        text_origin=version.text_origin,
        problem=_stated(version, "problem"),
        content=_stated(version, "content"),
        contribution=_stated(version, "contribution"),
        relevance=_stated(version, "relevance"),
        additional_information=_stated(version, "additional_information"),
        ogp_values=None if version.ogp_values is None else tuple(version.ogp_values),
        values_text=tuple(version.values_text),
        statement=_statement(read.statements.get(row.pk), read),
        indication=_indication(row),
        views=tuple(view_of(view, read.names) for view in read.views.get(row.pk, [])),
        codes=tuple(_code(code) for code in read.codes.get(row.pk, [])),
        milestones_known=row.milestones_known,
        milestones=milestones,
        evidence=tuple(evidence_of(proof) for proof in read.proofs.get(row.pk, [])),
        activities=tuple(version.activities),
        official_page=version.official_page,
        sources=tuple(version.sources),
    )


def _by_commitment(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.commitment_id].append(row)  # type: ignore[attr-defined]
    return found


def _stated(version: CommitmentVersion, name: str) -> Passage:
    """A text of the plan; an empty one is either left empty by the plan, or not verified."""
    return passage(version, name, absent="not_stated" if name in version.not_stated else "not_verified")


def _bodies(parts: Sequence[Responsibility], read: Sources) -> tuple[Body, ...]:
    """Lead first, in the order in which the kinds are defined."""
    order = list(Responsibility.Kind)
    return tuple(
        Body(
            public_id=part.organisation.slug,
            name=name_on(read.names, part.organisation_id, read.moment.day),
            part=part.kind,
            since=part.since,
            until=part.until,
            source=part.source,
        )
        for part in sorted(parts, key=lambda part: order.index(Responsibility.Kind(part.kind)))
    )


def _statement(row: CommitmentStatement | None, read: Sources) -> Statement | None:
    if row is None:
        return None
    return Statement(
        event=row.pk,
        level=row.completion or "",
        on=row.effective_on,
        published_on=local_day(row.recorded_at),
        body=name_on(read.names, row.body_id, row.effective_on),
        reason=passage(row, "reason"),
        is_sample=row.is_sample,
    )


def _indication(row: CommitmentRow) -> Indication:
    indicated = row.indication
    return Indication(
        level=indicated.state or "",
        basis=in_all_languages(lambda: row.basis),
        steps_above=row.steps_above,
        difference=in_all_languages(lambda: row.difference),
        rests_on_samples=indicated.rests_on_samples,
    )


def _code(row: Assessment) -> Code:
    return Code(
        event=row.pk,
        report=row.report.slug,
        scale=row.scale,
        scale_name=in_all_languages(lambda: str(SCALES[row.scale].name)),
        code=row.code,
        label=in_all_languages(lambda: row.label),
        stated=row.stated,
        page=row.page,
        source=row.source,
        note=row.note,
        is_sample=row.is_sample,
    )
