"""Takes raw callbacks of a provider: authenticates, reads, keeps, and says what to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.runtime.errors import not_found
from services.sms.domain.provider import (
    Acknowledgement,
    Callback,
    CallbackOutcome,
    CallbackVerdict,
)
from services.sms.domain.senders import SenderDirectory
from services.sms.ports.provider import Provider
from services.sms.use_cases.keep_replies import Arrivals, KeepReplies
from services.sms.use_cases.read_callbacks import CallbackReading, Read

_REFUSED: Final = CallbackOutcome(verdict=CallbackVerdict.UNAUTHENTICATED)


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
        reading = CallbackReading(name, provider, self.senders)
        # One that is not genuine is None.
        read = [
            reading.read(callback) if provider.authenticate(callback) else None
            for callback in callbacks
        ]
        genuine = [one for one in read if one is not None]
        self.keep(
            Arrivals(
                replies=[reply for one in genuine for reply in one.replies],
                reports=[report for one in genuine for report in one.reports],
                unreadable=[item for one in genuine for item in one.unreadable],
            )
        )
        return [provider.acknowledge(_outcome(one)) for one in read]


def _outcome(read: Read | None) -> CallbackOutcome:
    if read is None:
        return _REFUSED
    return CallbackOutcome(verdict=CallbackVerdict.TAKEN, accepted=read.accepted)
