"""How do the voices on a commitment compare, in words? They stand side by side and are never averaged.

The lead body *states*, the milestones *indicate*, each civil-society organisation *says*, the IRM *assesses*.
What differs is measured against the statement, in steps of the ordinal scale all four share the words of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from milestones.models import Completion
from milestones.progress import Indication, steps_between
from ogp_tracker import languages, ui
from ogp_tracker.texts import main_language
from ogp_tracker.words import LEVEL_WORDS
from reporting.heard import Heard
from reporting.irm import entered
from reporting.models import Assessment

#: The IRM's codes of completion whose words are those of the government's scale. The other two have no step.
SAME_WORDS = {
    "2": Completion.NOT_STARTED,
    "3": Completion.LIMITED,
    "4": Completion.SUBSTANTIAL,
    "5": Completion.COMPLETED,
}


@dataclass(frozen=True)
class Voice:
    """One voice on a commitment, always in the same place."""

    who: str
    level: str
    says: str
    when: str = ""
    why: str = ""
    language: str = ""  #: of ``why``
    differs: str = ""
    is_sample: bool = False
    #: Where several speak at once: how many of them say what, in the order of the scale.
    tally: Sequence[tuple[str, int]] = ()
    source: str = ""


def civil_society(heard: Heard, *, stated: str | None) -> Voice:
    """What organisations find: each counts once, with its newest view. ``stated`` is what to compare with."""
    who, views = _("Civil society says"), heard.views
    if not views:
        when = _("No organisation has given its view of the commitment as a whole by this day.")
        return Voice(who=who, level="", says=_("No view given"), when=when)
    lower, higher = (sum(each) for each in zip(*(_sides(view.level, stated) for view in views), strict=True))
    if len(views) == 1:
        view = views[0]
        body = languages.plain(view.body.name) if view.body else ""
        return Voice(
            who=who,
            level=view.level,
            says=ui.sentence_word(view.level),
            when=_("%(body)s, on %(day)s") % {"body": body, "day": date_format(view.on)},
            differs=apart(view.level, stated),
            is_sample=heard.has_samples,
        )
    when = ngettext(
        "%(count)s organisation, counted with its newest view.",
        "%(count)s organisations, each counted once with its newest view.",
        len(views),
    )
    return Voice(
        who=who,
        level="",
        says="",
        when=when % {"count": ui.in_words(len(views)).capitalize()},
        differs=_disagreeing(lower, higher, of=len(views)),
        is_sample=heard.has_samples,
        tally=heard.tally,
    )


def irm(assessments: Sequence[Assessment], *, stated: str | None) -> Voice:
    """What the IRM assessed completion to be, newest report first, on its own scale and with its source."""
    who = _("The IRM assesses")
    own = [row for row in assessments if not row.report.covers]
    judged = next((row for row in own if row.scale == "completion"), None)
    if judged is None:
        when = (
            _("Its reports by this day do not judge completion. What they judge stands below.")
            if own
            else _("No report of the Independent Reporting Mechanism by this day judges it.")
        )
        return Voice(who=who, level="", says=_("Completion not assessed"), when=when)
    level = SAME_WORDS.get(judged.code)
    about = [languages.plain(judged.report.title), judged.page and _("page %(page)s") % {"page": judged.page}]
    return Voice(
        who=who,
        level=level or "",
        says=judged.label,
        when=f"{', '.join(part for part in about if part)}. {entered(judged.report)}.",
        why=judged.note,
        language=main_language(judged.report.title),
        differs=apart(level, stated),
        source=judged.source,
        is_sample=judged.is_sample,
    )


def apart(level: str | None, stated: str | None) -> str:
    """How far a level is from the stated one: "1 step lower than stated", or empty where nothing compares."""
    steps = _steps(level, stated)
    if steps < 0:
        return ngettext(
            "%(count)d step lower than stated", "%(count)d steps lower than stated", -steps
        ) % {"count": -steps}  # fmt: skip
    if steps > 0:
        return ngettext(
            "%(count)d step higher than stated", "%(count)d steps higher than stated", steps
        ) % {"count": steps}  # fmt: skip
    return ""


def _steps(level: str | None, stated: str | None) -> int:
    if level not in Completion.values or stated not in Completion.values:
        return 0
    return steps_between(stated, level)  # type: ignore[arg-type]


def _sides(level: str, stated: str | None) -> tuple[bool, bool]:
    steps = _steps(level, stated)
    return steps < 0, steps > 0


def _disagreeing(lower: int, higher: int, *, of: int) -> str:
    """ "Two of three find it lower than stated, one higher"."""
    words = {"lower": ui.in_words(lower), "higher": ui.in_words(higher), "all": ui.in_words(of)}
    if lower and higher:
        text = _("%(lower)s of %(all)s find it lower than stated, %(higher)s higher") % words
    elif lower:
        many = ngettext(
            "%(lower)s of %(all)s finds it lower than stated",
            "%(lower)s of %(all)s find it lower than stated",
            lower,
        )
        text = many % words
    elif higher:
        many = ngettext(
            "%(higher)s of %(all)s finds it higher than stated",
            "%(higher)s of %(all)s find it higher than stated",
            higher,
        )
        text = many % words
    else:
        return ""
    return text[:1].upper() + text[1:]


#: Why the milestones indicate nothing, at the end of a sentence.
_NOTHING_INDICATED = {
    "none_stated": gettext_lazy("the plan states no milestones"),
    "not_verified": gettext_lazy("not all of its milestones are verified"),
    "not_reported": gettext_lazy("nothing is reported on its milestones"),
}


def finding(stated: str | None, indication: Indication, *, by: str = "", is_contested: bool = False) -> str:
    """What the voices on a commitment come to, as the heading above them; none of them is believed more.

    ``by``: who stated it, if that is not the lead body.
    ``is_contested``: whether civil society or the IRM see it differently than it is stated.
    """
    indicated = indication.state
    nothing = "not_reported" if indicated == "not_reported" else str(indication.reason or "")
    words = {
        "body": by or _("The lead body"),
        "stated": ui.word(stated or "not_reported"),
        "indicated": ui.word(indicated or "undetermined"),
        "why": _NOTHING_INDICATED.get(nothing, ""),
    }
    if nothing and stated is None:
        text = _("The lead body states nothing; %(why)s") % words
    elif nothing:
        text = _("%(body)s states “%(stated)s”; %(why)s") % words
    elif stated is None:
        text = _("The lead body states nothing; the milestones indicate “%(indicated)s”") % words
    elif stated == indicated:
        text = _("%(body)s and the milestones say the same: “%(stated)s”") % words
    else:
        text = _("%(body)s states “%(stated)s”; the milestones indicate “%(indicated)s”") % words
    return text + _("; others see it differently") if is_contested else text


def difference(steps: int) -> str:
    """How far the statement is from the indication: "two steps above what the milestones indicate."."""
    words = {"count": ui.in_words(abs(steps), "step")}
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
        return _("The plan's milestones are not all verified here.")
    parts = [
        _("%(count)d %(state)s") % {"count": count, "state": ui.word(level)}
        for level in LEVEL_WORDS
        for count in [dict(indication.counts).get(level, 0)]  # type: ignore[call-overload]
        if count
    ]
    words = {"parts": capfirst(ui.listed(parts)), "total": indication.total}
    return (
        ngettext(
            "%(parts)s, of %(total)d milestone.", "%(parts)s, of %(total)d milestones.", indication.total
        )
        % words
    )
