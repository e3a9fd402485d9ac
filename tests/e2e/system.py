"""Starts what `make run` starts, on free ports and a folder of its own, for tests that use all of it.

Not a fixture: a test says when the system begins and ends, and may kill parts of it in between.
"""

import itertools
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from services.cli.service_process import answers_ok
from services.cli.welcome import READY
from services.runtime.addresses import LOOPBACK, Addresses, Process
from tests.benchmarks.processor_time import fields_of

# Bounds on a busy machine; how soon is measured by `make faults`, which has the machine to itself.
READY_SECONDS = 150.0
RESTART_SECONDS = 60.0
STOP_SECONDS = 60.0
# Linux gives ports from 32768 on to connections that go out, unless somebody has told it otherwise.
_LOWEST_PORT = 16_000
_PORTS_A_WORKER = 2_000
_WORKERS = 8
_STARTED = re.compile(r"^started (\S+)(?: again)? \(process (\d+)\)$")
_CRASHED = re.compile(r"^\S+ was ended by SIG(ABRT|BUS|FPE|ILL|SEGV) after ")


class System:
    """A running `svar up`, read line by line."""

    def __init__(
        self,
        *,
        environment: Mapping[str, str],
        data: Path,
        log: Path,
        ports: Mapping[str, str] | None = None,
        within: Sequence[str] = (),
    ) -> None:
        """Start it; `wait_until_ready` says when it takes work.

        `within` is a command that gets ours as its last arguments, and becomes it.
        """
        self.ports = dict(ports or free_ports())
        self.url = f"http://{LOOPBACK}:{self.ports['SVAR_HTTP_PORT']}"
        self.key = "svar-dev-key"
        self.lines: list[str] = []
        self._pids: dict[str, int] = {}
        self._news = threading.Condition()
        self.log = log
        self._up = self._start({**environment, "SVAR_DATA_DIR": str(data)}, within)
        self._reader = threading.Thread(target=self._read, name="svar up", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The process id of `svar up` itself."""
        return self._up.pid

    def pids(self) -> dict[str, int]:
        """The newest process of each part: Postgres, Redis, surveys, sessions, sms, gateway."""
        with self._news:
            return dict(self._pids)

    def wait_until_ready(self) -> None:
        """Wait for the line that says so; fail with what was said instead."""
        with self._news:
            self._news.wait_for(lambda: self._ended() or self._said(READY), timeout=READY_SECONDS)
            assert self._said(READY), f"svar up did not get ready:\n{self.story()}"

    def kill(self, name: str) -> int:
        """End one part with SIGKILL and return the process id that it had."""
        pid = self.pids()[name]
        # One that has died meanwhile may have left its number to a process of somebody else's.
        if parent_of(pid) == self.pid:
            os.kill(pid, signal.SIGKILL)
        return pid

    def wait_for_restart(self, name: str, *, after: int, seconds: float = RESTART_SECONDS) -> int:
        """Wait until a part runs under another process id than `after`; return the new one."""
        with self._news:
            restarted = self._news.wait_for(lambda: self._pids[name] != after, timeout=seconds)
            assert restarted, f"{name} was not started again:\n{self.story()}"
            return self._pids[name]

    def wait_until_serving(self, *, seconds: float = RESTART_SECONDS) -> None:
        """Wait until every process of ours says on its /readyz page that it takes work."""
        deadline = time.monotonic() + seconds
        while waiting := [url for url in self._ready_urls() if not answers_ok(url)]:
            assert time.monotonic() < deadline, f"not ready: {waiting}\n{self.story()}"
            time.sleep(0.05)  # a page can only be asked again

    def serves(self) -> bool:
        """Say whether every process of ours takes work now."""
        return all(answers_ok(url) for url in self._ready_urls())

    def stop(self, *, request: signal.Signals = signal.SIGTERM) -> int:
        """Stop everything as a person would and return the exit code."""
        if self._up.poll() is None:
            self._up.send_signal(request)
        try:
            return self._up.wait(timeout=STOP_SECONDS)
        finally:
            self._up.kill()
            self._up.wait()
            self._reader.join()

    def crashes(self) -> list[str]:
        """Return what it said of processes that ended by a fault of their own."""
        return [line for line in self.lines if _CRASHED.match(line)]

    def story(self) -> str:
        """What it has said, and the last that its processes logged."""
        logged = self.log.read_text(errors="replace").splitlines()[-20:]
        return "\n".join([*self.lines, "The end of the logs:", *logged])

    def _start(
        self, environment: Mapping[str, str], within: Sequence[str]
    ) -> subprocess.Popen[str]:
        inherited = {name: value for name, value in os.environ.items() if not _ours(name)}
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [*within, sys.executable, "-m", "services.cli", "up"],
                env={**inherited, **self.ports, "PYTHONUNBUFFERED": "1", **environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def _read(self) -> None:
        output: IO[str] | None = self._up.stdout
        assert output is not None
        with output:
            for line in output:
                self._note(line.rstrip("\n"))
        with self._news:
            self._news.notify_all()

    def _note(self, line: str) -> None:
        with self._news:
            self.lines.append(line)
            if started := _STARTED.match(line):
                self._pids[started[1]] = int(started[2])
            self._news.notify_all()

    def _ready_urls(self) -> list[str]:
        ports = [self.ports[process.ready_variable] for process in Process]
        return [f"http://{LOOPBACK}:{port}/readyz" for port in ports]

    def _said(self, beginning: str) -> bool:
        return any(line.startswith(beginning) for line in self.lines)

    def _ended(self) -> bool:
        return not self._reader.is_alive() or self._up.poll() is not None


@contextmanager
def running_system(
    *, environment: Mapping[str, str] | None = None, data: Path | None = None
) -> Iterator[System]:
    """Run a whole system until the end of the block; its logs lie in `<data>/svar.log`.

    `data` keeps a folder for another run; `environment` adds variables to those of the ports.
    """
    with ExitStack() as stack:
        if data is None:
            data = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="svar-e2e-")))
        data.mkdir(parents=True, exist_ok=True)
        system = System(environment=environment or {}, data=data, log=data / "svar.log")
        stack.callback(system.stop)
        system.wait_until_ready()
        try:
            yield system
        except Exception as error:
            error.add_note(system.story())
            raise
        assert not system.crashes(), system.story()


def free_ports() -> dict[str, str]:
    """A free port for each variable that sets one, all of them different."""
    with ExitStack() as stack:
        servers = {variable: stack.enter_context(_free_server()) for variable in Addresses().ports}
        return {name: str(server.getsockname()[1]) for name, server in servers.items()}


def _free_server() -> socket.socket:
    """Listen on a port that nobody else has, and that nobody is given by chance once we let go of it."""
    for port in _ports:
        try:
            return socket.create_server((LOOPBACK, port))
        except OSError:
            continue
    raise AssertionError("there is always a next one")


def _ports_of_ours() -> Iterator[int]:
    """Go round ports below those that the kernel gives to whoever asks for any, each worker in its own part."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    lowest = _LOWEST_PORT + worker % _WORKERS * _PORTS_A_WORKER
    own = range(lowest, lowest + _PORTS_A_WORKER)
    # Another run of the tests begins elsewhere.
    begin = random.randrange(len(own))
    return itertools.cycle([*own[begin:], *own[:begin]])


def parent_of(pid: int) -> int | None:
    """Return the parent of a process, None when there is none of that number."""
    try:
        return int(fields_of(Path(f"/proc/{pid}/stat").read_text())[1])
    except (FileNotFoundError, ProcessLookupError):
        return None


def _ours(variable: str) -> bool:
    return variable.startswith("SVAR_")


_ports = _ports_of_ours()
