"""Sends messages: each sender at its pace, answers before beginnings, each provider within bounds.

Messages come from memory right after they were committed, or from a sweep when whoever held them
did not get to it. What to do after an answer is decided by `services.sms.domain.sending`.
"""

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Self

from prometheus_client import Gauge

from services.runtime.clock import Clock
from services.runtime.logs import get_logger
from services.sms.domain.messages import Outgoing, Priority
from services.sms.domain.provider import ProviderMessage, SendResult, Throttled, Unclear
from services.sms.domain.senders import Sender
from services.sms.domain.sending import Attempt, expired, held_back, settle
from services.sms.ports.provider import Provider
from services.sms.ports.sending import SendStore
from services.sms.workers.lane import Lane
from services.sms.workers.leases import Leases
from services.sms.workers.route import Route
from services.sms.workers.settler import Settler

log = get_logger(__name__)
QUEUED = Gauge("svar_sms_queued", "Messages that wait in memory", ["sender"])

_PAUSE_SECONDS: Final = 0.2
_LEAVING_SECONDS: Final = 15.0
"""How long a stop waits for what is under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderLimits:
    """How the sender works. A send begins only while the lease of its message lasts `margin` longer.

    A provider keeps its own deadline; a send that has not ended `overdue` after it began is given up.
    """

    in_flight: int = 64
    lease: timedelta = timedelta(seconds=8)
    margin: timedelta = timedelta(seconds=2)
    # What waits in memory or is leaving keeps its lease.
    renew_below: timedelta = timedelta(seconds=5)
    overdue: timedelta = timedelta(seconds=75)
    sweep_every: timedelta = timedelta(seconds=1)
    # After a start or an outage of the store nothing is claimed for so long: see `_claimable`.
    settle_first: timedelta = timedelta(seconds=2)
    batch: int = 256
    backlog: int = 20_000
    throttled: timedelta = timedelta(seconds=1)

    @classmethod
    def for_lease(cls, seconds: float) -> Self:
        """Return limits that fit a lease of so many seconds."""
        lease = timedelta(seconds=seconds)
        return cls(lease=lease, margin=lease / 4, renew_below=lease * 0.6)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendersAtWork:
    """Who sends, over whom. `quiet_until` says until when a tenant wants nothing begun, if so now."""

    senders: Sequence[Sender]
    providers: Mapping[str, Provider]
    quiet_until: Callable[[str, datetime], datetime | None]


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
        self._routes = {
            name: Route(name, provider, in_flight=limits.in_flight)
            for name, provider in at_work.providers.items()
        }
        self._lanes = {sender.address: Lane(sender.address, rate=sender.rate) for sender in senders}
        for lane in self._lanes.values():
            QUEUED.labels(lane.address).set_function(partial(len, lane))
        self._awake = {sender.address: asyncio.Event() for sender in senders}
        self._providers = {sender.address: sender.provider for sender in senders}
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="send-store")
        self._settler = Settler(
            store, threads=self._threads, clock=clock, lease=limits.lease, on_settled=self._settled
        )
        self._leases = Leases(store, threads=self._threads, clock=clock, lease=limits.lease)
        # Each send under way, and since when, in seconds of the loop's clock.
        self._sends: dict[asyncio.Task[None], float] = {}
        # Since when the store has answered every sweep, in seconds of the loop's clock.
        self._steady_since: float | None = None
        self._stopping = asyncio.Event()

    # -- what comes in

    def accept(self, messages: Sequence[Outgoing]) -> None:
        """Take messages leased to this process; beyond the bound they are left to their lease.

        There is room for answers where there is none for beginnings, or they would wait for them.
        """
        now = self._clock.now()
        for message in messages:
            lane = self._lanes.get(message.sender)
            answers = message.priority is Priority.CONVERSATION
            room = self._limits.backlog * (2 if answers else 1)
            if lane is None or len(lane) >= room or message.id in self._leases:
                continue
            self._leases.hold(message)
            lane.put(message, now)
            self._awake[message.sender].set()

    def cancel(self, ids: Sequence[str]) -> None:
        """Forget messages that were taken back."""
        self._leases.drop(ids)

    def wake(self) -> None:
        """Look at the clock again."""
        for event in self._awake.values():
            event.set()

    # -- what goes on

    def stop(self) -> None:
        """Make `run` end."""
        self._stopping.set()

    async def run(self) -> None:
        """Send until stopped; then let what is under way end, and write it down."""
        tasks = [asyncio.create_task(self._run_lane(lane)) for lane in self._lanes.values()]
        tasks.append(asyncio.create_task(self._sweep()))
        settling = asyncio.create_task(self._settler.run())
        await self._stopping.wait()
        await _cancelled(tasks)
        if self._sends:
            await asyncio.wait(self._sends, timeout=_LEAVING_SECONDS)
        await _cancelled([*self._sends, settling])
        await self._settler.finish()
        await self._leases.release()
        # A claim that was under way still holds a connection.
        await asyncio.to_thread(self._threads.shutdown)

    async def _run_lane(self, lane: Lane) -> None:
        awake = self._awake[lane.address]
        while True:
            await awake.wait()
            awake.clear()
            try:
                while lane.ready(self._clock.now()):
                    await self._send_next(lane, self._route(lane))
            except Exception:
                log.exception("sender failed", sender=lane.address)
                await asyncio.sleep(_PAUSE_SECONDS)
                awake.set()
            self._wake_later(lane, awake)

    async def _send_next(self, lane: Lane, route: Route) -> None:
        """Let the message leave that goes first once one may, or wait for a while."""
        loop = asyncio.get_running_loop()
        if (pause := lane.pace.wait(loop.time())) > 0:
            # Then look again: by then the provider may have asked for more patience.
            await asyncio.sleep(pause)
            return
        await self._settler.room()
        await route.enter()
        now = self._clock.now()
        message = lane.take(now)
        if message is None or not self._may_leave(message, route, now):
            route.leave(None)
            return
        lane.pace.step(loop.time())
        task = loop.create_task(self._send(message, lane, route))
        self._sends[task] = loop.time()
        task.add_done_callback(self._sends.pop)

    def _may_leave(self, message: Outgoing, route: Route, now: datetime) -> bool:
        held_until = self._leases.until(message)
        if held_until is None or held_until < now + self._limits.margin:
            # It was taken back, or another process may have it soon.
            self._leases.drop([message.id])
            return False
        if message.expires_at <= now:
            self._settler.add(expired(message, provider=route.name, at=now))
            return False
        if message.priority is not Priority.FIRST:
            return True
        # Retries, a short rate or an open circuit may have brought it here only now.
        quiet = self._quiet_until(message.tenant, now)
        if quiet is not None:
            self._settler.add(held_back(message, provider=route.name, at=now, until=quiet))
        return quiet is None

    async def _send(self, message: Outgoing, lane: Lane, route: Route) -> None:
        result: SendResult | None = None
        try:
            result = await self._attempt(message, route.provider)
        finally:
            route.leave(result)
        if isinstance(result, Throttled):
            pause = result.after or self._limits.throttled
            lane.pace.hold(asyncio.get_running_loop().time(), pause.total_seconds())
        attempt = Attempt(
            message=message,
            provider=route.name,
            at=self._clock.now(),
            drops_repeats=route.provider.drops_repeats,
            spread=random.uniform(0.5, 1.0),
        )
        self._settler.add(settle(attempt, result))

    async def _attempt(self, message: Outgoing, provider: Provider) -> SendResult:
        try:
            return await provider.send(_provider_message(message))
        except asyncio.CancelledError:
            # Given up, or the process stops. What became of it is not known, and is written down so.
            return Unclear(reason="timeout")
        except Exception as exc:
            # A provider never raises; one that does must not cost its message.
            log.error("provider raised", message=message.id, cause=type(exc).__name__)
            return Unclear(reason="provider_raised")

    def _wake_later(self, lane: Lane, awake: asyncio.Event) -> None:
        at = lane.next_at()
        if at is not None:
            delay = (at - self._clock.now()).total_seconds()
            asyncio.get_running_loop().call_later(max(delay, 0.001), awake.set)

    # -- what others left

    async def _sweep(self) -> None:
        while True:
            claimed: Sequence[Outgoing] = []
            try:
                self._give_up_overdue()
                await self._leases.renew(below=self._limits.renew_below)
                claimed = await self._leases.claim(self._idle_senders(), limit=self._claimable())
                self._steady_since = self._steady_since or asyncio.get_running_loop().time()
            except Exception as exc:
                self._steady_since = None
                log.warning("sweep failed", cause=repr(exc)[:300])
            self.accept(claimed)
            if len(claimed) < self._limits.batch:
                await asyncio.sleep(self._limits.sweep_every.total_seconds())

    def _claimable(self) -> int:
        """Return how many messages may be claimed: none when the store has only just come back.

        After an outage that was longer than a lease everybody's leases have run out. Whoever knows what
        became of a message gets to write it down before anybody else may send it again. A claim of
        none still shows whether the store answers.
        """
        since, now = self._steady_since, asyncio.get_running_loop().time()
        steady = since is not None and now - since >= self._limits.settle_first.total_seconds()
        return self._limits.batch if steady else 0

    def _give_up_overdue(self) -> None:
        limit = asyncio.get_running_loop().time() - self._limits.overdue.total_seconds()
        for task, began in list(self._sends.items()):
            if began < limit:
                task.cancel()

    def _idle_senders(self) -> Sequence[str]:
        """Return the senders with little to do whose provider works."""
        now = asyncio.get_running_loop().time()
        return [
            lane.address
            for lane in self._lanes.values()
            if len(lane) < self._limits.batch and self._route(lane).usable(now)
        ]

    def _settled(self, ids: Sequence[str], ready: Sequence[Outgoing]) -> None:
        self._leases.drop(ids)
        self.accept(ready)

    def _route(self, lane: Lane) -> Route:
        return self._routes[self._providers[lane.address]]


async def _cancelled(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


def _provider_message(message: Outgoing) -> ProviderMessage:
    return ProviderMessage(
        id=message.id,
        sender=message.sender + message.subnumber,
        recipient=message.recipient,
        text=message.text,
        encoding=message.encoding,
        segments=message.segments,
        valid_until=message.expires_at,
    )
