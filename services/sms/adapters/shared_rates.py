"""Rates shared by all replicas: one script in Redis, and this process's share of the rate while it is away."""

import asyncio
from typing import Final

from prometheus_client import Counter
from redis.asyncio import Redis
from redis.exceptions import RedisError

from services.runtime.ids import new_id
from services.runtime.logs import get_logger
from services.sms.domain.turns import AHEAD_SECONDS, Grant, LocalTurns

log = get_logger(__name__)
ALONE = Counter(
    "svar_sms_rates_alone_total", "Turns reserved without the other replicas: Redis was away"
)

TIMEOUT_SECONDS: Final = 0.2
PAUSE_SECONDS: Final = 1.0
SEEN_WITHIN_SECONDS: Final = 15.0
"""A replica that sent nothing for so long does not count."""
_SAY_AGAIN_SECONDS: Final = 5.0
_REPLICAS: Final = "svar:sms:replicas"

# Times are whole microseconds of Redis' own clock. Returns how many turns, the microseconds to the first.
_RESERVE: Final = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local gap, wanted, ahead = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local first = tonumber(redis.call('GET', KEYS[1]) or '0')
if first < now then first = now end
local room = math.floor((now + ahead - first) / gap) + 1
if room < 1 then return {0, first - now - ahead} end
local count = math.min(wanted, room)
local next_at = first + count * gap
redis.call('SET', KEYS[1], string.format('%.0f', next_at), 'PX', math.ceil((next_at - now) / 1000) + 1000)
return {count, first - now}
"""
_HERE: Final = """
local time = redis.call('TIME')
redis.call('ZADD', KEYS[1], time[1], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', time[1] - ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[2] * 4)
return redis.call('ZCARD', KEYS[1])
"""


class SharedRates:
    """`Rates` in Redis; for one event loop, on which it is used for the first time.

    How many replicas there are is known from when Redis was last there: one until then.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._client: Redis | None = None
        self._name = new_id()
        self._replicas = 1
        self._local: dict[str, LocalTurns] = {}
        self._away_until = 0.0
        self._say_at = 0.0

    async def reserve(self, key: str, *, rate: float, wanted: int) -> Grant:
        """Reserve turns with all replicas, or of this one's share while Redis is away."""
        now = asyncio.get_running_loop().time()
        if now >= self._away_until:
            try:
                return await self._shared(key, rate=rate, wanted=wanted, now=now)
            except (RedisError, OSError, TimeoutError) as exc:
                self._away_until = now + PAUSE_SECONDS
                log.warning("redis failed: rates are not shared", cause=type(exc).__name__)
        ALONE.inc()
        turns = self._local.setdefault(key, LocalTurns())
        return turns.reserve(now, rate=rate / self._replicas, wanted=wanted)

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.aclose()

    async def _shared(self, key: str, *, rate: float, wanted: int, now: float) -> Grant:
        client = self._connected()
        if now >= self._say_at:
            here = await client.eval(_HERE, 1, _REPLICAS, self._name, str(SEEN_WITHIN_SECONDS))
            self._replicas = max(int(here), 1)
            self._say_at = now + _SAY_AGAIN_SECONDS
        gap, ahead = 1_000_000 / rate, AHEAD_SECONDS * 1_000_000
        count, micros = await client.eval(
            _RESERVE, 1, f"svar:sms:rate:{key}", str(gap), str(wanted), str(ahead)
        )
        return Grant(count=int(count), starts_in=float(micros) / 1_000_000)

    def _connected(self) -> Redis:
        if self._client is None:
            self._client = Redis.from_url(
                self._url,
                socket_timeout=TIMEOUT_SECONDS,
                socket_connect_timeout=TIMEOUT_SECONDS,
                retry_on_timeout=False,
            )
        return self._client


class OwnRates:
    """`Rates` of a process that shares them with no other."""

    def __init__(self) -> None:
        self._turns: dict[str, LocalTurns] = {}

    async def reserve(self, key: str, *, rate: float, wanted: int) -> Grant:
        """Reserve turns."""
        now = asyncio.get_running_loop().time()
        return self._turns.setdefault(key, LocalTurns()).reserve(now, rate=rate, wanted=wanted)

    async def close(self) -> None:
        """Hold nothing."""
