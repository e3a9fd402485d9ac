"""The garbage collector, told that most of what a service makes dies by itself.

Requests leave hardly any cycles, but with Python's defaults the collector walks everything that was
loaded at the start again and again: a tenth of the time of every service under load. So it looks
seldom by itself, and by time as well: an idle process must not keep what a busy hour left in cycles.
"""

import asyncio
import gc
import threading
import time

from prometheus_client import Histogram

COLLECTING = Histogram(
    "svar_collector_seconds",
    "Time that a collection of garbage by time took",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25),
)

COLLECT_SECONDS = 10.0
"""Between two collections by time."""
_SHARE = 500
"""A collection is followed by a pause that is at least this many times as long: 0.2 % of the time."""


def tune_collector() -> None:
    """Leave alone what there is by now, and look at the rest seldom; call it once, before serving."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def collect() -> float:
    """Collect garbage now; returns the seconds to wait before the next time.

    Stops the process meanwhile: a few milliseconds where some ten thousand objects are alive.
    """
    started = time.perf_counter()
    gc.collect()
    taken = time.perf_counter() - started
    COLLECTING.observe(taken)
    return max(COLLECT_SECONDS, taken * _SHARE)


class TimedCollector:
    """Collects by time in a thread of its own, between `start` and `stop`."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="collector", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Let a collection under way end."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(collect()):
            pass


async def collect_by_time() -> None:
    """Collect by time on the event loop, whose objects are best freed there; runs until cancelled."""
    while True:
        pause = collect()
        await asyncio.sleep(pause)
