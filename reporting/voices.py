"""How do the voices on a commitment compare, in words? They stand side by side and are never averaged."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milestones.progress import Indication
from ogp_tracker import ui


def difference(steps: int) -> str:
    """How far the statement is from the indication: "two steps above what the milestones indicate."."""
    words = {"count": ui.in_words(abs(steps))}
    if steps > 0:
        return (
            ngettext(
                "%(count)s step above what the milestones indicate.",
                "%(count)s steps above what the milestones indicate.",
                steps,
            )
            % words
        )
    if steps < 0:
        return (
            ngettext(
                "%(count)s step below what the milestones indicate.",
                "%(count)s steps below what the milestones indicate.",
                -steps,
            )
            % words
        )
    return ""


def basis(indication: Indication) -> str:
    """On what an indication rests: "2 completed and 1 limited, of 3 milestones.", or why there is none."""
    if indication.reason == "none_stated":
        return _("The plan states no milestones.")
    if indication.reason:
        return _("The plan's milestones are not verified here.")
    parts = [
        _("%(count)d %(state)s") % {"count": count, "state": ui.word(level)}
        for level in ui.LEVEL_WORDS
        for count in [dict(indication.counts).get(level, 0)]  # type: ignore[call-overload]
        if count
    ]
    words = {"parts": ui.listed(parts), "total": indication.total}
    return (
        ngettext(
            "%(parts)s, of %(total)d milestone.", "%(parts)s, of %(total)d milestones.", indication.total
        )
        % words
    )
