"""The pages about the site itself: what its words mean, whom it is for, what it keeps."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reporting import glossary

#: When `make axe` last ran to its end and found nothing; the page says so. Whoever runs it again writes the new day.
CHECKED_ON = date(2026, 11, 27)


@require_safe
def glossary_show(request: HttpRequest) -> HttpResponse:
    """What the words of this site mean."""
    return render(request, "reporting/glossary_show.html", {"groups": glossary.GROUPS})


@require_safe
def accessibility_show(request: HttpRequest) -> HttpResponse:
    """What this site does for everybody, and where to say that something does not work."""
    return render(request, "reporting/accessibility_show.html", {"checked_on": CHECKED_ON})


@require_safe
def privacy_show(request: HttpRequest) -> HttpResponse:
    """What is kept about people, for how long, and how to have it removed."""
    return render(request, "reporting/privacy_show.html", {})
