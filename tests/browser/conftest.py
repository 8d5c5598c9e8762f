"""What does a journey stand on? A server process of its own, with the demonstration, and Debian's Chromium.

The record is built once and copied for every journey, so that each starts on the same day with the same past.
Journeys look through the browser and the API only: Playwright and the ORM do not mix in one test.
"""

import shutil

import pytest

from tests.browser import site as sites
from tests.browser import world as worlds


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": sites.chromium(), "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/Oslo"}


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """The folder of the demonstration's record, as the loader leaves it."""
    folder = tmp_path_factory.mktemp("demonstration")
    sites.build(folder)
    return folder


@pytest.fixture
def site(demonstration, tmp_path):
    """The demonstration, served: a fresh one for every journey."""
    folder = tmp_path / "site"
    shutil.copytree(demonstration, folder)
    with sites.serving(folder) as site:
        yield site


@pytest.fixture(scope="session")
def world(demonstration, tmp_path_factory, browser):
    """The demonstration in which everything has happened once: for all who only look."""
    folder = tmp_path_factory.mktemp("world")
    shutil.copytree(demonstration, folder, dirs_exist_ok=True)
    with worlds.happened(folder, browser) as world:
        yield world
