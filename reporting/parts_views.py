"""Which parts are there to compose a page of? A page for developers, where the site is developed or demonstrated."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.middleware import unversioned
from reporting.parts_examples.showing import shown


@unversioned
@never_cache
@require_safe
def parts_show(request: HttpRequest) -> HttpResponse:
    """Every part of the kit in all its states; a real installation has no such page."""
    if not (settings.DEBUG or settings.OGP_DEMO):
        raise Http404
    return render(request, "reporting/parts_show.html", {"groups": shown(request)})
