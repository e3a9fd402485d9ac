"""Interleaved rounds: the reference, then Svar, and again, because a machine's speed moves all the time."""

import asyncio
from dataclasses import dataclass, replace
from typing import Final

from tests.benchmarks.figures import median, ratio
from tests.benchmarks.pgbench import Reference
from tests.benchmarks.processor_time import processor_seconds
from tests.benchmarks.saturation import Load, Saturation, saturate
from tests.benchmarks.system_under_load import POSTGRES, SystemUnderLoad

_SPARE: Final = 2.0
"""How much faster than the round before a round may be without running out of conversations."""
_COLD: Final = 8000.0
"""What is prepared for at least, in replies per second; what is left over serves the next round."""
_REST_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round of T1 with the processor time of one transaction, and one of Svar.

    `reported` is the same with a delivery report for every message, where that was measured too.
    """

    reference: Reference
    reference_microseconds: float
    saturation: Saturation
    reported: Saturation | None = None

    @property
    def speed(self) -> float:
        """Bar 1: replies per second over transactions of T1 per second."""
        return ratio(self.saturation.per_second, self.reference.per_second)

    @property
    def reported_speed(self) -> float:
        """Bar 1 with delivery reports, where that was measured."""
        assert self.reported is not None
        return ratio(self.reported.per_second, self.reference.per_second)

    @property
    def cost(self) -> float:
        """Bar 2: the processor time of a reply over that of a transaction of T1."""
        return ratio(self.saturation.system_microseconds(), self.reference_microseconds)

    @property
    def syncs(self) -> float:
        """Bar 4: how often something was forced to disk, for one reply."""
        return ratio(self.saturation.journal.syncs, self.saturation.replies)


async def rounds(
    system: SystemUnderLoad, load: Load, *, count: int, reported: bool = False
) -> list[Round]:
    """Warm everything up, then measure so many rounds; `reported` adds a part with delivery reports to each."""
    warming = Load(conversations=load.conversations, connections=load.connections, seconds=2)
    await system.prepare(warming.replies(_COLD))
    speed = (await saturate(system, warming)).per_second
    measured: list[Round] = []
    for _ in range(count):
        await system.prepare(load.replies(max(speed * _SPARE, _COLD)))
        one = await _round(system, load)
        speed = one.saturation.per_second
        if reported:
            one = replace(one, reported=await _reported(system, load, speed))
        measured.append(one)
    return measured


def middle(measured: list[Round], figure: str) -> float:
    """Return the median of one of the figures of a round, by its name."""
    return median([getattr(one, figure) for one in measured])


async def _round(system: SystemUnderLoad, load: Load) -> Round:
    # What the one has begun must not be counted to the other.
    await asyncio.sleep(_REST_SECONDS)
    reference, microseconds = await _reference(system, load.seconds)
    await asyncio.sleep(_REST_SECONDS)
    return Round(
        reference=reference,
        reference_microseconds=microseconds,
        saturation=await saturate(system, load),
    )


async def _reported(system: SystemUnderLoad, load: Load, speed: float) -> Saturation:
    await system.prepare(load.replies(max(speed * _SPARE, _COLD)))
    share, system.reports.share = system.reports.share, 1.0
    await asyncio.sleep(_REST_SECONDS)
    try:
        return await saturate(system, load)
    finally:
        system.reports.share = share


async def _reference(system: SystemUnderLoad, seconds: float) -> tuple[Reference, float]:
    root = {POSTGRES: system.processes()[POSTGRES]}
    before = processor_seconds(root)[POSTGRES]
    reference = await system.pgbench.transactions(seconds)
    used = processor_seconds(root)[POSTGRES] - before + reference.processor_seconds
    return reference, used / reference.transactions * 1e6
