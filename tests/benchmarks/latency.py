"""Bar 5: how long a provider and a customer wait at a quarter of the load, over one durable commit."""

import asyncio
from dataclasses import dataclass
from typing import Final

from tests.benchmarks.bars import Bar
from tests.benchmarks.figures import median, percentile, ratio
from tests.benchmarks.open_loop import Latencies, arrivals, open_loop
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
        times = arrivals(per_second=per_second, seconds=seconds, seed=seed)
        latencies = await open_loop(system.phones, times)
        measured.append(_waits(commit, latencies))
    return measured


def latency_bars(waited: list[Waits]) -> list[Bar]:
    """Return bar 5, of the acknowledgement and of the next SMS."""
    commit = median([one.commit for one in waited]) * 1000
    acknowledged = median([one.acknowledged for one in waited]) * 1000
    next_message = median([one.next_message for one in waited]) * 1000
    return [
        Bar(
            number=5,
            what="p99 of a webhook's acknowledgement at a quarter of the load / a durable commit",
            measured=median([one.acknowledgement for one in waited]),
            first=40,
            aim=20,
            least=False,
            detail=f"{acknowledged:.1f} ms / {commit:.2f} ms",
        ),
        Bar(
            number=5,
            what="p99 from a reply to the next SMS at a quarter of the load / a durable commit",
            measured=median([one.next_sms for one in waited]),
            first=200,
            aim=50,
            least=False,
            detail=f"{next_message:.1f} ms / {commit:.2f} ms",
        ),
    ]


def _waits(commit: float, latencies: Latencies) -> Waits:
    acknowledged, next_message = latencies.acknowledged, latencies.next_message
    return Waits(
        commit=commit,
        acknowledged=percentile(acknowledged, _SLOWEST),
        next_message=percentile(next_message, _SLOWEST),
        acknowledged_median=percentile(acknowledged, 0.5),
        next_message_median=percentile(next_message, 0.5),
    )
