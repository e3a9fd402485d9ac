"""How many callbacks may wait for the sms service, in bytes and in number, over all providers."""

from functools import partial
from typing import Final

from prometheus_client import Counter, Gauge

from services.runtime.errors import unavailable

BACKLOG_BYTES: Final = 32 * 1024 * 1024
BACKLOG_CALLBACKS: Final = 4096

WAITING = Gauge(
    "svar_callbacks_waiting_bytes", "Bytes of callbacks that wait for the sms service", ["proven"]
)
FULL = Counter(
    "svar_callbacks_not_taken_total", "Callbacks answered 503 because too many wait", ["proven"]
)


class CallbackBacklog:
    """Counts callbacks in and out. What is not proven gets half: anybody can send that."""

    def __init__(
        self, *, most_bytes: int = BACKLOG_BYTES, most_callbacks: int = BACKLOG_CALLBACKS
    ) -> None:
        self._most_bytes = most_bytes
        self._most_callbacks = most_callbacks
        self._bytes = {True: 0, False: 0}
        self._callbacks = {True: 0, False: 0}
        for proven in (True, False):
            waiting = partial(self._bytes.__getitem__, proven)
            WAITING.labels(str(proven).lower()).set_function(waiting)

    def enter(self, size: int, *, proven: bool) -> None:
        """Let one wait; raises UNAVAILABLE when there is no room. Whoever enters leaves."""
        waiting_bytes, waiting = self._bytes, self._callbacks
        share = 1 if proven else 2
        if (
            waiting_bytes[True] + waiting_bytes[False] + size > self._most_bytes
            or waiting[True] + waiting[False] >= self._most_callbacks
            or share * (waiting_bytes[proven] + size) > self._most_bytes
            or share * waiting[proven] >= self._most_callbacks
        ):
            FULL.labels(str(proven).lower()).inc()
            raise unavailable("BACKLOG_FULL", "More is waiting than can be handled in time.")
        waiting_bytes[proven] += size
        waiting[proven] += 1

    def leave(self, size: int, *, proven: bool, callbacks: int = 1) -> None:
        """Let some go that have waited, of a size together."""
        self._bytes[proven] -= size
        self._callbacks[proven] -= callbacks
