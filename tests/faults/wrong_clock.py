"""The clock of one process is minutes off, ahead or behind, while the other one of its service is right."""

import asyncio
from random import Random
from typing import Final

from tests.faults.stage import Stage

_VARIABLE: Final = "SVAR_CLOCK_OFFSET_SECONDS"
_OFF_SECONDS: Final = (-600, -120, 120, 600)
_SECONDS: Final = (8.0, 14.0)
_WITH_A_CLOCK: Final = ("sessions", "sms")


async def put_a_clock_wrong(stage: Stage, chance: Random) -> None:
    """Start a process again with a wrong clock, let it work for a while, and put it right again."""
    service = chance.choice(_WITH_A_CLOCK)
    replica = next(one for one in stage.replicas.all if one.name.startswith(service))
    with stage.disturbed("a clock minutes off", f"clock of {replica.name}"):
        replica.environment[_VARIABLE] = str(chance.choice(_OFF_SECONDS))
        stage.kill(replica.name)
        await asyncio.sleep(chance.uniform(*_SECONDS))
        del replica.environment[_VARIABLE]
        stage.kill(replica.name)
