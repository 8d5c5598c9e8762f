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
    context = {"sentence": sentence, "typed": typed_texts(request) if status == 403 else []}
    return render(request, f"{status}.html", context, status=status)


def typed_texts(request: HttpRequest) -> list[str]:
    """The sentences somebody typed into a form that was refused as a whole: given back, never lost.

    Somebody's right may end while they write. Choices, ids and secrets are no sentences: they hold no space.
    """
    if request.method != "POST":
        return []
    texts = (value.strip() for name in request.POST for value in request.POST.getlist(name))
    return [text for text in texts if " " in text]
