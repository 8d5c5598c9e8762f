"""Does one command run everything: pages, jobs, and the clock that starts them?"""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

HOUSE = Path(__file__).parent.parent

# The same as `manage.py serve`, with two kinds of work to look at: the first one asks for the second.
PROGRAM = """
import django
django.setup()
from django.core.management import call_command
from ogp_tracker import jobs

@jobs.task("tests.first")
def first(job, number):
    jobs.ring("tests.second", number + 1)
    return number

@jobs.task("tests.second")
def second(job, number):
    return number

call_command("migrate", verbosity=0)
if not jobs.Job.objects.exists():
    jobs.Job.objects.create(kind="tests.first", arguments=[1])  # its bell was lost with an earlier process
call_command("serve")
"""


@pytest.fixture
def served(tmp_path):
    """A server in a process of its own, as (its address, the file of its database)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    variables = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "SECRET_KEY": "a-key-that-is-long-enough-to-be-taken-for-one",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "OGP_DATA_DIR": str(tmp_path),
        "OGP_HTTPS": "0",
        "PORT": str(port),
    }
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], cwd=HOUSE, env=variables, stdout=log, stderr=log
        )
    try:
        yield f"http://127.0.0.1:{port}", tmp_path / "db.sqlite3"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def until(look, seconds=40):
    """What `look` returns, as soon as it returns something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if seen := look():
                return seen
        except (OSError, sqlite3.OperationalError):
            pass  # not there yet
        time.sleep(0.1)
    raise AssertionError(f"not seen within {seconds} seconds")


def answered(address):
    with urlopen(address) as response:
        return json.load(response)


def finished(database, kind):
    connection = sqlite3.connect(database)
    try:
        query = "SELECT result FROM ogp_tracker_job WHERE kind = ? AND state = 'done'"
        return connection.execute(query, [kind]).fetchone()
    finally:
        connection.close()


def test_serve_answers_and_does_the_work_of_lost_and_of_new_bells(served):
    address, database = served
    assert until(lambda: answered(f"{address}/healthz"))["process"] == "ok"
    assert answered(f"{address}/readyz") == {"database": "ok", "migrations": "ok", "broker": "ok"}
    assert until(lambda: finished(database, "tests.first")) == ("1",)
    assert until(lambda: finished(database, "tests.second")) == ("2",)
    with pytest.raises(HTTPError) as missing:
        urlopen(f"{address}/en/nothing-here/")
    with missing.value as page:
        assert page.status == 404


def test_serve_refuses_several_processes_without_a_broker(tmp_path):
    variables = {
        **os.environ,
        "WEB_CONCURRENCY": "2",
        "REDIS_URL": "",
        "DJANGO_SETTINGS_MODULE": "ogp_tracker.settings",
    }
    command = [sys.executable, "manage.py", "serve"]
    done = subprocess.run(command, cwd=HOUSE, env=variables, capture_output=True, text=True, check=False)
    assert (
        done.stderr.strip()
        .splitlines()[-1]
        .endswith("WEB_CONCURRENCY above 1 needs REDIS_URL: the jobs live in the one process.")
    )
