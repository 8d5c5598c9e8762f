"""How does a person let a program act for them? Tokens: shown once, kept as a hash, expiring, revocable.

A token gives no right of its own: what it may write is asked of the person's memberships on that day. It is
not part of the public record.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from knox.settings import knox_settings

from accounts.models import Token, User


def create_token(user: User, *, name: str, may_write: bool = False) -> tuple[Token, str]:
    """Make a token and return it with its secret, which nobody can read again.

    It expires after ``settings.REST_KNOX["TOKEN_TTL"]``, by the real clock. Raises ValidationError (``name``).
    """
    token = Token(user=user, name=name.strip(), may_write=may_write)
    token.clean_fields(exclude=["digest", "token_key", "user"])
    most = knox_settings.TOKEN_LIMIT_PER_USER
    if Token.objects.filter(user=user).count() >= most:
        raise ValidationError({"name": _("You have %d keys. Revoke one first.") % most})
    made: tuple[Token, str] = Token.objects.create(user=user, name=token.name, may_write=may_write)
    return made


def revoke_token(token: Token) -> None:
    """Take a token away: from now on it opens nothing."""
    token.delete()
