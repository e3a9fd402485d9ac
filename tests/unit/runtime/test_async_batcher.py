"""Natural batching under asyncio: order, limits, failures, cancellation."""

import asyncio
import gc
import weakref
from collections.abc import Sequence

import pytest

from services.runtime.async_batcher import AsyncBatcher, BatchLimits
from services.runtime.errors import ServiceError


class Recorder:
    """Handles batches when told to, and keeps them."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.open = asyncio.Event()

    async def handle(self, batch: Sequence[int]) -> Sequence[int]:
        self.batches.append(list(batch))
        await self.open.wait()
        if 13 in batch:
            raise LookupError("unlucky")
        return [number * 2 for number in batch]


def batcher_of(recorder: Recorder, **limits: int) -> AsyncBatcher[int, int]:
    return AsyncBatcher(recorder.handle, weigh=lambda number: number, limits=BatchLimits(**limits))


async def settle() -> None:
    """Let everything that can run now run."""
    for _ in range(10):
        await asyncio.sleep(0)


def test_an_idle_batcher_hands_on_a_batch_of_one_at_once() -> None:
    async def scenario() -> None:
        recorder = Recorder()
        recorder.open.set()

        assert await batcher_of(recorder).submit(4) == 8
        assert recorder.batches == [[4]]

    asyncio.run(scenario())


def test_what_comes_while_batches_are_under_way_goes_together_in_order() -> None:
    async def scenario() -> None:
        recorder = Recorder()
        batcher = batcher_of(recorder, flights=2, requests=3)
        tasks = []
        for number in range(8):
            tasks.append(asyncio.create_task(batcher.submit(number)))
            await settle()
        recorder.open.set()

        assert await asyncio.gather(*tasks) == [number * 2 for number in range(8)]
        assert recorder.batches == [[0], [1], [2, 3, 4], [5, 6, 7]]
        await settle()
        assert batcher.idle

    asyncio.run(scenario())


def test_what_comes_in_turns_that_follow_each_other_goes_together() -> None:
    async def scenario() -> None:
        recorder = Recorder()
        recorder.open.set()
        batcher = batcher_of(recorder, flights=1)

        async def later(turns: int) -> int:
            for _ in range(turns):
                await asyncio.sleep(0)
            return await batcher.submit(turns)

        # A request a turn, and one after a pause of several.
        await asyncio.gather(*(later(turns) for turns in (0, 1, 2, 3, 20)))

        assert recorder.batches == [[0, 1, 2, 3], [20]]

    asyncio.run(scenario())


def test_a_batch_has_a_weight_and_a_heavy_request_goes_alone() -> None:
    async def scenario() -> None:
        recorder = Recorder()
        recorder.open.set()
        batcher = batcher_of(recorder, flights=1, weight=10)

        await asyncio.gather(*(batcher.submit(number) for number in (6, 4, 1, 50, 2)))

        assert recorder.batches == [[6, 4], [1], [50], [2]]

    asyncio.run(scenario())


def test_a_failing_batch_fails_its_requests_only() -> None:
    async def scenario() -> None:
        recorder = Recorder()
        recorder.open.set()
        batcher = batcher_of(recorder, flights=1, requests=2)

        results = await asyncio.gather(
            *(batcher.submit(number) for number in (1, 13, 3)), return_exceptions=True
        )

        assert [type(result) for result in results] == [LookupError, LookupError, int]

    asyncio.run(scenario())


def test_a_full_backlog_refuses_at_once() -> None:
    async def scenario() -> None:
        recorder = Recorder()
        batcher = batcher_of(recorder, flights=1, backlog=1)
        first = asyncio.create_task(batcher.submit(1))
        await settle()
        second = asyncio.create_task(batcher.submit(2))
        await settle()

        with pytest.raises(ServiceError, match="BACKLOG_FULL"):
            await batcher.submit(3)

        recorder.open.set()
        assert [await first, await second] == [2, 4]

    asyncio.run(scenario())


def test_somebody_who_stops_waiting_harms_nobody() -> None:
    async def scenario() -> None:
        recorder = Recorder()
        batcher = batcher_of(recorder)
        gone = asyncio.create_task(batcher.submit(1))
        stays = asyncio.create_task(batcher.submit(2))
        await settle()
        gone.cancel()
        recorder.open.set()

        assert await stays == 4

    asyncio.run(scenario())


class Body:
    """Something large that a request carries."""


def test_a_failed_batch_leaves_nothing_for_the_collector() -> None:
    async def refuse(batch: Sequence[Body]) -> Sequence[Body]:
        raise LookupError("unlucky")

    async def scenario() -> list[weakref.ref[Body]]:
        batcher = AsyncBatcher(refuse, weigh=lambda body: 1, limits=BatchLimits())
        bodies = [Body() for _ in range(3)]
        failures = await asyncio.gather(*map(batcher.submit, bodies), return_exceptions=True)
        assert [type(failure) for failure in failures] == [LookupError] * 3
        return [weakref.ref(body) for body in bodies]

    gc.disable()
    try:
        assert [body() for body in asyncio.run(scenario())] == [None] * 3
    finally:
        gc.enable()
