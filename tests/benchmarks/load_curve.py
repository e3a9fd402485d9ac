"""Throughput and latency against load: replies that come at a rate of their own, up to saturation."""

import asyncio
from dataclasses import dataclass
from typing import Final

from tests.benchmarks.figures import percentile
from tests.benchmarks.open_loop import arrivals, open_loop
from tests.benchmarks.saturation import look
from tests.benchmarks.system_under_load import LOAD, SystemUnderLoad

SHARES: Final = (0.25, 0.5, 0.75, 0.9, 1.0)
_CONNECTIONS: Final = 256
_REST_SECONDS: Final = 1.0
_SLOWEST: Final = 0.99


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One load, in replies a second, and what came of it; times in seconds, to the next SMS.

    `microseconds` is the processor time of all of Svar, Postgres and Redis for a reply.
    """

    share: float
    offered: float
    carried: float
    median: float
    slow: float
    microseconds: float


async def load_curve(system: SystemUnderLoad, *, saturation: float, seconds: float) -> list[Point]:
    """Measure a point for each share of `saturation`, in replies a second."""
    return [
        await _point(system, share, per_second=share * saturation, seconds=seconds)
        for share in SHARES
    ]


async def _point(
    system: SystemUnderLoad, share: float, *, per_second: float, seconds: float
) -> Point:
    times = arrivals(per_second=per_second, seconds=seconds, seed=round(100 * share))
    # A phone that waits cannot reply, so there are more of them than replies need.
    await system.prepare(3 * len(times) + _CONNECTIONS)
    await system.connections.open(_CONNECTIONS)
    await asyncio.sleep(_REST_SECONDS)
    before = await look(system)
    latencies = await open_loop(system.phones, times)
    after = await look(system)
    used = sum(after.used[name] - before.used[name] for name in after.used if name != LOAD)
    return Point(
        share=share,
        offered=len(times) / seconds,
        carried=latencies.in_time / seconds,
        median=percentile(latencies.next_message, 0.5),
        slow=percentile(latencies.next_message, _SLOWEST),
        microseconds=used / len(times) * 1e6,
    )
