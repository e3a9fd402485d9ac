"""Bar 9: what is left of the throughput while Redis is down. What comes out must be right all the same."""

import asyncio
from typing import Final

from tests.benchmarks.bars import Bar
from tests.benchmarks.figures import ratio
from tests.benchmarks.saturation import Load, Saturation, saturate
from tests.benchmarks.system_under_load import SystemUnderLoad

_REDIS: Final = "Redis"
_LOOK_SECONDS: Final = 0.02


async def outage_bar(system: SystemUnderLoad, load: Load, *, normal: float) -> Bar:
    """Return bar 9; `normal` is what replies a second are with Redis."""
    await system.prepare(load.replies(2 * normal))
    down = await without_redis(system, load)
    return Bar(
        number=9,
        what="replies a second while Redis is down / with it",
        measured=ratio(down.per_second, normal),
        first=0.7,
        aim=0.8,
        detail=f"{down.per_second:,.0f} / {normal:,.0f}",
    )


async def without_redis(system: SystemUnderLoad, load: Load) -> Saturation:
    """Run a round in which Redis is killed as often as it is started again."""
    killing = asyncio.create_task(_keep_down(system))
    try:
        return await saturate(system, load)
    finally:
        killing.cancel()


async def _keep_down(system: SystemUnderLoad) -> None:
    killed = 0
    while True:
        if (pid := system.system.pids()[_REDIS]) != killed:
            killed = pid
            system.system.kill(_REDIS)
        await asyncio.sleep(_LOOK_SECONDS)
