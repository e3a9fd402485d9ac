"""Bar 5: how long a provider and a customer wait at a quarter of the load, over one durable commit."""

import asyncio
from dataclasses import dataclass
from typing import Final

from tests.benchmarks.figures import percentile, ratio
from tests.benchmarks.open_loop import Latencies, open_loop
from tests.benchmarks.system_under_load import SystemUnderLoad

QUARTER: Final = 0.25
_SLOWEST: Final = 0.99
_CONNECTIONS: Final = 64
_REST_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Seconds: of a commit on average, of an acknowledgement and of the next SMS at the 99th percentile."""

    commit: float
    acknowledged: float
    next_message: float
    acknowledged_median: float
    next_message_median: float

    @property
    def acknowledgement(self) -> float:
        """Acknowledgement over a commit."""
        return ratio(self.acknowledged, self.commit)

    @property
    def next_sms(self) -> float:
        """Reply to next SMS over a commit."""
        return ratio(self.next_message, self.commit)


async def waits(
    system: SystemUnderLoad, *, per_second: float, seconds: float, count: int
) -> list[Waits]:
    """Measure so many rounds at a rate, each with its reference."""
    measured = []
    for seed in range(count):
        await system.prepare(round(2 * per_second * seconds) + _CONNECTIONS)
        await asyncio.sleep(_REST_SECONDS)
        commit = (await system.pgbench.commits(seconds / 2)).latency
        await system.connections.open(_CONNECTIONS)
        latencies = await open_loop(
            system.phones, per_second=per_second, seconds=seconds, seed=seed
        )
        measured.append(_waits(commit, latencies))
    return measured


def _waits(commit: float, latencies: Latencies) -> Waits:
    acknowledged, next_message = latencies.acknowledged, latencies.next_message
    return Waits(
        commit=commit,
        acknowledged=percentile(acknowledged, _SLOWEST),
        next_message=percentile(next_message, _SLOWEST),
        acknowledged_median=percentile(acknowledged, 0.5),
        next_message_median=percentile(next_message, 0.5),
    )
