"""How does a file on disk become a plan, or the list of everything that is wrong with it?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from milestones.plan_file.building import build
from milestones.plan_file.checks import check
from milestones.plan_file.oddities import oddities
from milestones.plan_file.parts import PlanFile
from milestones.plan_file.places import Place, Problem, escape
from milestones.plan_file.shape import shape_problems

LARGEST = 20 * 1024 * 1024


class PlanFileError(Exception):
    """The file cannot be loaded; ``problems`` holds every reason."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class _Members(dict[str, Any]):
    """A JSON object that remembers which of its names stood in it twice."""

    repeated: tuple[str, ...] = ()

    @classmethod
    def read(cls, pairs: list[tuple[str, Any]]) -> _Members:
        members = cls(pairs)
        names = [name for name, _value in pairs]
        members.repeated = tuple(name for name in members if names.count(name) > 1)
        return members


def read_plan_file(path: Path) -> PlanFile:
    """Read and check the file at ``path``. Raises PlanFileError with every error, each with its place."""
    try:
        if path.stat().st_size > LARGEST:
            _refuse("The file is larger than 20 MB; a plan is far smaller. Is it the right file?")
        content = path.read_bytes()
    except OSError as error:
        _refuse(f"The file cannot be read: {error.strerror}. Check its name and who may read it.")
    return parse_plan_file(content)


def parse_plan_file(content: bytes) -> PlanFile:
    """Check a whole file. Raises PlanFileError with every error, each with its place; nothing is half-read."""
    root = Place(_json(_decoded(content)))
    problems = {*_repeated(root), *shape_problems(root.value), *check(root)}
    if problems:
        raise PlanFileError(sorted(problems))
    return build(root, warnings=oddities(root))


def _refuse(sentence: str) -> NoReturn:
    raise PlanFileError([Problem("", sentence)])


def _decoded(content: bytes) -> str:
    if not content.strip():
        _refuse("The file is empty.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        _refuse(
            f"The file is not UTF-8: line {line} holds the byte {content[error.start]:#04x}. Save it as UTF-8."
        )


def _json(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_Members.read, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        _refuse(f"The file is not JSON: line {error.lineno}, column {error.colno}: {error.msg}.")
    except RecursionError:
        _refuse("The file nests lists and objects too deeply to be a plan.")
    except ValueError as error:
        _refuse(f"The file is not JSON that can be read: {error}.")


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number in JSON")


def _repeated(place: Place) -> Iterator[Problem]:
    if isinstance(place.value, _Members):
        for name in place.value.repeated:
            yield Problem(
                f"{place.pointer}/{escape(name)}",
                f"“{name}” stands here twice; only one can count. Remove one.",
            )
    for _name, member in place.members():
        yield from _repeated(member)
    for row in place.rows():
        yield from _repeated(row)
