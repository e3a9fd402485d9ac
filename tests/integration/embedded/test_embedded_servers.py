"""The embedded servers on their folders: kept data, one at a time, restarts, odd places."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from services.cli.embedded.binaries import postgres_binaries
from services.cli.embedded.errors import EmbeddedServerError
from services.cli.embedded.folder import LONGEST_SOCKET_PATH
from services.cli.embedded.postgres import EmbeddedPostgres
from services.cli.embedded.redis import EmbeddedRedis


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="svar-embedded-") as place:
        yield Path(place)


def test_postgres_keeps_its_data_between_runs(folder: Path) -> None:
    with EmbeddedPostgres(folder / "postgres") as server:
        _run_sql(server.url, "CREATE TABLE kept AS SELECT 42 AS answer")

    with EmbeddedPostgres(folder / "postgres") as server:
        kept = _run_sql(server.url, "SELECT answer FROM kept")

    assert kept == [(42,)]


def test_postgres_writes_every_commit_down_unless_told_otherwise(folder: Path) -> None:
    with EmbeddedPostgres(folder / "postgres") as server:
        settings = [
            _run_sql(server.url, f"SHOW {name}")[0][0] for name in ("fsync", "synchronous_commit")
        ]

    assert settings == ["on", "on"]


def test_redis_keeps_its_data_between_runs(folder: Path) -> None:
    with EmbeddedRedis(folder / "redis") as server, redis.Redis.from_url(server.url) as client:
        client.set("kept", "42")

    with EmbeddedRedis(folder / "redis") as server, redis.Redis.from_url(server.url) as client:
        assert client.get("kept") == b"42"


def test_a_second_server_on_a_folder_says_that_it_is_taken(folder: Path) -> None:
    second = EmbeddedPostgres(folder / "postgres")

    with (
        EmbeddedPostgres(folder / "postgres"),
        pytest.raises(EmbeddedServerError, match="Another Svar is running on"),
    ):
        second.start()


def test_a_stale_postmaster_pid_is_no_obstacle(folder: Path) -> None:
    files = [
        folder / "postgres" / "data" / "postmaster.pid",
        folder / "postgres" / ".s.PGSQL.5432.lock",
    ]
    with EmbeddedPostgres(folder / "postgres"):
        left_behind = [file.read_text().splitlines() for file in files]
    # As after a crash of the machine, with the number given to somebody else since.
    for file, lines in zip(files, left_behind, strict=True):
        file.write_text("\n".join([str(os.getpid()), *lines[1:]]))

    with EmbeddedPostgres(folder / "postgres") as server:
        assert _run_sql(server.url, "SELECT 1") == [(1,)]


def test_postgres_starts_again_after_a_kill_and_has_what_was_committed(folder: Path) -> None:
    with EmbeddedPostgres(folder / "postgres") as server:
        _run_sql(server.url, "CREATE TABLE kept AS SELECT 42 AS answer")
        assert server.pid is not None
        pid = server.pid
        os.kill(pid, signal.SIGKILL)
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)

        server.start()

        assert _run_sql(server.url, "SELECT answer FROM kept") == [(42,)]


def test_set_up_that_was_killed_half_way_is_done_again(folder: Path) -> None:
    (folder / "postgres" / "unfinished").mkdir(parents=True)
    (folder / "postgres" / "unfinished" / "PG_VERSION").write_text("16\n")

    with EmbeddedPostgres(folder / "postgres", durable=False) as server:
        assert _run_sql(server.url, "SELECT 1") == [(1,)]


def test_a_folder_below_one_that_nobody_else_may_enter_is_fine(folder: Path) -> None:
    closed = folder / "home"
    closed.mkdir(mode=0o700)

    with EmbeddedPostgres(closed / "postgres", durable=False) as server:
        assert _run_sql(server.url, "SELECT 1") == [(1,)]

    assert closed.stat().st_mode & 0o777 == 0o700


def test_a_path_too_long_for_a_socket_is_reached_by_a_short_one(folder: Path) -> None:
    deep = folder / ("x" * LONGEST_SOCKET_PATH)

    with (
        EmbeddedPostgres(deep / "postgres", durable=False) as postgres,
        EmbeddedRedis(deep / "redis", durable=False) as server,
        redis.Redis.from_url(server.url) as client,
    ):
        assert _run_sql(postgres.url, "SELECT 1") == [(1,)]
        assert client.ping()


def test_psql_and_pgbench_connect_with_the_url(folder: Path) -> None:
    programs = postgres_binaries(uid=None)
    with EmbeddedPostgres(folder / "postgres", durable=False) as server:
        said = subprocess.run(
            [programs / "psql", "-Atc", "SELECT 6 * 7", server.url],
            capture_output=True,
            text=True,
            check=True,
        )
        subprocess.run([programs / "pgbench", "-iq", server.url], capture_output=True, check=True)

    assert said.stdout == "42\n"


def test_what_a_server_says_when_it_cannot_start_reaches_the_reader(folder: Path) -> None:
    with EmbeddedPostgres(folder / "postgres", durable=False):
        pass
    (folder / "postgres" / "data" / "postgresql.conf").write_text("nonsense = 1\n")
    server = EmbeddedPostgres(folder / "postgres")

    with pytest.raises(EmbeddedServerError, match="nonsense"):
        server.start()

    server.stop()


def _run_sql(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []
