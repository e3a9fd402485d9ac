"""How many messages may leave at once: the turns that a shared rate has granted and nobody took yet."""

import asyncio
import math
from typing import Final

from services.sms.domain.turns import AHEAD_SECONDS
from services.sms.ports.rates import Rates

_LONGEST_LOOK: Final = 1.0
"""So that a stop is noticed soon."""


class Allowance:
    """The turns of one rate, None for as many as anybody wants; for one event loop.

    Whoever waits for them gets them in the order of asking: so senders on one provider take turns.
    """

    def __init__(self, key: str, rate: float | None, rates: Rates) -> None:
        self._key = key
        self._rate = rate
        self._rates = rates
        self._left = 0
        self._asking = asyncio.Lock()

    @property
    def left(self) -> float:
        """How many may leave now."""
        return math.inf if self._rate is None else self._left

    def take(self) -> None:
        """Count one that leaves."""
        if self._rate is not None:
            self._left -= 1

    async def ready(self, wanted: int) -> None:
        """Wait until at least one may leave."""
        if self._rate is None:
            return
        most = max(math.ceil(self._rate * AHEAD_SECONDS), 1)
        async with self._asking:
            while self._left < 1:
                grant = await self._rates.reserve(
                    self._key, rate=self._rate, wanted=min(max(wanted, 1), most)
                )
                # Without a turn it is only to ask again.
                longest = grant.starts_in if grant.count else _LONGEST_LOOK
                await asyncio.sleep(min(grant.starts_in, longest))
                self._left += grant.count
