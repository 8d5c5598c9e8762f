"""What does a reader see when something cannot be answered? A sentence that says what, and a way on."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address or form asks for something that cannot be answered."""
    return _page(request, exception, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the rules do not allow it."""
    return _page(request, exception, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing is published there."""
    return _page(request, exception, status=404)


def _page(request: HttpRequest, exception: Exception, *, status: int) -> HttpResponse:
    """Our own sentences are shown, other people's (a path, a resolver's list, a model's name) are not."""
    is_foreign = isinstance(exception, SuspiciousOperation) or isinstance(
        exception.__context__, ObjectDoesNotExist
    )
    first = exception.args[0] if exception.args and not is_foreign else ""
    sentence = first if isinstance(first, str) and first.endswith(".") else ""
    return render(request, f"{status}.html", {"sentence": sentence}, status=status)
