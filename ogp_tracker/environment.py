"""What does the environment say, and is it well formed?

Every reader returns a value or raises `ImproperlyConfigured` with a sentence that says what to write
instead; `.env.example` documents every variable. An empty variable counts as absent, because that is
what `docker compose` makes of one that is not set.
"""

import os
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    """The variable, or `default`; without a default it is needed."""
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set. See .env.example for what it means and an example.")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """A switch, written 1 or 0."""
    value = text(name, "1" if default else "0")
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} is {value!r}. Write 1 for yes or 0 for no.")
    return value == "1"


def number(name: str, default: int) -> int:
    """A whole number, zero or more."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a whole number, for example {default}.")
    return int(value)


def words(name: str, default: str | None = "") -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def address(name: str) -> str:
    """The address of a page on the web, or nothing."""
    value = text(name, "")
    if value and not value.startswith(("https://", "http://")):
        raise ImproperlyConfigured(f"{name} is {value!r}. Write an address that begins with https://.")
    return value


def day(name: str) -> date | None:
    """A day, written 2020-11-23, or None."""
    value = text(name, "")
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a day as 2020-11-23.") from None


def secret(name: str) -> str:
    """A key that nobody guesses: at least 40 characters."""
    value = text(name)
    if len(value) < 40:
        raise ImproperlyConfigured(
            f"{name} is too short ({len(value)} characters; 40 are needed). Make one with: "
            "python -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    return value


def folder(name: str) -> Path:
    """A folder that exists and can be written to."""
    value = Path(text(name))
    if not (value.is_absolute() and value.is_dir() and os.access(value, os.W_OK)):
        raise ImproperlyConfigured(
            f"{name} is {str(value)!r}. Name a folder that exists, by its absolute path."
        )
    return value


def broker(name: str) -> str:
    """The address of Redis, or an empty text: then worker and cache live in the serving process."""
    value = text(name, "")
    if value and (urlsplit(value).scheme not in ("redis", "rediss") or not urlsplit(value).hostname):
        raise ImproperlyConfigured(f"{name} is {value!r}. Write it as redis://host:6379/0, or leave it out.")
    return value


def database(name: str, default: str | None = None) -> dict[str, Any]:
    """Django's connection settings: SQLite in a file, or PostgreSQL; nothing acknowledged is ever lost."""
    url = text(name, default)
    example = "Write it as sqlite:////absolute/file.sqlite3 or postgresql://user:password@host:5432/name."
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(url))
    except (ValueError, dj_database_url.ParseError, dj_database_url.UnknownSchemeError):
        raise ImproperlyConfigured(f"{name} cannot be read. {example}") from None
    if config.get("ENGINE") == "django.db.backends.sqlite3":
        return config | _sqlite(config, name, example)
    if config.get("ENGINE") != "django.db.backends.postgresql" or not config.get("NAME"):
        raise ImproperlyConfigured(f"{name} names no SQLite file and no PostgreSQL database. {example}")
    return config | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


def _sqlite(config: dict[str, Any], name: str, example: str) -> dict[str, Any]:
    """Writers wait for each other instead of failing; a commit is on the disk before it is acknowledged."""
    file = Path(config["NAME"])
    if not file.is_absolute() or not file.parent.is_dir():
        raise ImproperlyConfigured(f"{name} needs an absolute path in a folder that exists. {example}")
    # Recursive triggers: without them a REPLACE deletes a row unseen by the triggers that refuse deletion.
    return {
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;",
        },
    }
