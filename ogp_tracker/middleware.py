"""What holds for every request and answer, whatever the page?"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

Handler = Callable[[HttpRequest], HttpResponse]

DRAINED = 10  # times the size allowed: what is read and thrown away so that the sender sees the answer


class PermissionsPolicyMiddleware:
    """No page here needs a camera, a microphone or a position."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        return response


class RequestSizeMiddleware:
    """Refuses a request above the limit with a sentence, where Django would answer 400 or break the line.

    A form with a file passes up to a multiple of the limit: its upload handler counts the bytes without
    keeping them, so that the form can come back with the typed text and the error.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        size = request.META.get("CONTENT_LENGTH") or "0"
        length = int(size) if size.isdigit() else 0
        most = settings.REQUEST_MAX_SIZE
        allowed = most * DRAINED if request.content_type == "multipart/form-data" else most
        if length <= allowed:
            return self.get_response(request)
        if length <= most * DRAINED:
            while request.read(64 * 1024):
                pass
        return _too_large(request, most // (1024 * 1024))


def _too_large(request: HttpRequest, megabytes: int) -> HttpResponse:
    sentence = _("The request is too large. It may have %(megabytes)d MB.") % {"megabytes": megabytes}
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": _("Request too large"), "status": 413, "detail": sentence}
        return JsonResponse(problem, status=413, content_type="application/problem+json")
    return HttpResponse(sentence, status=413, content_type="text/plain; charset=utf-8")
