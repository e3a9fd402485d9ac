"""The references of the bars, measured by pgbench on the same server: T1, and one durable commit.

T1 is what a perfect program would do that handles one reply per transaction. It has a database of
its own.
"""

import asyncio
import os
import re
import resource
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg

from services.cli.embedded.binaries import postgres_binaries
from services.cli.embedded.postgres import EmbeddedPostgres

DATABASE: Final = "t1"
_HERE: Final = Path(__file__).parent
_TRANSACTION: Final = _HERE / "t1.sql"
_COMMIT: Final = _HERE / "commit.sql"
_TPS: Final = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)
_LATENCY: Final = re.compile(r"^latency average = ([0-9.]+) ms", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What pgbench reached; times in seconds, `processor_seconds` those of pgbench without Postgres."""

    per_second: float
    latency: float
    seconds: float
    processor_seconds: float

    @property
    def transactions(self) -> float:
        """How many transactions there were."""
        return self.per_second * self.seconds


class Pgbench:
    """Runs pgbench against one server."""

    def __init__(self, server: EmbeddedPostgres) -> None:
        self._url = server.database_url(DATABASE)
        self._admin_url = server.database_url("postgres")

    def prepare(self) -> None:
        """Make the database and its tables."""
        with psycopg.connect(self._admin_url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {DATABASE}")
        with psycopg.connect(self._url, autocommit=True) as connection:
            for name in ("t1_schema.sql", "commit_schema.sql"):
                for statement in (_HERE / name).read_text().split(";\n"):
                    connection.execute(statement.encode())

    async def transactions(self, seconds: float) -> Reference:
        """Run T1: 16 clients, prepared statements."""
        return await self._run("-c", "16", "-j", "2", "-f", str(_TRANSACTION), seconds=seconds)

    async def commits(self, seconds: float) -> Reference:
        """Run single inserts by one client, each of them durable."""
        return await self._run("-c", "1", "-f", str(_COMMIT), seconds=seconds)

    async def _run(self, *what: str, seconds: float) -> Reference:
        before = _children()
        whole = str(max(round(seconds), 1))
        pgbench = await asyncio.create_subprocess_exec(
            str(postgres_binaries(uid=None) / "pgbench"),
            *("-n", "-M", "prepared", "-T", whole, *what, self._url),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, "PGOPTIONS": "-c synchronous_commit=on"},
        )
        said, complaints = await pgbench.communicate()
        if pgbench.returncode:
            raise RuntimeError(f"pgbench failed: {complaints.decode()[-500:]}")
        summary = said.decode()
        return Reference(
            per_second=number(_TPS, summary),
            latency=number(_LATENCY, summary) / 1000,
            seconds=float(whole),
            processor_seconds=_children() - before,
        )


def number(pattern: re.Pattern[str], said: str) -> float:
    """Return the number that pgbench says in its summary; raises RuntimeError if it says none."""
    found = pattern.search(said)
    if found is None:
        raise RuntimeError(f"pgbench said: {said[-500:]}")
    return float(found[1])


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
