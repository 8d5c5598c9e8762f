"""What holds for every request and answer, whatever the page?"""

import re
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    JsonResponse,
    UnreadablePostError,
)
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

Handler = Callable[[HttpRequest], HttpResponse]

#: How long the language of pages without one in their address is kept (seconds).
LANGUAGE_KEPT_FOR = 365 * 24 * 60 * 60
_NORWEGIAN = re.compile(r"(?<![\w-])no(?=[-;,\s]|$)", re.IGNORECASE)
DRAINED = 10  # times the size allowed: what is read and thrown away so that the sender sees the answer


class PermissionsPolicyMiddleware:
    """No page here needs a camera, a microphone or a position."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        return response


class RequestSizeMiddleware:
    """Refuses a request above the limit with a sentence, where Django would answer 400 or break the line.

    A form with files passes up to a multiple of the limit: its upload handler counts the bytes without keeping
    them, so that the form can come back with the typed text and the error. What nobody read of a body is read
    at the end and thrown away, because a browser that is still sending does not see the answer.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        size = request.META.get("CONTENT_LENGTH") or "0"
        length = int(size) if size.isdigit() else 0
        most = settings.REQUEST_MAX_SIZE
        is_form = request.content_type == "multipart/form-data"
        allowed = length <= (most * DRAINED if is_form else most)
        response = self.get_response(request) if allowed else _too_large(request)
        if 0 < length <= most * DRAINED:
            _drain(request)
        return response


class WrongMethodMiddleware:
    """Says in a sentence what a page takes, where Django would answer 405 with nothing."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            sentence = _("This address does not take %(method)s. It takes %(allowed)s.")
            response.content = sentence % {"method": request.method, "allowed": response["Allow"]}
            response["Content-Type"] = "text/plain; charset=utf-8"
            response["Content-Length"] = str(len(response.content))  # Django has counted the empty one
        return response


class CompressionMiddleware(GZipMiddleware):
    """Sends words compressed, where the browser takes it so: a plan's page in a fifth of its bytes.

    It stands within what keeps public answers, so that they are compressed once; files are sent as they are.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.get("Content-Type", "").split(";")[0]
        is_words = kind.startswith("text/") or kind.endswith(("json", "xml"))
        return super().process_response(request, response) if is_words else response


class HtmxRedirectMiddleware:
    """After a form that htmx sent, the browser itself goes on: to the right place on the page it is sent to."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_redirect = response.status_code in (301, 302, 303, 307, 308)
        if not is_redirect or request.method != "POST" or "HX-Request" not in request.headers:
            return response
        onward = HttpResponse(status=204, headers={"HX-Redirect": response["Location"]})
        onward.cookies = response.cookies
        return onward


class NorwegianMiddleware:
    """Reads "no" of a browser as Bokmål: it names Norwegian, and not which of its two written forms."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
        request.META["HTTP_ACCEPT_LANGUAGE"] = _NORWEGIAN.sub("nb", asked)
        return self.get_response(request)


class SpokenLanguageMiddleware:
    """Keeps the language of whoever is signed in for the pages whose address names none (account, coordinator).

    Visitors get no cookie by reading: they choose at ``language-choose``.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        language = get_language_from_path(request.path_info)
        is_page = response.get("Content-Type", "").startswith("text/html")  # a file may be kept on its way
        if language and is_page and settings.SESSION_COOKIE_NAME in request.COOKIES:
            keep_language(request, response, language)
        return response


def keep_language(request: HttpRequest, response: HttpResponse, language: str) -> None:
    """Keep a language in the browser, for pages whose address names none."""
    if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=LANGUAGE_KEPT_FOR,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _drain(request: HttpRequest) -> None:
    with suppress(UnreadablePostError):
        while request.read(64 * 1024):
            pass


def _too_large(request: HttpRequest) -> HttpResponse:
    megabytes = settings.REQUEST_MAX_SIZE // settings.MEGABYTE
    sentence = _("The request is too large. It may be at most %(megabytes)d MB.") % {"megabytes": megabytes}
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": _("Request too large"), "status": 413, "detail": sentence}
        return JsonResponse(problem, status=413, content_type="application/problem+json")
    return HttpResponse(sentence, status=413, content_type="text/plain; charset=utf-8")
