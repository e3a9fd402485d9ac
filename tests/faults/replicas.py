"""A second process of services beside those of `svar up`, watched and started again like them."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from services.cli.embedded.child import Spawn, spawn, stop
from services.cli.service_process import STOP_SECONDS, answers_ok
from services.cli.supervisor import Supervisor
from services.runtime.addresses import LOOPBACK, Process

_LOOK_SECONDS: Final = 0.05
SECOND: Final = " (2)"
"""What follows the name of a service where the second process of it is meant."""


class Replica:
    """A second process of a service, as a child of ours; its environment may change between starts."""

    def __init__(self, process: Process, *, environment: dict[str, str], log: Path) -> None:
        self.name = process.value + SECOND
        self.environment = environment
        self._process = process
        self._log = log
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return self._child.pid if self._child and self._child.poll() is None else None

    @property
    def exit_code(self) -> int | None:
        """How it ended: negative for a signal, None while it runs."""
        return self._child.poll() if self._child else None

    @property
    def ready_url(self) -> str:
        """The page that says whether it takes work."""
        return f"http://{LOOPBACK}:{self.environment[self._process.ready_variable]}/readyz"

    def is_ready(self) -> bool:
        """Ask that page."""
        return answers_ok(self.ready_url)

    def start(self) -> None:
        """Start it."""
        with self._log.open("ab") as log:
            self._child = spawn(
                Spawn(
                    arguments=[sys.executable, "-m", self._process.package],
                    environment=self.environment,
                    death_signal=signal.SIGKILL,
                    output=log,
                )
            )

    def stop(self) -> None:
        """End it gently."""
        if self._child is not None:
            stop(self._child, request=signal.SIGTERM, deadline_seconds=STOP_SECONDS)

    def kill(self) -> None:
        """End it at once."""
        if self._child is not None:
            self._child.kill()


class Replicas:
    """All of them; `watch` keeps them running."""

    def __init__(
        self,
        processes: Sequence[Process],
        *,
        environment: Mapping[str, str],
        ports: Mapping[str, str],
        log: Path,
    ) -> None:
        inherited = {name: one for name, one in os.environ.items() if not name.startswith("SVAR_")}
        self.ports = ports
        self.all = [
            Replica(process, environment={**inherited, **environment, **ports}, log=log)
            for process in processes
        ]
        self._supervisor = Supervisor(say=lambda _: None)

    def start(self) -> None:
        """Start them; to be called by the main thread, as everything that starts them again."""
        for replica in self.all:
            self._supervisor.start(replica)

    async def watch(self) -> None:
        """Start again what dies, until cancelled."""
        while True:
            self._supervisor.look()
            await asyncio.sleep(_LOOK_SECONDS)

    def pids(self) -> dict[str, int]:
        """The processes that run, by name."""
        return {one.name: one.pid for one in self.all if one.pid is not None}

    def gateways(self) -> list[str]:
        """The addresses of those that are gateways."""
        url = f"http://{LOOPBACK}:{self.ports['SVAR_HTTP_PORT']}"
        return [url for one in self.all if one.name == Process.GATEWAY.value + SECOND]

    def are_ready(self) -> bool:
        """Say whether all of them take work."""
        return all(one.is_ready() for one in self.all)

    def stop(self) -> None:
        """Stop them all."""
        self._supervisor.stop()
