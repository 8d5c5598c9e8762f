"""Does the map of the house hold, and would the linter notice if it did not?"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
ROOMS = ["ogp_tracker", "accounts", "commitments", "milestones", "participation", "reporting"]
ONE_WAY = "Models, rules and actions point one way"
PLUMBING = "Plumbing imports no app"
NOTHING_BELOW = "Nothing below imports a page, the API or a task"
NO_API = "Models, rules and actions know nothing of the API"


@pytest.fixture
def copy(tmp_path):
    """A copy of the house that a test may spoil."""
    shutil.copy(HOUSE / "pyproject.toml", tmp_path)
    for room in ROOMS:
        shutil.copytree(HOUSE / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def broken(house):
    """The names of the contracts that the linter finds broken."""
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=house, capture_output=True, text=True, check=False)
    names = [line.split(" BROKEN")[0] for line in done.stdout.splitlines() if " BROKEN" in line]
    assert (done.returncode == 0) == (names == []), done.stdout
    return names


def test_the_map_holds(copy):
    assert broken(copy) == []


@pytest.mark.parametrize(
    ("module", "statement", "contracts"),
    [
        ("accounts/leaf.py", "import milestones.models", [ONE_WAY]),
        ("commitments/new_idea.py", "from reporting import apps", [ONE_WAY]),
        ("ogp_tracker/jobs.py", "from accounts.models import User", [PLUMBING]),
        ("reporting/new_idea.py", "from reporting.views import *", [NOTHING_BELOW]),
        ("milestones/models.py", "from ogp_tracker import tasks", [NOTHING_BELOW]),
        ("commitments/models.py", "from rest_framework import serializers", [NO_API]),
        ("accounts/views.py", "from reporting import apps", []),  # pages stand above all models
    ],
)
def test_the_linter_notices_an_import_against_the_map(copy, module, statement, contracts):
    with (copy / module).open("a") as file:
        file.write(f"\n{statement}\n")
    assert broken(copy) == contracts
