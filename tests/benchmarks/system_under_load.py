"""Everything that a benchmark needs, started and connected: Postgres, Svar, the provider, the phones.

Postgres is the embedded one, durable as in `svar up`; it is started here because pgbench runs on the
same server. Everything else is what `make run` starts.
"""

import asyncio
import gc
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from services.cli.embedded.postgres import EmbeddedPostgres
from tests.benchmarks.callers import Callers, Sending
from tests.benchmarks.configuration import (
    FIRST_FLOODING_PHONE,
    FIRST_PHONE,
    FLOODING,
    write_configuration,
)
from tests.benchmarks.connections import Connections
from tests.benchmarks.conversations import Conversation, Conversations
from tests.benchmarks.crowd import Crowd
from tests.benchmarks.pgbench import Pgbench
from tests.benchmarks.phones import Phones
from tests.benchmarks.provider import LeanProvider
from tests.benchmarks.questionnaire import definition
from tests.benchmarks.reports import DeliveryReports
from tests.benchmarks.stored_sessions import StoredSessions
from tests.benchmarks.verification import verify, verify_reports
from tests.e2e.rest import Rest
from tests.e2e.system import System, running_system

POSTGRES: Final = "Postgres"
LOAD: Final = "load"
"""What the load generator and the provider are called where processes are named: one process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemUnderLoad:
    """The parts. Everybody is in `crowd`, but for the customers of a sender that may flood."""

    postgres: EmbeddedPostgres
    system: System
    pgbench: Pgbench
    conversations: Conversations
    connections: Connections
    reports: DeliveryReports
    stored: StoredSessions
    crowd: Crowd
    flood: Crowd

    @property
    def phones(self) -> Phones:
        """The phones of everybody."""
        return self.crowd.phones

    @property
    def callers(self) -> Callers:
        """Who sends surveys to everybody."""
        return self.crowd.callers

    @property
    def sessions(self) -> int:
        """How many sessions there are, those included that were stored before."""
        return len(self.conversations) + self.stored.count

    def processes(self) -> dict[str, int]:
        """Return the process id of each part."""
        assert self.postgres.pid is not None
        return {**self.system.pids(), POSTGRES: self.postgres.pid}

    async def prepare(self, replies: int, *, crowd: Crowd | None = None) -> None:
        """Send surveys until so many replies can be given, and let what they lead to come to its end."""
        await self.connections.open(2)
        await (crowd or self.crowd).prepare(replies)
        await self.reports.drained()
        collect_garbage()

    async def mistakes(self) -> list[str]:
        """Return what was not as it has to be in all that was done so far."""
        await self.reports.drained()
        url, repeats = self.postgres.url, self.conversations.repeats
        return [
            *self.conversations.wrong,
            *(f"refused: {answer}" for answer in self.callers.refused[:20]),
            *await asyncio.to_thread(verify, url, self.conversations),
            *await asyncio.to_thread(
                verify_reports, url, reported=self.reports.acknowledged, repeats=repeats
            ),
        ]


@asynccontextmanager
async def system_under_load(*, reports: float = 0.0) -> AsyncIterator[SystemUnderLoad]:
    """Start everything on free ports and in a folder of its own; stop and remove it afterwards.

    `reports` is the share of messages that the provider sends a delivery report for (0 to 1).
    """
    conversations = Conversations()
    with _folder() as folder, EmbeddedPostgres(folder / "postgres") as postgres:
        pgbench = Pgbench(postgres)
        pgbench.prepare()
        async with LeanProvider(conversations) as provider:
            environment = {
                "SVAR_SMS_CONFIG": write_configuration(folder, provider.url),
                "SVAR_DATABASE_URL": postgres.url,
                # One key makes all the load; what a key may do by default is not what is measured.
                "SVAR_REQUESTS_PER_SECOND": "0",
            }
            # What starts must not stop the provider, nor the other way round.
            starting = running_system(environment=environment, data=folder / "svar")
            system = await asyncio.to_thread(starting.__enter__)
            connections, of_reports = (Connections(_port(system)) for _ in range(2))
            try:
                async with DeliveryReports(of_reports, share=reports) as reporting:
                    started = _Started(
                        postgres=postgres,
                        system=system,
                        pgbench=pgbench,
                        conversations=conversations,
                        connections=connections,
                        reports=reporting,
                    )
                    yield await _connected(started, provider)
            finally:
                connections.close()
                of_reports.close()
                await asyncio.to_thread(starting.__exit__, None, None, None)


def collect_garbage() -> None:
    """Let no collection of what piled up so far fall into a measurement."""
    gc.collect()
    gc.freeze()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Started:
    postgres: EmbeddedPostgres
    system: System
    pgbench: Pgbench
    conversations: Conversations
    connections: Connections
    reports: DeliveryReports


async def _connected(started: _Started, provider: LeanProvider) -> SystemUnderLoad:
    system = started.system
    async with Rest(system.url, system.key) as rest:
        survey = await rest.publish(definition())
    sending = Sending(survey=survey, key=system.key, first_phone=FIRST_PHONE)
    flooding = replace(sending, first_phone=FIRST_FLOODING_PHONE)
    crowd = _crowd(started, sending, name="in")
    flood = _crowd(started, flooding, name="flood")

    def hand_out(conversation: Conversation) -> None:
        floods = conversation.phone.startswith(FLOODING)
        (flood if floods else crowd).phones.take(conversation)

    provider.on_message, provider.on_taken = hand_out, started.reports.note
    return SystemUnderLoad(
        postgres=started.postgres,
        system=system,
        pgbench=started.pgbench,
        conversations=started.conversations,
        connections=started.connections,
        reports=started.reports,
        stored=StoredSessions(started.postgres.url, survey=survey),
        crowd=crowd,
        flood=flood,
    )


def _crowd(started: _Started, sending: Sending, *, name: str) -> Crowd:
    phones = Phones(started.connections, name=name)
    callers = Callers(started.connections, started.conversations, phones=phones, sending=sending)
    return Crowd(phones=phones, callers=callers)


def _port(system: System) -> int:
    return int(system.ports["SVAR_HTTP_PORT"])


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="svar-bench-") as folder:
        # Postgres may run as another user, who has to get through.
        Path(folder).chmod(0o755)
        yield Path(folder)
