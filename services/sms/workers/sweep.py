"""Claims messages that others left, and keeps the leases of those that wait here."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

from services.runtime.logs import get_logger
from services.sms.domain.messages import Outgoing
from services.sms.workers.departures import Departures
from services.sms.workers.leases import Leases
from services.sms.workers.sender_limits import SenderLimits

log = get_logger(__name__)


class Idle(Protocol):
    """Names the senders with little to do."""

    def __call__(self, *, automatic: bool) -> Sequence[str]:
        """Return those that may take messages somebody waits for, or `automatic` texts."""
        ...


class Sweep:
    """Sweeps until cancelled; for one event loop. `accept` takes what was claimed."""

    def __init__(
        self,
        leases: Leases,
        departures: Departures,
        *,
        limits: SenderLimits,
        idle: Idle,
        accept: Callable[[Sequence[Outgoing]], None],
    ) -> None:
        self._leases = leases
        self._departures = departures
        self._limits = limits
        self._idle = idle
        self._accept = accept
        # Since when the store has answered every sweep, in seconds of the loop's clock.
        self._steady_since: float | None = None

    async def run(self) -> None:
        """Sweep again and again, whatever happens."""
        while True:
            claimed: Sequence[Outgoing] = []
            try:
                self._departures.give_up(after=self._limits.overdue)
                await self._leases.renew(below=self._limits.renew_below)
                claimed = await self._claimed()
                self._steady_since = self._steady_since or asyncio.get_running_loop().time()
            except Exception as exc:
                self._steady_since = None
                log.warning("sweep failed", cause=repr(exc)[:300])
            self._accept(claimed)
            if len(claimed) < self._limits.batch:
                await asyncio.sleep(self._limits.sweep_every.total_seconds())

    async def _claimed(self) -> Sequence[Outgoing]:
        """Claim what somebody waits for, and automatic texts only where there is nothing else."""
        limit = self._claimable()
        claimed = await self._leases.claim(
            self._idle(automatic=False), limit=limit, automatic=False
        )
        if claimed or not limit:
            return claimed
        return await self._leases.claim(self._idle(automatic=True), limit=limit, automatic=True)

    def _claimable(self) -> int:
        """Return how many messages may be claimed: none when the store has only just come back.

        After an outage that was longer than a lease everybody's leases have run out. Whoever knows what
        became of a message gets to write it down before anybody else may send it again. A claim of
        none still shows whether the store answers.
        """
        since, now = self._steady_since, asyncio.get_running_loop().time()
        steady = since is not None and now - since >= self._limits.settle_first.total_seconds()
        return self._limits.batch if steady else 0
