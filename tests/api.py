"""How do tests ask the API? As a program would: addresses, JSON, a token in a header."""

from __future__ import annotations

from typing import Any

from django.test import Client

from accounts.models import User
from accounts.token_actions import create_token

API = "/api/v1/"


def program(user: User | None = None, *, may_write: bool = True) -> Client:
    """A program that acts for somebody with a token of theirs, or that nobody knows."""
    if user is None:
        return Client()
    _token, secret = create_token(user, name="A script", may_write=may_write)
    return Client(headers={"authorization": f"Token {secret}"})


def send(client: Client, address: str, content: Any) -> Any:
    return client.post(API + address, content, content_type="application/json")


def ids(response: Any) -> list[Any]:
    """The ids of a list's rows, in order."""
    assert response.status_code == 200, response.content
    return [row["id"] for row in response.json()["results"]]


def refused(response: Any, status: int) -> list[tuple[str, str]]:
    """What a problem says of each field or parameter; a problem without any says its detail."""
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    problem = response.json()
    assert problem["status"] == status
    errors = [
        (each.get("field", each.get("parameter")), each["detail"]) for each in problem.get("errors", [])
    ]
    return errors or [("", problem["detail"])]
