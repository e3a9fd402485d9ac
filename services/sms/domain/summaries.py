"""What became of the messages of a conversation, for those who count."""

from collections.abc import Set
from datetime import datetime

from msgspec import Struct

from services.sms.domain.senders import SenderDirectory


class ConversationSummary(Struct, frozen=True, kw_only=True):
    """A conversation's messages in sums; `segments` leaves out what never was sent and never will be."""

    conversation_id: str
    tenant: str
    provider: str
    messages: int
    segments: int
    first_sent_at: datetime | None
    delivered: bool


def is_trial(summary: ConversationSummary, senders: SenderDirectory, handsets: Set[str]) -> bool:
    """Say whether it went to a phone for trying things out, and the tenant reaches real ones, too."""
    reached = {sender.provider for sender in senders.of_tenant(summary.tenant)}
    return summary.provider in handsets and not reached <= handsets
