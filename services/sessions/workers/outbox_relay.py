"""Hands committed deliveries to the SMS gateway: `ports.Outbox` on the runtime's handoff."""

from collections.abc import Sequence
from datetime import datetime

from services.runtime.clock import Clock
from services.runtime.handoff import Failure, Handoff, HandoffStore, Leased
from services.sessions.domain.delivery import Delivery
from services.sessions.ports import SmsGateway


class OutboxRelay:
    """Pushes what was just committed and sweeps what was left."""

    def __init__(self, store: HandoffStore[Delivery], *, sms: SmsGateway, clock: Clock) -> None:
        def deliver(batch: Sequence[Leased[Delivery]]) -> Sequence[Failure]:
            sms.send([leased.row for leased in batch])
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
