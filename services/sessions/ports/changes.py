"""What a transaction tells others when it is committed, as the use cases see it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from services.sessions.domain.delivery import Delivery

Touched = tuple[str, str]
"""A tenant and one of its sessions."""


class Changes(Protocol):
    """The outbox, and the log of what was changed."""

    def tell(
        self,
        deliveries: Sequence[Delivery],
        *,
        leased_until: datetime,
        touched: Sequence[Touched],
        at: datetime,
    ) -> None:
        """Store deliveries to hand on, leased to this process, and one row that names what was touched.

        At most once in a transaction.
        """
        ...

    def forget(self, *, before: datetime, passed_before: datetime, limit: int) -> int:
        """Delete the oldest rows of the log that are from before a time; returns how many.

        Those also that every reader has passed, if they are from before `passed_before`.
        """
        ...
