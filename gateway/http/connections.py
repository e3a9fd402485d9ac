"""Which connections are held: how many, how many of one address, and for how long without a request.

Where there is no room, what waits for its peer goes before what comes: whoever only holds connections
cannot keep out others. Parsing is `protocol`.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice
from typing import Final, Protocol

from prometheus_client import Gauge

from gateway.http.refusals import REFUSED, TOO_MANY_CONNECTIONS, TOO_MANY_OF_ONE_ADDRESS, Refusal

OPEN: Final = Gauge("svar_http_connections", "Open HTTP connections")
_SWEEP_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionLimits:
    """How many connections at once, in all and of one address, and how long each may keep us waiting.

    `address` is 0 for no limit. `head_seconds` is for a whole head, from the connection's begin or
    the first byte; `answer_seconds` for a peer that takes nothing of its answer.
    """

    connections: int = 4096
    address: int = 2048
    head_seconds: float = 10.0
    answer_seconds: float = 30.0


class Awaited(IntEnum):
    """What we wait for; those that are cut first when there is no room come first."""

    HEAD = 1
    NEXT_REQUEST = 2
    BODY = 3
    OURSELVES = 4
    """The application works on it: never cut to make room."""


class Connection(Protocol):
    """One open connection, as `protocol` has it."""

    @property
    def address(self) -> str:
        """Where it comes from."""
        ...

    @property
    def awaited(self) -> Awaited:
        """What it waits for now."""
        ...

    def sweep(self) -> str:
        """Count one interval; return why it is to be cut now, "" to keep it."""
        ...

    def cut(self) -> None:
        """Close at once, whatever is under way."""
        ...


class Connections:
    """All open connections of a server; for one event loop."""

    def __init__(self, limits: ConnectionLimits) -> None:
        self.limits = limits
        self.interval = min(_SWEEP_SECONDS, limits.head_seconds / 10)
        """Seconds between two sweeps."""
        # Oldest first.
        self._open: dict[Connection, None] = {}
        self._by_address: Counter[str] = Counter()
        self._sweeping = False

    def __len__(self) -> int:
        return len(self._open)

    def intervals(self, seconds: float) -> int:
        """Return how many sweeps a time is."""
        return max(1, round(seconds / self.interval))

    def admit(self, connection: Connection) -> Refusal | None:
        """Hold a new connection; returns why not where there is no room, and none can be made."""
        if refusal := self._full(connection.address):
            return refusal
        self._open[connection] = None
        self._by_address[connection.address] += 1
        OPEN.set(len(self._open))
        if not self._sweeping:
            self._sweeping = True
            asyncio.get_running_loop().call_later(self.interval, self._sweep)
        return None

    def leave(self, connection: Connection) -> None:
        """Forget a connection that has closed; repeating is harmless."""
        if connection not in self._open:
            return
        del self._open[connection]
        OPEN.set(len(self._open))
        self._by_address[connection.address] -= 1
        if not self._by_address[connection.address]:
            del self._by_address[connection.address]

    def _full(self, address: str) -> Refusal | None:
        limits = self.limits
        if 0 < limits.address <= self._by_address[address] and not self._make_room(address):
            return TOO_MANY_OF_ONE_ADDRESS
        if limits.connections <= len(self._open) and not self._make_room(None):
            return TOO_MANY_CONNECTIONS
        return None

    def _make_room(self, address: str | None) -> bool:
        """Cut an eighth of those that wait for their peers, the oldest: a search for each would cost more."""
        among = [one for one in self._open if address is None or one.address == address]
        for awaited in (Awaited.HEAD, Awaited.NEXT_REQUEST, Awaited.BODY):
            waiting = [one for one in among if one.awaited is awaited]
            for one in islice(waiting, (len(waiting) + 7) // 8):
                self._cut(one, "room")
            if waiting:
                return True
        return False

    def _sweep(self) -> None:
        for connection in list(self._open):
            if reason := connection.sweep():
                self._cut(connection, reason)
        self._sweeping = bool(self._open)
        if self._sweeping:
            asyncio.get_running_loop().call_later(self.interval, self._sweep)

    def _cut(self, connection: Connection, reason: str) -> None:
        REFUSED.labels(reason).inc()
        self.leave(connection)
        connection.cut()
