"""A process stands still for a while and then goes on as if nothing had been.

It wakes with work in memory whose lease ran out meanwhile, and which somebody else may have done.
"""

import asyncio
from random import Random
from typing import Final

from services.sms.settings import SmsSettings
from tests.faults.stage import REDIS, Stage

_LEASE_SECONDS: Final[float] = SmsSettings.model_fields["sms_lease_seconds"].default
_BEYOND_SECONDS: Final = 2.0
_REDIS_SECONDS: Final = (1.0, 4.0)


async def freeze_a_service(stage: Stage, chance: Random) -> None:
    """Stop one of our processes for longer than the longest lease, and let it go on."""
    name = chance.choice(sorted(stage.services()))
    with stage.disturbed("a service frozen past its lease", name), stage.stopped(name):
        await asyncio.sleep(_LEASE_SECONDS + _BEYOND_SECONDS)


async def freeze_redis(stage: Stage, chance: Random) -> None:
    """Let Redis take connections and answer nothing."""
    with stage.disturbed("Redis frozen", REDIS), stage.stopped(REDIS):
        await asyncio.sleep(chance.uniform(*_REDIS_SECONDS))
