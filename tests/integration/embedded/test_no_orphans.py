"""Nothing of an embedded server outlives the program that started it, whoever runs it."""

import json
import os
import select
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from services.cli.embedded.binaries import reachable
from services.cli.embedded.folder import UNPRIVILEGED_UID

ROOT = Path(__file__).parents[3]
SCRIPT = Path(__file__).with_name("hold_servers.py")
DEADLINE_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """Who runs the program, and with which Python."""

    uid: int | None
    python: str


@pytest.fixture(params=["whoever we are", "an ordinary user"])
def runner(request: pytest.FixtureRequest) -> Runner:
    if request.param == "whoever we are":
        return Runner(uid=None, python=sys.executable)
    if os.geteuid() != 0:
        pytest.skip("we are an ordinary user already")
    if not reachable(ROOT / "services" / "cli", uid=UNPRIVILEGED_UID):
        pytest.skip("an ordinary user cannot read this folder")
    return Runner(uid=UNPRIVILEGED_UID, python=_python_for_everybody())


@pytest.fixture
def folder(runner: Runner) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="svar-orphans-") as place:
        if runner.uid is not None:
            os.chown(place, runner.uid, runner.uid)
        yield Path(place)


def test_killing_the_parent_leaves_no_server_behind(runner: Runner, folder: Path) -> None:
    parent, where = _start(runner, folder)

    parent.kill()
    parent.wait()

    assert _ends(where["postgres"])
    assert _ends(where["redis"])


def test_a_server_starts_again_right_after_its_parent_was_killed(
    runner: Runner, folder: Path
) -> None:
    first, _ = _start(runner, folder)
    first.kill()
    first.wait()

    second, where = _start(runner, folder)

    assert _runs(where["postgres"])
    second.kill()
    second.wait()
    assert _ends(where["postgres"])
    assert _ends(where["redis"])


def _start(runner: Runner, folder: Path) -> tuple[subprocess.Popen[str], dict[str, int]]:
    """The program, once its servers run, and the process ids of these."""
    paths = [str(ROOT), sysconfig.get_path("purelib")]
    parent = subprocess.Popen(
        [runner.python, str(SCRIPT), str(folder)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(paths)},
        stdout=subprocess.PIPE,
        text=True,
        user=runner.uid,
        group=runner.uid,
        extra_groups=None if runner.uid is None else [],
    )
    assert parent.stdout is not None
    with parent.stdout:
        line = parent.stdout.readline()
    if not line:
        pytest.fail(f"the program ended with {parent.wait()} before its servers ran")
    return parent, json.loads(line)


def _ends(pid: int) -> bool:
    """Wait for the end of a process that is no child of ours; no poll: the kernel tells."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        ended, _, _ = select.select([descriptor], [], [], DEADLINE_SECONDS)
        return bool(ended)
    finally:
        os.close(descriptor)


def _runs(pid: int) -> bool:
    os.kill(pid, 0)
    return True


def _python_for_everybody() -> str:
    """A Python of our own minor version: it must load the extension modules that we have."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for place in (Path(sys.executable), Path("/usr/bin") / name, Path("/usr/local/bin") / name):
        if place.exists() and reachable(place, uid=UNPRIVILEGED_UID):
            return str(place)
    pytest.skip(f"an ordinary user cannot execute any {name} here")
