"""The recipe of the images, read line by line: what it promises, and that what it copies is there.

No engine runs here; `test_lock_suffices.py` imports what the images hold.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from services.cli.main import COMMANDS
from services.runtime.addresses import Addresses, Process

ROOT = Path(__file__).parents[3]
RECIPE = ROOT / "deploy" / "docker" / "Dockerfile"


def instructions() -> list[tuple[str, str]]:
    """Each instruction with its arguments, continued lines joined."""
    text = re.sub(r"\\\n\s*", "", RECIPE.read_text())
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in lines]


def arguments(name: str) -> list[str]:
    return [rest for instruction, rest in instructions() if instruction == name]


def last_stage() -> list[tuple[str, str]]:
    steps = instructions()
    begins = max(number for number, (name, _) in enumerate(steps) if name == "FROM")
    return steps[begins:]


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make as a person does, also where `make test` runs the tests."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("M")}
    return subprocess.run(
        ["make", *arguments], cwd=ROOT, env=inherited, capture_output=True, text=True
    )


def test_what_is_built_with_stays_behind() -> None:
    assert len(arguments("FROM")) == 2
    assert not [rest for name, rest in last_stage() if name == "RUN" and "pip" in rest]


def test_dependencies_come_from_the_lock_with_hashes_as_wheels() -> None:
    (install,) = [rest for rest in arguments("RUN") if " install " in rest]

    assert "--require-hashes" in install
    assert "--only-binary=:all:" in install
    assert "--requirement /build/svar.lock" in install


def test_it_does_not_run_as_root() -> None:
    users = [rest for name, rest in last_stage() if name == "USER"]

    assert users == ["10001:10001"]
    assert not [rest for name, rest in last_stage()[-3:] if name in ("RUN", "COPY")]


def test_it_writes_nothing_to_a_file_system_that_may_be_read_only() -> None:
    environment = " ".join(arguments("ENV"))

    assert "PYTHONDONTWRITEBYTECODE=1" in environment
    assert any("compileall" in rest for rest in arguments("RUN"))
    assert arguments("VOLUME") == []


def test_a_process_gets_signals_itself_and_is_asked_for_its_health() -> None:
    """A shell in between would keep SIGTERM to itself."""
    assert arguments("CMD") == ['["svar", "serve"]']
    assert arguments("ENTRYPOINT") == []
    (health,) = arguments("HEALTHCHECK")
    assert health.endswith('CMD ["svar", "health"]')
    assert {"serve", "health", "migrate"} <= COMMANDS.keys()


def test_everything_copied_is_there_and_let_through() -> None:
    copied = [rest.split() for rest in arguments("COPY") if not rest.startswith("--from")]
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    let_through = [line.removeprefix("!") for line in ignored if line.startswith("!")]

    assert "*" in ignored
    for source, _target in copied:
        assert (ROOT / source).exists(), source
        assert any(Path(source).is_relative_to(one) for one in let_through), source


def test_the_command_inside_is_a_program() -> None:
    command = ROOT / "deploy" / "docker" / "svar"

    assert command.read_text().startswith("#!/opt/svar/bin/python\n")
    assert command.stat().st_mode & 0o111


def test_every_port_that_a_process_listens_on_is_exposed() -> None:
    (exposed,) = arguments("EXPOSE")

    assert {int(port) for port in exposed.split()} == set(Addresses().ports.values())


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_make_builds_an_image_of_each_process() -> None:
    """Only what it would do, so no engine is needed."""
    wishes = ["ENGINE=engine", "TAG=7", "REGISTRY=registry.example.com/"]
    said = make("--dry-run", "images", *wishes).stdout

    for process in Process:
        assert f"--build-arg SERVICE={process} " in said
        assert f"--tag registry.example.com/svar-{process}:7 " in said


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_without_an_engine_make_says_so() -> None:
    done = make("images", "ENGINE=no-such-engine")

    assert done.returncode == 2
    assert done.stdout.startswith("No container engine answers: `no-such-engine info` fails.")
