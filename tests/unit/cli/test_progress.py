"""Progress bars: for a person at a terminal, and for nobody else."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[3] / "services/cli/examples/nps-with-follow-up.yaml"
BAR = "\N{BOX DRAWINGS HEAVY HORIZONTAL}"


def at_a_terminal(*arguments: str) -> str:
    """Everything that `svar` shows on a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "LINES": "40"}
    command = [sys.executable, "-m", "services.cli", *arguments]
    shown = bytearray()
    with subprocess.Popen(
        command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        while part := _read(ours):
            shown += part
        assert process.wait() == 0
    os.close(ours)
    return shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # nobody is at the other end any more
        return b""


def test_a_person_sees_how_many_dialogues_are_held() -> None:
    shown = at_a_terminal("test", str(EXAMPLE))

    assert BAR in shown
    assert EXAMPLE.name in shown[: shown.index(BAR)]
    assert "all as written." in shown[shown.rindex(BAR) :]


def test_nothing_of_it_gets_into_json() -> None:
    assert BAR not in at_a_terminal("test", "--json", str(EXAMPLE))


@pytest.mark.parametrize("to", ["stdout", "stderr"])
def test_a_script_sees_no_bar(to: str) -> None:
    command = [sys.executable, "-m", "services.cli", "test", str(EXAMPLE)]
    done = subprocess.run(command, capture_output=True, text=True)

    assert done.returncode == 0
    assert BAR not in getattr(done, to)
