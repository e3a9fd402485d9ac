"""Bar 8: how long the customers of one sender wait while another sender floods the system.

The flood is half of the traffic: as many replies again, in bursts, as come from everybody else.
"""

import asyncio
import itertools
from dataclasses import dataclass
from typing import Final

from tests.benchmarks.bars import Bar
from tests.benchmarks.figures import median, percentile, ratio
from tests.benchmarks.open_loop import Latencies, arrivals, open_loop
from tests.benchmarks.system_under_load import SystemUnderLoad

OTHERS: Final = 1 / 8
"""The load of the others, of saturation: with the flood it is a quarter."""
BURST: Final = 20
_SLOWEST: Final = 0.99
_CONNECTIONS: Final = 128
_REST_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Flooded:
    """Seconds from a reply of the others to their next SMS at the 99th percentile, and of the flood's own."""

    without: float
    beside: float
    flooding: float

    @property
    def worse(self) -> float:
        """How many times longer the others wait beside a flood."""
        return ratio(self.beside, self.without)


async def flooded(
    system: SystemUnderLoad, *, per_second: float, seconds: float, count: int
) -> list[Flooded]:
    """Measure so many rounds, each without a flood and with one; `per_second` is the others' rate."""
    return [
        await _round(system, arrivals(per_second=per_second, seconds=seconds, seed=seed))
        for seed in range(count)
    ]


def bursts(times: list[float], *, size: int = BURST) -> list[float]:
    """Let as many arrivals come `size` at once, at the time of the first of them.

    >>> bursts([0.1, 0.2, 0.3, 0.4, 0.5], size=2)
    [0.1, 0.1, 0.3, 0.3, 0.5]
    """
    firsts = times[::size]
    repeated = itertools.chain.from_iterable([first] * size for first in firsts)
    return list(itertools.islice(repeated, len(times)))


def flood_bar(measured: list[Flooded]) -> Bar:
    """Return bar 8."""
    beside = median([one.beside for one in measured]) * 1000
    without = median([one.without for one in measured]) * 1000
    return Bar(
        number=8,
        what="p99 from a reply to the next SMS beside a flooding sender / without it",
        measured=median([one.worse for one in measured]),
        first=1.5,
        aim=1.2,
        least=False,
        detail=f"{beside:.1f} ms / {without:.1f} ms",
    )


async def _round(system: SystemUnderLoad, times: list[float]) -> Flooded:
    await _ready(system, 2 * len(times))
    without = await open_loop(system.phones, times)
    await _ready(system, 2 * len(times))
    beside, flooding = await asyncio.gather(
        open_loop(system.phones, times), open_loop(system.flood.phones, bursts(times))
    )
    return Flooded(without=_slow(without), beside=_slow(beside), flooding=_slow(flooding))


async def _ready(system: SystemUnderLoad, replies: int) -> None:
    await system.prepare(replies)
    await system.prepare(replies, crowd=system.flood)
    await system.connections.open(_CONNECTIONS)
    await asyncio.sleep(_REST_SECONDS)


def _slow(latencies: Latencies) -> float:
    return percentile(latencies.next_message, _SLOWEST)
