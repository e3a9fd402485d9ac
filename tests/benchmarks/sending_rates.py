"""Bar 3: how many surveys per second can be sent, one by one and many at once, over T1.

Counted end to end: a survey is sent when its phone has got the first question.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tests.benchmarks.bars import Bar
from tests.benchmarks.figures import median, ratio
from tests.benchmarks.saturation import look
from tests.benchmarks.system_under_load import SystemUnderLoad

SINGLE_CONNECTIONS: Final = 64
_MANY: Final = 4000
_AT_ONCE: Final = 2
_REST_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingRates:
    """Surveys per second, and T1 right before them."""

    reference: float
    single: float
    many: float
    many_microseconds: Mapping[str, float]
    """Processor time of each process for a survey sent in a call of a thousand, first question included."""
    many_journal: float
    """Bytes of write-ahead log for it."""

    @property
    def single_speed(self) -> float:
        """Single calls at 64 connections over T1."""
        return ratio(self.single, self.reference)

    @property
    def many_speed(self) -> float:
        """Calls of a thousand over T1."""
        return ratio(self.many, self.reference)


async def sending_rates(
    system: SystemUnderLoad, *, seconds: float, count: int
) -> list[SendingRates]:
    """Measure so many rounds, after one that only warms up."""
    await system.connections.open(SINGLE_CONNECTIONS)
    await system.callers.send_for(1, connections=SINGLE_CONNECTIONS)
    return [await _round(system, seconds) for _ in range(count)]


def sending_bars(sent: list[SendingRates]) -> list[Bar]:
    """Return bar 3, of single calls and of a thousand in a call."""
    reference = median([one.reference for one in sent])
    single, many = median([one.single for one in sent]), median([one.many for one in sent])
    return [
        Bar(
            number=3,
            what="surveys sent a second, single calls at 64 connections / T1",
            measured=median([one.single_speed for one in sent]),
            first=0.3,
            aim=0.6,
            detail=f"{single:,.0f} / {reference:,.0f}",
        ),
        Bar(
            number=3,
            what="surveys sent a second, a thousand in a call / T1",
            measured=median([one.many_speed for one in sent]),
            first=0.5,
            aim=1.2,
            detail=f"{many:,.0f} / {reference:,.0f}",
        ),
    ]


async def _round(system: SystemUnderLoad, seconds: float) -> SendingRates:
    await asyncio.sleep(_REST_SECONDS)
    reference = await system.pgbench.transactions(seconds)
    await asyncio.sleep(_REST_SECONDS)
    await system.connections.open(SINGLE_CONNECTIONS)
    single = await _single(system, seconds)
    await system.reports.drained()
    await asyncio.sleep(_REST_SECONDS)
    before = await look(system)
    many = await _many(system)
    await system.reports.drained()
    await asyncio.sleep(_REST_SECONDS)
    after = await look(system)
    used = {name: (after.used[name] - before.used[name]) / _MANY * 1e6 for name in after.used}
    return SendingRates(
        reference=reference.per_second,
        single=single,
        many=many,
        many_microseconds=used,
        many_journal=after.journal.since(before.journal).written / _MANY,
    )


async def _single(system: SystemUnderLoad, seconds: float) -> float:
    began = _now()
    sent = await system.callers.send_for(seconds, connections=SINGLE_CONNECTIONS)
    return sent / (_now() - began)


async def _many(system: SystemUnderLoad) -> float:
    began = _now()
    await system.callers.send_many(_MANY, at_once=_AT_ONCE)
    return _MANY / (_now() - began)


def _now() -> float:
    return asyncio.get_running_loop().time()
