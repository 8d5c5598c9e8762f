"""What stands now, beside the form in which an official says something new?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.names import names_of
from commitments.models import Commitment
from milestones.models import CommitmentStatement, Milestone, StatusUpdate
from ogp_tracker import as_of, languages
from ogp_tracker.as_of import Moment
from reporting import history
from reporting.commitment_rows import CommitmentRow, commitment_rows
from reporting.history import Line, Proof
from reporting.reading import Reading, reading_of
from reporting.standings import Standing, schedule_line, standings


@dataclass(frozen=True)
class Beside:
    """A milestone (or, without ``standing``, a commitment) with its log, newest first."""

    reading: Reading
    commitment: CommitmentRow
    log: Sequence[Line]
    proofs: Sequence[Proof]
    standing: Standing | None = None

    @property
    def title(self) -> str:
        if self.standing is None:
            return languages.said(self.commitment.title)
        return languages.said(self.standing.title) or self.standing.name

    @property
    def url(self) -> str:
        """The public page, with the whole history."""
        return self.standing.url if self.standing else self.commitment.url

    @property
    def schedule(self) -> str:
        return schedule_line(self.standing) if self.standing else ""

    @property
    def current(self) -> Line | None:
        """The entry that holds."""
        return next((line for line in self.log if line.kind != "retraction"), None)

    @property
    def entries(self) -> list[tuple[int, str]]:
        """The entries that stand, to choose one from."""
        words = _("%(says)s, as of %(day)s (entry %(number)d)")
        return [
            (
                line.number,
                words % {"says": line.says, "day": date_format(line.effective_on), "number": line.number},
            )
            for line in self.log
            if line.kind != "retraction"
        ]

    def newer_than(self, number: int | None) -> list[Line]:
        """What was recorded after the entry an author saw."""
        return [line for line in self.log if line.number > (number or 0)]


def beside_milestone(milestone: Milestone) -> Beside:
    """How a milestone stands today and what was said about it. Raises Http404 if the plan has it no more."""
    reading = _today(milestone.commitment)
    found = standings(reading, of=Q(pk=milestone.pk))
    if not found:
        raise Http404(_("This milestone is not part of the plan today."))
    entries = history.updates_of(milestone.pk, reading.moment)
    log, proofs = _log(entries, reading, of=Q(milestone=milestone.pk))
    return Beside(reading, _row(reading, milestone.commitment), log, proofs, standing=found[0])


def beside_commitment(commitment: Commitment) -> Beside:
    """How a commitment stands today and what its lead stated. Raises Http404 if the plan has it no more."""
    reading = _today(commitment)
    entries = history.statements_of(commitment.pk, reading.moment)
    log, proofs = _log(entries, reading, of=Q(commitment=commitment.pk))
    return Beside(reading, _row(reading, commitment), log, proofs)


def milestone_page(milestone: Milestone, *, number: int | None = None) -> str:
    """The public page of a milestone, at one of its entries."""
    commitment = milestone.commitment
    page = reverse("milestone-show", args=[commitment.plan.slug, commitment.code, milestone.number])
    return f"{page}#entry-{number}" if number else page


def commitment_page(commitment: Commitment, *, number: int | None = None) -> str:
    """The public page of a commitment, at one of its statements."""
    page = reverse("commitment-show", args=[commitment.plan.slug, commitment.code])
    return f"{page}#entry-{number}" if number else page


def _today(commitment: Commitment) -> Reading:
    today = as_of.today()
    reading = reading_of(commitment.plan.slug, Moment(day=today, today=today))
    if reading is None:
        raise Http404(_("The plan has not begun yet."))
    return reading


def _row(reading: Reading, commitment: Commitment) -> CommitmentRow:
    rows = commitment_rows(reading, code=commitment.code)
    if not rows:
        raise Http404(_("This commitment is not part of the plan today."))
    return rows[0]


def _log(
    entries: Sequence[StatusUpdate] | Sequence[CommitmentStatement], reading: Reading, *, of: Q
) -> tuple[list[Line], list[Proof]]:
    names = names_of([entry.body_id for entry in entries], known_at=None)
    proofs = history.proofs(reading.moment, of=of)
    return history.log(entries, reading.moment, names=names, proofs=proofs), proofs
