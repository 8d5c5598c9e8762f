"""What holds for every page that is somebody's own? Signed in, never cached."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.kept import keep

View = Callable[..., HttpResponse]


def own_page(view: View) -> View:
    """A page for signed-in people, to read and to send; kept by no cache.

    What is sent after a session has ended waits until the sender has signed in (``kept.py``).
    """
    guarded = login_required(require_http_methods(["GET", "HEAD", "POST"])(view))

    @wraps(guarded)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            keep(request)
        return guarded(request, *args, **kwargs)

    return never_cache(answer)
