"""Writes down what became of messages, as many at a time as collected meanwhile.

What cannot be written down now is kept and tried again: a message whose fate is forgotten would be
sent twice.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Final

from prometheus_client import Counter, Histogram

from services.runtime.clock import Clock
from services.runtime.logs import get_logger
from services.sms.domain.messages import MessageStatus, Outgoing
from services.sms.domain.sending import Ended, Postponed, Sent, Settlement
from services.sms.ports.sending import SendStore

log = get_logger(__name__)
SETTLED = Counter("svar_sms_messages_total", "Messages by what became of an attempt", ["outcome"])
REPLY_SECONDS = Histogram(
    "svar_reply_seconds",
    "From a reply that came in to the first SMS that follows it, taken by the provider",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 60),
)
_COUNTS: Final = {
    name: SETTLED.labels(name)
    for name in ("sent", "postponed", *(one.value for one in MessageStatus))
}

BATCH: Final = 256
MOST_WAITING: Final = 1024
_PAUSE_SECONDS: Final = 0.2
COLLECT_SECONDS: Final = 0.02
"""How long to collect after a transaction: nobody waits for it but what may follow a message at once."""


class Finisher:
    """Settles messages until cancelled; for one event loop. The twin of `services.runtime.finisher`."""

    def __init__(
        self,
        store: SendStore,
        *,
        threads: ThreadPoolExecutor,
        clock: Clock,
        lease: timedelta,
        on_settled: Callable[[Sequence[str], Sequence[Outgoing]], None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._lease = lease
        # Gets the messages that were settled, and those that are first in line by it.
        self._on_settled = on_settled
        self._waiting: list[Settlement] = []
        self._changed = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self._threads = threads

    def add(self, settlement: Settlement) -> None:
        """Take what became of a message."""
        self._waiting.append(settlement)
        _COUNTS[_outcome(settlement)].inc()
        if isinstance(settlement, Sent) and settlement.replied_at is not None:
            REPLY_SECONDS.observe((settlement.at - settlement.replied_at).total_seconds())
        self._changed.set()
        if len(self._waiting) >= MOST_WAITING:
            self._room.clear()

    async def room(self) -> None:
        """Wait while so much is not written down that nothing more should be sent."""
        await self._room.wait()

    async def run(self) -> None:
        """Settle what collects."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            while self._waiting:
                await self._settle_some()
                if len(self._waiting) < BATCH:
                    await asyncio.sleep(COLLECT_SECONDS)

    async def finish(self) -> None:
        """Settle what is left, once; for the end of the process."""
        while self._waiting and await self._settle_some():
            pass

    async def _settle_some(self) -> bool:
        batch = self._waiting[:BATCH]
        try:
            ready = await asyncio.get_running_loop().run_in_executor(
                self._threads, self._settle, batch
            )
        except Exception as exc:
            log.warning("settling failed", messages=len(batch), cause=repr(exc)[:300])
            await asyncio.sleep(_PAUSE_SECONDS)
            return False
        del self._waiting[: len(batch)]
        if len(self._waiting) < MOST_WAITING:
            self._room.set()
        self._on_settled([one.id for one in batch], ready)
        return True

    def _settle(self, batch: Sequence[Settlement]) -> Sequence[Outgoing]:
        return self._store.settle(batch, now=self._clock.now(), lease=self._lease)


def _outcome(settlement: Settlement) -> str:
    match settlement:
        case Sent():
            return "sent"
        case Ended(status=status):
            return status.value
        case Postponed():
            return "postponed"
