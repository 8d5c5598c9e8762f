"""Which parameters may an address carry? Every other one is refused: nothing is silently ignored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request

#: What every read takes.
ALWAYS = ("as_of", "known_on", "format")


class BadParameters(BadRequest):
    """Query parameters that cannot be answered: sentences by name of the parameter."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__(_("The address asks for something that cannot be answered."))
        self.errors = errors


def refuse_unknown(request: Request, *, known: Collection[str]) -> None:
    """Raise BadParameters for a parameter that is not known here, or given twice."""
    allowed = sorted({*known, *ALWAYS})
    errors: dict[str, list[str]] = {}
    for name, values in request.query_params.lists():
        if name not in allowed:
            errors[name] = [
                _("“%(name)s” is not a parameter of this address. Known here: %(known)s.")
                % {"name": name[:40], "known": ", ".join(allowed)}
            ]
        elif len(values) > 1:
            errors[name] = [_("“%(name)s” is given twice. Give it once.") % {"name": name}]
    if errors:
        raise BadParameters(errors)


class Negotiation(DefaultContentNegotiation):
    """Chooses the representation; an unknown ``format`` is a wrong parameter, not a missing page."""

    def filter_renderers(self, renderers: Any, format: str) -> Any:
        try:
            return super().filter_renderers(renderers, format)
        except Http404:
            known = ", ".join(sorted({renderer.format for renderer in renderers}))
            sentence = _("“%(format)s” is not a format of this address. Known here: %(known)s.")
            raise BadParameters({"format": [sentence % {"format": format[:40], "known": known}]}) from None
