"""How does a demonstration run for a browser? A server process of its own, over a record of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page

HOUSE = Path(__file__).parent.parent.parent
PASSWORD = "open-by-default"  # of every demo account


@dataclass(frozen=True)
class Site:
    """A running site: its address, and the folder of its record."""

    address: str
    folder: Path

    def __str__(self) -> str:
        return self.address


def chromium() -> str:
    """Where Debian's Chromium is."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "A browser is needed: apt-get install chromium."
    return found


def build(folder: Path) -> None:
    """Makes the record of the demonstration, as `make run` does; its static files are there already."""
    manage(folder, "migrate", "--verbosity", "0")
    manage(folder, "demo")


def manage(folder: Path, *arguments: str) -> None:
    """Runs one of the site's commands over the record in this folder."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, cwd=HOUSE, env=_environment(folder), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """The site over the record in this folder, from its first answer on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "log"
    with log.open("w") as lines:
        command = [sys.executable, "manage.py", "serve"]
        server = subprocess.Popen(
            command, cwd=HOUSE, env=_environment(folder, port), stdout=lines, stderr=lines
        )
    try:
        _until_it_answers(f"http://127.0.0.1:{port}/readyz", server, log)
        yield Site(address=f"http://127.0.0.1:{port}", folder=folder)
    finally:
        server.send_signal(signal.SIGINT)  # at once: the browser keeps its lines open
        server.wait(timeout=30)


def sign_in(page: Page, account: str) -> None:
    """As somebody of the demonstration."""
    page.goto("/accounts/login/")
    send(page, login=f"{account}@example.org", password=PASSWORD)


def send(page: Page, **texts: str) -> None:
    """Fills in the first form that asks for these, and sends it."""
    form = page.locator("main form", has=page.locator(f"[name={next(iter(texts))}]")).first
    for name, text in texts.items():
        form.locator(f"[name={name}]").fill(text)
    with page.expect_navigation():
        form.locator("button").first.click()


def _environment(folder: Path, port: int = 0) -> dict[str, str]:
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


def _until_it_answers(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _attempt in range(300):
        assert server.poll() is None, log.read_text()
        try:
            with urlopen(address):
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer.")
