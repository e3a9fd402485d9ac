"""Redis as a faster memory: it may be flushed, wrong or away, and nothing stops.

See `services/README.md`. Every call has a short deadline. After a failure Redis is left
alone for a moment, so that its absence costs a look at a clock and not a time-out per call.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import redis
from prometheus_client import Counter

from services.runtime.logs import get_logger

log = get_logger(__name__)
FAILURES = Counter("svar_redis_failures_total", "Calls of Redis that failed")

TIMEOUT_SECONDS = 0.2
PAUSE_SECONDS = 1.0

Result = TypeVar("Result")


class RedisMemory:
    """Strings by key, each with a time to live. Every method answers as if empty while Redis is away."""

    def __init__(self, url: str, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._client = redis.Redis.from_url(
            url,
            socket_timeout=TIMEOUT_SECONDS,
            socket_connect_timeout=TIMEOUT_SECONDS,
            decode_responses=False,
        )
        self._monotonic = monotonic
        self._away_until = 0.0

    def get_many(self, keys: Sequence[str]) -> list[bytes | None]:
        """Return the value of each key, None where there is none or Redis is away."""
        if not keys:
            return []
        nothing: list[bytes | None] = [None] * len(keys)
        return self._try(lambda: self._get_many(keys), nothing)

    def set_many(self, values: Mapping[str, str], *, seconds: int) -> None:
        """Keep values for so many seconds."""
        if values:
            self._try(lambda: self._set_many(values, seconds), None)

    def delete_many(self, keys: Sequence[str]) -> None:
        """Forget keys."""
        if keys:
            self._try(lambda: self._client.delete(*keys), 0)

    def ping(self) -> bool:
        """Say whether Redis answers, without regard to the pause."""
        try:
            return bool(self._client.ping())
        except redis.RedisError:
            return False

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def _get_many(self, keys: Sequence[str]) -> list[bytes | None]:
        # redis-py's types allow strings, which a client that does not decode never returns.
        return [value for value in self._client.mget(keys) if not isinstance(value, str)]

    def _set_many(self, values: Mapping[str, str], seconds: int) -> None:
        with self._client.pipeline(transaction=False) as pipeline:
            for key, value in values.items():
                pipeline.set(key, value, ex=seconds)
            pipeline.execute()

    def _try(self, action: Callable[[], Result], otherwise: Result) -> Result:
        if self._monotonic() < self._away_until:
            return otherwise
        try:
            return action()
        except redis.RedisError as exc:
            FAILURES.inc()
            self._away_until = self._monotonic() + PAUSE_SECONDS
            log.warning("redis failed", cause=type(exc).__name__)
            return otherwise
