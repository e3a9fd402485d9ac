"""Phones on this machine, for trying things out: nothing leaves.

Every message is accepted at once; what a handset shows is read from our own tables, and what it
sends goes in through the SMS service. So there is no address for callbacks.
"""

import asyncio
from collections.abc import Sequence

from services.sms.domain.provider import Accepted, ProviderMessage, SendResult, Traits
from services.sms.ports.provider import Inbox
from services.sms.providers.base import ProviderSettings, ProviderTools


class HandsetSettings(ProviderSettings):
    """There is nothing to set."""

    def build(self, tools: ProviderTools) -> "HandsetLink":
        """Return the link."""
        return HandsetLink()


class HandsetLink:
    """Accepts everything and delivers to our own tables."""

    traits = Traits(drops_repeats=True, batch=100)

    async def run(self, inbox: Inbox) -> None:
        """Hear nothing."""
        await asyncio.get_running_loop().create_future()

    async def send(self, messages: Sequence[ProviderMessage]) -> Sequence[SendResult]:
        """Accept each message under our own id."""
        return [Accepted(provider_message_id=message.id) for message in messages]
