"""Sends messages: each sender at its pace, answers before beginnings, each provider within bounds.

Messages come from memory right after they were committed, or from a sweep when whoever held them
did not get to it. This says which message leaves when; the sending itself is `departures`.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from prometheus_client import Gauge

from services.runtime.async_batcher import AsyncBatcher, BatchLimits
from services.runtime.clock import Clock
from services.runtime.errors import ServiceError
from services.runtime.logs import get_logger
from services.sms.domain.messages import Outgoing, OwnErrorCode, Priority
from services.sms.domain.operations import ProviderAtWork
from services.sms.domain.senders import Sender
from services.sms.domain.sending import expired, held_back, left_unclear, may_be_repeated, not_tried
from services.sms.ports.provider import Carrier
from services.sms.ports.rates import Rates
from services.sms.ports.sending import SendStore
from services.sms.workers.allowance import Allowance
from services.sms.workers.departures import Departures
from services.sms.workers.finisher import Finisher
from services.sms.workers.leases import Leases
from services.sms.workers.route import Route
from services.sms.workers.sender_limits import SenderLimits
from services.sms.workers.sender_queue import SenderQueue
from services.sms.workers.sweep import Sweep

log = get_logger(__name__)
QUEUED = Gauge("svar_sms_queued", "Messages that wait in memory", ["sender"])

_PAUSE_SECONDS: Final = 0.2
_ROOM: Final = {Priority.CONVERSATION: 2, Priority.FIRST: 1, Priority.AUTOMATIC: 0.25}
"""How much of the backlog a priority may fill, together with those that go before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendersAtWork:
    """Who sends, over whom. `quiet_until` says until when a tenant wants nothing begun, if so now."""

    senders: Sequence[Sender]
    carriers: Mapping[str, Carrier]
    quiet_until: Callable[[str, datetime], datetime | None]
    rates: Rates


class MessageSender:
    """Sends until stopped; for one event loop. `run` is everything that it does."""

    def __init__(
        self,
        store: SendStore,
        *,
        at_work: SendersAtWork,
        clock: Clock,
        limits: SenderLimits,
    ) -> None:
        self._clock = clock
        self._limits = limits
        self._quiet_until = at_work.quiet_until
        senders = at_work.senders
        self._queues = {one.address: SenderQueue(one.address, rate=one.rate) for one in senders}
        for queue in self._queues.values():
            QUEUED.labels(queue.address).set_function(partial(len, queue))
        self._awake = {sender.address: asyncio.Event() for sender in senders}
        self._rates = at_work.rates
        self._allowances = {
            one.address: Allowance(f"sender:{one.address}", one.rate, at_work.rates)
            for one in senders
        }
        routes = {
            name: Route(name, carrier, rates=at_work.rates)
            for name, carrier in at_work.carriers.items()
        }
        self._by_name = routes
        self._ways = {
            one.address: [routes[name] for name in (one.provider, one.fallback) if name is not None]
            for one in senders
        }
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="send-store")
        self._finisher = Finisher(
            store, threads=self._threads, clock=clock, lease=limits.lease, on_settled=self._settled
        )
        self._departures = Departures(
            clock=clock,
            throttled=limits.throttled,
            session_refs=self._session_refs,
            marks=self._marks,
            on_outcome=self._finisher.add,
        )
        # What leaves at one time is marked in one transaction.
        self._marking = AsyncBatcher(self._mark_together, weigh=lambda _: 1, limits=BatchLimits())
        self._store = store
        self._leases = Leases(store, threads=self._threads, clock=clock, lease=limits.lease)
        self._sweep = Sweep(
            self._leases, self._departures, limits=limits, idle=self._idle, accept=self.accept
        )
        self._stopping = asyncio.Event()

    # -- what comes in

    def accept(self, messages: Sequence[Outgoing]) -> None:
        """Take messages leased to this process; beyond the bound they are left to their lease.

        There is room for answers where there is none for beginnings, or they would wait for them, and
        for beginnings where there is none for automatic texts.
        """
        now = self._clock.now()
        for message in messages:
            queue = self._queues.get(message.sender)
            room = int(self._limits.backlog * _ROOM[message.priority])
            if queue is None or _waiting(queue, message) >= room or message.id in self._leases:
                continue
            self._leases.hold(message)
            queue.put(message, now)
            self._awake[message.sender].set()

    def cancel(self, ids: Sequence[str]) -> None:
        """Forget messages that were taken back."""
        self._leases.drop(ids)

    def wake(self) -> None:
        """Look at the clock again."""
        for event in self._awake.values():
            event.set()

    def hold_circuits(self, held: Set[str]) -> None:
        """Hold the circuits of these providers open, and no others."""
        for name, route in self._by_name.items():
            route.hold(name in held)
        self.wake()

    def providers(self) -> Mapping[str, ProviderAtWork]:
        """Return how the providers stand; from any thread."""
        now, at = time.monotonic(), self._clock.now()
        return {name: one.at_work(now=now, at=at) for name, one in self._by_name.items()}

    # -- what goes on

    def stop(self) -> None:
        """Make `run` end."""
        self._stopping.set()

    async def run(self) -> None:
        """Send until stopped; then let what is under way end, and write it down."""
        tasks = [asyncio.create_task(self._run_queue(queue)) for queue in self._queues.values()]
        tasks.append(asyncio.create_task(self._sweep.run()))
        settling = asyncio.create_task(self._finisher.run())
        await self._stopping.wait()
        await _cancelled(tasks)
        await self._departures.end()
        await _cancelled([settling])
        await self._finisher.finish()
        await self._leases.release()
        await self._rates.close()
        # A claim that was under way still holds a connection.
        await asyncio.to_thread(self._threads.shutdown)

    async def _run_queue(self, queue: SenderQueue) -> None:
        awake = self._awake[queue.address]
        while True:
            await awake.wait()
            awake.clear()
            try:
                while queue.ready(self._clock.now()):
                    await self._send_next(queue)
            except Exception:
                log.exception("sender failed", sender=queue.address)
                await asyncio.sleep(_PAUSE_SECONDS)
                awake.set()
            self._wake_later(queue, awake)

    def _way(self, address: str) -> Route:
        """Return the provider that a sender's messages go over now: its own unless that one does not work."""
        own, *others = self._ways[address]
        now = asyncio.get_running_loop().time()
        if others and not own.usable(now) and others[0].usable(now):
            return others[0]
        return own

    async def _send_next(self, queue: SenderQueue) -> None:
        """Let what goes first leave once it may, or wait for a while."""
        loop = asyncio.get_running_loop()
        route = self._way(queue.address)
        if (pause := queue.pace.wait(loop.time())) > 0:
            # Then look again: by then the provider may have asked for more patience.
            await asyncio.sleep(pause)
            return
        await self._finisher.room()
        allowance, wanted = self._allowances[queue.address], len(queue)
        await allowance.ready(wanted)
        await route.allowance.ready(wanted)
        if not await route.enter(give_up=len(self._ways[queue.address]) > 1):
            return
        doubtful: list[Outgoing] = []
        messages = self._leaving(queue, route, doubtful, at=loop.time())
        if messages:
            self._departures.begin(messages, route, queue.pace)
        else:
            route.leave(())
        if doubtful:
            await self._confirm(queue, doubtful)

    def _leaving(
        self, queue: SenderQueue, route: Route, doubtful: list[Outgoing], *, at: float
    ) -> Sequence[Outgoing]:
        """Take what leaves in one send, and what is `doubtful` before it; `at` is of the loop's clock.

        A pace lets them go one by one.
        """
        leaving: list[Outgoing] = []
        now, most = self._clock.now(), route.carrier.traits.batch
        allowances = (self._allowances[queue.address], route.allowance)
        most = int(min(most, *(one.left for one in allowances)))
        while len(leaving) < most and queue.pace.wait(at) <= 0:
            message = queue.take(now) if len(doubtful) < self._limits.batch else None
            if message is None:
                break
            if self._leases.is_doubtful(message, now=now):
                doubtful.append(message)
            elif self._may_leave(message, route, now):
                queue.pace.step(at)
                for allowance in allowances:
                    allowance.take()
                leaving.append(message)
        return leaving

    async def _confirm(self, queue: SenderQueue, doubtful: Sequence[Outgoing]) -> None:
        """Ask whether messages that have waited are still ours; put them back either way.

        Those that are not go when their turn comes, in `_may_leave`.
        """
        try:
            await self._leases.confirm(doubtful)
        except ServiceError as error:
            log.warning("messages wait for the store", messages=len(doubtful), cause=str(error))
            await asyncio.sleep(_PAUSE_SECONDS)
        finally:
            queue.put_back(doubtful)

    def _may_leave(self, message: Outgoing, route: Route, now: datetime) -> bool:
        held_until = self._leases.until(message)
        if held_until is None or held_until < now + self._limits.margin:
            # It was taken back, or another process may have it soon.
            self._leases.drop([message.id])
            return False
        if message.expires_at <= now:
            self._finisher.add(expired(message, provider=route.name, at=now))
            return False
        if message.unclear_at is not None and route is not self._ways[message.sender][0]:
            # The provider that may have it is another one: only there a repeat may be dropped.
            self._finisher.add(not_tried(message, at=now, reason=OwnErrorCode.UNCLEAR))
            return False
        if not may_be_repeated(message, route.carrier.traits, at=now):
            self._finisher.add(left_unclear(message, provider=route.name, at=now))
            return False
        if message.priority is not Priority.FIRST:
            return True
        # Retries, a short rate or an open circuit may have brought it here only now.
        quiet = self._quiet_until(message.tenant, now)
        if quiet is not None:
            self._finisher.add(held_back(message, provider=route.name, at=now, until=quiet))
        return quiet is None

    async def _session_refs(self, message_ids: Sequence[str]) -> Mapping[str, str]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._store.session_refs, message_ids)

    async def _marks(self, message_ids: Sequence[str]) -> Set[str]:
        marked = await asyncio.gather(*map(self._marking.put, message_ids))
        return {one for one, leaves in zip(message_ids, marked, strict=True) if leaves}

    async def _mark_together(self, message_ids: Sequence[str]) -> Sequence[bool]:
        loop = asyncio.get_running_loop()
        mark = partial(self._store.mark, message_ids, at=self._clock.now())
        marked = await loop.run_in_executor(self._threads, mark)
        return [one in marked for one in message_ids]

    def _wake_later(self, queue: SenderQueue, awake: asyncio.Event) -> None:
        at = queue.next_at()
        if at is not None:
            delay = (at - self._clock.now()).total_seconds()
            asyncio.get_running_loop().call_later(max(delay, 0.001), awake.set)

    def _idle(self, *, automatic: bool) -> Sequence[str]:
        """Return the senders with little to do whose provider works.

        A queue of automatic texts keeps no sender from what somebody waits for.
        """
        now = asyncio.get_running_loop().time()
        return [
            queue.address
            for queue in self._queues.values()
            if (len(queue) if automatic else queue.awaited) < self._limits.batch
            and any(one.usable(now) for one in self._ways[queue.address])
        ]

    def _settled(self, ids: Sequence[str], ready: Sequence[Outgoing]) -> None:
        self._leases.drop(ids)
        self.accept(ready)


def _waiting(queue: SenderQueue, message: Outgoing) -> int:
    """Return how many wait that do not go after the message."""
    return len(queue) if message.priority is Priority.AUTOMATIC else queue.awaited


async def _cancelled(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
