"""Takes raw callbacks of a provider: proves, reads, keeps, and says what to answer."""

from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prometheus_client import Counter

from services.runtime.errors import not_found
from services.sms.domain.provider import (
    Acknowledgement,
    Callback,
    CallbackOutcome,
    Received,
    Refused,
    Taken,
)
from services.sms.domain.senders import SenderDirectory
from services.sms.ports.http import LaterRequests
from services.sms.ports.provider import Provider
from services.sms.use_cases.keep_replies import KeepReplies
from services.sms.use_cases.read_callbacks import Arrivals, Sorting, received_by

CALLBACKS = Counter(
    "svar_callbacks_total",
    "Items of callbacks by what became of them; a duplicate was accepted before",
    ["provider", "kind", "outcome"],
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveCallbacks:
    """Takes callbacks. What is acknowledged as taken is durable.

    Raises ServiceError NOT_FOUND for an unknown provider, and what `KeepReplies` raises.
    """

    providers: Mapping[str, Provider]
    senders: SenderDirectory
    keep: KeepReplies
    later: LaterRequests

    def __call__(self, name: str, callbacks: Sequence[Callback]) -> Sequence[Acknowledgement]:
        """Take callbacks of one provider and return the answer to each, in order."""
        provider = self.providers.get(name)
        if provider is None:
            raise not_found("PROVIDER_NOT_FOUND", "There is no such provider.")
        received = [received_by(name, provider, callback) for callback in callbacks]
        sorting = Sorting(name, self.senders, provider.traits)
        arrivals = [
            sorting.sort(one, callback=callback) if isinstance(one, Received) else Arrivals()
            for callback, one in zip(callbacks, received, strict=True)
        ]
        forged = self.keep(arrivals)
        outcomes: list[CallbackOutcome] = [
            Refused()
            if place in forged
            else Taken(accepted=came.accepted)
            if isinstance(one, Received)
            else one
            for place, (one, came) in enumerate(zip(received, arrivals, strict=True))
        ]
        _count(name, callbacks, arrivals, outcomes)
        for one, outcome in zip(received, outcomes, strict=True):
            if isinstance(one, Received) and one.request and isinstance(outcome, Taken):
                self.later.make(name, one.request)
        return [
            provider.acknowledge(callback, outcome)
            for callback, outcome in zip(callbacks, outcomes, strict=True)
        ]


def _count(
    name: str,
    callbacks: Sequence[Callback],
    arrivals: Sequence[Arrivals],
    outcomes: Sequence[CallbackOutcome],
) -> None:
    """Count items once a batch: to look a series up costs as much as to read a callback."""
    counts: Tally[tuple[str, str]] = Tally()
    for callback, came, outcome in zip(callbacks, arrivals, outcomes, strict=True):
        kind = callback.kind.value
        match outcome:
            case Taken():
                counts[kind, "accepted"] += came.accepted
                counts[kind, "unreadable"] += len(came.unreadable)
            case Refused():
                counts[kind, "unauthenticated"] += 1
            case _:
                counts[kind, "later"] += 1
    for (kind, became), count in counts.items():
        if count:
            CALLBACKS.labels(name, kind, became).inc(count)
