"""A small plan file for tests: two bodies, one theme, one commitment with one milestone."""

from __future__ import annotations

import copy
import json
from typing import Any

SMALL: dict[str, Any] = {
    "format": "ogp-tracker-plan",
    "version": 1,
    "kind": "plan",
    "languages": ["en"],
    "sources": {"text": {"title": "The plan", "url": "https://example.org/plan"}},
    "plan": {
        "slug": "utp-2",
        "ogp_id": "AP_UTP02",
        "country": "UTP",
        "number": 2,
        "title": {"en": "Second plan of Utopia"},
        "period": {"stated": "2020-2021", "start": "2020-01-01", "end": "2021-12-31"},
        "coordinator": "utp-interior",
        "sources": ["text"],
    },
    "organisations": [
        {
            "slug": f"utp-{slug}",
            "kind": "ministry",
            "names": [{"name": {"en": name}, "since": None, "until": None, "source": "text"}],
        }
        for slug, name in (("interior", "Ministry of the Interior"), ("finance", "Ministry of Finance"))
    ],
    "themes": [{"code": "money", "title": {"en": "Money"}, "sources": ["text"]}],
    "commitments": [
        {
            "number": "1",
            "title": {"en": "Publish the budget"},
            "short_title": {"en": "Budget"},
            "theme": {"code": "money", "basis": "stated"},
            "period": {"stated": "2020", "start": "2020", "end": "2020"},
            "text_origin": "summary",
            "problem": {"en": "Nobody can read the budget."},
            "responsibilities": [
                {
                    "organisation": "utp-finance",
                    "role": "lead",
                    "since": None,
                    "until": None,
                    "stated_by": "plan",
                    "source": "text",
                }
            ],
            "milestones": {
                "known": "complete",
                "rows": [
                    {
                        "number": 1,
                        "title": {"en": "Budget published"},
                        "period": {"stated": "June 2020", "start": None, "end": "2020-06"},
                    }
                ],
            },
            "sources": ["text"],
        }
    ],
}

#: An amendment of SMALL that brings in a second commitment; its day is known only to the year.
AMENDMENT: dict[str, Any] = {
    "format": "ogp-tracker-plan",
    "version": 1,
    "kind": "amendment",
    "languages": ["en"],
    "sources": SMALL["sources"],
    "amendment": {
        "plan": "utp-2",
        "number": 1,
        "title": {"en": "Extension"},
        "takes_effect": "2021",
        "reason": {"en": "More time."},
        "period": {"stated": "2020-2022", "start": "2020-01-01", "end": "2022"},
        "sources": ["text"],
    },
    "commitments": [{**SMALL["commitments"][0], "number": "2", "title": {"en": "Publish the accounts"}}],
}


def small(**changes: Any) -> dict[str, Any]:
    """SMALL with changes by dotted path: ``small(**{"commitments.0.number": "7"})``; a deleted member is ``...``."""
    return changed(SMALL, changes)


def changed(document: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """A copy of a document with changes by dotted path."""
    result = copy.deepcopy(document)
    for path, value in changes.items():
        *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
        place: Any = result
        for step in way:
            place = place[step]
        if value is ...:
            del place[last]
        elif isinstance(place, list) and last == len(place):
            place.append(value)
        else:
            place[last] = value
    return result


def as_bytes(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()
