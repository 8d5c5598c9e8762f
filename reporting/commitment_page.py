"""What does the page of one commitment show? Its promise, who answers for it, the voices, and its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.names import Name, Names, names_of
from commitments.models import CommitmentVersion, Responsibility
from milestones.models import StatusUpdate
from ogp_tracker import languages, ui
from ogp_tracker.as_of import Moment
from participation import conversation
from participation.models import Comment
from participation.said import Conversation
from reporting import history, voices, wording
from reporting.commitment_rows import CommitmentRow
from reporting.duty import Duty
from reporting.heard import Heard, heard_in
from reporting.history import Line, Proof
from reporting.models import Assessment
from reporting.reading import Reading
from reporting.standings import Standing
from reporting.voices import Voice


@dataclass(frozen=True)
class Part(Duty):
    """A body's part in the commitment, with the name it had on the day."""

    name: Name | None
    slug: str


@dataclass(frozen=True)
class Step:
    """A milestone in the list of a commitment: how it stands, its last entry, its evidence."""

    standing: Standing
    entry: StatusUpdate | None
    author: str
    proofs: Sequence[Proof]


@dataclass(frozen=True)
class CommitmentPage:
    """Everything the page of one commitment shows."""

    reading: Reading
    row: CommitmentRow
    versions: Sequence[CommitmentVersion]
    parts: Sequence[Part]
    statements: Sequence[Line]
    steps: Sequence[Step]
    proofs: Sequence[Proof]
    conversation: Conversation
    assessments: Sequence[Assessment]

    @property
    def version(self) -> CommitmentVersion:
        """The wording in force on the day."""
        return self.versions[-1]

    @cached_property
    def rewordings(self) -> list[wording.Rewording]:
        """Every wording so far, oldest first, with its differences."""
        return wording.rewordings(self.versions)

    @property
    def present(self) -> list[Part]:
        """Who answers for it on the day: lead first."""
        day = self.reading.moment.day
        holding = [part for part in self.parts if part.holds_on(day)]
        return sorted(
            holding, key=lambda part: list(Responsibility.Kind).index(Responsibility.Kind(part.kind))
        )

    @property
    def former(self) -> list[Part]:
        """Who answered for it before the day."""
        day = self.reading.moment.day
        return [part for part in self.parts if not part.holds_on(day)]

    @property
    def stated_by_lead(self) -> Line | None:
        """The statement that stands on the day."""
        return next((line for line in self.statements if line.number == self.row.stated_number), None)

    @property
    def own_proofs(self) -> list[Proof]:
        """Evidence on the commitment as a whole that no statement carries."""
        carried = {proof.number for line in self.statements for proof in line.proofs}
        return [proof for proof in self.proofs if proof.milestone_id is None and proof.number not in carried]

    @cached_property
    def voices(self) -> list[Voice]:
        """Stated, indicated, said and assessed, side by side and always in this order."""
        heard = heard_in(self.conversation).get(self.row.public_id, Heard(()))
        stated = self.row.stated_level
        return [
            self._stated,
            self._indicated,
            voices.civil_society(heard, stated=stated),
            voices.irm(self.assessments, stated=stated),
        ]

    @property
    def finding(self) -> str:
        """The heading above the voices."""
        if self.row.is_withdrawn:
            return _("Withdrawn from the plan")
        others = any(voice.differs for voice in self.voices[2:])
        return voices.finding(
            self.row.stated_level, self.row.indication, by=self._former_lead, is_contested=others
        )

    @property
    def _former_lead(self) -> str:
        """Who stated what stands, if another body leads today: a new lead has not said what the old one said."""
        line = self.stated_by_lead
        if line and line.body and line.body.slug != self.row.lead_slug:
            return languages.plain(line.body.name)
        return ""

    @property
    def _stated(self) -> Voice:
        row, line = self.row, self.stated_by_lead
        lead = languages.plain(row.lead_name) if row.lead_name else _("The lead body")
        who = _("%(body)s states") % {"body": self._former_lead or lead}
        if row.is_withdrawn:
            return Voice(who=who, level="withdrawn", says=ui.sentence_word("withdrawn"))
        if line is None:
            when = _("The lead body has not stated how far the commitment has come by this day.")
            return Voice(who=who, level="not_reported", says=_("Nothing stated"), when=when)
        author = "" if line.is_sample else f"\u00a0· {line.author}"
        when = _("On %(day)s") % {"day": date_format(line.effective_on)} + author
        return Voice(
            who=who,
            level=line.level,
            says=ui.sentence_word(line.level),
            when=when,
            why=line.narrative,
            language=line.language,
            is_sample=line.is_sample,
        )

    @property
    def _indicated(self) -> Voice:
        row = self.row
        who = _("The milestones indicate")
        if row.indication.state is None:
            return Voice(who=who, level="undetermined", says=_("Cannot be indicated"), when=row.basis)
        return Voice(
            who=who,
            level=row.indicated,
            says=ui.sentence_word(row.indicated),
            when=row.basis,
            differs=row.stated_difference,
            is_sample=row.indication.rests_on_samples,
        )


def build(reading: Reading, row: CommitmentRow) -> CommitmentPage:
    """Read what the page shows. Seven queries, whatever the length of the history, and those of a conversation."""
    moment = reading.moment
    versions = (
        CommitmentVersion.objects.known(moment.known_at)
        .filter(commitment=row.pk, valid_from__lte=moment.day)
        .select_related("amendment")
        .order_by("valid_from", "pk")
    )
    held = (
        Responsibility.objects.standing(known_at=moment.known_at)
        .filter(commitment=row.pk, since__lte=moment.day)
        .select_related("organisation")
        .order_by("since", "pk")
    )
    statements = history.statements_of(row.pk, moment)
    entries = {
        entry.pk: entry
        for entry in StatusUpdate.objects.filter(pk__in=[each.entry_number for each in row.milestones])
    }
    parts = list(held)
    acting = [each.body_id for each in (*statements, *entries.values())]
    names = names_of([*acting, *(part.organisation_id for part in parts)], known_at=moment.known_at)
    proofs = history.proofs(moment, of=Q(commitment=row.pk) | Q(milestone__commitment=row.pk))
    comments = Comment.objects.about_commitment(row.pk).order_by("-pk")
    return CommitmentPage(
        reading=reading,
        row=row,
        versions=list(versions),
        proofs=proofs,
        parts=[part_of(part, names, moment.day) for part in parts],
        statements=history.log(statements, moment, names=names, proofs=proofs),
        steps=[_step(each, entries, names=names, proofs=proofs) for each in row.milestones],
        conversation=conversation.read(comments, moment),
        assessments=list(_assessments(row.pk, moment)),
    )


def _assessments(commitment: int, moment: Moment) -> QuerySet[Assessment]:
    """The IRM's codes that stand, of the newest report first. One query."""
    standing = Assessment.objects.standing(moment.day, known_at=moment.known_at).filter(commitment=commitment)
    return standing.select_related("report").order_by("-report__published_on", "pk")


def part_of(part: Any, names: Names, day: date) -> Part:
    """A responsibility, with the name its body had on the day."""
    return Part(
        kind=part.kind,
        name=names.on(part.organisation_id, day),
        slug=part.organisation.slug,
        since=part.since,
        until=part.until,
        source=part.source,
    )


def _step(
    standing: Standing, entries: dict[int, StatusUpdate], *, names: Names, proofs: Sequence[Proof]
) -> Step:
    entry = entries.get(standing.entry_number or 0)
    name = names.on(entry.body_id, entry.effective_on) if entry else None
    return Step(
        standing=standing,
        entry=entry,
        author=languages.plain(name.name) if name else "",
        proofs=[proof for proof in proofs if proof.milestone_id == standing.pk],
    )
