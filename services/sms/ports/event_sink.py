"""Whoever holds the conversations, as the relays see it."""

from collections.abc import Sequence
from typing import Protocol

from services.runtime.leased import Failure
from services.sms.domain.replies import Reply, StatusReport


class EventSink(Protocol):
    """Takes replies and delivery reports. Repeating is harmless.

    What is not among the failures is durable there. Both raise ServiceError when all of it failed.
    """

    def deliver_replies(self, replies: Sequence[Reply]) -> Sequence[Failure]:
        """Hand over at most 256 replies, in the order received."""
        ...

    def deliver_statuses(self, reports: Sequence[StatusReport]) -> Sequence[Failure]:
        """Hand over at most 256 reports."""
        ...
