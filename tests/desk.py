"""How do tests sit at the desk? The addresses, what an official types, and what a page then says."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.models import User


def address(*parts: object) -> str:
    return "/".join(["/en/desk", *map(str, parts), ""]).replace("//", "/")


def signed_in(user: User) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def typed(**fields: Any) -> dict[str, Any]:
    """What an official types into the form for progress; the rest is as the browser sends an untouched form."""
    form = {
        "completion": "substantial",
        "narrative": "The draft is out for comment.",
        "effective_on": "2020-05-04",
        "language": "en",
        "based_on": "",
    }
    return form | {name: value for name, value in fields.items() if value is not None}


def problems(response: Any) -> list[str]:
    """The sentences above the form, in order."""
    listed = re.search(r'class="ds-error-summary.*?</ul>', response.content.decode(), re.DOTALL)
    sentences = re.findall(r"<li>(.*?)</li>", listed.group(), re.DOTALL) if listed else []
    return [unescape(re.sub(r"<[^>]+>", "", sentence)).strip() for sentence in sentences]


def value_of(response: Any, name: str) -> str:
    """What a field of the page's form holds."""
    page = response.content.decode()
    area = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    if area:
        return unescape(area.group(1)).strip()
    control = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert control, f"There is no field {name}."
    value = re.search(r'value="([^"]*)"', control.group())
    return unescape(value.group(1)) if value else ""


@pytest.fixture
def home(settings: Any, small_plan: Any, today: Any) -> Any:
    """The small plan as the plan this installation is about, on the day tests live on."""
    settings.OGP_HOME_PLAN = small_plan.plan.slug
    return small_plan


@pytest.fixture
def desk(home: Any, ministry_editor: User) -> Client:
    """An official of the leading ministry, signed in."""
    return signed_in(ministry_editor)
