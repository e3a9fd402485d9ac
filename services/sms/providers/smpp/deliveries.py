"""What came over one connection: stored together, and answered when it is durable."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from typing import Final

from services.runtime.logs import get_logger
from services.sms.domain.provider import Received
from services.sms.ports.provider import Inbox
from services.sms.providers.kit.json_items import together
from services.sms.providers.smpp.pdus import Pdu

log = get_logger(__name__)

TOGETHER: Final = 256
"""How many are stored in one transaction at most."""
MOST_WAITING: Final = 1_000
"""From how many on nothing more is read of the connection."""
_MOST_UNANSWERED: Final = 1_000


class Unanswered:
    """Messages that are durable but whose answer could not be written: they will come once more.

    Each is taken for a repeat once, so that a person who says the same again is heard.
    """

    def __init__(self) -> None:
        self._bodies: OrderedDict[bytes, None] = OrderedDict()

    def add(self, pdu: Pdu) -> None:
        """Remember a message; the oldest is forgotten when there are too many."""
        self._bodies[pdu.body] = None
        if len(self._bodies) > _MOST_UNANSWERED:
            self._bodies.popitem(last=False)

    def is_repeat(self, pdu: Pdu) -> bool:
        """Say whether a message is one of them, and forget it if so."""
        if pdu.body not in self._bodies:
            return False
        del self._bodies[pdu.body]
        return True


class Deliveries:
    """What came over one connection, for one event loop. `answer` says whether it could be written."""

    def __init__(
        self,
        inbox: Inbox,
        *,
        read: Callable[[Pdu], Received],
        answer: Callable[[Pdu, bool], bool],
        unanswered: Unanswered,
    ) -> None:
        self._inbox = inbox
        self._read = read
        self._answer = answer
        self._unanswered = unanswered
        self._waiting: deque[Pdu] = deque()
        self._changed = asyncio.Event()
        self._ending = False
        self.on_room: Callable[[], None] = lambda: None

    @property
    def full(self) -> bool:
        """True when nothing more should be read of the connection; `on_room` is called when it may."""
        return len(self._waiting) >= MOST_WAITING

    def add(self, pdu: Pdu) -> None:
        """Take a message in; one that comes after `end` is left to come again."""
        if not self._ending:
            self._waiting.append(pdu)
            self._changed.set()

    def end(self) -> None:
        """Make `run` end when what waits is answered."""
        self._ending = True
        self._changed.set()

    async def run(self) -> None:
        """Store and answer until `end`."""
        while self._waiting or not self._ending:
            await self._changed.wait()
            self._changed.clear()
            while self._waiting:
                await self._some()
            self.on_room()

    async def _some(self) -> None:
        """Store what waits in one transaction; what comes meanwhile is for the next."""
        some = [self._waiting.popleft() for _ in range(min(len(self._waiting), TOGETHER))]
        repeats = [pdu for pdu in some if self._unanswered.is_repeat(pdu)]
        for pdu in repeats:
            self._settle(pdu, durable=True)
        new = [pdu for pdu in some if pdu not in repeats]
        try:
            await self._take(new)
        except Exception as exc:
            # One of them may be the cause, and is not to keep the others away.
            log.error("not stored together", cause=type(exc).__name__)
            for pdu in new:
                await self._take_alone(pdu)

    async def _take(self, pdus: Sequence[Pdu]) -> None:
        durable = not pdus or await self._inbox.take(together(map(self._read, pdus)))
        for pdu in pdus:
            self._settle(pdu, durable=durable)

    async def _take_alone(self, pdu: Pdu) -> None:
        try:
            await self._take([pdu])
        except Exception as exc:
            log.error("not stored", cause=type(exc).__name__)
            self._settle(pdu, durable=False)

    def _settle(self, pdu: Pdu, *, durable: bool) -> None:
        if not self._answer(pdu, durable) and durable:
            self._unanswered.add(pdu)
