"""Does one command run everything, do its parts run apart, and does work outlive whoever was killed over it?"""

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
from django.conf import settings
from redis import Redis

HOUSE = Path(__file__).parent.parent

LONG_AGO = "2020-01-01 00:00:00+00:00"

# Two bells that were lost with an earlier process.
PREPARE = f"""
import django
django.setup()
from django.core.management import call_command
from ogp_tracker.jobs import Job
call_command("migrate", verbosity=0)
Job.objects.create(kind="tests.hangs_once", rung_at="{LONG_AGO}")
Job.objects.create(kind="tests.first", arguments=[1], rung_at="{LONG_AGO}")
"""
# `manage.py serve`, with the work of tests/work.py.
SERVE = """
import django
django.setup()
import tests.work
from django.core.management import call_command
call_command("serve")
"""
WEB = ["-c", SERVE]
WORKER = ["-m", "celery", "-A", "ogp_tracker", "worker", "--include", "tests.work", "--concurrency", "2"]
BEAT = ["-m", "celery", "-A", "ogp_tracker", "beat"]


class Installation:
    """The processes of a site, over a record of their own."""

    def __init__(self, folder, redis_url):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.database = folder / "db.sqlite3"
        self.folder = folder
        self.running = {}
        self.variables = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "SECRET_KEY": "a-key-that-is-long-enough-to-be-taken-for-one",
            "ALLOWED_HOSTS": "127.0.0.1",
            "DATABASE_URL": f"sqlite:///{self.database}",
            "REDIS_URL": redis_url,
            "OGP_DATA_DIR": str(folder),
            "OGP_HTTPS": "0",
            "PORT": str(port),
        }
        self.start("prepare", ["-c", PREPARE])
        assert self.running.pop("prepare").wait(timeout=60) == 0, (folder / "prepare").read_text()

    def start(self, name, arguments):
        with (self.folder / name).open("a") as log:
            self.running[name] = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=HOUSE,
                env=self.variables,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def end(self, name, how):
        process = self.running.pop(name)
        os.killpg(process.pid, how)
        process.wait(timeout=30)

    def jobs(self, kind):
        """Every job of a kind, as (state, attempts, result)."""
        connection = sqlite3.connect(self.database)
        try:
            query = "SELECT state, attempts, result FROM ogp_tracker_job WHERE kind = ?"
            return connection.execute(query, [kind]).fetchall()
        finally:
            connection.close()

    def wait_out_the_lease(self, kind):
        """As if the two minutes had passed in which nobody else may take the job."""
        connection = sqlite3.connect(self.database, timeout=30)
        try:
            query = "UPDATE ogp_tracker_job SET rung_at = ?, lease_until = ? WHERE kind = ?"
            connection.execute(query, [LONG_AGO, LONG_AGO, kind])
            connection.commit()
        finally:
            connection.close()


def one_process(folder):
    """The whole site in one process. Returns it and the name of the process that does the work."""
    site = Installation(folder, redis_url="")
    site.start("web", WEB)
    return site, "web", WEB


def apart(folder):
    """Web, worker and beat as processes of their own, over Redis."""
    redis_url = f"{settings.REDIS_URL.rsplit('/', 1)[0]}/15"
    Redis.from_url(redis_url).flushdb()
    site = Installation(folder, redis_url)
    site.start("web", WEB)
    site.start("worker", WORKER)
    site.start("beat", [*BEAT, "--schedule", str(folder / "beat-schedule")])
    return site, "worker", WORKER


# The second way needs Redis, which `.ci/run` gives.
@pytest.fixture(params=[one_process, apart] if settings.REDIS_URL else [one_process])
def installed(request, tmp_path):
    site, worker, command = request.param(tmp_path)
    try:
        yield site, worker, command
    finally:
        for name in list(site.running):
            site.end(name, signal.SIGTERM)


def until(look, seconds=60):
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


def test_the_site_answers_and_work_outlives_a_worker_that_is_killed(installed):
    site, worker, command = installed
    assert until(lambda: answered(f"{site.address}/healthz"))["process"] == "ok"
    assert answered(f"{site.address}/readyz") == {"database": "ok", "migrations": "ok", "broker": "ok"}
    with pytest.raises(HTTPError) as missing:
        urlopen(f"{site.address}/en/nothing-here/")
    with missing.value as page:
        assert page.status == 404
    until(lambda: site.jobs("tests.second") == [("done", 1, "2")])
    assert site.jobs("tests.first") == [("done", 1, "1")]
    until(lambda: site.jobs("tests.hangs_once") == [("running", 1, None)])
    site.end(worker, signal.SIGKILL)
    assert site.jobs("tests.hangs_once") == [("running", 1, None)]
    site.wait_out_the_lease("tests.hangs_once")
    site.start(worker, command)
    until(lambda: site.jobs("tests.hangs_once") == [("done", 2, "2")])


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
