"""What does a file say about bodies, the plan, its themes, commitments and milestones? Drafts it in that order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.models import Organisation, OrganisationName, Succession
from commitments.models import (
    ActionPlan,
    Commitment,
    CommitmentVersion,
    Phase,
    PlanVersion,
    Responsibility,
    Theme,
    ThemeVersion,
)
from commitments.versions import Version
from milestones.loading import wording
from milestones.loading.changes import Draft
from milestones.loading.facts import Facts, draft_facts
from milestones.loading.versions import draft_version
from milestones.models import Milestone, MilestoneVersion
from milestones.plan_file import PlanFile, parts


@dataclass
class Contents:
    """The contents of a file on their way into a draft.

    New bodies, themes, commitments and milestones get their identity rows here, in the same transaction as
    the rows that say something about them.
    """

    file: PlanFile
    plan: ActionPlan
    #: The plan's first day: what the file states without a first day holds from then on.
    begins_on: date
    draft: Draft
    bodies: dict[str, Organisation] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)

    def put(self) -> None:
        """Draft everything the file says, in the order in which the record will tell it."""
        self._bodies()
        self._successions()
        self._plan()
        self._themes()
        self._commitments()

    def _bodies(self) -> None:
        named = {row.slug for row in self.file.organisations} | {
            row.name for row in self.file.references if row.kind == "organisation"
        }
        self.bodies = {body.slug: body for body in Organisation.objects.filter(slug__in=named)}
        for stated in self.file.organisations:
            if stated.slug not in self.bodies:
                body = Organisation.objects.create(slug=stated.slug, country=stated.country)
                self.bodies[stated.slug] = body
        known = _facts(
            OrganisationName.objects.filter(organisation__in=self.bodies.values()), "organisation_id"
        )
        for stated in self.file.organisations:
            body = self.bodies[stated.slug]
            draft_facts(
                self.draft,
                OrganisationName,
                {"organisation": body},
                [wording.name(name, kind=stated.kind, file=self.file) for name in stated.names],
                facts=known[body.pk],
                key=self._name_key,
                begins_on=self.begins_on,
            )

    def _name_key(self, name: Any) -> Any:
        texts = name["name"] if isinstance(name, dict) else name.name
        return texts.get(self.draft.language)

    def _successions(self) -> None:
        stated = [
            wording.succession(row, bodies=self.bodies, file=self.file) for row in self.file.successions
        ]
        rows = Succession.objects.filter(predecessor__in=self.bodies.values())
        known = Facts(list(rows.select_related("event", "predecessor", "successor").order_by("pk")))
        draft_facts(self.draft, Succession, {}, stated, facts=known, key=_ends, begins_on=self.begins_on)

    def _plan(self) -> None:
        subject = {"plan": self.plan}
        history = list(PlanVersion.objects.filter(plan=self.plan).order_by("valid_from", "pk"))
        values = self._plan_values(history)
        if values is not None:
            draft_version(self.draft, PlanVersion, subject, values, history=history, place=self._plan_place)
        known = _histories(Phase.objects.filter(plan=self.plan), "kind")
        for kind, phase in wording.phases(self.file).items():
            draft_version(
                self.draft,
                Phase,
                {**subject, "kind": kind},
                phase,
                history=known[kind],
                place=self._plan_place,
            )

    @property
    def _plan_place(self) -> str:
        return "/plan" if self.file.plan else "/amendment"

    def _plan_values(self, history: list[PlanVersion]) -> wording.Values | None:
        """The plan as the file words it; an amendment changes its period, if anything."""
        if self.file.plan is not None:
            return wording.plan(self.file.plan, coordinator=self.bodies[self.file.plan.coordinator])
        amendment = self.file.amendment
        if amendment is None or amendment.period is None or not history:
            return None
        kept = ("title", "coordinator", "website", "notes", "sources")
        return {**{name: getattr(history[-1], name) for name in kept}, **wording.period(amendment.period)}

    def _themes(self) -> None:
        self.themes = {theme.slug: theme for theme in Theme.objects.filter(plan=self.plan)}
        known = _histories(ThemeVersion.objects.filter(theme__plan=self.plan), "theme_id")
        for index, stated in enumerate(self.file.themes):
            theme = self.themes.get(stated.code)
            if theme is None:
                theme = Theme.objects.create(
                    plan=self.plan,
                    slug=stated.code,
                    public_id=f"{self.plan.public_id}.{stated.code}",
                    order=len(self.themes) + 1,
                )
                self.themes[stated.code] = theme
            draft_version(
                self.draft,
                ThemeVersion,
                {"theme": theme},
                wording.theme(stated),
                history=known[theme.pk],
                place=f"/themes/{index}",
            )

    def _commitments(self) -> None:
        rows = {row.code: row for row in Commitment.objects.filter(plan=self.plan)}
        commitments = [self._commitment(stated, rows) for stated in self.file.commitments]
        known = _histories(CommitmentVersion.objects.filter(commitment__plan=self.plan), "commitment_id")
        for stated, row in zip(self.file.commitments, commitments, strict=True):
            draft_version(
                self.draft,
                CommitmentVersion,
                {"commitment": row},
                wording.commitment(stated, theme=self.themes.get(stated.theme), file=self.file),
                history=known[row.pk],
                place=stated.place,
                withdrawn=stated.withdrawn,
            )
        self._responsibilities(commitments)
        self._milestones(commitments)

    def _commitment(self, stated: parts.Commitment, rows: dict[str, Commitment]) -> Commitment:
        row = rows.get(stated.code)
        if row is None:
            row = rows[stated.code] = Commitment.objects.create(
                plan=self.plan,
                code=stated.code,
                number=stated.number,
                public_id=f"{self.plan.public_id}.{stated.code}",
                order=len(rows) + 1,
            )
        elif row.number != stated.number:
            self.draft.refuse(
                f"{stated.place}/number",
                f"{row.public_id} has the number “{row.number}” in the record, and a number never changes.",
            )
        return row

    def _responsibilities(self, commitments: list[Commitment]) -> None:
        known = _facts(
            Responsibility.objects.filter(commitment__in=commitments).select_related("commitment"),
            "commitment_id",
        )
        for stated, row in zip(self.file.commitments, commitments, strict=True):
            draft_facts(
                self.draft,
                Responsibility,
                {"commitment": row},
                [
                    wording.responsibility(part, body=self.bodies[part.organisation], file=self.file)
                    for part in stated.responsibilities
                ],
                facts=known[row.pk],
                key=_part,
                begins_on=self.draft.day,
                whole=True,
                place=f"{stated.place}/responsibilities",
            )

    def _milestones(self, commitments: list[Commitment]) -> None:
        rows = {row.public_id: row for row in Milestone.objects.filter(commitment__in=commitments)}
        known = _histories(MilestoneVersion.objects.filter(milestone__in=rows.values()), "milestone_id")
        for stated, commitment in zip(self.file.commitments, commitments, strict=True):
            for milestone in stated.milestones:
                row = self._milestone(milestone, commitment, rows)
                draft_version(
                    self.draft,
                    MilestoneVersion,
                    {"milestone": row},
                    wording.milestone(milestone),
                    history=known[row.pk],
                    place=milestone.place,
                    withdrawn=milestone.withdrawn,
                )

    def _milestone(
        self, stated: parts.Milestone, commitment: Commitment, rows: dict[str, Milestone]
    ) -> Milestone:
        public_id = f"{commitment.public_id}.{stated.number}"
        row = rows.get(public_id)
        if row is None:
            row = rows[public_id] = Milestone.objects.create(
                commitment=commitment, number=stated.number, public_id=public_id
            )
        elif row.is_sample:
            self.draft.refuse(
                stated.place,
                f"{public_id} is a sample milestone of this demonstration: load the file into a record of its own.",
            )
        return row


def _histories(rows: Any, by: str) -> defaultdict[Any, list[Version]]:
    """Versions, oldest first, by what they are versions of."""
    histories: defaultdict[Any, list[Version]] = defaultdict(list)
    for row in rows.order_by("valid_from", "pk"):
        histories[getattr(row, by)].append(row)
    return histories


def _facts(rows: Any, by: str) -> defaultdict[Any, Facts]:
    """Dated facts, oldest first, by what they are about."""
    grouped: defaultdict[Any, list[Any]] = defaultdict(list)
    for row in rows.select_related("event", "organisation").order_by("pk"):
        grouped[getattr(row, by)].append(row)
    return defaultdict(lambda: Facts([]), {key: Facts(facts) for key, facts in grouped.items()})


def _part(fact: Any) -> tuple[str, int]:
    """What makes two responsibilities of a commitment the same: which body, in which part."""
    if isinstance(fact, dict):
        return fact["kind"], fact["organisation"].pk
    return fact.kind, fact.organisation_id


def _ends(fact: Any) -> Iterable[int]:
    """What makes two successions the same: from which body to which."""
    if isinstance(fact, dict):
        return fact["predecessor"].pk, fact["successor"].pk
    return fact.predecessor_id, fact.successor_id
