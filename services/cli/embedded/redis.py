"""A Redis of our own in a folder (Valkey, which speaks the same): for `svar up`, tests, benchmark.

It listens on a Unix socket only, in a folder that nobody else can enter.
"""

import signal
from pathlib import Path
from urllib.parse import quote

import redis

from services.cli.embedded.binaries import redis_binary
from services.cli.embedded.server import EmbeddedServer

_SOCKET = "socket"


class EmbeddedRedis(EmbeddedServer):
    """Redis with an append-only file while `durable`; runs as whoever we are, root too."""

    name = "Redis"
    variable = "SVAR_REDIS_URL"
    program = "valkey-server"
    stop_signal = signal.SIGTERM
    kill_signal = signal.SIGKILL

    @property
    def url(self) -> str:
        """The URL for redis-py; add `?db=3` for another database than 0, up to 15."""
        return "unix://" + quote(str(self._socket()), safe="/")

    def _server_uid(self) -> int | None:
        return None

    def _home(self) -> Path:
        return self._path

    def _prepare(self) -> list[str]:
        settings = {
            "port": "0",
            "unixsocket": str(self._socket()),
            "unixsocketperm": "700",
            "dir": str(self._path),
            "save": "",
            "appendonly": "yes" if self._durable else "no",
            "daemonize": "no",
        }
        options = [part for name, value in settings.items() for part in (f"--{name}", value)]
        return [str(redis_binary()), *options]

    def _answers(self) -> bool:
        client = redis.Redis.from_url(self.url, socket_timeout=5)
        try:
            return bool(client.ping())
        except redis.ConnectionError:  # not there yet, or still loading its data
            return False
        finally:
            client.close()

    def _socket(self) -> Path:
        return self._opened().short_path(_SOCKET) / _SOCKET
