"""How does the reader want it: light or dark, in which language? Kept in a cookie each, and nowhere else."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.middleware import COLOUR_SCHEME_COOKIE, unversioned
from ogp_tracker.middleware import keep_language

#: How long the choice is kept (seconds).
KEPT_FOR = 365 * 24 * 60 * 60


class AppearanceForm(forms.Form):
    """The one choice there is."""

    scheme = forms.ChoiceField(
        label=_("Colours"),
        choices=[
            ("auto", _("As your device is set")),
            ("light", _("Light")),
            ("dark", _("Dark")),
        ],
        widget=forms.RadioSelect,
    )


@unversioned
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appearance_choose(request: HttpRequest) -> HttpResponse:
    """Choose the colours of this site; afterwards the reader is back where they came from."""
    came_from = _safe(request, request.POST.get("next") or request.GET.get("next") or "")
    chosen = request.COOKIES.get(COLOUR_SCHEME_COOKIE, "auto")
    form = AppearanceForm(request.POST or None, initial={"scheme": chosen})
    if request.method == "POST" and form.is_valid():
        response = redirect(came_from)
        response.set_cookie(
            COLOUR_SCHEME_COOKIE,
            form.cleaned_data["scheme"],
            max_age=KEPT_FOR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response
    context = {"form": form, "next": came_from}
    return render(request, "reporting/appearance_choose.html", context, status=400 if form.errors else 200)


@unversioned
@never_cache
@require_safe
def language_choose(request: HttpRequest) -> HttpResponse:
    """From here on, pages whose address names no language (sign-in, account) speak the one of this address."""
    response = redirect(_safe(request, request.GET.get("next", "")))
    keep_language(request, response, get_language() or settings.LANGUAGE_CODE)
    return response


def _safe(request: HttpRequest, address: str) -> str:
    """The address, if it leads to this very site; else the front page."""
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return address if is_ours and address.startswith("/") else reverse("plan-home")
