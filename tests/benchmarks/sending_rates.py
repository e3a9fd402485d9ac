"""Bar 3: how many surveys per second can be sent, one by one and many at once, over T1.

Counted end to end: a survey is sent when its phone has got the first question.
"""

import asyncio
from dataclasses import dataclass
from typing import Final

from tests.benchmarks.figures import ratio
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


async def _round(system: SystemUnderLoad, seconds: float) -> SendingRates:
    await asyncio.sleep(_REST_SECONDS)
    reference = await system.pgbench.transactions(seconds)
    await asyncio.sleep(_REST_SECONDS)
    await system.connections.open(SINGLE_CONNECTIONS)
    return SendingRates(
        reference=reference.per_second,
        single=await _single(system, seconds),
        many=await _many(system),
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
