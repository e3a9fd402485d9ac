"""Hands committed deliveries to the SMS gateway: `ports.Outbox` on the runtime's handoff."""

from collections.abc import Sequence
from datetime import datetime

from services.runtime.clock import Clock
from services.runtime.handoff import Handoff
from services.runtime.leased import Failure, HandoffStore, Leased
from services.runtime.logs import get_logger, named
from services.sessions.domain.delivery import Delivery
from services.sessions.ports import SmsGateway

log = get_logger(__name__)


class OutboxRelay:
    """Pushes what was just committed and sweeps what was left."""

    def __init__(self, store: HandoffStore[Delivery], *, sms: SmsGateway, clock: Clock) -> None:
        def deliver(batch: Sequence[Leased[Delivery]]) -> Sequence[Failure]:
            deliveries = [leased.row for leased in batch]
            log.debug(
                "handing messages on",
                sessions=named(one.session_id for one in deliveries),
                messages=named(message.id for one in deliveries for message in one.messages),
            )
            sms.send(deliveries)
            return []

        self._handoff = Handoff("outbox", store=store, deliver=deliver, clock=clock)
        self.start = self._handoff.start
        self.stop = self._handoff.stop

    def lease_until(self) -> datetime:
        """Return until when a row inserted now is leased to this process."""
        return self._handoff.lease_until()

    def offer_deliveries(self, deliveries: Sequence[Delivery], *, leased_until: datetime) -> None:
        """Take deliveries that are committed."""
        self._handoff.offer(
            [
                Leased(id=one.id, key=one.key, until=leased_until, attempts=0, row=one)
                for one in deliveries
            ]
        )
