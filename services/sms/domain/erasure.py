"""What is erased when a person is forgotten."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedRecipient:
    """How many rows named the phone, and do not any more."""

    sent_messages: int
    received_messages: int
    reply_addresses: int
    callbacks: int = 0
