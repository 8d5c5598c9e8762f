"""What do all tests share? A database that can be emptied, and a way to do the work that was rung for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.core.management.commands import flush
from django.db import connection
from django.utils import translation

from ogp_tracker.celery import app
from ogp_tracker.jobs import Job

pytest_plugins = ["tests.plan", "tests.desk"]  # the small plan and the people around it; a desk to sit at


@contextmanager
def lifted() -> Iterator[None]:
    """Takes the triggers off the append-only tables for a moment: only the owner of the database can."""
    if connection.vendor == "postgresql":
        tables = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
        off, on = "ALTER TABLE {0} DISABLE TRIGGER USER", "ALTER TABLE {0} ENABLE TRIGGER USER"
    else:
        tables = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        off, on = 'DROP TRIGGER "{0}"', "{1}"
    with connection.cursor() as cursor:
        cursor.execute(tables)
        rows = cursor.fetchall()
        for row in rows:
            cursor.execute(off.format(*row))
        yield
        for row in rows:
            cursor.execute(on.format(*row))


@pytest.fixture(autouse=True, scope="session")
def _append_only_tables_can_be_emptied() -> Iterator[None]:
    """A test with real transactions is cleaned up by a flush, which the triggers rightly refuse."""
    handle = flush.Command.handle

    def handle_without_triggers(self: flush.Command, **options: object) -> None:
        with lifted():
            handle(self, **options)

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(flush.Command, "handle", handle_without_triggers)
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """No test sees what another one cached."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """No test speaks the language another one asked a page in."""
    with translation.override("en"):
        yield


@pytest.fixture
def do_jobs(db: None) -> Callable[[], None]:
    """Does, here and now, the work of every job that waits."""
    app.loader.import_default_modules()

    def do() -> None:
        for job in Job.objects.filter(state=Job.State.QUEUED):
            app.tasks[job.kind](job.pk)

    return do
