"""Applies delivery reports to messages, and hands them on to whoever holds the conversations."""

from collections.abc import Sequence
from typing import Final, Protocol

from services.runtime.clock import Clock
from services.runtime.handoff import Handoff, HandoffLimits
from services.runtime.leased import Failure, HandoffStore, Leased
from services.sms.domain.replies import StatusReport
from services.sms.ports.event_sink import EventSink

_NO_MESSAGE: Final = "no such message was sent yet"


class StatusStore(HandoffStore[str], Protocol):
    """The delivery reports, leased by id alone."""

    def apply(self, ids: Sequence[str]) -> Sequence[StatusReport]:
        """Change messages as reports say; returns the reports whose message has a final status."""
        ...


def status_relay(
    store: StatusStore, sink: EventSink, *, clock: Clock, limits: HandoffLimits
) -> Handoff[str]:
    """Build the relay of delivery reports; one that finds no message is tried again later."""

    def deliver(rows: Sequence[Leased[str]]) -> Sequence[Failure]:
        reports = store.apply([leased.id for leased in rows])
        found = {report.id for report in reports}
        failures = list(sink.deliver_statuses(reports)) if reports else []
        return failures + [
            Failure(id=leased.id, reason=_NO_MESSAGE, retryable=True)
            for leased in rows
            if leased.id not in found
        ]

    return Handoff("statuses", store=store, deliver=deliver, clock=clock, limits=limits)
