"""How is a row of the evidence matrix shown on a page? Its words, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from reporting.document import Evidence, Milestone
from reporting.renderers.blocks import Lines
from reporting.renderers.milestone import explanation, gap_words, schedule
from reporting.renderers.proof import evidence_lines, titled, view_lines
from reporting.renderers.wording import passage


@dataclass(frozen=True)
class Shown:
    """A row with the lines that are drawn in its cells."""

    row: Milestone
    schedule: str
    deliverable: Lines
    evidence: Lines
    views: Lines
    explanation: Lines
    gaps: list[str]

    @property
    def wording(self) -> object:
        """How it reads now."""
        return self.row.amended or self.row.adopted


def shown(row: Milestone) -> Shown:
    """The words of a row."""
    evidence: list[tuple] = []  # type: ignore[type-arg]
    for proof in row.evidence:
        evidence += [titled(proof, url=_file_of(proof)), *evidence_lines(proof)]
    return Shown(
        row=row,
        schedule=schedule(row),
        deliverable=passage((row.amended or row.adopted).deliverable),
        evidence=tuple(evidence),
        views=tuple(found for view in row.views for found in view_lines(view)),
        explanation=explanation(row),
        gaps=gap_words(row),
    )


def _file_of(proof: Evidence) -> str:
    """Where its file can be read; empty for a link, and for a file nobody may read or the law removed."""
    return reverse("evidence-download", args=[proof.event]) if proof.file_sha256 and proof.works else ""
