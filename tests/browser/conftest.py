"""What does a journey stand on? A server process of its own, with the demonstration, and Debian's Chromium.

The record is built once and copied for every journey, so that each starts on the same day with the same past.
Journeys look through the browser and the API only: Playwright and the ORM do not mix in one test.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

HOUSE = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Site:
    """A running site: its address, and the folder of its record."""

    address: str
    folder: Path

    def __str__(self):
        return self.address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "The journeys need Chromium: apt-get install chromium."
    return {**browser_type_launch_args, "executable_path": chromium, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/Oslo"}


def environment(folder, port=0):
    """The environment of `make run`, in a folder of its own."""
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "ogp_tracker.settings",
        "SECRET_KEY": "only-for-journeys-only-for-journeys-only-for-journeys",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "OGP_DATA_DIR": str(folder),
        "OGP_ORIGIN": "ogp.example",
        "OGP_HTTPS": "0",
        "OGP_DEMO": "1",
        "OGP_DEMO_TODAY": "2020-11-23",
        "PORT": str(port),
    }


def manage(folder, *arguments):
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, cwd=HOUSE, env=environment(folder), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """The folder of the demonstration's record, as the loader leaves it."""
    folder = tmp_path_factory.mktemp("demonstration")
    manage(folder, "migrate", "--verbosity", "0")
    manage(folder, "demo")
    return folder


@pytest.fixture
def site(demonstration, tmp_path):
    """The demonstration, served: a fresh one for every journey."""
    folder = tmp_path / "site"
    shutil.copytree(demonstration, folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (tmp_path / "log").open("w") as log:
        command = [sys.executable, "manage.py", "serve"]
        server = subprocess.Popen(command, cwd=HOUSE, env=environment(folder, port), stdout=log, stderr=log)
    try:
        _until_it_answers(f"http://127.0.0.1:{port}/readyz", server, tmp_path / "log")
        yield Site(address=f"http://127.0.0.1:{port}", folder=folder)
    finally:
        server.send_signal(signal.SIGINT)  # at once: the browser keeps its lines open
        server.wait(timeout=30)


def _until_it_answers(address, server, log):
    for _attempt in range(300):
        assert server.poll() is None, log.read_text()
        try:
            with urlopen(address):
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer.")
