"""Which open session a reply address and phone belong to, in Redis: a guess that saves a look-up.

Whoever uses it checks the session itself. Keys of one phone share a hash tag, so that they lie on one
node of a Redis cluster.
"""

from collections.abc import Sequence

from services.runtime.ids import parse_id
from services.runtime.redis import RedisMemory
from services.sessions.domain.session import Address, Session

KEPT_SECONDS = 15 * 24 * 3600
"""A day longer than the longest session."""


class RedisSessionIndex:
    """`ports.SessionIndex` on Redis."""

    def __init__(self, memory: RedisMemory) -> None:
        self._memory = memory

    def find(self, addresses: Sequence[Address]) -> Sequence[str | None]:
        """Return a session id for each address, None where none is known."""
        values = self._memory.get_many([_key(address) for address in addresses])
        return [parse_id(value.decode("ascii", "replace")) if value else None for value in values]

    def remember(self, sessions: Sequence[Session]) -> None:
        """Note open sessions."""
        values = {_key(session.address): session.id for session in sessions}
        self._memory.set_many(values, seconds=KEPT_SECONDS)

    def forget(self, sessions: Sequence[Session]) -> None:
        """Drop sessions that are over."""
        self._memory.delete_many([_key(session.address) for session in sessions])


def _key(address: Address) -> str:
    return f"svar:session:{{{address.phone}}}:{address.sender}:{address.subnumber}"
