"""The pages on which somebody makes and revokes the keys with which programs act for them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.acting import ActingRequest
from accounts.actions import require
from accounts.models import Role, Token
from accounts.pages import own_page
from accounts.token_actions import create_token, revoke_token

#: The roles in which somebody publishes; a reviewer reads.
_PUBLISH = (Role.OFFICIAL, Role.CIVIL_SOCIETY, Role.COORDINATOR)


class TokenForm(forms.Form):
    """What a key is for, and how much it may."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("What will use it?"),
        max_length=80,
        help_text=gettext_lazy("So that you recognise it later, for example “case system, test”."),
        error_messages={"required": gettext_lazy("Say what will use the key.")},
    )
    may_write = forms.BooleanField(
        label=gettext_lazy("It may publish in my name"),
        required=False,
        help_text=gettext_lazy("Without this it can only read what is public anyway."),
    )

    def __init__(self, *args: Any, publishes: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not publishes:  # a key can do what its owner may, and nothing more
            del self.fields["may_write"]


@own_page
def token_list(request: ActingRequest) -> HttpResponse:
    """My keys, and the form for a new one; its secret is shown once, on this answer alone."""
    require(request.actor, "accounts.use_desk", otherwise=_("Keys are for people with a role in a body."))
    secret = None
    publishes = any(request.actor.membership(role) for role in _PUBLISH)
    form = TokenForm(request.POST if request.method == "POST" else None, publishes=publishes)
    if form.is_bound and form.is_valid():
        try:
            _token, secret = create_token(request.user, **form.cleaned_data)
            form = TokenForm(publishes=publishes)
        except ValidationError as refused:
            form.add_error(None, refused)
    tokens = Token.objects.filter(user=request.user).order_by("-created")
    context = {"form": form, "tokens": tokens, "secret": secret, "section": "desk"}
    return render(request, "desk/token_list.html", context, status=422 if form.is_bound else 200)


@own_page
@require_POST
def token_revoke(request: ActingRequest, key: str) -> HttpResponse:
    """End a key at once."""
    revoke_token(get_object_or_404(Token, user=request.user, token_key=key))
    messages.success(request, _("The key is revoked. Programs that use it are refused from now on."))
    return redirect("token-list")
