"""What does the page of a body show? Its names over time, its successors, and what it answers for on the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q

from accounts.models import OUTSIDE_GOVERNMENT, Organisation, Succession
from accounts.names import Name, Names, names_of
from commitments.models import CommitmentVersion, PlanVersion, Responsibility
from ogp_tracker.as_of import Moment
from ogp_tracker.texts import Texts
from participation import conversation
from participation.models import Comment
from participation.said import Conversation, Said
from reporting.band import Band, band_of
from reporting.commitment_rows import CommitmentRow, commitment_rows
from reporting.duty import Duty
from reporting.happenings import happenings
from reporting.reading import Reading, reading_of
from reporting.standings import Standing

_LEAD = Responsibility.Kind.LEAD


@dataclass(frozen=True)
class Origin:
    """A step in a body's life: what it came out of, or what came out of it."""

    kind_word: str
    since: date
    name: Name | None
    slug: str
    source: str


@dataclass(frozen=True)
class OwnDuty(Duty):
    """A commitment the body answers for, or once did."""

    number: str
    code: str
    plan_slug: str
    title: Texts


@dataclass(frozen=True)
class Held:
    """A commitment the body has a part in on the day: its parts, and how it stands (in the home plan only)."""

    duties: Sequence[OwnDuty]
    row: CommitmentRow | None


@dataclass(frozen=True)
class BodyPage:
    """Everything the page of a body shows."""

    organisation: Organisation
    moment: Moment
    names: Sequence[Name]
    name: Name
    became: Sequence[Origin]
    came_from: Sequence[Origin]
    duties: Sequence[OwnDuty]
    coordinates: Sequence[dict[str, Any]]
    rows: Sequence[CommitmentRow] = ()
    waiting: Sequence[Said] = ()
    #: What a body outside government has said, newest first; None for a public body.
    asked: Conversation | None = None

    @property
    def has_ended(self) -> bool:
        """Whether the body had no name any more on the day."""
        return not self.name.holds_on(self.moment.day)

    @property
    def present(self) -> list[OwnDuty]:
        """What it answers for on the day."""
        day = self.moment.day
        return [duty for duty in self.duties if duty.holds_on(day)]

    @property
    def commitments(self) -> set[tuple[str, str]]:
        """The commitments it has a part in on the day, each once, whatever its parts are."""
        return {(duty.plan_slug, duty.code) for duty in self.present}

    @property
    def held(self) -> list[Held]:
        """The commitments it has a part in on the day, each with all its parts, in the plan's order."""
        rows = {(row.plan_slug, row.code): row for row in self.rows}
        found: dict[tuple[str, str], list[OwnDuty]] = {}
        for duty in self.present:
            found.setdefault((duty.plan_slug, duty.code), []).append(duty)
        return [Held(duties, rows.get(key)) for key, duties in found.items()]

    @property
    def overdue(self) -> list[Standing]:
        """What is overdue in the commitments of the home plan that it leads, longest first."""
        led = {(duty.plan_slug, duty.code) for duty in self.present if duty.kind == _LEAD}
        late = [each for row in self.rows if (row.plan_slug, row.code) in led for each in row.overdue]
        return sorted(late, key=lambda each: -each.days_overdue)

    @property
    def former(self) -> list[OwnDuty]:
        """What it answered for before."""
        day = self.moment.day
        return [duty for duty in self.duties if not duty.holds_on(day)]


def build(organisation: Organisation, moment: Moment) -> BodyPage | None:
    """Read what the page shows; None if nothing was known of the body by then. Fifteen queries at the most."""
    successions = list(
        Succession.objects.standing(known_at=moment.known_at)
        .filter(Q(predecessor=organisation) | Q(successor=organisation), since__lte=moment.day)
        .select_related("predecessor", "successor")
        .order_by("since", "pk")
    )
    others = {each.predecessor_id for each in successions} | {each.successor_id for each in successions}
    names = names_of({organisation.pk} | others, known_at=moment.known_at)
    own = [name for name in names.of.get(organisation.pk, []) if name.since <= moment.day]
    if not own:
        return None
    duties = _duties(organisation, moment)
    codes = {
        duty.code for duty in duties if duty.plan_slug == settings.OGP_HOME_PLAN and duty.holds_on(moment.day)
    }
    reading = reading_of(settings.OGP_HOME_PLAN, moment) if codes else None
    return BodyPage(
        organisation=organisation,
        moment=moment,
        names=own,
        name=own[-1],
        became=_origins(successions, names, organisation, is_successor=False),
        came_from=_origins(successions, names, organisation, is_successor=True),
        duties=duties,
        coordinates=_coordinated(organisation, moment),
        rows=[row for row in commitment_rows(reading) if row.code in codes] if reading else (),
        waiting=_waiting(reading, organisation) if reading else (),
        asked=_asked(organisation, moment) if own[-1].kind in OUTSIDE_GOVERNMENT else None,
    )


def band(page: BodyPage) -> Band | None:
    """The days on which anything changed in what the body answers for in the home plan, from the first day on
    which it did.

    At most one query.
    """
    own = [duty for duty in page.duties if duty.plan_slug == settings.OGP_HOME_PLAN]
    if not own:
        return None
    codes = {duty.code for duty in own}
    found = happenings(page.moment, plan__slug=settings.OGP_HOME_PLAN, code__in=codes)
    begins_on = max(page.names[0].since, min(duty.since for duty in own))
    return band_of(page.moment, found, plan_slug=settings.OGP_HOME_PLAN, begins_on=begins_on)


def _origins(
    successions: Sequence[Succession], names: Names, organisation: Organisation, *, is_successor: bool
) -> list[Origin]:
    found = []
    for each in successions:
        if (each.successor_id == organisation.pk) is not is_successor:
            continue
        other = each.predecessor if is_successor else each.successor
        found.append(
            Origin(
                kind_word=str(Succession.Kind(each.kind).label),
                since=each.since,
                name=names.on(other.pk, each.since),
                slug=other.slug,
                source=each.source,
            )
        )
    return found


def _duties(organisation: Organisation, moment: Moment) -> list[OwnDuty]:
    """What the body answers for, or did, in plans in force on the day. One query."""
    rows = (
        CommitmentVersion.objects.in_force(moment.day, known_at=moment.known_at)
        .filter(commitment__responsibilities__organisation=organisation)
        .annotate(part=F("commitment__responsibilities"))
        .filter(
            Exists(
                Responsibility.objects.standing(known_at=moment.known_at).filter(
                    pk=OuterRef("part"), since__lte=moment.day
                )
            )
        )
        .order_by("commitment__plan", "commitment__order", "part")
    )
    named = rows.values_list(
        "commitment__responsibilities__kind",
        "commitment__responsibilities__since",
        "commitment__responsibilities__until",
        "commitment__responsibilities__source",
        "commitment__number",
        "commitment__code",
        "commitment__plan__slug",
        "title",
    )
    return [OwnDuty(*row) for row in named]


def _waiting(reading: Reading, organisation: Organisation) -> list[Said]:
    """The comments on the plan that wait for this body's answer on the day, the longest wait first. Six queries."""
    moment = reading.moment
    asked = Comment.objects.about_plan(reading.plan_id).unanswered(moment.day, known_at=moment.known_at)
    found = conversation.read(asked.order_by("pk"), moment).waiting
    return [said for said in found if said.waits_for and said.waits_for.slug == organisation.slug]


def _asked(organisation: Organisation, moment: Moment) -> Conversation:
    """Its comments by the day, newest first. Six queries at the most."""
    return conversation.read(Comment.objects.filter(body=organisation).order_by("-pk"), moment)


def _coordinated(organisation: Organisation, moment: Moment) -> list[dict[str, Any]]:
    """Plans the body coordinates on the day. One query."""
    rows = PlanVersion.objects.in_force(moment.day, known_at=moment.known_at).filter(coordinator=organisation)
    return list(rows.values("plan__slug", "title"))
