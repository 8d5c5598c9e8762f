"""What stands in a file of the IRM's codes, and what is wrong with it? Pure functions, no database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from unicodedata import category

from milestones.plan_file.checks import everywhere
from milestones.plan_file.places import Place, Problem
from ogp_tracker.texts import CONTENT_LANGUAGES, TAGS, Texts, split_tag
from reporting.irm_scales import SCALES
from reporting.models import IrmReport

FORMAT = "ogp-tracker-irm"
VERSION = 1


class IrmFileError(Exception):
    """The file cannot be loaded; ``problems`` holds every reason."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


@dataclass(frozen=True)
class NewCode:
    """A code of one commitment, on the scale of its report; ``place`` is where it stands in the file."""

    place: str
    commitment: str
    scale: str
    code: str
    stated: str
    page: str
    source: str
    note: str


@dataclass(frozen=True)
class NewReport:
    """A report of the IRM with the codes it gave."""

    place: str
    slug: str
    product: str
    title: Texts
    covers: str
    published_on: date
    published_text: str
    url: str
    findings: list[dict[str, Any]]
    codes: tuple[NewCode, ...]


@dataclass(frozen=True)
class IrmFile:
    """What the IRM published on one plan."""

    plan: str
    reports: tuple[NewReport, ...]


def parse_irm_file(content: bytes) -> IrmFile:
    """Read and check a whole file. Raises IrmFileError with every error, each with its place."""
    root = Place(_json(content))
    if not isinstance(root.value, dict):
        raise IrmFileError([Problem("", "The file holds no object: write {…}, as docs/irm-file.md shows.")])
    problems = sorted(set(_problems(root)))
    if problems:
        raise IrmFileError(problems)
    return IrmFile(plan=root["plan"].text, reports=tuple(_report(row) for row in root["reports"].rows()))


def _json(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        sentence = "The file is not UTF-8. Save it as UTF-8."
    except json.JSONDecodeError as error:
        sentence = f"The file is not JSON: line {error.lineno}, column {error.colno}: {error.msg}."
    except (RecursionError, ValueError):
        sentence = "The file is not JSON that can be read."
    raise IrmFileError([Problem("", sentence)])


def _report(row: Place) -> NewReport:
    published = row["published_on"].day
    assert published is not None  # checked
    return NewReport(
        place=row.pointer,
        slug=row["slug"].text,
        product=row["product"].text,
        title=row["title"].texts,
        covers=row["covers"].text,
        published_on=published.first,
        published_text=row["published_text"].text,
        url=row["url"].text,
        findings=[_finding(each) for each in row["findings"].rows()],
        codes=tuple(_code(each) for each in row["codes"].rows()),
    )


def _finding(row: Place) -> dict[str, Any]:
    texts = {name: row[name].texts for name in ("question", "says", "others_say")}
    return {**texts, "source": row["source"].text}


def _code(row: Place) -> NewCode:
    texts = {
        name: row[name].text for name in ("commitment", "scale", "code", "stated", "page", "source", "note")
    }
    return NewCode(place=row.pointer, **texts)


def _problems(root: Place) -> Iterator[Problem]:
    if root["format"].text != FORMAT:
        yield root["format"].problem(f"This is no file of the IRM's codes: its “format” is “{FORMAT}”.")
    if root["version"].value != VERSION:
        yield root["version"].problem(f"Only version {VERSION} of the format is known here.")
    yield from _required(root, "plan")
    if not list(root["reports"].rows()):
        yield root["reports"].problem("List at least one report.")
    yield from _unreadable(root)
    seen: dict[str, str] = {}
    for report in root["reports"].rows():
        yield from _report_problems(report)
        slug = report["slug"].text
        if slug in seen:
            yield report["slug"].problem(f"The report “{slug}” stands at {seen[slug]} already.")
        seen.setdefault(slug, report["slug"].pointer)


def _report_problems(report: Place) -> Iterator[Problem]:
    yield from _required(report, "slug", "product", "published_on", "published_text")
    yield from _texts(report["title"], needed=True)
    if report["product"].text and report["product"].text not in IrmReport.Product:
        yield report["product"].problem(_one_of("product", report["product"].text, IrmReport.Product.values))
    day = report["published_on"].day
    if report["published_on"].text and (day is None or day.precision != "day"):
        yield report["published_on"].problem(
            "Write the first day on which it can have been public as YYYY-MM-DD."
        )
    yield from _web(report["url"])
    for finding in report["findings"].rows():
        yield from _required(finding, "source")
        for name in ("question", "says"):
            yield from _texts(finding[name], needed=True)
        yield from _texts(finding["others_say"], needed=False)
    given: dict[tuple[str, str], str] = {}
    for code in report["codes"].rows():
        yield from _code_problems(code)
        key = code["commitment"].text, code["scale"].text
        if key in given:
            yield code.problem(f"This report's code for it stands at {given[key]} already.")
        given.setdefault(key, code.pointer)


def _code_problems(code: Place) -> Iterator[Problem]:
    yield from _required(code, "commitment", "scale", "code", "source")
    scale = SCALES.get(code["scale"].text)
    if scale is None and code["scale"].text:
        yield code["scale"].problem(_one_of("scale", code["scale"].text, SCALES))
    if scale is not None and code["code"].text and not scale.has(code["code"].text):
        yield code["code"].problem(_one_of("code of this scale", code["code"].text, scale.codes))


def _required(place: Place, *names: str) -> Iterator[Problem]:
    for name in names:
        if not place[name].text.strip():
            yield place[name].problem(f"“{name}” is missing: write it as a text.")


def _texts(place: Place, *, needed: bool) -> Iterator[Problem]:
    for language, text in place.members():
        if language not in TAGS:
            yield text.problem(_one_of("language", language, CONTENT_LANGUAGES))
        elif split_tag(language)[1] not in ("", *place.value):
            yield text.problem("This translation needs its original beside it.")
        elif not text.text.strip():
            yield text.problem("The text is empty. Leave the language out instead.")
    if needed and not place.texts:
        yield place.problem('Give the text as an object, for example {"en": "..."}.')


def _unreadable(root: Place) -> Iterator[Problem]:
    for _name, place in everywhere(root):
        if any(category(character) in ("Cc", "Cs") and character not in "\n\t" for character in place.text):
            yield place.problem("The text holds characters that cannot be stored or read: remove them.")


def _web(place: Place) -> Iterator[Problem]:
    if place.value is not None and not place.text.startswith(("https://", "http://")):
        yield place.problem("Write an address that begins with https://, or leave it out.")


def _one_of(what: str, found: str, known: Any) -> str:
    return f"“{found}” is no {what}. Use one of: {', '.join(known)}."
