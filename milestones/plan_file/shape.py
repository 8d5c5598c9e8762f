"""Has the file the shape that the JSON Schema asks for, and if not, what should its author do?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from milestones.plan_file.places import PartialDay, Problem, escape, pointer_to

SCHEMA = Path(__file__).parent.parent / "plans" / "plan-file.schema.json"

_TYPES = {
    "array": "a list [...]",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "number": "a number",
    "object": "an object {...}",
    "string": "a text in quotation marks",
}
_formats = FormatChecker(formats=())


@_formats.checks("partial-day", raises=ValueError)
def _is_in_the_calendar(value: object) -> bool:
    """Whether a day that is written correctly exists; how it is written is the pattern's question."""
    if isinstance(value, str) and len(value) in (4, 7, 10) and value.replace("-", "").isdigit():
        PartialDay.read(value)
    return True


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=_formats)


def shape_problems(document: Any) -> Iterator[Problem]:
    """Every place where the file departs from the schema, each with a sentence that says what to do."""
    for error in _validator().iter_errors(document):
        yield from _problems(error)


def _problems(error: ValidationError) -> Iterator[Problem]:
    place, schema = pointer_to(error.absolute_path), error.schema
    value: Any = error.instance
    asked: Any = error.validator_value
    if error.validator == "required":
        said = error.message.partition(" is a required")[0]
        for name in list(asked):
            if repr(name) == said:  # one error each; the library tells the name in its message only
                yield Problem(place, f"“{name}” is missing.{_help(_member(schema, name))}")
    elif error.validator == "additionalProperties":
        known = list(_members(schema))
        for name in value:
            if name not in known:
                yield Problem(f"{place}/{escape(name)}", _unknown_name(name, known))
    elif schema is False:
        yield Problem(place, _IMPOSSIBLE)
    elif "propertyNames" in error.absolute_schema_path:
        yield Problem(place, f"“{value}” cannot be a name here.{_help(schema)}")
    else:
        say = _SENTENCES.get(str(error.validator))
        yield Problem(place, f"{say(value, asked) if say else f'{error.message}.'}{_help(schema)}")


def _members(schema: Any) -> dict[str, Any]:
    return dict(schema.get("properties", {}))


def _member(schema: Any, name: str) -> Any:
    """What a schema says of a member; a condition repeats only the name of what the whole file may hold."""
    whole: Any = _validator().schema
    return _members(schema).get(name) or _members(whole).get(name, {})


def _help(schema: Any) -> str:
    """How the schema describes a place, as a sentence to end with."""
    whole: Any = _validator().schema
    if "description" not in schema and "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    return f" {schema['description']}" if "description" in schema else ""


def _unknown_name(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean “{near[0]}”?" if near else f"the format knows: {', '.join(known)}."
    return f"“{name}” is no field of the format here; {hint}"


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _wrong_type(value: Any, asked: Any) -> str:
    wanted = asked if isinstance(asked, list) else [asked]
    return f"{_shown(value)} should be {' or '.join(_TYPES[name] for name in wanted)}."


def _none_of(value: Any, asked: Any) -> str:
    choices = ["null" if choice is None else str(choice) for choice in asked]
    near = get_close_matches(str(value), choices, n=1)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    return f"{_shown(value)} is none of: {', '.join(choices)}.{hint}"


def _too_long(value: Any, most: Any) -> str:
    return f"{_shown(value)} has {len(value)} characters, {len(value) - most} more than the {most} allowed."


_IMPOSSIBLE = "A file has “plan” or “amendment”, as its “kind” says, and not the other one."
_SENTENCES: dict[str, Callable[[Any, Any], str]] = {
    "type": _wrong_type,
    "enum": _none_of,
    "const": lambda value, asked: f"{_shown(value)} should be {_shown(asked)}.",
    "pattern": lambda value, asked: f"{_shown(value)} is not written as the format asks.",
    "format": lambda value, asked: f"{_shown(value)} is no day of the calendar.",
    "minLength": lambda value, asked: "The text is empty: write it, or leave the field out.",
    "maxLength": _too_long,
    "minItems": lambda value, asked: "The list is empty: it needs at least one item.",
    "minProperties": lambda value, asked: "The object is empty: it needs at least one member.",
    "uniqueItems": lambda value, asked: "The list holds the same item twice: leave one out.",
    "minimum": lambda value, asked: f"{value} is below {asked}, the smallest number allowed.",
    "maximum": lambda value, asked: f"{value} is above {asked}, the largest number allowed.",
}
