"""What an image holds is enough: every process and command loads with the packages of svar.lock alone."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from services.cli.main import COMMANDS
from services.runtime.addresses import Process

LOCK = Path(__file__).parents[3] / "deploy" / "requirements" / "svar.lock"
_LOCKED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==", re.MULTILINE)

# Packages that are installed here but not named by the lock cannot be found any more.
_IMPORT = """
import importlib, importlib.metadata, re, sys
wanted, locked = sys.argv[1], set(sys.argv[2].split())
owners = importlib.metadata.packages_distributions()

class OnlyTheLock:
    def find_spec(self, name, path=None, target=None):
        names = {re.sub(r"[-_.]+", "-", one).lower() for one in owners.get(name, ())}
        if names and not names & {*locked, "svar"}:
            raise ModuleNotFoundError(f"{name} is not in the lock", name=name)

sys.meta_path.insert(0, OnlyTheLock())
importlib.import_module(wanted)
"""


def load(module: str) -> str:
    """What is said when a module is imported with the locked packages; empty when all is well."""
    locked = " ".join(_LOCKED.findall(LOCK.read_text()))
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _IMPORT, module, locked],
        capture_output=True,
        text=True,
    )
    return done.stderr


@pytest.mark.parametrize("process", Process)
def test_a_process_loads_with_the_lock_alone(process: Process) -> None:
    assert load(f"{process.package}.main") == ""


@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - {"up"}))
def test_a_command_loads_with_the_lock_alone(command: str) -> None:
    assert load(COMMANDS[command].partition(":")[0]) == ""


def test_what_is_not_in_the_lock_is_found_out() -> None:
    assert "pytest is not in the lock" in load("pytest")
