"""What the embedded servers have in common: a folder, a log, a child process and its end."""

import signal
import subprocess
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Self

from services.cli.embedded.child import Spawn, end_leftovers, spawn, stop
from services.cli.embedded.errors import EmbeddedServerError
from services.cli.embedded.folder import ServerFolder

START_SECONDS = 60.0
STOP_SECONDS = 15.0
_POLL_SECONDS = 0.01


class EmbeddedServer(ABC):
    """A server on `folder`, whose data stays there between runs; one server at a time.

    `durable=False` gives up the data of a machine that crashes, which suits tests.
    """

    name: str
    variable: str
    """What to set in order to do without the embedded server."""
    program: str
    stop_signal: signal.Signals
    kill_signal: signal.Signals

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self._path = folder.absolute()
        self._durable = durable
        self._uid: int | None = None
        self._folder: ServerFolder | None = None
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The server's process id while it runs."""
        return self._child.pid if self._child and self._child.poll() is None else None

    @property
    def exit_code(self) -> int | None:
        """How it ended: negative for a signal, None while it runs or before the start."""
        return self._child.poll() if self._child else None

    @property
    def log(self) -> Path:
        """Where the server writes what it has to say."""
        return self._path / "log"

    def start(self) -> None:
        """Start the server and return when it answers; start it again if it has died.

        Raises EmbeddedServerError with what stands in the way.
        """
        if self._folder is None:
            self._uid = self._server_uid()
            self._folder = ServerFolder(self._path, uid=self._uid)
        end_leftovers(
            self.program,
            home=self._home(),
            request=self.stop_signal,
            deadline_seconds=STOP_SECONDS,
        )
        if self._child is not None:
            self._child.wait()
        self._child = self._run(self._prepare())
        self._wait_until_ready()

    def stop(self) -> None:
        """Write everything down and stop; kill what does not stop in time. The data stays."""
        if self._child is not None:
            stop(self._child, request=self.stop_signal, deadline_seconds=STOP_SECONDS)
        if self._folder is not None:
            self._folder.close()
        self._child = self._folder = None

    def kill(self) -> None:
        """End it at once, without waiting for it; nothing that was committed is lost."""
        if self._child is not None and self._child.poll() is None:
            self._child.send_signal(self.kill_signal)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @abstractmethod
    def _server_uid(self) -> int | None:
        """Whom to run as; None is whoever we are."""

    @abstractmethod
    def _home(self) -> Path:
        """The folder that the server makes its working directory."""

    @abstractmethod
    def _prepare(self) -> list[str]:
        """Do what has to be done before a start; return the command line."""

    @abstractmethod
    def _answers(self) -> bool:
        """Whether the server takes connections."""

    def _run(self, arguments: list[str]) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            child = Spawn(
                arguments=arguments,
                death_signal=self.stop_signal,
                uid=self._uid,
                output=log,
                descriptors=[self._opened().descriptor],
            )
            try:
                return spawn(child)
            except OSError as exc:
                raise EmbeddedServerError(
                    f"{arguments[0]} cannot be run ({exc.strerror}). "
                    f"Set {self.variable} to a server that exists."
                ) from exc

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.pid is None or time.monotonic() > deadline:
                raise self._failed(f"{self.name} did not start")
            time.sleep(_POLL_SECONDS)

    def _opened(self) -> ServerFolder:
        if self._folder is None:
            raise RuntimeError(f"the embedded {self.name} is not started")
        return self._folder

    def _failed(self, what: str) -> EmbeddedServerError:
        said = self.log.read_text(errors="replace").splitlines()[-5:]
        return EmbeddedServerError(f"{what}. The end of {self.log}:\n" + "\n".join(said))
