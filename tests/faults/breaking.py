"""Runs faults on a stage: kills at random moments, and one more fault among them, then a rest.

What is broken when is drawn from a seed; how the processes meet it is not ours to repeat.
"""

import asyncio
import random
import time
from collections.abc import Sequence
from typing import Final

from tests.faults.faults import Fault
from tests.faults.history import Rest
from tests.faults.stage import Stage

_BETWEEN_KILLS: Final = (0.3, 2.0)
_LOOK_SECONDS: Final = 0.05


async def act(stage: Stage, chance: random.Random, *, kills: int, fault: Fault | None) -> None:
    """Kill `kills` times, and let one other fault happen meanwhile."""
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(_kill(stage, chance, times=kills))
        if fault is not None:
            tasks.create_task(_later(stage, random.Random(chance.random()), fault))


async def rest(stage: Stage, *, patience: float) -> Rest:
    """Let everything run again, and see how long those wait who waited at that moment.

    `patience` is in seconds; who then has no next message is left without it.
    """
    stage.temper.calm = True
    await stage.recover()
    began = time.time()
    before = {name: since for name, since in stage.people.waiting().items() if since <= began}
    left = before
    while left and time.time() < began + patience:
        await asyncio.sleep(_LOOK_SECONDS)
        left = {
            name: since
            for name, since in stage.people.waiting().items()
            if before.get(name) == since
        }
    longest = time.time() - began if before else 0.0
    stage.temper.calm = False
    return Rest(waiting=len(before), longest=longest, left=sorted(left))


async def _kill(stage: Stage, chance: random.Random, *, times: int) -> None:
    wanted = stage.kills.total() + times
    while stage.kills.total() < wanted:
        await asyncio.sleep(chance.uniform(*_BETWEEN_KILLS))
        stage.kill_somebody(chance)


async def _later(stage: Stage, chance: random.Random, fault: Fault) -> None:
    await asyncio.sleep(chance.uniform(0, 2))
    await fault.act(stage, chance)


def shuffled(faults: Sequence[Fault], chance: random.Random, *, acts: int) -> list[Fault | None]:
    """Return a fault for each act: all of them in a random order, again and again."""
    drawn: list[Fault | None] = []
    while faults and len(drawn) < acts:
        drawn += chance.sample(list(faults), len(faults))
    return drawn[:acts] or [None] * acts
