"""Whether the services answer, asked once for everybody who wants to know within a second."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

LOOK_SECONDS: Final = 1.0
"""How old an answer may be; `/readyz` needs no key, so asking it often must cost the services nothing."""

OPTIONAL: Final = frozenset({"results"})
"""Services that no conversation needs."""

Checks = Mapping[str, bool]


class Readiness:
    """Single flight over `ask`, whose answer is kept for a second. Belongs to one event loop."""

    def __init__(
        self,
        ask: Callable[[], Awaitable[Checks]],
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ask = ask
        self._monotonic = monotonic
        self._checks: Checks = {}
        self._asking: asyncio.Task[None] | None = None
        self._ask_again_at = float("-inf")

    async def checks(self) -> Checks:
        """Return by a service's name whether it serves, as it was at most a second ago."""
        if self._asking is None and self._monotonic() >= self._ask_again_at:
            self._asking = asyncio.create_task(self._look())
        if self._asking is not None:
            # One who stops waiting does not take the answer from the others.
            await asyncio.shield(self._asking)
        return self._checks

    async def _look(self) -> None:
        try:
            self._checks = await self._ask()
            self._ask_again_at = self._monotonic() + LOOK_SECONDS
        finally:
            self._asking = None
