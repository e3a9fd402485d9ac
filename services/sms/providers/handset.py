"""Phones on this machine, for trying things out: nothing leaves.

Every message is accepted at once; what a handset shows is read from our own tables, and what it
sends goes in through the SMS service. So no callback of this type is genuine.
"""

from services.sms.domain.provider import (
    Accepted,
    Acknowledgement,
    Callback,
    CallbackOutcome,
    ParsedInbound,
    ParsedStatuses,
    ProviderMessage,
    SendResult,
)
from services.sms.providers.base import ProviderSettings, ProviderTools
from services.sms.providers.http_acknowledgements import acknowledgement


class HandsetSettings(ProviderSettings):
    """There is nothing to set."""

    def build(self, tools: ProviderTools) -> "HandsetProvider":
        """Return the provider."""
        return HandsetProvider()


class HandsetProvider:
    """Accepts everything and delivers to our own tables."""

    drops_repeats = True

    async def send(self, message: ProviderMessage) -> SendResult:
        """Accept the message under our own id."""
        return Accepted(provider_message_id=message.id)

    def authenticate(self, callback: Callback) -> bool:
        """Refuse: handsets have no webhook."""
        return False

    def parse_inbound(self, callback: Callback) -> ParsedInbound:
        """Read nothing."""
        return ParsedInbound()

    def parse_status(self, callback: Callback) -> ParsedStatuses:
        """Read nothing."""
        return ParsedStatuses()

    def acknowledge(self, outcome: CallbackOutcome) -> Acknowledgement:
        """Answer as the plain contract does."""
        return acknowledgement(outcome)
