"""The pages around signing in that allauth leaves to us."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.forms import AuthenticateForm
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import demo
from accounts.middleware import unversioned
from ogp_tracker import as_of
from ogp_tracker.middleware import keep_language


class CodeForm(AuthenticateForm):
    """The second step; it says what else holds for whoever has lost the app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _(
            "Six digits from your app. If you have lost it: one of your recovery codes."
        )


class SignInView(LoginView):
    """Sign in with e-mail and password; in a demonstration the page names the accounts to try."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        """The form without help: the page itself links to a new password."""
        form = super().get_form(*args, **kwargs)
        for field in form.fields.values():
            field.help_text = ""
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trying = {"demo_accounts": demo.accounts_to_try(as_of.today()), "demo_password": demo.PASSWORD}
        return super().get_context_data(**kwargs) | trying | {"section": "sign-in"}


@never_cache
@login_required
@require_safe
def email_show(request: HttpRequest) -> HttpResponse:
    """The address somebody signs in with; the coordinator vouches for it, so only the coordinator changes it."""
    return render(request, "account/email.html", {"section": "desk"})


@unversioned
@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """The way to sign in from a page: the sign-in, whose address names no language, speaks that of the page."""
    query = request.META.get("QUERY_STRING", "")
    response = redirect(f"{reverse('account_login')}{'?' if query else ''}{query}")
    keep_language(request, response, get_language() or settings.LANGUAGE_CODE)
    return response
