"""As whom does a request act? ``request.actor`` is whoever is signed in, with the rights that hold today."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from accounts.actors import Actor, actor_of
from accounts.models import Log, User
from ogp_tracker import as_of


class ActingRequest(HttpRequest):
    """A request once our middleware has seen it, by somebody signed in where ``user`` is asked: for annotations."""

    actor: Actor
    user: User
    record_head: Log


class ActorMiddleware:
    """Gives every request its actor. Asked only when needed: public pages cost no query for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        actor = SimpleLazyObject(lambda: actor_of(request.user, day=as_of.today()))
        request.actor = actor  # type: ignore[attr-defined]
        return self.get_response(request)
