"""Everything that a benchmark needs, started and connected: Postgres, Svar, the provider, the phones.

Postgres is the embedded one, durable as in `svar up`; it is started here because pgbench runs on the
same server. Everything else is what `make run` starts.
"""

import asyncio
import gc
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from services.cli.embedded.postgres import EmbeddedPostgres
from tests.benchmarks.callers import Callers
from tests.benchmarks.connections import Connections
from tests.benchmarks.conversations import Conversations
from tests.benchmarks.pgbench import Pgbench
from tests.benchmarks.phones import Phones
from tests.benchmarks.provider import LeanProvider
from tests.benchmarks.questionnaire import QUESTIONS, definition
from tests.benchmarks.verification import verify
from tests.e2e.configuration import write_sms_configuration
from tests.e2e.rest import Rest
from tests.e2e.system import System, running_system

POSTGRES: Final = "Postgres"
LOAD: Final = "load"
"""What the load generator and the provider are called where processes are named: one process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemUnderLoad:
    """The parts; `processes` names the process ids of what is measured."""

    postgres: EmbeddedPostgres
    system: System
    pgbench: Pgbench
    conversations: Conversations
    connections: Connections
    phones: Phones
    callers: Callers

    def processes(self) -> dict[str, int]:
        """Return the process id of each part."""
        assert self.postgres.pid is not None
        return {**self.system.pids(), POSTGRES: self.postgres.pid}

    async def prepare(self, replies: int) -> None:
        """Send surveys until so many replies can be given."""
        there = sum(1 + QUESTIONS - conversation.received for conversation in self.phones.ready)
        missing = -(-(replies - there) // QUESTIONS)
        if missing > 0:
            await self.connections.open(2)
            await self.callers.send_many(missing)
        collect_garbage()

    def mistakes(self) -> list[str]:
        """Return what was not as it has to be in all that was done so far."""
        return [
            *self.conversations.wrong,
            *(f"refused: {answer}" for answer in self.callers.refused[:20]),
            *verify(self.postgres.url, self.conversations),
        ]


@asynccontextmanager
async def system_under_load() -> AsyncIterator[SystemUnderLoad]:
    """Start everything on free ports and in a folder of its own; stop and remove it afterwards."""
    conversations = Conversations()
    with _folder() as folder, EmbeddedPostgres(folder / "postgres") as postgres:
        pgbench = Pgbench(postgres)
        pgbench.prepare()
        async with LeanProvider(conversations) as provider:
            environment = {
                "SVAR_SMS_CONFIG": write_sms_configuration(folder, provider.url),
                "SVAR_DATABASE_URL": postgres.url,
            }
            # What starts must not stop the provider, nor the other way round.
            starting = running_system(environment=environment, data=folder / "svar")
            system = await asyncio.to_thread(starting.__enter__)
            try:
                parts = await _connected(postgres, system, pgbench, conversations, provider)
                yield parts
                parts.connections.close()
            finally:
                await asyncio.to_thread(starting.__exit__, None, None, None)


def collect_garbage() -> None:
    """Let no collection of what piled up so far fall into a measurement."""
    gc.collect()
    gc.freeze()


async def _connected(
    postgres: EmbeddedPostgres,
    system: System,
    pgbench: Pgbench,
    conversations: Conversations,
    provider: LeanProvider,
) -> SystemUnderLoad:
    async with Rest(system.url, system.key) as rest:
        survey = await rest.publish(definition())
    connections = Connections(int(system.ports["SVAR_HTTP_PORT"]))
    phones = Phones(connections)
    provider.on_message = phones.take
    return SystemUnderLoad(
        postgres=postgres,
        system=system,
        pgbench=pgbench,
        conversations=conversations,
        connections=connections,
        phones=phones,
        callers=Callers(connections, conversations, phones=phones, survey=survey, key=system.key),
    )


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="svar-bench-") as folder:
        # Postgres may run as another user, who has to get through.
        Path(folder).chmod(0o755)
        yield Path(folder)
