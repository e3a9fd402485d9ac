"""Applies delivery reports to messages, and hands them on to whoever holds the conversations."""

from collections.abc import Sequence
from typing import Final, Protocol

from services.runtime.clock import Clock
from services.runtime.handoff import Handoff, HandoffLimits
from services.runtime.leased import Failure, HandoffStore, Leased
from services.sms.domain.replies import Applied
from services.sms.ports.event_sink import EventSink
from services.sms.ports.sending import SendQueue

_NO_MESSAGE: Final = "no such message was sent yet"


class StatusStore(HandoffStore[str], Protocol):
    """The delivery reports, leased by id alone."""

    def apply(self, ids: Sequence[str]) -> Applied:
        """Change messages as reports say, and drop what must not follow a first one that failed."""
        ...


def status_relay(
    store: StatusStore,
    sink: EventSink,
    *,
    queue: SendQueue,
    clock: Clock,
    limits: HandoffLimits,
) -> Handoff[str]:
    """Build the relay of delivery reports; one that finds no message is tried again later.

    What must not be sent any more is taken out of the queue of messages.
    """

    def deliver(rows: Sequence[Leased[str]]) -> Sequence[Failure]:
        applied = store.apply([leased.id for leased in rows])
        queue.cancel(applied.dropped)
        found = {report.id for report in applied.reports}
        failures = list(sink.deliver_statuses(applied.reports)) if applied.reports else []
        return failures + [
            Failure(id=leased.id, reason=_NO_MESSAGE, retryable=True)
            for leased in rows
            if leased.id not in found
        ]

    return Handoff("statuses", store=store, deliver=deliver, clock=clock, limits=limits)
