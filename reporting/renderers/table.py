"""What does the evidence matrix look like as a table? One row per milestone, cells that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from ogp_tracker.rest.renderers import cell
from ogp_tracker.texts import Texts, pick
from reporting.document import Evidence, Milestone

COLUMNS = (
    "milestone", "adopted_title", "adopted_deliverable", "amended_title", "adopted_day", "replanned_day", "level",
    "claim", "entry", "held_from", "published_on", "body", "explanation", "explained_on", "evidence",
    "working_evidence", "civil_society", "gaps", "is_sample",
)  # fmt: skip


def table(rows: Iterable[Milestone], *, language: str) -> str:
    """The rows as CSV. A cell that a spreadsheet would take for a formula is marked as text."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(COLUMNS)
    writer.writerows([cell(value) for value in _row(row, language)] for row in rows)
    return lines.getvalue()


def _row(row: Milestone, language: str) -> list[object]:
    def said(texts: Texts) -> str:
        return pick(texts, language).text

    views = [f"{said(view.organisation)}: {view.level}" for view in row.views]
    return [
        row.public_id,
        said(row.adopted.title),
        said(row.adopted.deliverable.texts),
        said(row.amended.title) if row.amended else "",
        row.adopted.ends_on,
        row.replanned_due_on,
        row.level,
        row.claim,
        row.entry,
        row.held_from,
        row.published_on,
        said(row.body),
        said(row.explanation.texts),
        row.explained_on,
        "\n".join(_evidence(each, language) for each in row.evidence),
        sum(each.works for each in row.evidence),
        "\n".join(views),
        " ".join(row.gaps),
        row.is_sample or row.is_entry_sample,
    ]


def _evidence(each: Evidence, language: str) -> str:
    proves = pick(each.proves.texts, language).text
    where = each.url or (f"sha256:{each.file_sha256}" if each.file_sha256 else "")
    return " | ".join(part for part in (each.title, proves, where, each.state, each.link) if part)
