"""In-memory queue of one sender's messages: due ones by priority, others for their time."""

import heapq
import itertools
from collections import deque
from collections.abc import Sequence
from datetime import datetime

from services.sms.domain.messages import Outgoing, Priority
from services.sms.domain.pace import Pace


class SenderQueue:
    """What waits for one sender. Not thread-safe. Does not check leases."""

    def __init__(self, address: str, *, rate: float | None) -> None:
        self.address = address
        self.pace = Pace(rate)
        self._early: list[tuple[datetime, int, Outgoing]] = []
        # Those that go first come first.
        self._due: dict[Priority, deque[Outgoing]] = {priority: deque() for priority in Priority}
        self._in_order: Sequence[deque[Outgoing]] = list(self._due.values())
        self._numbers = itertools.count()

    def __len__(self) -> int:
        return len(self._early) + sum(len(queue) for queue in self._in_order)

    @property
    def awaited(self) -> int:
        """How many of them somebody waits for: all but automatic texts."""
        return len(self) - len(self._due[Priority.AUTOMATIC])

    def put(self, message: Outgoing, now: datetime) -> None:
        """Take a message."""
        if message.not_before > now:
            heapq.heappush(self._early, (message.not_before, next(self._numbers), message))
        else:
            self._due[message.priority].append(message)

    def put_back(self, messages: Sequence[Outgoing]) -> None:
        """Take messages again that were taken just now, in their order and before all others."""
        for message in reversed(messages):
            self._due[message.priority].appendleft(message)

    def ready(self, now: datetime) -> bool:
        """Say whether a message may leave now."""
        while self._early and self._early[0][0] <= now:
            message = heapq.heappop(self._early)[2]
            self._due[message.priority].append(message)
        return any(self._in_order)

    def take(self, now: datetime) -> Outgoing | None:
        """Return the message that goes first now, None when there is none."""
        if not self.ready(now):
            return None
        return next(queue for queue in self._in_order if queue).popleft()

    def next_at(self) -> datetime | None:
        """Return when the next message gets due, None when none waits for its time."""
        return self._early[0][0] if self._early else None
