"""What operators see and do, as the servicer sees it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from services.sms.domain.operations import (
    HeldCircuit,
    PhoneMessage,
    ProviderAtWork,
    ProviderCounts,
    QueuedMessages,
    SenderUse,
)


class OperatorsView(Protocol):
    """What the tables say; each method is one transaction."""

    def senders(self, *, now: datetime) -> Sequence[SenderUse]:
        """Return how much of each sender is in use."""
        ...

    def providers(self, *, now: datetime) -> Sequence[ProviderCounts]:
        """Return what became of the last hour's messages, by provider."""
        ...

    def queues(self, *, tenant: str, now: datetime) -> Sequence[QueuedMessages]:
        """Return what waits, of one tenant or of all."""
        ...

    def messages(self, phone: str, *, tenant: str, limit: int) -> Sequence[PhoneMessage]:
        """Return the messages of a phone, newest first."""
        ...


class Circuits(Protocol):
    """What somebody said of circuits; each method is one transaction."""

    def all(self) -> Sequence[HeldCircuit]:
        """Return the last word on each."""
        ...

    def put(self, circuit: HeldCircuit) -> None:
        """Write down a word."""
        ...


class AtWork(Protocol):
    """The sender of this process, as operators see it."""

    def providers(self) -> Mapping[str, ProviderAtWork]:
        """Return the providers that it sends over."""
        ...
