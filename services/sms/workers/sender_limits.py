"""How the sender works: sizes, leases, pauses."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderLimits:
    """Limits of the sender. A send begins only while the lease of its message lasts `margin` longer.

    A provider keeps its own deadline; a send that has not ended `overdue` after it began is given up.
    """

    lease: timedelta = timedelta(seconds=8)
    margin: timedelta = timedelta(seconds=2)
    # What waits in memory or is leaving keeps its lease.
    renew_below: timedelta = timedelta(seconds=5)
    overdue: timedelta = timedelta(seconds=75)
    sweep_every: timedelta = timedelta(seconds=1)
    # After a start or an outage of the store nothing is claimed for so long: see `Sweep`.
    settle_first: timedelta = timedelta(seconds=2)
    batch: int = 256
    backlog: int = 20_000
    throttled: timedelta = timedelta(seconds=1)

    @classmethod
    def for_lease(cls, seconds: float) -> Self:
        """Return limits that fit a lease of so many seconds."""
        lease = timedelta(seconds=seconds)
        return cls(lease=lease, margin=lease / 4, renew_below=lease * 0.6)
