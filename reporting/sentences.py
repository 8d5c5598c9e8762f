"""How is a finding said in one sentence? Numbers become words here, so that templates only place them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ogp_tracker import ui
from reporting.bodies import Bodies
from reporting.commitment_rows import CommitmentRow
from reporting.course import Course
from reporting.dashboard import Dashboard

_STATED = ("completed", "substantial", "limited", "not_started")


def finding(dashboard: Dashboard) -> str:
    """The plan in two sentences: what the lead bodies state, and what is overdue."""
    return f"{stated(dashboard.stated, total=len(dashboard.rows))} {overdue(dashboard)}".strip()


def stated(counts: Mapping[str, int], *, total: int) -> str:
    """What the lead bodies state about their commitments, as one sentence."""
    levels = [level for level in _STATED if counts.get(level)]
    parts = [
        _("%(count)s as %(state)s")
        % {"count": ui.in_words(counts[level], "commitment"), "state": ui.word(level)}
        for level in levels
    ]
    silent = counts.get("not_reported", 0)
    if not total:
        return _("The plan had no commitments on this day.")
    if levels and counts[levels[0]] == total:
        return _all(levels[0], total=total)
    if not parts:
        says = ngettext(
            "Of %(total)s commitment, the lead body has stated nothing yet.",
            "Of %(total)s commitments, the lead bodies have stated nothing yet.",
            total,
        )
    elif not silent:
        says = _("Of %(total)s commitments, the lead bodies state %(parts)s.")
    else:
        says = _(
            "Of %(total)s commitments, the lead bodies state %(parts)s; for %(silent)s they state nothing."
        )
    return says % {
        "total": ui.in_words(total, "commitment"),
        "parts": ui.listed(parts),
        "silent": ui.in_words(silent, "commitment"),
    }


def _all(level: str, *, total: int) -> str:
    """The sentence where the lead bodies state the same about every commitment."""
    words = {"total": ui.in_words(total, "commitment"), "state": ui.word(level)}
    if total == 1:
        return _("The lead body states the commitment as %(state)s.") % words
    if total == 2:
        return _("The lead bodies state both commitments as %(state)s.") % words
    return _("The lead bodies state all %(total)s commitments as %(state)s.") % words


def overdue(dashboard: Dashboard) -> str:
    """How many milestones are past their adopted day, and how many of them are re-planned."""
    if dashboard.reading.has_ended:
        opened = sum(each.schedule == "closed" for each in dashboard.milestones)
        return ngettext(
            "%(count)s milestone was open when the plan ended.",
            "%(count)s milestones were open when the plan ended.",
            opened,
        ) % {"count": capfirst(ui.in_words(opened))}
    if not dashboard.milestones:
        return _("No milestones are known.")
    return _overdue(len(dashboard.overdue), moved=dashboard.replanned)


def _overdue(late: int, *, moved: int) -> str:
    """ "Six milestones are overdue, one of them re-planned."."""
    words = {"count": capfirst(ui.in_words(late)), "moved": ui.in_words(moved)}
    if not late:
        return _("No milestone is overdue.")
    if not moved:
        return ngettext("%(count)s milestone is overdue.", "%(count)s milestones are overdue.", late) % words
    if late == 1:
        return _("One milestone is overdue; it is re-planned.")
    return _("%(count)s milestones are overdue, %(moved)s of them re-planned.") % words


def headings(dashboard: Dashboard) -> dict[str, str]:
    """The headings of the plan's page, each a sentence that says the finding."""
    total = len(dashboard.rows)
    return {
        "commitments": ngettext(
            "%(count)s commitment, one block for each milestone",
            "%(count)s commitments, one block for each milestone",
            total,
        )
        % {"count": capfirst(ui.in_words(total, "commitment"))},
        "overdue": _without_stop(overdue(dashboard)),
        "conversation": dashboard.conversation.finding,
        "voices": _voices(dashboard),
        "timeline": _timeline(dashboard),
    }


def bodies(found: Bodies) -> str:
    """How many bodies lead, and how many more take part."""
    lead = ngettext(
        "%(count)s body leads the commitments", "%(count)s bodies lead the commitments", found.leading
    ) % {"count": capfirst(ui.in_words(found.leading, "body"))}
    others = len(found.answering) + len(found.supporting) - found.leading
    if not others:
        return lead
    more = ngettext("%(count)s more takes part", "%(count)s more take part", others)
    return f"{lead}, {more % {'count': ui.in_words(others, 'body')}}"


def course(found: Course) -> str:
    """How many milestones are completed, and how many had their day behind them, as a heading."""
    now = found.steps[-1]
    words = {
        "done": capfirst(ui.in_words(now.completed, "of")),
        "total": ui.in_words(found.total),
        "due": ui.in_words(now.due, "of"),
    }
    return (
        ngettext(
            "%(done)s of %(total)s milestone completed; %(due)s past the adopted day",
            "%(done)s of %(total)s milestones completed; %(due)s past the adopted day",
            found.total,
        )
        % words
    )


def longest(dashboard: Dashboard) -> str:
    """By how many days the longest overdue milestone is late."""
    most = max((each.days_overdue for each in dashboard.overdue), default=0)
    return _("The longest by %(days)s.") % {"days": ui.days(most)} if most else ""


def _without_stop(sentence: str) -> str:
    """A sentence as a heading."""
    return sentence.removesuffix(".")


def silent(dashboard: Dashboard) -> str:
    """For how many commitments nothing is stated; empty if there is none."""
    count = dashboard.stated.get("not_reported", 0)
    if not count:
        return ""
    return ngettext(
        "For %(count)s commitment, the lead body states nothing.",
        "For %(count)s commitments, the lead bodies state nothing.",
        count,
    ) % {"count": ui.in_words(count, "commitment")}


def _voices(dashboard: Dashboard) -> str:
    apart = [row for row in dashboard.rows if row.public_id in dashboard.apart]
    higher = [row for row in dashboard.rows if row.steps_above > 0]
    lower = [row for row in dashboard.rows if row.steps_above < 0]
    if apart and (higher or lower):
        either = [row for row in dashboard.rows if row in dashboard.differing or row in apart]
        return ngettext(
            "On commitment %(numbers)s, milestones or civil society differ from what the lead body states",
            "On commitments %(numbers)s, milestones or civil society differ from what the lead bodies state",
            len(either),
        ) % {"numbers": _numbers(either)}
    if apart:
        return ngettext(
            "On commitment %(numbers)s, civil society differs from what the lead body states",
            "On commitments %(numbers)s, civil society differs from what the lead bodies state",
            len(apart),
        ) % {"numbers": _numbers(apart)}
    if higher:
        return ngettext(
            "On commitment %(numbers)s, the lead body states more than the milestones indicate",
            "On commitments %(numbers)s, the lead bodies state more than the milestones indicate",
            len(higher),
        ) % {"numbers": _numbers(higher)}
    if lower:
        return ngettext(
            "On commitment %(numbers)s, the milestones indicate more than the lead body states",
            "On commitments %(numbers)s, the milestones indicate more than the lead bodies state",
            len(lower),
        ) % {"numbers": _numbers(lower)}
    if any(row.stated_level for row in dashboard.rows):
        return _("Where both can be compared, statement and milestones agree")
    return _("No lead body has stated a completion yet")


def _numbers(rows: Sequence[CommitmentRow]) -> str:
    return ui.listed([row.number for row in rows])


def _timeline(dashboard: Dashboard) -> str:
    late = len(dashboard.overdue)
    ahead = sum(each.schedule in ("due_soon", "on_track") for each in dashboard.milestones)
    undated = sum(each.schedule == "no_date_stated" for each in dashboard.milestones)
    parts = []
    if late:
        parts.append(
            ngettext("%(count)s has passed its date", "%(count)s have passed their date", late)
            % {"count": ui.in_words(late)}
        )
    if ahead:
        parts.append(
            ngettext("%(count)s falls due later", "%(count)s fall due later", ahead)
            % {"count": ui.in_words(ahead)}
        )
    if undated:
        parts.append(
            ngettext("%(count)s has no known end date", "%(count)s have no known end date", undated)
            % {"count": ui.in_words(undated)}
        )
    if not parts:
        return _("No milestone is open") if dashboard.milestones else _("No milestone has a date")
    return _("Of the open milestones, %(parts)s") % {"parts": ui.listed(parts)}
