"""Gives out long texts of which parts never came, as they are."""

from dataclasses import dataclass
from typing import Final

from prometheus_client import Counter

from services.runtime.clock import Clock
from services.runtime.leased import Leased
from services.runtime.logs import get_logger, named
from services.sms.domain.replies import Reply
from services.sms.domain.reply_parts import WAITS_FOR
from services.sms.ports.handing_on import HandoffQueue
from services.sms.ports.store import UnitOfWork

log = get_logger(__name__)
INCOMPLETE = Counter(
    "svar_sms_incomplete_replies_total",
    "Long texts of which parts never came, given out as they are",
)
_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveOutParts:
    """Gives out what has waited 60 seconds; any number of replicas may do so at once.

    Raises ServiceError UNAVAILABLE when the store cannot be reached.
    """

    uow: UnitOfWork
    queue: HandoffQueue[Reply]
    clock: Clock

    def __call__(self) -> None:
        """Give out at most 100 of them; the next call goes on."""
        now = self.clock.now()
        with self.uow.begin() as transaction:
            late = transaction.inbox.late_parts(before=now - WAITS_FOR, limit=_AT_ONCE)
        for whole in late:
            self._give_out(whole)

    def _give_out(self, whole: str) -> None:
        now, lease_until = self.clock.now(), self.queue.lease_until()
        with self.uow.begin() as transaction:
            found = transaction.inbox.give_out(whole, now=now)
            if found is None:
                return
            replies = transaction.inbox.add_replies([found], now=now, lease_until=lease_until)
        INCOMPLETE.inc(len(replies))
        log.info("incomplete replies kept", replies=named(reply.id for reply in replies))
        self.queue.offer(
            [
                Leased(id=reply.id, key=reply.phone, until=lease_until, attempts=0, row=reply)
                for reply in replies
            ]
        )
