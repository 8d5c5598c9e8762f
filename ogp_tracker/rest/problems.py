"""What does a program read when its request cannot be answered? Problem details (RFC 9457), always.

``type`` is ``about:blank`` where the status says everything; the others are listed in ``docs/api.md``.
``errors`` names every field with a sentence and a JSON pointer into the request, or the query parameter.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

import orjson
from django.core.exceptions import (
    NON_FIELD_ERRORS,
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.views import set_rollback

from ogp_tracker.as_of import BadDay
from ogp_tracker.errors import Conflict
from ogp_tracker.rest.parameters import BadParameters

MEDIA_TYPE = "application/problem+json"
BLANK = "about:blank"
PREFIX = "urn:ogp-tracker:problem:"

log = logging.getLogger(__name__)


def problem(
    status: int, detail: str, *, kind: str = "", title: str = "", errors: Any = None, **members: Any
) -> HttpResponse:
    """An answer that says what is wrong. ``kind`` names the type of problem, if the status does not say it all."""
    content = {
        "type": PREFIX + kind if kind else BLANK,
        "title": title or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **({"errors": list(errors)} if errors is not None else {}),
        **members,
    }
    body = orjson.dumps(content, default=str, option=orjson.OPT_UTC_Z)
    return HttpResponse(body, status=status, content_type=MEDIA_TYPE)


def exception_handler(refusal: Exception, context: dict[str, Any]) -> HttpResponse:
    """Turn whatever a view or an action raised into a problem (a setting of the API framework)."""
    set_rollback()
    if isinstance(refusal, exceptions.APIException):
        return _framework(refusal)
    if isinstance(refusal, Conflict):
        return _conflict(refusal, context)
    if isinstance(refusal, ValidationError):
        return _invalid(_by_field(refusal))
    if isinstance(refusal, BadDay | BadParameters):
        return _bad_parameters(refusal)
    if isinstance(refusal, PermissionDenied):
        return problem(403, str(refusal) or _("You may not do this."))
    if isinstance(refusal, Http404):
        return problem(404, _sentence(refusal) or _("There is nothing at this address."))
    if isinstance(refusal, RequestDataTooBig):
        return problem(413, _("The request is too large."))
    if isinstance(refusal, UnreadablePostError | SuspiciousOperation | BadRequest):
        return problem(400, _("The request cannot be read."))
    return _unforeseen(refusal, context)


@csrf_exempt  # there is nothing to forge, and a program learns what is wrong
def not_found(request: HttpRequest, path: str = "") -> HttpResponse:
    """The answer at an address of the API where there is nothing."""
    detail = _(
        "There is nothing at this address of the API. The addresses that exist are listed at /api/v1/docs/."
    )
    if not request.path.endswith("/"):
        detail += " " + _("Addresses of the API end with a slash.")
    return problem(404, detail)


def _framework(refusal: exceptions.APIException) -> HttpResponse:
    if isinstance(refusal, exceptions.ValidationError):
        return _invalid(_flat(refusal.detail))
    detail = f"{_sentences(refusal.detail)[0].rstrip('.')}."
    if isinstance(refusal, exceptions.NotAuthenticated):
        detail = _("This needs a token: send it as “Authorization: Token …”.")
    if isinstance(refusal, exceptions.MethodNotAllowed):
        detail = _("%(detail)s The header Allow names the methods that can be used here.") % {
            "detail": detail
        }
    response = problem(refusal.status_code, detail)
    if header := getattr(refusal, "auth_header", None):
        response["WWW-Authenticate"] = header
    if (wait := getattr(refusal, "wait", None)) is not None:
        response["Retry-After"] = str(int(wait) + 1)
    return response


def _conflict(refusal: Conflict, context: dict[str, Any]) -> HttpResponse:
    """The entry the author had not seen comes with the refusal, so that a program can show both."""
    read = getattr(context["view"], "current_entry", None)
    current = read(refusal.current) if read and refusal.current is not None else None
    return problem(
        409, _first(_by_field(refusal)), kind="conflict", title=_("A newer entry exists"),
        errors=_errors(_by_field(refusal)), current=current,
    )  # fmt: skip


def _invalid(errors: Mapping[str, list[str]]) -> HttpResponse:
    detail = _first(errors) if len(errors) == 1 else _("Some fields cannot be accepted. Nothing was written.")
    return problem(
        400, detail, kind="invalid", title=_("The content cannot be accepted"), errors=_errors(errors)
    )


def _bad_parameters(refusal: BadDay | BadParameters) -> HttpResponse:
    errors = {refusal.parameter: [str(refusal)]} if isinstance(refusal, BadDay) else refusal.errors
    listed = [{"parameter": name, "detail": sentence} for name, found in errors.items() for sentence in found]
    detail = listed[0]["detail"] if len(listed) == 1 else str(refusal)
    return problem(400, detail, kind="parameters", title=_("The request cannot be answered"), errors=listed)


def _unforeseen(failure: Exception, context: dict[str, Any]) -> HttpResponse:
    """A fault of ours: logged with its trace, announced like any other, told without its inner parts."""
    log.error("The API failed.", exc_info=failure)
    got_request_exception.send(sender=type(context["view"]), request=context["request"])
    return problem(500, _("Something went wrong on our side. It was logged; please try again later."))


def _by_field(refusal: ValidationError) -> dict[str, list[str]]:
    return refusal.message_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.messages}


def _flat(detail: Any, prefix: str = "") -> dict[str, list[str]]:
    """The framework's nested errors with keys as the actions write them: ``rows.0.evidence.1.url``."""
    if isinstance(detail, dict):
        pairs = detail.items()
    elif isinstance(detail, list) and any(isinstance(each, dict | list) for each in detail):
        pairs = ((str(index), each) for index, each in enumerate(detail) if each)  # type: ignore[assignment]
    else:
        return {prefix or NON_FIELD_ERRORS: _sentences(detail)}
    flat: dict[str, list[str]] = {}
    for name, each in pairs:
        inner = prefix if name == "non_field_errors" else f"{prefix}.{name}".lstrip(".")
        flat.update(_flat(each, inner))
    return flat


def _errors(errors: Mapping[str, list[str]]) -> Iterator[dict[str, str]]:
    for name, sentences in errors.items():
        steps = [step for step in name.split(".") if step != NON_FIELD_ERRORS]
        pointer = "#" + "".join(f"/{step.replace('~', '~0').replace('/', '~1')}" for step in steps)
        for sentence in sentences:
            yield {"field": ".".join(steps), "pointer": pointer, "detail": str(sentence)}


def _first(errors: Mapping[str, list[str]]) -> str:
    return str(next(iter(errors.values()))[0])


def _sentences(detail: Any) -> list[str]:
    return [str(each) for each in detail] if isinstance(detail, list) else [str(detail)]


def _sentence(refusal: Http404) -> str:
    return str(refusal.args[0]) if refusal.args and isinstance(refusal.args[0], str) else ""
