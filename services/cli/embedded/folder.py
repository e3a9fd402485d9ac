"""The folder that an embedded server keeps its data in: whose it is, and one server at a time in it.

The server reaches it through an open descriptor (`/proc/self/fd/N`). So a server that runs as
another user needs no way through the folders above, such as a superuser's home, and none of them is
ever opened up for it.
"""

import fcntl
import hashlib
import os
import tempfile
from pathlib import Path

from services.cli.embedded.errors import EmbeddedServerError

UNPRIVILEGED_UID = 65534
LONGEST_SOCKET_PATH = 107
"""In bytes; what `sun_path` holds on Linux, without the closing zero."""


class ServerFolder:
    """A private folder, locked for as long as this object is open."""

    def __init__(self, path: Path, *, uid: int | None) -> None:
        """Make the folder for that user if it is new; raise EmbeddedServerError if it is in use."""
        self.path = path.absolute()
        self._link: Path | None = None
        self._make(uid)
        self._locked = self._lock()
        self.descriptor = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)

    @property
    def seen_by_server(self) -> str:
        """The folder's path as the server is told it; needs `descriptor` to be passed on."""
        return f"/proc/self/fd/{self.descriptor}"

    def close(self) -> None:
        """Let another server have the folder."""
        if self._link is not None:
            self._link.unlink(missing_ok=True)
        os.close(self.descriptor)
        os.close(self._locked)

    def short_path(self, socket_name: str) -> Path:
        """Return a path to this folder that a client can connect below.

        It is the folder itself, or a link to it where its own path is too long for a socket.
        """
        link = path_for_clients(self.path, socket_name)
        if link == self.path:
            return link
        if not link.is_symlink():
            link.symlink_to(self.path)
        if link.lstat().st_uid != os.getuid() or link.readlink() != self.path:
            raise EmbeddedServerError(
                f"{link} is in the way: remove it, or set SVAR_DATA_DIR to a shorter path."
            )
        self._link = link
        return link

    def _make(self, uid: int | None) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if uid is not None:
                os.chown(self.path, uid, uid)
            self.path.chmod(0o700)
        except OSError as exc:
            raise EmbeddedServerError(
                f"The data folder {self.path} cannot be used ({exc.strerror}). "
                "Set SVAR_DATA_DIR to a folder of your own."
            ) from exc

    def _lock(self) -> int:
        # Not the descriptor that the server inherits, which would keep the lock after our death.
        lock = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            os.close(lock)
            raise EmbeddedServerError(
                f"Another Svar is running on {self.path}. "
                "Stop it first, or set SVAR_DATA_DIR to another folder."
            ) from exc
        return lock


def path_for_clients(folder: Path, socket_name: str) -> Path:
    """Return where the clients of a server on that folder look for its socket, if it runs."""
    path = folder.absolute()
    if len(os.fsencode(path / socket_name)) <= LONGEST_SOCKET_PATH:
        return path
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"svar-{os.getuid()}-{name}"


def unprivileged_uid(folder: Path) -> int | None:
    """Return whom a server that refuses to run as root has to run as; None is whoever we are.

    A folder that exists decides: its owner can read what is in it.
    """
    if os.geteuid() != 0:
        return None
    owner = folder.stat().st_uid if folder.exists() else 0
    return owner or UNPRIVILEGED_UID
