"""How replies get to whoever holds the conversations, as the use cases see it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from services.runtime.leased import Leased
from services.sms.domain.replies import Reply


class ReplyQueue(Protocol):
    """Hands committed replies on. `services.runtime.handoff.Handoff` is one."""

    @property
    def full(self) -> bool:
        """Whether whoever brings more should be told to wait."""
        ...

    def lease_until(self) -> datetime:
        """Return until when a reply stored now is leased to this process."""
        ...

    def offer(self, rows: Sequence[Leased[Reply]]) -> None:
        """Take replies that are committed and leased to this process."""
        ...
