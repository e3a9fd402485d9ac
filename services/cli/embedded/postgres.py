"""A Postgres of our own in a folder: for `svar up`, the tests and the benchmark, not for production.

It listens on a Unix socket only, in a folder that nobody else can enter, so it needs no password.
"""

import os
import pwd
import shutil
import signal
from pathlib import Path
from urllib.parse import quote

import psycopg

from services.cli.embedded.binaries import postgres_binaries
from services.cli.embedded.errors import EmbeddedServerError
from services.cli.embedded.folder import path_for_clients, unprivileged_uid
from services.cli.embedded.server import START_SECONDS, EmbeddedServer

USER = "svar"
DATABASE = "svar"
_SOCKET = ".s.PGSQL.5432"
_CONNECTIONS = 200
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class EmbeddedPostgres(EmbeddedServer):
    """Postgres with a database `svar`; fsync and synchronous commit are on while `durable`.

    It refuses to run as root and then runs as the folder's owner, or as nobody.
    """

    name = "Postgres"
    variable = "SVAR_DATABASE_URL"
    program = "postgres"
    # Postgres's "fast" shutdown; SIGTERM would wait for clients to leave.
    stop_signal = signal.SIGINT
    # Its "immediate" one: after SIGKILL its own children would linger for a moment.
    kill_signal = signal.SIGQUIT

    @property
    def url(self) -> str:
        """The libpq URL of the database `svar`: for psql, pgbench, psycopg and SQLAlchemy."""
        return self.database_url(DATABASE)

    def database_url(self, database: str) -> str:
        """Return the libpq URL of any database of this server."""
        return _url(self._opened().short_path(_SOCKET), database)

    def start(self) -> None:
        """Start the server, with the database `svar` in it; see `EmbeddedServer.start`."""
        super().start()
        with psycopg.connect(self.database_url("postgres"), autocommit=True) as connection:
            known = "SELECT 1 FROM pg_database WHERE datname = %s"
            if connection.execute(known, [DATABASE]).fetchone() is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _server_uid(self) -> int | None:
        return unprivileged_uid(self._path)

    def _home(self) -> Path:
        return self._path / "data"

    def _prepare(self) -> list[str]:
        binaries = postgres_binaries(uid=self._uid)
        if not (self._home() / "PG_VERSION").exists():
            self._make_cluster(binaries)
        self._forget_last_run()
        return [str(binaries / "postgres"), *self._options()]

    def _forget_last_run(self) -> None:
        # Whoever these files name is gone by now, but its number may be somebody else's already,
        # and Postgres takes any living process of that number for a server of its own.
        for left in (self._home() / "postmaster.pid", self._path / f"{_SOCKET}.lock"):
            left.unlink(missing_ok=True)

    def _options(self) -> list[str]:
        seen = self._opened().seen_by_server
        settings = [
            "listen_addresses=",
            f"unix_socket_directories={seen}",
            "unix_socket_permissions=0700",
            f"max_connections={_CONNECTIONS}",
            *(() if self._durable else _QUICK),
        ]
        return ["-D", f"{seen}/data", *(part for value in settings for part in ("-c", value))]

    def _make_cluster(self, binaries: Path) -> None:
        _require_account(self._uid)
        # Made beside its place and moved into it whole, for whoever is killed half-way.
        draft = self._path / "unfinished"
        shutil.rmtree(draft, ignore_errors=True)
        target = f"{self._opened().seen_by_server}/{draft.name}"
        arguments = ["-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C.UTF-8", "-D", target]
        if not self._durable:
            arguments.append("--no-sync")
        made = self._run([str(binaries / "initdb"), *arguments])
        if made.wait(timeout=START_SECONDS) != 0:
            raise self._failed("Postgres could not set up its data")
        draft.rename(self._home())

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.database_url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True


def running_url(folder: Path) -> str | None:
    """Return the URL of the database `svar` of the server that runs on a folder; None if none does."""
    url = _url(path_for_clients(folder, _SOCKET), DATABASE)
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return None
    return url


def _url(folder: Path, database: str) -> str:
    return f"postgresql://{USER}@/{database}?host={quote(str(folder), safe='/')}"


def _require_account(uid: int | None) -> None:
    wanted = os.geteuid() if uid is None else uid
    try:
        pwd.getpwuid(wanted)
    except KeyError as exc:
        raise EmbeddedServerError(
            f"Postgres needs an account, and the user id {wanted} has none in /etc/passwd. "
            "Add one, or set SVAR_DATABASE_URL to a server that exists."
        ) from exc
