"""Delivers events to subscribers: each subscription by itself, so that one that is down delays no other.

Everything that waits is in the table; a lane takes of it what its endpoint may have under way, and stores
what became of it in as large batches as have collected. Any number of replicas may run it at once.
"""

import asyncio
import math
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
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


@dataclass(slots=True, kw_only=True)
class _Lane:
    """What is known of one subscription while something is under way to it."""

    webhook_id: str
    endpoint: Endpoint | None = None
    health: Health = field(default_factory=Health)
    read_at: float = -math.inf


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
        outcomes: Mapping[Due, Outcome] = {}
        lane = _Lane(webhook_id=webhook_id)
        try:
            while True:
                turn = partial(self._turn, lane, outcomes, len(under_way))
                for due, endpoint in await self._stored(turn):
                    under_way[asyncio.ensure_future(self._try(due, endpoint))] = due
                if not under_way:
                    return
                # Not for long, since more may be due while one takes its time.
                done, _ = await asyncio.wait(
                    under_way, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED
                )
                outcomes = {under_way.pop(task): task.result() for task in done}
        finally:
            for task in under_way:
                task.cancel()

    def _turn(
        self, lane: "_Lane", outcomes: Mapping[Due, Outcome], under_way: int
    ) -> Sequence[tuple[Due, Endpoint]]:
        """Store what became of some, and return what may be tried beside those that are under way."""
        now = self._clock.now()
        if outcomes:
            lane.health = self._queue.settle(lane.webhook_id, outcomes, known=lane.health, now=now)
        if self._room(lane.health, under_way) > 0:
            self._look_at(lane)
        room = self._room(lane.health, under_way)
        if room <= 0 or lane.endpoint is None:
            return ()
        claimed = self._queue.claim(lane.webhook_id, now=now, until=now + LEASE, limit=room)
        return [(due, lane.endpoint) for due in claimed]

    def _look_at(self, lane: "_Lane") -> None:
        """Read the endpoint anew now and then: it may have been changed, or have failed elsewhere."""
        moment = monotonic()
        if moment - lane.read_at < LOOK_SECONDS:
            return
        lane.endpoint = self._queue.endpoint(lane.webhook_id)
        lane.read_at = moment
        if lane.endpoint is not None:
            lane.health = lane.endpoint.health

    def _room(self, health: Health, under_way: int) -> int:
        is_over = self._stopping.is_set() or health.state is not WebhookState.ACTIVE
        if is_over or health.rests(self._clock.now()):
            return 0
        return (1 if health.is_doubtful else AT_ONCE) - under_way

    async def _try(self, due: Due, endpoint: Endpoint) -> Outcome:
        try:
            return await self._endpoints.deliver(due, endpoint, now=self._clock.now())
        except Exception:
            log.exception("an event is not delivered", webhook=endpoint.webhook_id)
            return _UNEXPECTED

    async def _stored(self, work: Callable[[], ResultT]) -> ResultT:
        return await self._loop.run_in_executor(self._threads, work)
