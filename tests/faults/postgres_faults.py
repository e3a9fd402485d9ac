"""Postgres with no connection to spare, or with no room on its disk."""

import asyncio
import contextlib
from random import Random
from typing import Any, Final

import psycopg

from tests.faults.small_disk import fill
from tests.faults.stage import POSTGRES, Stage

_SECONDS: Final = (2.0, 5.0)
_LOOK_SECONDS: Final = 0.05
_END_OURS: Final = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'svar-%'
"""


async def take_every_connection(stage: Stage, chance: Random) -> None:
    """End the connections of the services, and hold all that there can be."""
    with stage.disturbed("Postgres out of connections", POSTGRES):
        until = asyncio.get_running_loop().time() + chance.uniform(*_SECONDS)
        with contextlib.ExitStack() as held:
            while asyncio.get_running_loop().time() < until:
                for connection in await asyncio.to_thread(_connections, stage.database_url):
                    held.callback(connection.close)
                await asyncio.sleep(_LOOK_SECONDS)


async def fill_the_disk(stage: Stage, chance: Random) -> None:
    """Leave no byte to Postgres and Redis for a while."""
    with stage.disturbed("disk full", "disk"):
        ballast = await asyncio.to_thread(fill, stage.folder)
        try:
            await asyncio.sleep(chance.uniform(*_SECONDS))
        finally:
            ballast.unlink()


def _connections(url: str) -> list[psycopg.Connection[Any]]:
    """Open connections until there are no more; the first of them ends those of the services."""
    opened: list[psycopg.Connection[Any]] = []
    # There are no more of them, or Postgres has been killed just now.
    with contextlib.suppress(psycopg.OperationalError):
        while True:
            opened.append(psycopg.connect(url, autocommit=True, connect_timeout=2))
            if len(opened) == 1:
                opened[0].execute(_END_OURS)
    return opened
