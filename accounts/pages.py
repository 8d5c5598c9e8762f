"""What holds for every page that is somebody's own? Signed in, never cached."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponse]


def own_page(view: View) -> View:
    """A page for signed-in people, to read and to send; kept by no cache."""
    return never_cache(login_required(require_http_methods(["GET", "HEAD", "POST"])(view)))
