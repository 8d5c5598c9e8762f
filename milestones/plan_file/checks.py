"""What does a schema not see? That names point at something, days are in order, and nothing is there twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise

from milestones.plan_file.parts import code_of, references
from milestones.plan_file.places import Place, Problem
from ogp_tracker.texts import CONTENT_LANGUAGES, TAGS, split_tag

#: Fields that hold a text in several languages, or a list of such texts.
TEXT_FIELDS = {
    *("title", "short_title", "name", "note", "notes", "reason", "deliverable", "activities", "values_text"),
    *("problem", "content", "contribution", "relevance", "additional_information"),
}


def check(root: Place) -> Iterator[Problem]:
    """Every error of the file beyond its shape; works on a file of a wrong shape, too."""
    for rule in _RULES:
        yield from rule(root)


def everywhere(place: Place, name: str = "") -> Iterator[tuple[str, Place]]:
    """Every value in the file with the name of the field it stands in."""
    yield name, place
    for key, member in place.members():
        yield from everywhere(member, key)
    for row in place.rows():
        yield from everywhere(row, name)


def texts_in(root: Place) -> Iterator[Place]:
    """Every text in several languages."""
    for name, place in everywhere(root):
        if name in TEXT_FIELDS and isinstance(place.value, dict):
            yield place


def _characters(root: Place) -> Iterator[Problem]:
    for _name, place in everywhere(root):
        odd = sorted({c for c in place.text if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"})
        if odd:
            codes = ", ".join(f"U+{ord(character):04X}" for character in odd)
            yield place.problem(
                f"The text holds characters that cannot be stored or read ({codes}): remove them."
            )


def _languages(root: Place) -> Iterator[Problem]:
    languages = [row for row in root["languages"].rows() if row.text]
    for row in languages:
        if row.text not in CONTENT_LANGUAGES:
            known = ", ".join(CONTENT_LANGUAGES)
            yield row.problem(f"“{row.text}” is no language this site keeps texts in. Use some of: {known}.")
    if not languages:
        return
    declared, main = [row.text for row in languages], languages[0].text
    for place in texts_in(root):
        for tag, text in place.members():
            language, out_of = split_tag(tag)
            if language not in declared:
                yield text.problem(
                    f"“{language}” is not among the file's “languages”: add it there, or correct it."
                )
            if out_of and (tag not in TAGS or out_of not in place.value):
                yield text.problem(
                    f"“{tag}” is a translation from “{out_of}”, which the text lacks: write “{out_of}” beside it."
                )
        if place.value and main not in place.value:
            yield place.problem(f"The text lacks “{main}”, the file's main language: write it.")


def _twice(rows: Iterator[tuple[str, Place]], *, what: str) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for key, place in rows:
        if key and key in first:
            yield place.problem(
                f"{what} “{key}” stands at {first[key].pointer} already: each may stand once only."
            )
        first.setdefault(key, place)


def _duplicates(root: Place) -> Iterator[Problem]:
    commitments = list(root["commitments"].rows())
    yield from _twice(
        ((row["slug"].text, row["slug"]) for row in root["organisations"].rows()), what="The body"
    )
    yield from _twice(((row["code"].text, row["code"]) for row in root["themes"].rows()), what="The theme")
    yield from _twice(((row["ogp_id"].text, row["ogp_id"]) for row in commitments), what="The OGP id")
    yield from _twice(
        ((_code(row), row["code" if row["code"].text else "number"]) for row in commitments),
        what="A commitment with the code",
    )
    for row in commitments:
        numbers = ((str(m["number"].number or ""), m["number"]) for m in row["milestones"]["rows"].rows())
        yield from _twice(numbers, what="A milestone with the number")


def _code(commitment: Place) -> str:
    return commitment["code"].text or code_of(commitment["number"].text)


def _identities(root: Place) -> Iterator[Problem]:
    plan = root["plan"]
    match = re.fullmatch(r"AP_([A-Z]+)0*([1-9][0-9]*)", plan["ogp_id"].text)
    if match and plan["slug"].text and plan["slug"].text != f"{match[1].lower()}-{match[2]}":
        yield plan["slug"].problem(
            f"The OGP id {match[0]} makes the slug “{match[1].lower()}-{match[2]}”, not “{plan['slug'].text}”."
        )
    for row in root["commitments"].rows():
        if row["number"].text and not _code(row):
            yield row["number"].problem(
                f"No address can be made of “{row['number'].text}”, which has neither letters a to z nor digits: "
                "add a “code”."
            )
    country = plan["country"].text or root["amendment"]["plan"].text.split("-")[0].upper()
    for row in root["organisations"].rows():
        prefix = f"{row['country'].text or country}-".lower()
        if len(prefix) == 4 and row["slug"].text and not row["slug"].text.startswith(prefix):
            yield row["slug"].problem(
                f"The slug of a body begins with its country: “{prefix}{row['slug'].text}”."
            )


def _references(root: Place) -> Iterator[Problem]:
    sources = dict(root["sources"].members())
    for name, place in everywhere(root):
        if (
            name in ("source", "sources")
            and place.pointer != "/sources"
            and place.text
            and place.text not in sources
        ):
            yield place.problem(f"“{place.text}” is not among the file's “sources”: describe it there.")
    if root["kind"].text == "amendment":
        return  # an amendment may name what its plan already has; the loader knows that
    described = {
        "organisation": {row["slug"].text for row in root["organisations"].rows()},
        "theme": {row["code"].text for row in root["themes"].rows()},
    }
    for reference in references(root):
        if reference.name not in described[reference.kind]:
            yield Problem(
                reference.place,
                f"“{reference.name}” is not among the file's “{reference.kind}s”: describe it there, or correct it.",
            )


def _order_of_days(root: Place) -> Iterator[Problem]:
    for _name, place in everywhere(root):
        for first, last in (("since", "until"), ("start", "end")):
            begins, ends = place[first].first_day, place[last].last_day
            if begins and ends and ends < begins:
                yield place[last].problem(
                    f"{place[last].text} is before {place[first].text}: the {last} is before the {first}."
                )


def _names_in_order(root: Place) -> Iterator[Problem]:
    for body in root["organisations"].rows():
        names = list(body["names"].rows())
        for earlier, later in pairwise(names):
            ended, began = earlier["until"].last_day, later["since"].first_day
            if ended is None:
                yield earlier["until"].problem("Another name follows, so this one has a last day: write it.")
            elif began is None:
                yield later["since"].problem(
                    "Another name comes before, so this one has a first day: write it."
                )
            elif began <= ended:
                yield later["since"].problem(
                    f"The name before holds until {ended}; this one begins after that day."
                )


def _successions(root: Place) -> Iterator[Problem]:
    for row in root["successions"].rows():
        if row["from"].text and row["from"].text == row["to"].text:
            yield row["to"].problem("A body cannot succeed itself. A new name belongs in the body's “names”.")


def _leads(root: Place) -> Iterator[Problem]:
    for commitment in root["commitments"].rows():
        rows = list(commitment["responsibilities"].rows())
        leads = [row for row in rows if row["role"].text == "lead"]
        for index, row in enumerate(leads):
            for other in leads[:index]:
                if _overlap(row, other):
                    yield row.problem(f"{other.pointer} is lead at the same time: there is exactly one lead.")
        for index, row in enumerate(rows):
            for other in rows[:index]:
                same = (row["organisation"].text, row["role"].text) == (
                    other["organisation"].text,
                    other["role"].text,
                )
                if same and row["role"].text != "lead" and _overlap(row, other):
                    yield row.problem(f"{other.pointer} says the same already: leave one out.")


def _overlap(one: Place, other: Place) -> bool:
    """Whether two rows with ``since`` and ``until`` share a day; an open end reaches for ever."""
    starts_late = (
        other["until"].last_day
        and one["since"].first_day
        and other["until"].last_day < one["since"].first_day
    )
    ends_early = (
        one["until"].last_day
        and other["since"].first_day
        and one["until"].last_day < other["since"].first_day
    )
    return not starts_late and not ends_early


def _milestones(root: Place) -> Iterator[Problem]:
    for commitment in root["commitments"].rows():
        known, rows = commitment["milestones"]["known"], commitment["milestones"]["rows"]
        if known.text in ("complete", "partial") and rows.value == []:
            yield rows.problem(
                f"The milestones are “{known.text}”, but none is listed: list them, or write "
                "“not_verified” or “none_stated”."
            )
        if known.text in ("not_verified", "none_stated") and rows.value:
            yield known.problem(
                f"The milestones are “{known.text}”, but some are listed: write “partial” or "
                "“complete”, or leave them out."
            )


def _not_stated(root: Place) -> Iterator[Problem]:
    for commitment in root["commitments"].rows():
        for row in commitment["not_stated"].rows():
            if row.text and commitment[row.text].value:
                yield row.problem(
                    f"“{row.text}” is listed as not stated in the plan, but it has a value: remove one."
                )


_RULES: tuple[Callable[[Place], Iterator[Problem]], ...] = (
    _characters,
    _languages,
    _duplicates,
    _identities,
    _references,
    _order_of_days,
    _names_in_order,
    _successions,
    _leads,
    _milestones,
    _not_stated,
)
