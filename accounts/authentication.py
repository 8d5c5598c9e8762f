"""Who asks the API? Whoever sends a token acts for the person it belongs to; nobody else is known here."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from knox.auth import TokenAuthentication as KnoxAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.throttling import UserRateThrottle

from accounts.models import Token, User

#: A token's last use is noted at most this often: reading must not turn into writing.
NOTED_EVERY = timedelta(minutes=5)


class TokenAuthentication(KnoxAuthentication):
    """``Authorization: Token …``. Tokens are kept as hashes and expire (``settings.REST_KNOX``)."""

    def authenticate_credentials(self, token: bytes) -> tuple[User, Token]:
        try:
            token.decode("ascii")
            user, found = super().authenticate_credentials(token)
        except (UnicodeDecodeError, AuthenticationFailed):
            raise AuthenticationFailed(
                _("This token is not valid: it may have expired or been revoked.")
            ) from None
        _note_use(found)
        return user, found


class WritesNeedToken(BasePermission):
    """Everybody reads. Writing needs a token that may write; *what* it may write, the action asks."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.method in SAFE_METHODS:
            return True
        if not request.user.is_authenticated:
            return False
        if not (isinstance(request.auth, Token) and request.auth.may_write):
            raise PermissionDenied(_("This token may only read. Make one that may write at your desk."))
        return True


class WriteThrottle(UserRateThrottle):
    """No program writes faster than ``settings.REST_FRAMEWORK`` allows; reads are answered from the cache."""

    scope = "write"

    def allow_request(self, request: Request, view: Any) -> bool:
        return request.method in SAFE_METHODS or super().allow_request(request, view)


def _note_use(token: Token) -> None:
    # The real clock, as for everything about tokens, also in a demonstration.
    now = timezone.now()  # noqa: TID251
    if token.last_used_at is None or now - token.last_used_at > NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
