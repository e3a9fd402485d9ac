"""Applies delivery reports to messages, and hands them on to whoever holds the conversations."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Protocol

from prometheus_client import Counter

from services.runtime.clock import Clock
from services.runtime.handoff import Handoff, HandoffLimits
from services.runtime.leased import Failure, HandoffStore, Leased
from services.runtime.logs import get_logger
from services.sms.domain.replies import Applied
from services.sms.domain.strangers import REPORTS_SOUGHT_FOR
from services.sms.ports.event_sink import EventSink
from services.sms.ports.sending import SendQueue

log = get_logger(__name__)
GIVEN_UP = Counter(
    "svar_sms_reports_given_up_total", "Delivery reports whose message was not found in a day"
)
_NO_MESSAGE: Final = "no such message was sent yet"


class StatusStore(HandoffStore[str], Protocol):
    """The delivery reports, leased by id alone."""

    def apply(self, ids: Sequence[str]) -> Applied:
        """Change messages as reports say, and drop what must not follow a first one that failed."""
        ...

    def give_up(self, ids: Sequence[str], *, before: datetime) -> Sequence[str]:
        """Delete those that came before, on messages that are not there; returns which they were."""
        ...


def status_relay(
    store: StatusStore,
    sink: EventSink,
    *,
    queue: SendQueue,
    clock: Clock,
    limits: HandoffLimits,
) -> Handoff[str]:
    """Build the relay of delivery reports; one that finds no message is tried again, for a day.

    What must not be sent any more is taken out of the queue of messages.
    """

    def deliver(rows: Sequence[Leased[str]]) -> Sequence[Failure]:
        applied = store.apply([leased.id for leased in rows])
        queue.cancel(applied.dropped)
        found = {*applied.waiting, *(report.id for report in applied.reports)}
        failures = list(sink.deliver_statuses(applied.reports)) if applied.reports else []
        lost = [leased.id for leased in rows if leased.id not in found]
        return failures + [
            Failure(id=name, reason=_NO_MESSAGE, retryable=True) for name in sought(lost)
        ]

    def sought(lost: Sequence[str]) -> Sequence[str]:
        """Give up what has been looked for long enough; returns the others."""
        if not lost:
            return lost
        given_up = set(store.give_up(lost, before=clock.now() - REPORTS_SOUGHT_FOR))
        if given_up:
            GIVEN_UP.inc(len(given_up))
            log.info("reports on messages that are not ours given up", reports=len(given_up))
        return [name for name in lost if name not in given_up]

    return Handoff("statuses", store=store, deliver=deliver, clock=clock, limits=limits)
