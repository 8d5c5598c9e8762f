"""What is odd in a file that is right? Real plans are untidy: this is shown, and never refused."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from milestones.plan_file.checks import everywhere, texts_in
from milestones.plan_file.places import Place, Problem
from ogp_tracker.texts import spoken


def oddities(root: Place) -> Iterator[Problem]:
    """Every oddity of a correct file, as a warning."""
    yield from chain(
        _outside_the_plan(root), _without_lead(root), _languages(root), _sources(root), _not_loaded(root)
    )


def _outside_the_plan(root: Place) -> Iterator[Problem]:
    period = root["plan"]["period"] if root["plan"].value else root["amendment"]["period"]
    begins, ends = period["start"].first_day, period["end"].last_day
    for commitment in root["commitments"].rows():
        for place in (commitment, *commitment["milestones"]["rows"].rows()):
            start, end = place["period"]["start"], place["period"]["end"]
            if start.first_day and begins and start.first_day < begins:
                yield start.problem(f"{start.text} is before the plan begins ({begins}).")
            if end.last_day and begins and end.last_day < begins:
                yield end.problem(f"{end.text} is before the plan begins ({begins}).")
            if start.first_day and ends and start.first_day > ends:
                yield start.problem(f"{start.text} is after the plan ends ({ends}).")
            if end.last_day and ends and end.last_day > ends:
                yield end.problem(f"{end.text} is after the plan ends ({ends}).")


def _without_lead(root: Place) -> Iterator[Problem]:
    for commitment in root["commitments"].rows():
        place = commitment["responsibilities"]
        if not any(row["role"].text == "lead" for row in place.rows()):
            yield place.problem("The commitment has no lead: nobody can state how far it has come.")


def _languages(root: Place) -> Iterator[Problem]:
    texts = list(texts_in(root))
    for row in list(root["languages"].rows())[1:]:
        missing = sum(spoken(place.value, row.text) is None for place in texts)
        if missing:
            yield row.problem(
                f"{missing} of {len(texts)} texts are not in “{row.text}”; readers see the "
                "main language instead, marked as such."
            )


def _sources(root: Place) -> Iterator[Problem]:
    named = {place.text for name, place in everywhere(root) if name in ("source", "sources") and place.text}
    for name, place in root["sources"].members():
        if name not in named:
            yield place.problem(f"No fact names the source “{name}”.")


def _not_loaded(root: Place) -> Iterator[Problem]:
    for place in (root["plan"], *root["commitments"].rows()):
        if place["irm"].value is not None:
            yield place["irm"].problem(
                "The IRM's codes are kept in the file; this version does not load them."
            )
