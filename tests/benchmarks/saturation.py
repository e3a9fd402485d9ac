"""Bars 1, 2 and 4: replies per second with all that fits under way, and what each of them costs."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass

from tests.benchmarks.journal import Journal, read_journal
from tests.benchmarks.processor_time import processor_seconds
from tests.benchmarks.questionnaire import QUESTIONS
from tests.benchmarks.system_under_load import LOAD, SystemUnderLoad


@dataclass(frozen=True, slots=True, kw_only=True)
class Saturation:
    """One round at full load. `processor_seconds` are of each process, by name."""

    seconds: float
    replies: int
    processor_seconds: Mapping[str, float]
    journal: Journal

    @property
    def per_second(self) -> float:
        """Replies that led to their next message, per second."""
        return self.replies / self.seconds

    def microseconds_per_reply(self) -> dict[str, float]:
        """Return the processor time of each process for one reply."""
        return {
            name: used / max(self.replies, 1) * 1e6 for name, used in self.processor_seconds.items()
        }

    def system_microseconds(self) -> float:
        """Return the processor time of all of Svar with Postgres and Redis, without the load's, for one reply."""
        return sum(self.microseconds_per_reply().values()) - self.microseconds_per_reply()[LOAD]


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How many conversations and connections make it, and for how long."""

    conversations: int = 1024
    connections: int = 128
    settle_seconds: float = 1.5
    seconds: float = 5.0
    stored: tuple[int, ...] = (10_000, 100_000, 1_000_000)
    """How many sessions are stored where bars 1 and 5 are measured again, fewest first."""

    def replies(self, per_second: float) -> int:
        """Return how many replies a round needs at most, at a rate."""
        given = round((self.settle_seconds + self.seconds) * per_second)
        # At the end as many conversations are still under way, each at any of its questions.
        return given + self.conversations * QUESTIONS


async def saturate(system: SystemUnderLoad, load: Load) -> Saturation:
    """Run one round; raises RuntimeError when there were too few conversations for it."""
    await system.connections.open(load.connections)
    system.phones.begin(load.conversations)
    await asyncio.sleep(load.settle_seconds)
    before = await look(system)
    await asyncio.sleep(load.seconds)
    after = await look(system)
    if not system.phones.ready:
        raise RuntimeError("there were too few conversations for the round")
    await system.phones.end()
    used = {name: after.used[name] - before.used[name] for name in after.used}
    return Saturation(
        seconds=after.at - before.at,
        replies=after.replies - before.replies,
        processor_seconds=used,
        journal=after.journal.since(before.journal),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What everything had used by a moment, in seconds of the loop's clock."""

    at: float
    replies: int
    used: Mapping[str, float]
    journal: Journal


async def look(system: SystemUnderLoad) -> Look:
    """Read every counter that a measurement is the difference of."""
    journal = await asyncio.to_thread(read_journal, system.postgres.url)
    # The load's children are Svar, so its own time is asked for by another way.
    used = processor_seconds(system.processes()) | {LOAD: time.process_time()}
    return Look(
        at=asyncio.get_running_loop().time(),
        replies=system.phones.outcomes,
        used=used,
        journal=journal,
    )
