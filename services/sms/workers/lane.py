"""The messages of one sender that wait in memory: due ones by priority, others for their time."""

import heapq
import itertools
from collections import deque
from datetime import datetime

from services.sms.domain.messages import Outgoing, Priority
from services.sms.domain.pace import Pace


class Lane:
    """What waits for one sender; for one thread. Whether a message may still leave is not its business."""

    def __init__(self, address: str, *, rate: float | None) -> None:
        self.address = address
        self.pace = Pace(rate)
        self._early: list[tuple[datetime, int, Outgoing]] = []
        self._conversation: deque[Outgoing] = deque()
        self._first: deque[Outgoing] = deque()
        self._numbers = itertools.count()

    def __len__(self) -> int:
        return len(self._early) + len(self._conversation) + len(self._first)

    def put(self, message: Outgoing, now: datetime) -> None:
        """Take a message."""
        if message.not_before > now:
            heapq.heappush(self._early, (message.not_before, next(self._numbers), message))
        else:
            self._due(message)

    def ready(self, now: datetime) -> bool:
        """Say whether a message may leave now."""
        while self._early and self._early[0][0] <= now:
            self._due(heapq.heappop(self._early)[2])
        return bool(self._conversation or self._first)

    def take(self, now: datetime) -> Outgoing | None:
        """Return the message that goes first now, None when there is none."""
        return (self._conversation or self._first).popleft() if self.ready(now) else None

    def next_at(self) -> datetime | None:
        """Return when the next message gets due, None when none waits for its time."""
        return self._early[0][0] if self._early else None

    def _due(self, message: Outgoing) -> None:
        queue = self._conversation if message.priority is Priority.CONVERSATION else self._first
        queue.append(message)
