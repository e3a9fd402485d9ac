"""Requests about one thing go together, those about different things apart, and nothing piles up."""

import asyncio
from collections.abc import Sequence

import pytest

from gateway.calls.batchers import KeyedBatchers
from services.runtime.async_batcher import BatchLimits

Batchers = KeyedBatchers[str, int, int]


class Recorder:
    """Handles batches when told to, and keeps them with their keys."""

    def __init__(self) -> None:
        self.batches: list[tuple[str, list[int]]] = []
        self.open = asyncio.Event()

    async def handle(self, key: str, batch: Sequence[int]) -> Sequence[int]:
        self.batches.append((key, list(batch)))
        await self.open.wait()
        if 13 in batch:
            raise LookupError("unlucky")
        return [number * 2 for number in batch]

    def batchers(self) -> Batchers:
        return KeyedBatchers(self.handle, weigh=lambda _: 1, limits=BatchLimits(flights=1))


def test_what_comes_meanwhile_goes_together_by_key() -> None:
    async def scenario() -> None:
        recorder = Recorder()
        batchers = recorder.batchers()
        first = [asyncio.ensure_future(batchers.submit(key, 1)) for key in ("a", "b")]
        await asyncio.sleep(0.01)
        later = [asyncio.ensure_future(batchers.submit("a", number)) for number in (2, 3)]
        await asyncio.sleep(0.01)
        recorder.open.set()

        assert await asyncio.gather(*first, *later) == [2, 2, 4, 6]
        assert recorder.batches == [("a", [1]), ("b", [1]), ("a", [2, 3])]

    asyncio.run(scenario())


def test_keys_that_nobody_uses_are_forgotten() -> None:
    async def scenario() -> None:
        recorder = Recorder()
        recorder.open.set()
        batchers = recorder.batchers()

        await asyncio.gather(*(batchers.submit(f"key {number}", 1) for number in range(50)))
        with pytest.raises(LookupError):
            await batchers.submit("bad", 13)
        await asyncio.sleep(0)
        await batchers.submit("last", 1)

        assert set(batchers.keys) <= {"bad", "last"}

    asyncio.run(scenario())
