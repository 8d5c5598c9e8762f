"""Who gets an account, and what may the sign-in reveal? What allauth asks this site.

Nobody signs up: a coordinator invites people (``accounts/invitations.py``), or the operator makes accounts.
Whether an address has an account is never told: the pages and e-mails say the same either way.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts with a password of this site."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Accounts of a provider: they open an account that is there, and make none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
