"""The messages of one sender that wait in memory: due ones by priority, others for their time."""

import heapq
import itertools
from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from services.sms.domain.messages import Outgoing, Priority
from services.sms.domain.pace import Pace


class Lane:
    """What waits for one sender; for one thread. A message with an id already here is dropped."""

    def __init__(self, address: str, *, rate: float | None) -> None:
        self.address = address
        self.pace = Pace(rate)
        # Until when each message is leased to this process; what is not here is forgotten.
        self._leases: dict[str, datetime] = {}
        self._early: list[tuple[datetime, int, Outgoing]] = []
        self._conversation: deque[Outgoing] = deque()
        self._first: deque[Outgoing] = deque()
        self._numbers = itertools.count()

    def __len__(self) -> int:
        return len(self._leases)

    def put(self, message: Outgoing, now: datetime) -> None:
        """Take a message."""
        if message.id in self._leases:
            return
        self._leases[message.id] = message.lease_until
        if message.not_before > now:
            heapq.heappush(self._early, (message.not_before, next(self._numbers), message))
        else:
            self._due(message)

    def cancel(self, ids: Iterable[str]) -> None:
        """Forget messages."""
        for message_id in ids:
            self._leases.pop(message_id, None)

    def leases_before(self, instant: datetime) -> dict[str, datetime]:
        """Return the leases that run out before an instant, by message."""
        return {name: until for name, until in self._leases.items() if until < instant}

    def renew(self, ids: Iterable[str], until: datetime) -> None:
        """Note that messages are leased for longer."""
        for message_id in ids:
            if message_id in self._leases:
                self._leases[message_id] = until

    def ready(self, now: datetime) -> bool:
        """Say whether a message may leave now."""
        self._look_at_the_time(now)
        return bool(self._conversation or self._first)

    def take(self, now: datetime) -> Outgoing | None:
        """Return the message that goes first now, None when there is none."""
        while self.ready(now):
            message = (self._conversation or self._first).popleft()
            lease_until = self._leases.pop(message.id, None)
            if lease_until is not None:
                return replace(message, lease_until=lease_until)
        return None

    def next_at(self) -> datetime | None:
        """Return when the next message gets due, None when none waits for its time."""
        return self._early[0][0] if self._early else None

    def _look_at_the_time(self, now: datetime) -> None:
        while self._early and self._early[0][0] <= now:
            self._due(heapq.heappop(self._early)[2])

    def _due(self, message: Outgoing) -> None:
        queue = self._conversation if message.priority is Priority.CONVERSATION else self._first
        queue.append(message)
