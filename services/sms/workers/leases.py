"""The leases of messages in memory: prolonged while they wait, given back at the end, and new ones."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from services.runtime.clock import Clock
from services.runtime.errors import ServiceError
from services.runtime.logs import get_logger
from services.sms.domain.messages import Outgoing
from services.sms.ports.sending import SendStore
from services.sms.workers.lane import Lane

log = get_logger(__name__)

_NEVER: Final = datetime.max.replace(tzinfo=UTC)


class Leases:
    """Keeps the leases of what waits in lanes; for one event loop."""

    def __init__(
        self,
        store: SendStore,
        *,
        lanes: Sequence[Lane],
        threads: Executor,
        clock: Clock,
        lease: timedelta,
    ) -> None:
        self._store = store
        self._lanes = lanes
        self._threads = threads
        self._clock = clock
        self._lease = lease

    async def renew(self, *, below: timedelta) -> None:
        """Keep what waits in memory with less than `below` left; forget what is not ours any more."""
        now = self._clock.now()
        for lane in self._lanes:
            leases = lane.leases_before(now + below)
            if not leases:
                continue
            renew = partial(self._store.renew, leases, now=now, lease=self._lease)
            kept = await asyncio.get_running_loop().run_in_executor(self._threads, renew)
            lane.renew(kept, now + self._lease)
            lane.cancel(leases.keys() - set(kept))

    async def release(self) -> None:
        """Give back what still waits, so that others need not wait for its lease."""
        waiting: dict[str, datetime] = {}
        for lane in self._lanes:
            waiting |= lane.leases_before(_NEVER)
        if not waiting:
            return
        release = partial(self._store.renew, waiting, now=self._clock.now(), lease=timedelta())
        try:
            await asyncio.get_running_loop().run_in_executor(self._threads, release)
        except ServiceError as error:
            log.warning("leases not given back", messages=len(waiting), cause=str(error))

    async def claim(self, lanes: Sequence[Lane], *, limit: int) -> Sequence[Outgoing]:
        """Claim at most `limit` messages for those of the lanes that have little to do."""
        senders = [lane.address for lane in lanes if len(lane) < limit]
        if not senders:
            return []
        claim = partial(
            self._store.claim,
            senders=senders,
            now=self._clock.now(),
            lease=self._lease,
            limit=limit,
        )
        return await asyncio.get_running_loop().run_in_executor(self._threads, claim)
