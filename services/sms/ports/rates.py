"""Rates that all replicas share, as the sender sees them."""

from typing import Protocol

from services.sms.domain.turns import Grant


class Rates(Protocol):
    """Grants turns, evenly over time, to whoever asks; for one event loop."""

    async def reserve(self, key: str, *, rate: float, wanted: int) -> Grant:
        """Reserve at most `wanted` turns at a rate in messages a second; raises nothing."""
        ...

    async def close(self) -> None:
        """Let go of what it holds."""
        ...
