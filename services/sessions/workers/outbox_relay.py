"""Hands committed deliveries to the SMS gateway: `ports.Outbox` on the runtime's handoff."""

from collections.abc import Sequence

from services.runtime.clock import Clock
from services.runtime.handoff import Handoff
from services.runtime.leased import Failure, HandoffStore, Leased
from services.runtime.logs import get_logger, named
from services.sessions.domain.delivery import Delivery
from services.sessions.ports.sms import SmsGateway

log = get_logger(__name__)


def outbox_relay(
    store: HandoffStore[Delivery], *, sms: SmsGateway, clock: Clock
) -> Handoff[Delivery]:
    """Build the relay; what one session says keeps its order."""

    def deliver(batch: Sequence[Leased[Delivery]]) -> Sequence[Failure]:
        deliveries = [leased.row for leased in batch]
        log.debug(
            "handing messages on",
            sessions=named(one.session_id for one in deliveries),
            messages=named(message.id for one in deliveries for message in one.messages),
        )
        sms.send(deliveries)
        return []

    return Handoff("outbox", store=store, deliver=deliver, clock=clock)
