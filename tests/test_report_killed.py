"""Is a report finished, once and whole, although the worker that compiled it was killed half way?"""

import hashlib
import json
import signal
import sqlite3
import subprocess
import sys
from urllib.request import Request, urlopen

from tests.test_house_serve import HOUSE, answered, installed, until

__all__ = ["installed"]  # a fixture: the site in one process and, if Redis is there, in three

# Norway's plan, and a key of a coordinator's.
PREPARE = """
import django
django.setup()
from accounts.actors import operator
from accounts.models import Organisation
from accounts.token_actions import create_token
from milestones.loading import load_plan
from milestones.plan_file import read_plan_file
from reporting.demo.loading import PLAN_FILE
from tests import factories
load_plan(read_plan_file(PLAN_FILE), by=operator(day=factories.TODAY), now=factories.NOW)
ministry = Organisation.objects.get(slug="nor-kmd")
person = factories.person("coordinator", of=ministry, role="coordinator")
print(create_token(person, name="A script", may_write=True)[1])
"""
DAY = "2020-05-04"


def prepare(site):
    """Fills the record; returns the key."""
    command = [sys.executable, "-c", PREPARE]
    done = subprocess.run(
        command, cwd=HOUSE, env=site.variables, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()[-1]


def open_report(site, key):
    headers = {"Authorization": f"Token {key}", "Content-Type": "application/json"}
    given = json.dumps({"plan": "nor-4", "cut_off_on": DAY}).encode()
    with urlopen(Request(f"{site.address}/api/v1/reports/", data=given, headers=headers)) as response:
        return response.status


def told(site):
    """What the site tells of the report."""
    return answered(f"{site.address}/api/v1/reports/1/")


def query(site, question):
    connection = sqlite3.connect(site.database)
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


def job(site):
    """The compilation, as (state, attempts)."""
    return query(site, "SELECT state, attempts FROM ogp_tracker_job WHERE kind = 'reporting.compile'")


def is_half_way(site):
    steps = "SELECT steps_done, steps_total FROM ogp_tracker_job WHERE kind = 'reporting.compile'"
    return any(0 < done <= total for done, total in query(site, f"{steps} AND state = 'running'"))


def freezes(site):
    return query(site, "SELECT COUNT(*) FROM accounts_event WHERE verb = 'freeze_report'")[0][0]


def test_a_report_is_finished_once_after_its_worker_was_killed(installed):
    site, worker, command = installed
    until(lambda: answered(f"{site.address}/healthz"))
    assert open_report(site, prepare(site)) == 201

    until(lambda: is_half_way(site))
    site.end(worker, signal.SIGKILL)
    assert (job(site), freezes(site)) == ([("running", 1)], 0)
    if worker != "web":  # which answers as if nothing had happened
        assert (told(site)["state"], told(site)["files"]) == ("running", [])
        with urlopen(f"{site.address}/en/reports/1/") as page:
            assert '<h1 class="ds-heading">Being compiled</h1>' in page.read().decode()

    site.wait_out_the_lease("reporting.compile")
    site.start(worker, command)
    report = until(lambda: told(site) if job(site) == [("done", 2)] else None)
    assert (report["state"], freezes(site)) == ("compiled", 1)
    for file in report["files"]:
        with urlopen(file["url"]) as response:
            content = response.read()
        assert file["sha256"] in (hashlib.sha256(content).hexdigest(), None)
