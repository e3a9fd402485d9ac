"""The leases of messages in memory, from when they come until what became of them is written down.

They are prolonged while messages wait and while they leave, and given back at the end. So a lease
can be short: it says how long the messages of a process that died wait for another.
"""

import asyncio
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from services.runtime.clock import Clock
from services.runtime.errors import ServiceError
from services.runtime.logs import get_logger
from services.sms.domain.messages import Outgoing
from services.sms.ports.sending import SendStore

log = get_logger(__name__)


_FRESH: Final = timedelta(seconds=0.25)
"""How long the store's word holds: others may take back what waits here, and it is sent all the same."""


@dataclass(slots=True, kw_only=True)
class _Lease:
    message: Outgoing
    until: datetime
    confirmed_at: datetime


class Leases:
    """Until when this process may act on which messages; for one event loop."""

    def __init__(
        self, store: SendStore, *, threads: Executor, clock: Clock, lease: timedelta
    ) -> None:
        self._store = store
        self._threads = threads
        self._clock = clock
        self._lease = lease
        self._held: dict[str, _Lease] = {}

    def __contains__(self, message_id: str) -> bool:
        return message_id in self._held

    def hold(self, message: Outgoing) -> None:
        """Note a message that was leased to this process just now."""
        self._held[message.id] = _Lease(
            message=message, until=message.lease_until, confirmed_at=self._clock.now()
        )

    def until(self, message: Outgoing) -> datetime | None:
        """Return until when a message is ours, None when it is not any more.

        One that was lost and came again is another: what still waits of the first must not leave.
        """
        lease = self._held.get(message.id)
        return lease.until if lease is not None and lease.message is message else None

    def is_doubtful(self, message: Outgoing, *, now: datetime) -> bool:
        """Say whether a message has waited so long that somebody may have taken it back unheard."""
        lease = self._held.get(message.id)
        return lease is not None and lease.confirmed_at < now - _FRESH

    def drop(self, ids: Iterable[str]) -> None:
        """Forget messages: settled, taken back, or left to others."""
        for message_id in ids:
            self._held.pop(message_id, None)

    async def renew(self, *, below: timedelta) -> None:
        """Prolong what has less than `below` left; forget what is not ours any more."""
        now = self._clock.now()
        soon = {
            name: lease.until for name, lease in self._held.items() if lease.until < now + below
        }
        if not soon:
            return
        renew = partial(self._store.renew, soon, now=now, lease=self._lease)
        kept = set(await asyncio.get_running_loop().run_in_executor(self._threads, renew))
        # What was settled meanwhile is not held any more, and must not be held again.
        for name in kept & self._held.keys():
            self._held[name].until = now + self._lease
            self._held[name].confirmed_at = now
        self.drop(soon.keys() - kept)

    async def confirm(self, messages: Sequence[Outgoing]) -> None:
        """Ask the store which of these are still ours; forget the others."""
        now = self._clock.now()
        doubtful = {one.id: until for one in messages if (until := self.until(one)) is not None}
        confirm = partial(self._store.still_leased, doubtful)
        kept = set(await asyncio.get_running_loop().run_in_executor(self._threads, confirm))
        for name in kept & self._held.keys():
            self._held[name].confirmed_at = now
        # What was prolonged meanwhile had another lease than the one asked about.
        self.drop(
            name
            for name, until in doubtful.items()
            if name not in kept and name in self._held and self._held[name].until == until
        )

    async def release(self) -> None:
        """Give back what is left, so that others need not wait for its lease."""
        if not self._held:
            return
        held = {name: lease.until for name, lease in self._held.items()}
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
