"""Which answers may be reused, and how does whoever asks again learn that nothing has changed?

Every change appends to the record, so the digest of its head *is* the version of every public answer
(``architecture.md`` 12). For a GET without a session and without a token, one indexed query decides between
"304 Not Modified", bytes that were rendered before, and rendering. Nothing is ever stale: when the head moves,
the day turns or a release is installed, every key changes at once, and the old ones are simply not asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.http import parse_etags

from accounts.record import head
from ogp_tracker import as_of

View = TypeVar("View", bound=Callable[..., Any])

#: What an answer may depend on besides its address.
VARIES = ("Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Cookie", "HX-Request")
COLOUR_SCHEME_COOKIE = "colour-scheme"
#: Rendered answers above this size are not kept (bytes); they are still answered with 304.
LARGEST_KEPT = 1024 * 1024
#: How long rendered bytes are kept. No answer is ever out of date: this only frees memory (seconds).
KEPT_FOR = 60 * 60


def unversioned(view: View) -> View:
    """Mark a view whose answers are not a function of the record: it is asked every time."""
    view.is_unversioned = True  # type: ignore[attr-defined]
    return view


class RecordVersionMiddleware:
    """Gives public answers the record's head as their version; tells everybody to keep nothing else.

    ``request.record_head`` is the head for every view and template: the one the version was made from.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.record_head = SimpleLazyObject(head)  # type: ignore[attr-defined]
        request.record_version = ""  # type: ignore[attr-defined]
        response = self.get_response(request)
        version: str = request.record_version  # type: ignore[attr-defined]
        if response.status_code == 304:
            return response
        if version and _is_public(response):
            _publish(response, version)
            _keep(response, version)
        elif not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Answer with 304 or with kept bytes, if the answer is public and nothing has changed."""
        if settings.DEBUG or not _asks_for_public(request) or getattr(view, "is_unversioned", False):
            return None
        version = _version(request)
        request.record_version = version  # type: ignore[attr-defined]
        named = parse_etags(request.headers.get("If-None-Match", ""))
        if f'W/"{version}"' in named or f'"{version}"' in named:
            return _publish(HttpResponseNotModified(), version)
        kept = cache.get(version)
        return _publish(HttpResponse(kept[0], headers=kept[1]), version) if kept else None


def _asks_for_public(request: HttpRequest) -> bool:
    """A read of the API or of a page, by somebody the site does not know. Desks belong to those it knows."""
    first, _slash, rest = request.path_info.lstrip("/").partition("/")
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "Authorization" not in request.headers
        and (first == "api" or (first in dict(settings.LANGUAGES) and not rest.startswith("desk/")))
    )


def _version(request: HttpRequest) -> str:
    """The digest of everything a public answer depends on. Reads the head: one indexed query."""
    depends_on = (
        settings.RELEASE,
        request.record_head.head,  # type: ignore[attr-defined]
        as_of.today().isoformat(),
        request.scheme or "",
        request.get_host(),
        request.path,
        urlencode(sorted(request.GET.lists()), doseq=True),
        translation.get_language() or "",
        request.headers.get("Accept", ""),
        request.headers.get("HX-Request", ""),
        "gzip" if "gzip" in request.headers.get("Accept-Encoding", "") else "",
        request.COOKIES.get(COLOUR_SCHEME_COOKIE, ""),
    )
    return hashlib.sha256("\n".join(depends_on).encode()).hexdigest()


def _is_public(response: HttpResponseBase) -> bool:
    """Whole answers that say nothing else about their own keeping and set no cookie."""
    return (
        response.status_code == 200
        and not response.cookies
        and not response.has_header("ETag")
        and not response.has_header("Cache-Control")
    )


def _publish(response: HttpResponseBase, version: str) -> HttpResponseBase:
    """Anybody may keep it, and asks before using it again. Weak, for a proxy may compress it."""
    response["ETag"] = f'W/"{version}"'
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, VARIES)
    return response


def _keep(response: HttpResponseBase, version: str) -> None:
    if isinstance(response, HttpResponse) and len(response.content) <= LARGEST_KEPT:
        own = {name: value for name, value in response.items() if name not in ("ETag", "Cache-Control")}
        cache.set(version, (response.content, own), timeout=KEPT_FOR)
