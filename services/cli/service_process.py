"""One of our own processes as a child of `svar up`: its command, its environment, its readiness."""

import http.client
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Mapping
from http import HTTPStatus

from services.cli.embedded.child import Spawn, spawn, stop

STOP_SECONDS = 15.0
"""More than the grace that a service gives the calls under way."""
_READY_SECONDS = 2.0


class ServiceProcess:
    """Runs `python -m <module>`; its output goes where ours goes."""

    def __init__(
        self, name: str, module: str, *, environment: Mapping[str, str], ready_url: str
    ) -> None:
        self.name = name
        self._spawn = Spawn(
            arguments=[sys.executable, "-m", module],
            environment=environment,
            death_signal=signal.SIGTERM,
        )
        self._ready_url = ready_url
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return self._child.pid if self._child and self._child.poll() is None else None

    @property
    def exit_code(self) -> int | None:
        """How it ended: negative for a signal, None while it runs or before the start."""
        return self._child.poll() if self._child else None

    def start(self) -> None:
        """Start it and return at once; `is_ready` says when it takes work."""
        self._child = spawn(self._spawn)

    def is_ready(self) -> bool:
        """Ask its /readyz page, for at most two seconds."""
        return answers_ok(self._ready_url)

    def stop(self) -> None:
        """End it gently; kill it when that takes longer than 15 seconds."""
        if self._child is not None:
            stop(self._child, request=signal.SIGTERM, deadline_seconds=STOP_SECONDS)

    def kill(self) -> None:
        """End it at once, without waiting for it."""
        if self._child is not None:
            self._child.kill()


def answers_ok(url: str) -> bool:
    """Say whether a page answers with 200 within two seconds."""
    try:
        with urllib.request.urlopen(url, timeout=_READY_SECONDS) as answer:
            return bool(answer.status == HTTPStatus.OK)
    except (OSError, http.client.HTTPException):
        return False
