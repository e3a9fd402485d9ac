"""Hands replies on to whoever holds the conversations."""

from collections.abc import Sequence

from services.runtime.clock import Clock
from services.runtime.handoff import Handoff, HandoffLimits
from services.runtime.leased import Failure, HandoffStore, Leased
from services.sms.domain.replies import Reply
from services.sms.ports.event_sink import EventSink


def inbound_relay(
    store: HandoffStore[Reply], sink: EventSink, *, clock: Clock, limits: HandoffLimits
) -> Handoff[Reply]:
    """Build the relay of replies; those of one phone keep their order."""

    def deliver(rows: Sequence[Leased[Reply]]) -> Sequence[Failure]:
        return sink.deliver_replies([leased.row for leased in rows])

    return Handoff("replies", store=store, deliver=deliver, clock=clock, limits=limits)
