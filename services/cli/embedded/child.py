"""Starting a child that never outlives its parent, and ending one within a time.

Linux only: the kernel itself signals the child when the thread that started it is gone, so not even
a SIGKILL of the parent leaves an orphan. Not for deciding when to start something again: that is
`services.cli.restart_policy`.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

_SET_PARENT_DEATH_SIGNAL = 1
_LEFTOVER_CHECK_SECONDS = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Spawn:
    """How to start a child: with what, as whom, and what it gets when its parent dies."""

    arguments: Sequence[str]
    death_signal: signal.Signals = signal.SIGTERM
    environment: Mapping[str, str] | None = None
    uid: int | None = None
    """Whom to run as; None is whoever we are. The group gets the same number."""
    output: IO[bytes] | int | None = None
    """Where standard output and error go together; None is where ours go."""
    descriptors: Sequence[int] = field(default=())
    """Open files that the child gets under the same numbers."""


def spawn(child: Spawn) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own, away from the terminal's Ctrl-C.

    Call it from the main thread: the kernel takes the end of the *thread* for the parent's death.
    """
    return subprocess.Popen(
        list(child.arguments),
        env=None if child.environment is None else dict(child.environment),
        stdin=subprocess.DEVNULL,
        stdout=child.output,
        stderr=None if child.output is None else subprocess.STDOUT,
        start_new_session=True,
        cwd=None if child.uid is None else "/",
        user=child.uid,
        group=child.uid,
        extra_groups=None if child.uid is None else [],
        pass_fds=tuple(child.descriptors),
        preexec_fn=_die_with(os.getpid(), child.death_signal),
    )


def stop_with_parent() -> None:
    """Ask for SIGTERM for ourselves when the program that started us is gone, however it ended."""
    _die_with(os.getppid(), signal.SIGTERM)()


def stop(
    child: subprocess.Popen[bytes], *, request: signal.Signals, deadline_seconds: float
) -> int:
    """Ask a child to end, kill it at the deadline, and return its exit code."""
    if child.poll() is None:
        child.send_signal(request)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return child.wait(timeout=deadline_seconds)
        child.kill()
    return child.wait()


def end_leftovers(
    program: str, *, home: Path, request: signal.Signals, deadline_seconds: float
) -> None:
    """End what an earlier run left over: every process of that program that lives in `home`.

    A parent's SIGKILL lets its servers shut down on their own, which may still be under way when
    the next run begins. No file is asked for a process id, since ids are given out again.
    """
    deadline = time.monotonic() + deadline_seconds
    for pid in _living_in(home, program):
        _signal(pid, request)
    while left := _living_in(home, program):
        if time.monotonic() > deadline:
            for pid in left:
                _signal(pid, signal.SIGKILL)
        time.sleep(_LEFTOVER_CHECK_SECONDS)


def _living_in(home: Path, program: str) -> list[int]:
    places = [place for place in Path("/proc").iterdir() if place.name.isdigit()]
    return [int(place.name) for place in places if _lives_in(place, home, program)]


def _lives_in(place: Path, home: Path, program: str) -> bool:
    # What is gone, is a zombie or belongs to somebody else cannot be read.
    try:
        here = Path(os.readlink(place / "cwd")) == home.resolve()
        return here and (place / "comm").read_text().strip() == program
    except OSError:
        return False


def _signal(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _die_with(parent: int, death_signal: signal.Signals) -> Callable[[], None]:
    # Everything is looked up before the fork: between fork and exec little is safe.
    # It runs after the change of user, which would clear the setting.
    if sys.platform != "linux":
        return lambda: None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    number = int(death_signal)

    def ask_for_signal() -> None:
        prctl(_SET_PARENT_DEATH_SIGNAL, number)
        if os.getppid() != parent:  # it died before we could ask
            os._exit(1)

    return ask_for_signal
