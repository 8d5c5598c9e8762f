"""How is one commitment told? Its voices first, then what was promised, then milestone by milestone."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _

from commitments.models import Responsibility
from ogp_tracker import ui
from reporting.document import Code, Commitment, Milestone, View, Wording
from reporting.renderers import milestone
from reporting.renderers.blocks import (
    Block,
    Cell,
    Fact,
    Facts,
    Glyph,
    Line,
    Lines,
    Missing,
    Run,
    Section,
    Table,
    Voice,
    Voices,
)
from reporting.renderers.brief import stated_level
from reporting.renderers.proof import evidence_lines, titled, view_lines
from reporting.renderers.wording import (
    around,
    as_stated,
    day,
    fact,
    labelled,
    level,
    line,
    link,
    mark,
    missing,
    name,
    noted,
    passage,
    period,
    quiet,
    source_runs,
    strong,
    tally,
    texts,
)

#: The milestones of a commitment that lists none, by what is known of them.
_WITHOUT = {
    "none_stated": lambda: _("The plan states no milestones for this commitment."),
    "not_verified": lambda: _("The plan's milestones for this commitment are not verified here."),
    "partial": lambda: _("Only part of the plan's milestones is verified here, and none of them is listed."),
    "complete": lambda: _("No milestone was in force on this day."),
}


def sections(told: Commitment) -> tuple[Section, ...]:
    """The part of a report about one commitment: a heading, its milestones, its own evidence."""
    at = place(told.public_id)
    title = _("Commitment %(number)s: %(title)s") % {
        "number": told.number,
        "title": texts(told.title).text or _("no title stated"),
    }
    blocks: tuple[Block, ...] = (_voices(told), Facts(tuple(_facts(told))))
    return (
        Section(2, at, title, blocks),
        Section(3, f"{at}-milestones", _("Milestones"), (_milestones(told),)),
        *(milestone.section(each) for each in told.milestones),
        *_own_evidence(told, at=at),
    )


def place(public_id: str) -> str:
    """The name of a part in the address of the page."""
    return public_id.replace(".", "-")


def _voices(told: Commitment) -> Voices:
    return Voices((_stated(told), _indicated(told), _society(told), _irm(told)))


def _stated(told: Commitment) -> Voice:
    said, stands = told.statement, stated_level(told)
    lead = next((body.name for body in told.bodies if body.part == Responsibility.Kind.LEAD), {})
    # A new lead has not said what the old one said.
    body = said.body if said and said.body else lead
    who = _("%(body)s states") % {"body": texts(body).text} if body else _("The lead body states")
    if said is None:
        return Voice(who, Glyph(stands), level(stands), (line(quiet(_("No statement by this day."))),))
    days = {"on": day(said.on), "published": day(said.published_on)}
    when = _("On %(on)s, published on %(published)s.") % days
    return Voice(
        who,
        Glyph(stands),
        level(stands),
        (line(quiet(when + " "), mark(said.is_sample)), *passage(said.reason)),
    )


def _indicated(told: Commitment) -> Voice:
    indicated = told.indication
    lines = [line(texts(indicated.basis, "quiet"), " ", mark(indicated.rests_on_samples))]
    if texts(indicated.difference).text:
        lines.append(line(strong(_("Stated: ")), strong(texts(indicated.difference).text)))
    stands = indicated.level or "undetermined"
    return Voice(_("The milestones indicate"), Glyph(stands), level(stands), tuple(lines))


def _society(told: Commitment) -> Voice:
    who = _("Civil society says")
    if not told.views:
        return Voice(who, None, _("No view given"))
    lines = tuple(found for view in told.views for found in _short_view(view))
    return Voice(who, None, tally(Counter(view.level for view in told.views)), lines)


def _short_view(view: View) -> Lines:
    on = _("on %(day)s") % {"day": day(view.on)}
    return (line(name(view.organisation), f": {ui.word(view.level)}, {on} ", mark(view.is_sample)),)


def _irm(told: Commitment) -> Voice:
    who = _("The IRM assesses")
    completion = [code for code in told.codes if code.scale == "completion"]
    says = texts(completion[-1].label).text if completion else _("Completion not assessed")
    below = (line(quiet(_("All codes stand below, each with its source."))),) if told.codes else ()
    return Voice(who, None, says, below)


def _facts(told: Commitment) -> list[Fact]:
    """The fields of OGP's template."""
    rows = [
        fact(
            _("Dates as stated"), *period(told.period_text, told.starts_on, told.ends_on, beside=told.title)
        ),
        fact(_("Bodies"), *_bodies(told)),
        fact(_("Contact"), line(told.contact_mailbox) if told.contact_mailbox else missing("not_stated")),
        fact(
            _("Theme"), line(texts(told.theme)) if told.theme else missing("not_verified"), *_inferred(told)
        ),
        fact(_("Problem to be solved"), *passage(told.problem)),
        fact(_("The commitment"), *passage(told.content)),
        fact(_("How it contributes"), *passage(told.contribution)),
        fact(
            _("Relevance to OGP values"),
            *_values(told),
            *labelled(_("How the plan explains it: "), told.relevance),
        ),
        fact(_("Additional information"), *passage(told.additional_information)),
    ]
    if told.activities:
        label = _("Activities named in the text, not counted")
        rows.append(fact(label, *(line(texts(each)) for each in told.activities)))
    for view in told.views:
        rows.append(fact(_("View of civil society"), *view_lines(view)))
    rows += [fact(texts(code.scale_name).text, *_code(code)) for code in told.codes]
    if told.official_page:
        rows.append(fact(_("The commitment's own page"), line(link(told.official_page))))
    if told.sources:
        rows.append(fact(_("Sources"), *(line(link(each)) for each in told.sources)))
    return rows


def _inferred(told: Commitment) -> Lines:
    if not told.theme or told.theme_basis != "inferred":
        return ()
    return (line(quiet(_("Inferred from the order of the plan."))),)


def _bodies(told: Commitment) -> Lines:
    found = []
    for body in told.bodies:
        since = _("since %(day)s") % {"day": day(body.since)}
        found.append(_part(name(body.name), body.part, quiet(f", {since}"), source=body.source))
    for group in told.named_groups:
        part = _part(texts(group.name), group.role, source=group.source)
        found.append((*part, quiet(". "), texts(group.note, "quiet")) if group.note else part)
    return tuple(found) or (missing("not_stated"),)


def _part(who: Run, part: str, *more: Run, source: str) -> Line:
    """Who takes which part in the commitment, and who says so."""
    kind = str(Responsibility.Kind(part).label)
    said = (quiet(", " + _("source:") + " "), *source_runs(source)) if source else ()
    return line(who, quiet(f" ({kind}"), *more, *said, quiet(")"))


def _values(told: Commitment) -> Lines:
    if told.ogp_values is None:
        return (line(quiet(_("Which OGP values the plan claims is not verified."))),)
    words = [ui.value_word(value) for value in told.ogp_values]
    claimed = line(_("OGP values claimed: "), ", ".join(words) or _("none"))
    return (claimed, *(line(_("Other values claimed: "), texts(each)) for each in told.values_text))


def _code(code: Code) -> Lines:
    number = quiet(" " + _("(code %(code)s)") % {"code": code.code})
    lines = [line(strong(texts(code.label).text), number, " ", mark(code.is_sample))]
    if code.stated:
        says = _("In the words of the source: “%(words)s”")
        lines.append(around(says, as_stated(code.stated, code.scale_name)))
    if code.note:
        lines.append(line(noted(code.note, code.scale_name)))
    page = _(", page %(page)s") % {"page": code.page} if code.page else ""
    lines.append(line(quiet(_("Source: ")), link(code.source, style="quiet"), quiet(page)))
    return tuple(lines)


def _milestones(told: Commitment) -> Block:
    if not told.milestones:
        return Missing((line(_WITHOUT.get(told.milestones_known, _WITHOUT["not_verified"])()),))
    head = (_("Milestone"), _("State"), _("Adopted day"), _("Schedule"), _("Working evidence"))
    rows = tuple(_milestone_row(each) for each in told.milestones)
    return Table(
        _("Milestones of commitment %(number)s") % {"number": told.number}, head, rows, (33, 17, 16, 17, 17)
    )


def _milestone_row(each: Milestone) -> tuple[Cell, ...]:
    wording = each.amended or each.adopted
    working = sum(proof.works for proof in each.evidence)
    return (
        Cell((line(strong(f"{each.number}. "), milestone.title_of(wording), " ", mark(each.is_sample)),)),
        Cell((line(level(each.level)),), (Glyph(each.level, each.is_unproven, each.days_overdue > 0),)),
        Cell((_adopted_day(each.adopted),)),
        Cell((line(milestone.schedule(each)),)),
        Cell((line(str(working) if working else _("none")),)),
    )


def _adopted_day(wording: Wording) -> Line:
    """The day, or why there is none: the plan can state a period without an end, or not have been verified."""
    if wording.ends_on:
        return line(day(wording.ends_on))
    return missing("not_stated" if wording.period_text else "not_verified")


def _own_evidence(told: Commitment, *, at: str) -> tuple[Section, ...]:
    if not told.evidence:
        return ()
    rows = tuple(Fact(_("Evidence"), (titled(each), *evidence_lines(each))) for each in told.evidence)
    return (Section(3, f"{at}-evidence", _("Evidence on the commitment as a whole"), (Facts(rows),)),)
