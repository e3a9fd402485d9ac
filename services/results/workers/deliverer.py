"""Delivers events to subscribers: each subscription by itself, so that one that is down delays no other.

Everything that waits is in the table; a lane takes of it what its endpoint may have under way, and stores
what became of it in as large batches as have collected. Any number of replicas may run it at once.
"""

import asyncio
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Protocol, TypeVar

from services.results.domain.endpoint_health import Answered, Health, Outcome
from services.results.domain.webhooks import WebhookState
from services.results.ports.webhooks import DeliveryQueue, Due, Endpoint
from services.runtime.clock import Clock
from services.runtime.errors import ServiceError
from services.runtime.growing_pause import growing_pause
from services.runtime.logs import get_logger

log = get_logger(__name__)

AT_ONCE: Final = 32
"""Deliveries under way to one endpoint, in each replica."""
LEASE: Final = timedelta(seconds=60)
"""After so long another process takes over; much longer than a try and what is written down after it."""
LOOK_SECONDS: Final = 0.25
DRAIN_SECONDS: Final = 4.0
"""So long what is under way may take when the process stops; the rest is sent again, under the same ids."""
STOP_SECONDS: Final = 15.0
STORE_THREADS: Final = 2
_UNEXPECTED: Final = Outcome(answered=Answered.FAILED, reason="INTERNAL")

ResultT = TypeVar("ResultT")


class Endpoints(Protocol):
    """The way out."""

    async def deliver(self, due: Due, endpoint: Endpoint, *, now: datetime) -> Outcome:
        """Make one try, bounded in time; raises nothing that an endpoint can cause."""
        ...


class Deliverer:
    """Runs lanes on an event loop that somebody else runs."""

    def __init__(
        self,
        queue: DeliveryQueue,
        endpoints: Endpoints,
        *,
        clock: Clock,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._queue = queue
        self._endpoints = endpoints
        self._clock = clock
        self._loop = loop
        self._threads = ThreadPoolExecutor(STORE_THREADS, thread_name_prefix="webhooks")
        self._stopping = threading.Event()
        self._lanes: dict[str, asyncio.Task[None]] = {}

    def start(self) -> None:
        """Begin; returns at once."""
        self._running = asyncio.run_coroutine_threadsafe(self._run(), self._loop)

    def stop(self) -> None:
        """Take nothing more, and let what is under way end."""
        self._stopping.set()
        try:
            self._running.result(timeout=STOP_SECONDS)
        except TimeoutError:
            self._running.cancel()
        self._threads.shutdown(wait=True)

    async def _run(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            try:
                await self.look()
                failures = 0
            except ServiceError as error:
                failures += 1
                log.warning("webhooks wait", cause=str(error))
            except Exception:
                failures += 1
                log.exception("webhooks wait")
            pause = growing_pause(failures).total_seconds() if failures else LOOK_SECONDS
            await asyncio.sleep(pause)
        await self._drained()

    async def _drained(self) -> None:
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                await self.until_idle()
        except TimeoutError:
            for lane in self._lanes.values():
                lane.cancel()
            await self.until_idle()

    async def look(self) -> None:
        """Begin a lane for every subscription for which something is due and which has none."""
        due = await self._stored(lambda: self._queue.due(now=self._clock.now()))
        for webhook_id in due:
            if webhook_id not in self._lanes:
                lane = asyncio.ensure_future(self._lane(webhook_id))
                self._lanes[webhook_id] = lane
                lane.add_done_callback(partial(self._ended, webhook_id))

    def _ended(self, webhook_id: str, _lane: asyncio.Task[None]) -> None:
        self._lanes.pop(webhook_id, None)

    async def until_idle(self) -> None:
        """Wait until every lane has ended."""
        while self._lanes:
            await asyncio.wait(list(self._lanes.values()))
            await asyncio.sleep(0)

    async def _lane(self, webhook_id: str) -> None:
        try:
            await self._delivered(webhook_id)
        except ServiceError as error:
            # Their leases run out, and they are made again, under the same ids.
            log.warning("a webhook waits", webhook=webhook_id, cause=str(error))
        except Exception:
            log.exception("a webhook waits", webhook=webhook_id)

    async def _delivered(self, webhook_id: str) -> None:
        """Deliver what is due to one subscription until there is nothing more, or its endpoint rests."""
        under_way: dict[asyncio.Task[Outcome], Due] = {}
        health = Health()
        try:
            while True:
                room = self._room(health, len(under_way))
                if room > 0:
                    endpoint, claimed = await self._stored(partial(self._claimed, webhook_id, room))
                    if endpoint is not None:
                        health = endpoint.health
                        for due in claimed:
                            under_way[asyncio.ensure_future(self._try(due, endpoint))] = due
                if not under_way:
                    return
                # Not for long, since more may be due while one takes its time.
                done, _ = await asyncio.wait(
                    under_way, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED
                )
                if done:
                    outcomes = {under_way.pop(task): task.result() for task in done}
                    health = await self._stored(partial(self._settled, webhook_id, outcomes))
        finally:
            for task in under_way:
                task.cancel()

    def _room(self, health: Health, under_way: int) -> int:
        if self._stopping.is_set() or health.state is not WebhookState.ACTIVE:
            return 0
        if health.rests(self._clock.now()):
            return 0
        return (1 if health.is_doubtful else AT_ONCE) - under_way

    def _claimed(self, webhook_id: str, room: int) -> tuple[Endpoint | None, list[Due]]:
        # Asked for anew each time: it may have been changed, or have failed elsewhere.
        endpoint = self._queue.endpoint(webhook_id)
        now = self._clock.now()
        if endpoint is None or endpoint.health.rests(now):
            return endpoint, []
        room = min(room, 1) if endpoint.health.is_doubtful else room
        claimed = self._queue.claim(webhook_id, now=now, until=now + LEASE, limit=room)
        return endpoint, list(claimed)

    def _settled(self, webhook_id: str, outcomes: Mapping[Due, Outcome]) -> Health:
        return self._queue.settle(webhook_id, outcomes, now=self._clock.now())

    async def _try(self, due: Due, endpoint: Endpoint) -> Outcome:
        try:
            return await self._endpoints.deliver(due, endpoint, now=self._clock.now())
        except Exception:
            log.exception("an event is not delivered", webhook=endpoint.webhook_id)
            return _UNEXPECTED

    async def _stored(self, work: Callable[[], ResultT]) -> ResultT:
        return await self._loop.run_in_executor(self._threads, work)
