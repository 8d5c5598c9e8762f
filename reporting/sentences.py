"""How is a finding said in one sentence? Numbers become words here, so that templates only place them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ogp_tracker import ui
from reporting.dashboard import CommitmentRow, Dashboard

_STATED = ("completed", "substantial", "limited", "not_started")


def finding(dashboard: Dashboard) -> str:
    """The plan in two sentences: what the lead bodies state, and what is overdue."""
    return f"{stated(dashboard.stated, total=len(dashboard.rows))} {overdue(dashboard)}".strip()


def stated(counts: Mapping[str, int], *, total: int) -> str:
    """What the lead bodies state about their commitments, as one sentence."""
    parts = [
        _("%(count)s %(state)s") % {"count": ui.in_words(counts[level]), "state": ui.word(level)}
        for level in _STATED
        if counts.get(level)
    ]
    silent = counts.get("not_reported", 0)
    words = {"total": ui.in_words(total), "parts": listed(parts), "silent": ui.in_words(silent)}
    if not total:
        return _("The plan had no commitments on this day.")
    if not parts:
        return _("Of %(total)s commitments, the lead bodies have stated nothing yet.") % words
    if not silent:
        return _("Of %(total)s commitments, the lead bodies state %(parts)s.") % words
    return _("Of %(total)s commitments, the lead bodies state %(parts)s; on %(silent)s they state nothing.") % words


def overdue(dashboard: Dashboard) -> str:
    """How many milestones are past their adopted day, and how many of them are re-planned."""
    if dashboard.reading.has_ended:
        opened = sum(each.schedule == "closed" for each in dashboard.milestones)
        return ngettext(
            "%(count)s milestone was open when the plan ended.", "%(count)s milestones were open when the plan ended.",
            opened,
        ) % {"count": capfirst(ui.in_words(opened))}
    if not dashboard.milestones:
        return _("No milestones are known.")
    late, moved = len(dashboard.overdue), dashboard.replanned
    if not late:
        return _("No milestone is overdue.")
    said = ngettext("%(count)s milestone is overdue", "%(count)s milestones are overdue", late) % {
        "count": capfirst(ui.in_words(late))
    }
    if moved:
        said += ngettext(", %(count)s of them re-planned", ", %(count)s of them re-planned", moved) % {
            "count": ui.in_words(moved)
        }
    return f"{said}."


def difference(row: CommitmentRow) -> str:
    """How far statement and milestones are apart: "Two steps above what the milestones indicate"."""
    steps = row.steps_above
    if not steps:
        return ""
    words = {"count": capfirst(ui.in_words(abs(steps)))}
    if steps > 0:
        return ngettext(
            "%(count)s step above what the milestones indicate.",
            "%(count)s steps above what the milestones indicate.", steps,
        ) % words
    return ngettext(
        "%(count)s step below what the milestones indicate.",
        "%(count)s steps below what the milestones indicate.", -steps,
    ) % words


def basis(row: CommitmentRow) -> str:
    """On what an indication rests: "2 of 4 milestones completed", or why nothing can be indicated."""
    indication = row.indication
    if indication.reason == "none_stated":
        return _("The plan states no milestones.")
    if indication.reason:
        return _("The plan's milestones are not verified here.")
    parts = [
        _("%(count)d %(state)s") % {"count": indication.counts[level], "state": ui.word(level)}
        for level in ("completed", "substantial", "limited", "not_started", "not_reported", "withdrawn")
        if indication.counts.get(level)  # type: ignore[call-overload]
    ]
    words = {"parts": listed(parts), "total": indication.total}
    return ngettext("%(parts)s, of %(total)d milestone.", "%(parts)s, of %(total)d milestones.", indication.total) % words


def listed(parts: Sequence[str]) -> str:
    """Parts as a list in a sentence: "one completed, two limited and one not started"."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
