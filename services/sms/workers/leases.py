"""The leases of messages in memory, from when they come until what became of them is written down.

They are prolonged while messages wait and while they leave, and given back at the end. So a lease
can be short: it says how long the messages of a process that died wait for another.
"""

import asyncio
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from datetime import datetime, timedelta
from functools import partial

from services.runtime.clock import Clock
from services.runtime.errors import ServiceError
from services.runtime.logs import get_logger
from services.sms.domain.messages import Outgoing
from services.sms.ports.sending import SendStore

log = get_logger(__name__)


class Leases:
    """Until when this process may act on which messages; for one event loop."""

    def __init__(
        self, store: SendStore, *, threads: Executor, clock: Clock, lease: timedelta
    ) -> None:
        self._store = store
        self._threads = threads
        self._clock = clock
        self._lease = lease
        self._held: dict[str, tuple[Outgoing, datetime]] = {}

    def __contains__(self, message_id: str) -> bool:
        return message_id in self._held

    def hold(self, message: Outgoing) -> None:
        """Note a message that is leased to this process."""
        self._held[message.id] = (message, message.lease_until)

    def until(self, message: Outgoing) -> datetime | None:
        """Return until when a message is ours, None when it is not any more.

        One that was lost and came again is another: what still waits of the first must not leave.
        """
        held, until = self._held.get(message.id, (None, None))
        return until if held is message else None

    def drop(self, ids: Iterable[str]) -> None:
        """Forget messages: settled, taken back, or left to others."""
        for message_id in ids:
            self._held.pop(message_id, None)

    async def renew(self, *, below: timedelta) -> None:
        """Prolong what has less than `below` left; forget what is not ours any more."""
        now = self._clock.now()
        soon = {name: until for name, (_, until) in self._held.items() if until < now + below}
        if not soon:
            return
        renew = partial(self._store.renew, soon, now=now, lease=self._lease)
        kept = set(await asyncio.get_running_loop().run_in_executor(self._threads, renew))
        # What was settled meanwhile is not held any more, and must not be held again.
        for name in kept & self._held.keys():
            self._held[name] = (self._held[name][0], now + self._lease)
        self.drop(soon.keys() - kept)

    async def release(self) -> None:
        """Give back what is left, so that others need not wait for its lease."""
        if not self._held:
            return
        held = {name: until for name, (_, until) in self._held.items()}
        release = partial(self._store.renew, held, now=self._clock.now(), lease=timedelta())
        try:
            await asyncio.get_running_loop().run_in_executor(self._threads, release)
        except ServiceError as error:
            log.warning("leases not given back", messages=len(held), cause=str(error))

    async def claim(
        self, senders: Sequence[str], *, limit: int, automatic: bool
    ) -> Sequence[Outgoing]:
        """Claim at most `limit` messages of these senders that nobody holds, or automatic texts."""
        if not senders:
            return []
        claim = partial(
            self._store.claim,
            senders=senders,
            now=self._clock.now(),
            lease=self._lease,
            limit=limit,
            automatic=automatic,
        )
        return await asyncio.get_running_loop().run_in_executor(self._threads, claim)
