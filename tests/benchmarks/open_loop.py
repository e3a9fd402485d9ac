"""Load whose rate does not depend on how fast Svar is, for the latency bars (open loop).

Replies leave at random times (a Poisson process), whether or not earlier ones are settled. Times count
from when a reply was due, so that waiting in line is not left out of them.
"""

import asyncio
import random
from dataclasses import dataclass, field

from tests.benchmarks.conversations import Conversation
from tests.benchmarks.phones import Phones


@dataclass(slots=True, kw_only=True)
class Latencies:
    """In seconds, from when each reply was due: to its acknowledgement, and to the next SMS."""

    acknowledged: list[float] = field(default_factory=list)
    next_message: list[float] = field(default_factory=list)
    in_time: int = 0
    """How many replies had led to their next SMS when the last one was sent."""


async def open_loop(phones: Phones, times: list[float]) -> Latencies:
    """Send replies at these times, in seconds from now, and wait for what they lead to.

    Raises RuntimeError when the phones run out of questions.
    """
    loop = asyncio.get_running_loop()
    latencies = Latencies()

    def acknowledged(conversation: Conversation) -> None:
        latencies.acknowledged.append(loop.time() - conversation.due_at)

    def outcome(conversation: Conversation) -> None:
        latencies.next_message.append(loop.time() - conversation.due_at)

    phones.on_acknowledged, phones.on_outcome = acknowledged, outcome
    try:
        await _send(phones, times)
        latencies.in_time = len(latencies.next_message)
        await phones.end()
    finally:
        phones.on_acknowledged = phones.on_outcome = lambda _: None
    return latencies


def arrivals(*, per_second: float, seconds: float, seed: int) -> list[float]:
    """Return when replies are due, in seconds from the beginning.

    >>> len(arrivals(per_second=100, seconds=10, seed=1)) in range(900, 1100)
    True
    """
    chance = random.Random(seed)
    at, times = chance.expovariate(per_second), []
    while at < seconds:
        times.append(at)
        at += chance.expovariate(per_second)
    return times


async def _send(phones: Phones, times: list[float]) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    for at in times:
        if (early := began + at - loop.time()) > 0:
            await asyncio.sleep(early)
        if not phones.ready:
            raise RuntimeError("there are too few conversations for this rate")
        conversation = phones.ready.popleft()
        conversation.due_at = began + at
        phones.reply(conversation)
