"""Natural batching under asyncio: what arrives while a batch is under way goes together in the next.

The twin of `batcher.Batcher`, which serves threads. An idle process hands on a batch of one at once; no
timer adds latency (`services/README.md`). Belongs to one event loop.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from services.runtime.errors import unavailable

Request = TypeVar("Request")
Result = TypeVar("Result")

Handle: TypeAlias = Callable[[Sequence[Request]], Awaitable[Sequence[Result]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLimits:
    """How much goes together: requests and their weight in a batch, batches under way, requests waiting."""

    requests: int = 256
    weight: int = 4 * 1024 * 1024
    flights: int = 2
    backlog: int = 4096


class AsyncBatcher(Generic[Request, Result]):
    """Collects requests; `handle` returns one result for each, in order, or raises for the whole batch.

    `weigh` says how heavy a request is, in the unit of `limits.weight`; one that is heavier than a
    whole batch goes alone. `on_idle` is called whenever nothing is left to do.
    """

    def __init__(
        self,
        handle: Handle[Request, Result],
        *,
        weigh: Callable[[Request], int],
        limits: BatchLimits,
        on_idle: Callable[[], None] | None = None,
    ) -> None:
        self._handle = handle
        self._weigh = weigh
        self._limits = limits
        self._on_idle = on_idle
        self._waiting: deque[tuple[Request, asyncio.Future[Result]]] = deque()
        self._flights: set[asyncio.Task[None]] = set()

    @property
    def idle(self) -> bool:
        """Whether nothing waits and nothing is under way."""
        return not self._waiting and not self._flights

    async def submit(self, request: Request) -> Result:
        """Hand in one request and wait for its result: see `put`."""
        # Without a local for the future: the traceback of what is raised keeps this frame.
        return await self.put(request)

    def put(self, request: Request) -> asyncio.Future[Result]:
        """Hand in one request; the future gets its result, or what went wrong with its batch.

        Raises UNAVAILABLE at once when the backlog is full.
        """
        if len(self._waiting) >= self._limits.backlog:
            raise unavailable("BACKLOG_FULL", "More is waiting than can be handled in time.")
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((request, future))
        self._take_off()
        return future

    def _take_off(self) -> None:
        if len(self._flights) < self._limits.flights:
            self._flights.add(asyncio.create_task(self._fly()))

    async def _fly(self) -> None:
        await self._quiet()
        batch = self._collect()
        try:
            results = await self._handle([request for request, _ in batch]) if batch else []
            answered = list(zip(batch, results, strict=True))
        except Exception as exc:
            self._land()
            for _, future in batch:
                if not future.done():
                    future.set_exception(exc)
            # Their tracebacks keep this frame, which must not lead back to them.
            del future
            batch.clear()
            return
        # Before anybody gets a result, so that nobody then finds this batch still under way.
        self._land()
        for (_, future), result in answered:
            if not future.done():
                future.set_result(result)

    async def _quiet(self) -> None:
        """Wait for as long as every turn of the loop brings more, so that what comes together goes together.

        Two turns, because a request is read in one and handed in in the next. That is no timer: with
        nothing else to do they take some microseconds.
        """
        seen = 0
        while seen < len(self._waiting) < self._limits.requests:
            seen = len(self._waiting)
            for _ in range(2):
                await asyncio.sleep(0)

    def _land(self) -> None:
        flight = asyncio.current_task()
        assert flight is not None, "a flight is a task of its own"
        self._flights.discard(flight)
        if self._waiting:
            self._take_off()
        elif self.idle and self._on_idle is not None:
            self._on_idle()

    def _collect(self) -> list[tuple[Request, asyncio.Future[Result]]]:
        batch: list[tuple[Request, asyncio.Future[Result]]] = []
        weight = 0
        while self._waiting and len(batch) < self._limits.requests:
            weight += self._weigh(self._waiting[0][0])
            if batch and weight > self._limits.weight:
                break
            batch.append(self._waiting.popleft())
        return batch
