"""The company that carries SMS, as the use cases see it."""

from typing import Protocol

from services.sms.domain.provider import (
    Acknowledgement,
    Callback,
    CallbackOutcome,
    ParsedInbound,
    ParsedStatuses,
    ProviderMessage,
    SendResult,
)


class Provider(Protocol):
    """Sends messages, and reads what the provider tells us in its own format.

    All but `send` only compute: they do no I/O, wait for nothing and raise nothing.
    """

    @property
    def drops_repeats(self) -> bool:
        """Whether a message sent again with the same id reaches the phone once."""
        ...

    async def send(self, message: ProviderMessage) -> SendResult:
        """Hand one message to the provider, within the provider's deadline. Never raises."""
        ...

    def authenticate(self, callback: Callback) -> bool:
        """Say whether a callback comes from the provider, in constant time."""
        ...

    def parse_inbound(self, callback: Callback) -> ParsedInbound:
        """Read the messages of a callback; what cannot be read is kept aside."""
        ...

    def parse_status(self, callback: Callback) -> ParsedStatuses:
        """Read the delivery reports of a callback; what cannot be read is kept aside."""
        ...

    def acknowledge(self, outcome: CallbackOutcome) -> Acknowledgement:
        """Write the answer that the provider wants."""
        ...
