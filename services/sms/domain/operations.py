"""What operators see: senders, providers, queues, the messages of a phone. Values only."""

from datetime import datetime
from typing import Final

from msgspec import Struct

from services.sms.domain.circuit import CircuitState

MOST_REASON: Final = 500


class SenderUse(Struct, frozen=True, kw_only=True):
    """How much of a sender is in use."""

    sender: str
    open_conversations: int
    held_subnumbers: int


class ProviderCounts(Struct, frozen=True, kw_only=True):
    """What became of a provider's messages of the last hour, and what waits for it."""

    provider: str
    waiting: int = 0
    oldest_due_at: datetime | None = None
    accepted: int = 0
    failed: int = 0
    delivered: int = 0
    median_delivery_seconds: float = 0


class ProviderAtWork(Struct, frozen=True, kw_only=True):
    """A provider as the sender of this process sees it."""

    circuit: CircuitState
    in_flight: int
    last_error: str = ""
    last_error_at: datetime | None = None


class HeldCircuit(Struct, frozen=True, kw_only=True):
    """What somebody said last of a provider's circuit."""

    provider: str
    held_open: bool
    reason: str
    changed_by: str
    changed_at: datetime


class QueuedMessages(Struct, frozen=True, kw_only=True):
    """What waits for one sender, of one priority."""

    tenant: str
    sender: str
    provider: str
    priority: str
    due: int
    later: int
    oldest_due_at: datetime | None
    reason: str


class PhoneMessage(Struct, frozen=True, kw_only=True):
    """A message to or from a phone; `status` is empty for one that came in."""

    id: str
    tenant: str
    inbound: bool
    sender: str
    provider: str
    provider_message_id: str
    text: str
    status: str
    error_code: str
    attempts: int
    created_at: datetime
    sent_at: datetime | None
    incomplete: bool
