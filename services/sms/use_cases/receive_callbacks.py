"""Takes raw callbacks of a provider: proves, reads, keeps, and says what to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.runtime.errors import not_found
from services.sms.domain.provider import (
    Acknowledgement,
    Callback,
    CallbackOutcome,
    Received,
    Taken,
)
from services.sms.domain.senders import SenderDirectory
from services.sms.ports.provider import Provider
from services.sms.use_cases.keep_replies import KeepReplies
from services.sms.use_cases.read_callbacks import Arrivals, Sorting, received_by, together


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveCallbacks:
    """Takes callbacks. What is acknowledged as taken is durable.

    Raises ServiceError NOT_FOUND for an unknown provider, and what `KeepReplies` raises.
    """

    providers: Mapping[str, Provider]
    senders: SenderDirectory
    keep: KeepReplies

    def __call__(self, name: str, callbacks: Sequence[Callback]) -> Sequence[Acknowledgement]:
        """Take callbacks of one provider and return the answer to each, in order."""
        provider = self.providers.get(name)
        if provider is None:
            raise not_found("PROVIDER_NOT_FOUND", "There is no such provider.")
        sorting = Sorting(name, self.senders, provider.traits.secret_names)
        genuine: list[Arrivals] = []
        outcomes: list[CallbackOutcome] = []
        for callback in callbacks:
            received = received_by(name, provider, callback)
            if isinstance(received, Received):
                arrivals = sorting.sort(received, callback=callback)
                genuine.append(arrivals)
                outcomes.append(Taken(accepted=arrivals.accepted))
            else:
                outcomes.append(received)
        self.keep(together(genuine))
        return [
            provider.acknowledge(callback, outcome)
            for callback, outcome in zip(callbacks, outcomes, strict=True)
        ]
