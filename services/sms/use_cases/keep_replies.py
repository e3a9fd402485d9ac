"""Keeps what came from phones and networks, and hands replies on once they are durable."""

from dataclasses import dataclass
from datetime import datetime

from services.runtime.clock import Clock
from services.runtime.errors import unavailable
from services.runtime.leased import Leased
from services.runtime.logs import get_logger, named
from services.sms.ports.handing_on import ReplyQueue
from services.sms.ports.store import UnitOfWork
from services.sms.use_cases.read_callbacks import Arrivals

log = get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepReplies:
    """Stores arrivals in one transaction, each reply once, whatever the provider repeats.

    Raises ServiceError UNAVAILABLE, before anything is stored, when too much waits to be handed on
    or the store cannot be reached.
    """

    uow: UnitOfWork
    queue: ReplyQueue
    clock: Clock

    def __call__(self, arrivals: Arrivals, *, received_at: datetime | None = None) -> None:
        """Store what arrived, now unless told otherwise; when it returns, all of it is durable."""
        if self.queue.full:
            raise unavailable("BACKLOG_FULL", "Too many replies wait to be handled.")
        now = received_at or self.clock.now()
        lease_until = self.queue.lease_until()
        with self.uow.begin() as transaction:
            replies = transaction.inbox.add_replies(
                arrivals.replies, now=now, lease_until=lease_until
            )
            transaction.inbox.add_reports(arrivals.reports, now=now)
            transaction.inbox.add_unreadable(arrivals.unreadable, now=now)
        if replies:
            log.debug("replies kept", replies=named(reply.id for reply in replies))
        self.queue.offer(
            [
                # Replies of one phone are handed on in the order they came.
                Leased(id=reply.id, key=reply.phone, until=lease_until, attempts=0, row=reply)
                for reply in replies
            ]
        )
