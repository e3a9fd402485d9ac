"""A rate that replicas share, on a real Redis: never more than it, and no replica starves."""

import asyncio
import time

import pytest

from services.sms.adapters.shared_rates import SharedRates
from services.sms.domain.turns import AHEAD_SECONDS
from services.sms.workers.allowance import Allowance

pytestmark = pytest.mark.anyio
RATE = 100.0


@pytest.fixture
def anyio_backend() -> str:
    """Coroutines of these tests run on asyncio."""
    return "asyncio"


async def leave(allowance: Allowance, times: list[float], seconds: float) -> None:
    """Let messages leave one by one, as fast as they may."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        await allowance.ready(5)
        allowance.take()
        times.append(time.monotonic())


async def test_replicas_send_no_more_together_than_the_rate(redis_url: str) -> None:
    replicas = [SharedRates(redis_url) for _ in range(3)]
    times: list[list[float]] = [[], [], []]

    await asyncio.gather(
        *(
            leave(Allowance("sender:1", RATE, one), own, 1.0)
            for one, own in zip(replicas, times, strict=True)
        )
    )

    together = sorted(at for own in times for at in own)
    took = together[-1] - together[0]
    assert len(together) <= RATE * (took + 2 * AHEAD_SECONDS) + 3
    assert len(together) >= RATE * 0.5
    assert min(len(own) for own in times) >= len(together) / 10
    for one in replicas:
        await one.close()


async def test_a_replica_goes_on_with_its_share_while_redis_is_away(redis_url: str) -> None:
    first, second = SharedRates(redis_url), SharedRates(redis_url)
    # Each has heard of both.
    for one in (first, second, first):
        one._say_at = 0.0
        await one.reserve("sender:2", rate=RATE, wanted=1)
    for one in (first, second):
        await one.close()
    first._url, first._client = "redis://127.0.0.1:1/0", None
    times: list[float] = []

    await leave(Allowance("sender:2", RATE, first), times, 1.0)

    assert RATE / 2 * 0.5 <= len(times) <= RATE / 2 * (1 + 2 * AHEAD_SECONDS) + 3
