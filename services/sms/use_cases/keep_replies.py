"""Keeps what came from phones and networks, and hands replies on once they are durable."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from services.runtime.clock import Clock
from services.runtime.errors import unavailable
from services.runtime.leased import Leased
from services.runtime.logs import get_logger, named
from services.sms.domain.messages import MessageStatus
from services.sms.domain.replies import NewStatusReport, Reply
from services.sms.ports.handing_on import HandoffQueue
from services.sms.ports.store import Inbox, UnitOfWork
from services.sms.use_cases.read_callbacks import Arrivals, together

log = get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepReplies:
    """Stores arrivals in one transaction, each reply once, whatever the provider repeats.

    Raises ServiceError UNAVAILABLE, before anything is stored, when too much waits to be handed on
    or the store cannot be reached.
    """

    uow: UnitOfWork
    queue: HandoffQueue[Reply]
    reports: HandoffQueue[str]
    clock: Clock

    def __call__(
        self, came: Sequence[Arrivals], *, received_at: datetime | None = None
    ) -> Set[int]:
        """Store what arrived, now unless told otherwise; when it returns, all of it is durable.

        Returns the places of arrivals that are forged after all: nothing of them is kept.
        """
        if self.queue.full:
            raise unavailable("BACKLOG_FULL", "Too many replies wait to be handled.")
        now = received_at or self.clock.now()
        lease_until, reports_until = self.queue.lease_until(), self.reports.lease_until()
        with self.uow.begin() as transaction:
            inbox = transaction.inbox
            forged = _forged(inbox, came, now)
            arrivals = together(one for place, one in enumerate(came) if place not in forged)
            urgent, others = _by_urgency(arrivals.reports)
            replies = inbox.add_replies(arrivals.replies, now=now, lease_until=lease_until)
            inbox.add_reports(urgent, now=now, lease_until=reports_until)
            inbox.add_reports(others, now=now, lease_until=now)
            inbox.add_unreadable(arrivals.unreadable, now=now)
        if replies:
            log.debug("replies kept", replies=named(reply.id for reply in replies))
        self.queue.offer(
            [
                # Replies of one phone are handed on in the order they came.
                Leased(id=reply.id, key=reply.phone, until=lease_until, attempts=0, row=reply)
                for reply in replies
            ]
        )
        self.reports.offer(
            [
                Leased(id=one.id, key=one.about, until=reports_until, attempts=0, row=one.id)
                for one in urgent
            ]
        )
        return forged


def _forged(inbox: Inbox, came: Sequence[Arrivals], now: datetime) -> Set[int]:
    """Return the places of what came with a nonce that was used before for something else."""
    nonces = {place: one.nonce for place, one in enumerate(came) if one.nonce is not None}
    return inbox.spend(nonces, now=now) if nonces else frozenset()


def _by_urgency(
    reports: Sequence[NewStatusReport],
) -> tuple[Sequence[NewStatusReport], Sequence[NewStatusReport]]:
    """Part those that cannot wait for a sweep, since messages may be about to leave that must not.

    All reports on a message that failed are among them, so that they keep their order.
    """
    failed = {one.about for one in reports if one.status is not MessageStatus.DELIVERED}
    if not failed:
        return (), reports
    urgent = [one for one in reports if one.about in failed]
    return urgent, [one for one in reports if one.about not in failed]
