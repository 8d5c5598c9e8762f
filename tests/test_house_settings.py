"""Does the house say, in a sentence, what is wrong with its environment?"""

import os
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

import ogp_tracker
from ogp_tracker import environment

HOUSE = Path(__file__).parent.parent
KEY = "a-key-that-is-long-enough-to-be-taken-for-one"


def started(tmp_path, **changes):
    """The last line that `manage.py check` prints in an environment of its own; None as a value leaves it out."""
    complete = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "ogp_tracker.settings",
        "SECRET_KEY": KEY,
        "ALLOWED_HOSTS": "ogp.example",
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "OGP_DATA_DIR": str(tmp_path),
    }
    variables = {name: value for name, value in (complete | changes).items() if value is not None}
    command = [sys.executable, "-c", "from ogp_tracker import settings; print(settings.OGP_ORIGIN)"]
    done = subprocess.run(command, env=variables, cwd=HOUSE, capture_output=True, text=True, check=False)
    return (
        (done.stdout + done.stderr).strip().splitlines()[-1].removeprefix(f"{_name(ImproperlyConfigured)}: ")
    )


def _name(exception):
    return f"{exception.__module__}.{exception.__qualname__}"


def test_settings_need_no_more_than_four_variables(tmp_path):
    assert started(tmp_path) == "ogp.example"


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "OGP_DATA_DIR"])
def test_settings_name_what_is_missing_and_where_it_is_explained(tmp_path, name):
    sentence = f"{name} is not set. See .env.example for what it means and an example."
    assert started(tmp_path, **{name: None}) == sentence
    assert started(tmp_path, **{name: ""}) == sentence


def test_settings_move_the_clock_only_in_a_demonstration(tmp_path):
    assert started(tmp_path, OGP_DEMO_TODAY="2020-11-23") == (
        "OGP_DEMO_TODAY moves the clock of a demonstration: it needs OGP_DEMO=1."
    )
    assert started(tmp_path, OGP_DEMO_TODAY="2020-11-23", OGP_DEMO="1") == "ogp.example"


def test_every_variable_is_explained_in_the_example():
    read = set()
    for file in (*HOUSE.glob("ogp_tracker/*.py"), *HOUSE.glob("ogp_tracker/management/commands/*.py")):
        for piece in file.read_text().split("environment.")[1:]:
            if '("' in piece[:12]:
                read.add(piece.split('"')[1])
    explained = {
        line.removeprefix("# ").split("=")[0]
        for line in (HOUSE / ".env.example").read_text().splitlines()
        if "=" in line.removeprefix("# ").split(" ")[0]
    }
    assert {"SECRET_KEY", "PORT", "OGP_DEMO"} <= read
    assert read - explained == set()


def refusal(reader, name, **options):
    with pytest.raises(ImproperlyConfigured) as refused:
        reader(name, **options)
    return str(refused.value)


@pytest.fixture
def say(monkeypatch):
    return lambda value: monkeypatch.setenv("IT", value)


def test_flag_is_one_or_nought(say):
    say("yes")
    assert refusal(environment.flag, "IT") == "IT is 'yes'. Write 1 for yes or 0 for no."
    say("1")
    assert environment.flag("IT") is True
    say("")
    assert (environment.flag("IT"), environment.flag("IT", default=True)) == (False, True)


@pytest.mark.parametrize("value", ["-1", "eighty", "1.5", "²"])
def test_number_is_whole(say, value):
    say(value)
    assert refusal(environment.number, "IT", default=25) == (
        f"IT is {value!r}. Write a whole number, for example 25."
    )


def test_day_is_a_day_of_the_calendar(say):
    say("2020-02-30")
    assert refusal(environment.day, "IT") == "IT is '2020-02-30'. Write a day as 2020-11-23."
    say("2020-11-23")
    assert environment.day("IT") == date(2020, 11, 23)


def test_secret_is_long(say):
    say("hunter2")
    assert refusal(environment.secret, "IT").startswith("IT is too short (7 characters; 40 are needed).")


def test_folder_exists(say, tmp_path):
    say(f"{tmp_path}/nowhere")
    assert refusal(environment.folder, "IT") == (
        f"IT is '{tmp_path}/nowhere'. Name a folder that exists, by its absolute path."
    )


@pytest.mark.parametrize("value", ["localhost:6379", "http://redis", "redis://"])
def test_broker_is_an_address_of_redis(say, value):
    say(value)
    assert refusal(environment.broker, "IT") == (
        f"IT is {value!r}. Write it as redis://host:6379/0, or leave it out."
    )


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("db.sqlite3", "IT cannot be read."),
        ("postgresql://host:port/name", "IT cannot be read."),
        ("mysql://host/name", "IT names no SQLite file and no PostgreSQL database."),
        ("postgresql://user@host", "IT names no SQLite file and no PostgreSQL database."),
        ("sqlite:///relative.sqlite3", "IT needs an absolute path in a folder that exists."),
        ("sqlite:////nowhere/at/all.sqlite3", "IT needs an absolute path in a folder that exists."),
        ("sqlite://:memory:", "IT needs an absolute path in a folder that exists."),
    ],
)
def test_database_is_a_file_or_postgresql(say, value, sentence):
    say(value)
    assert refusal(environment.database, "IT") == (
        f"{sentence} Write it as sqlite:////absolute/file.sqlite3 or postgresql://user:password@host:5432/name."
    )


def test_database_never_loses_what_it_acknowledged(say, tmp_path):
    say(f"sqlite:///{tmp_path}/db.sqlite3")
    assert environment.database("IT")["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;",
    }


def test_the_release_is_the_one_of_the_package():
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text())["project"]
    assert project["version"] == ogp_tracker.__version__
