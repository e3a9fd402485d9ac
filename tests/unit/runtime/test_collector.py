"""Garbage in cycles goes by time, too, however little a process does."""

import asyncio
import gc
import threading
import weakref
from collections.abc import Iterator

import pytest

from services.runtime.collector import COLLECT_SECONDS, TimedCollector, collect, collect_by_time


class Ring:
    """Holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _collector_off() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


def test_what_holds_itself_is_collected_by_time() -> None:
    gone = threading.Event()
    weakref.finalize(Ring(), gone.set)
    assert not gone.is_set()

    collector = TimedCollector()
    collector.start()

    assert gone.wait(10)
    collector.stop()


def test_an_event_loop_collects_by_itself() -> None:
    async def loop() -> None:
        gone = asyncio.Event()
        weakref.finalize(Ring(), gone.set)
        collecting = asyncio.create_task(collect_by_time())
        await asyncio.wait_for(gone.wait(), 10)
        collecting.cancel()

    asyncio.run(loop())


def test_collections_leave_time_for_work() -> None:
    assert collect() >= COLLECT_SECONDS
