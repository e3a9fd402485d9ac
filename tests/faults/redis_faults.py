"""Redis empty, full of rubbish, or away for a while: nothing that matters lies in it."""

import asyncio
import contextlib
from collections.abc import Callable
from random import Random
from typing import Final

import redis

from tests.faults.stage import REDIS, Stage

_AWAY_SECONDS: Final = (2.0, 5.0)
_LOOK_SECONDS: Final = 0.05
_TIMES: Final = 5

Action = Callable[[redis.Redis], object]


async def flush(stage: Stage, chance: Random) -> None:
    """Empty it, a few times."""
    with stage.disturbed("Redis flushed", REDIS):
        for _ in range(_TIMES):
            await _try(stage, lambda client: client.flushall())
            await asyncio.sleep(chance.uniform(0.1, 1))


async def fill_with_rubbish(stage: Stage, chance: Random) -> None:
    """Put under our keys what does not belong there: other sessions, bytes, things of another type."""
    with stage.disturbed("Redis filled with rubbish", REDIS):
        for _ in range(_TIMES):
            await _try(stage, lambda client: _mix_up(client, chance))
            await asyncio.sleep(chance.uniform(0.1, 1))


async def keep_away(stage: Stage, chance: Random) -> None:
    """Kill it as often as it is started again."""
    with stage.disturbed("Redis away", REDIS):
        until = asyncio.get_running_loop().time() + chance.uniform(*_AWAY_SECONDS)
        while asyncio.get_running_loop().time() < until:
            stage.kill(REDIS)
            await asyncio.sleep(_LOOK_SECONDS)


def _mix_up(client: redis.Redis, chance: Random) -> None:
    keys = list(client.scan_iter("svar:*", count=1000))
    values = [value for value in client.mget(keys) if value] if keys else []
    for key in keys:
        match chance.randrange(4):
            case 0:
                client.set(key, chance.choice(values) if values else b"")
            case 1:
                client.set(key, chance.randbytes(40))
            case 2:
                client.delete(key)
                client.rpush(key, "a", "list")
            case _:
                pass


async def _try(stage: Stage, action: Action) -> None:
    def attempt() -> None:
        client = redis.Redis.from_url(stage.redis_url, socket_timeout=1)
        # It may have been killed just now, which is as good.
        with contextlib.closing(client), contextlib.suppress(redis.RedisError):
            action(client)

    await asyncio.to_thread(attempt)
