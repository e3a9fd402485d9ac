"""The company that carries SMS, as the gateway sees it (`services/README.md`).

A `Provider` speaks HTTP and only computes: who carries its requests is one place, an adapter. A `Link`
is a provider that cannot be described by requests and callbacks, such as a connection that stays open.
Both are a `Carrier` to the sender.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from services.sms.domain.http import HttpAnswer, HttpRequest
from services.sms.domain.provider import (
    Acknowledgement,
    Callback,
    CallbackOutcome,
    ProviderMessage,
    Received,
    Refused,
    SendResult,
    Traits,
    TryLater,
)


class Provider(Protocol):
    """Turns messages into requests and callbacks into facts. Computes only: no I/O, no waiting."""

    @property
    def traits(self) -> Traits:
        """What the gateway has to know of it."""
        ...

    def requests(self, messages: Sequence[ProviderMessage]) -> Sequence[HttpRequest]:
        """Write at most `traits.batch` messages: one request for all of them, or one for each."""
        ...

    def results(
        self, messages: Sequence[ProviderMessage], answer: HttpAnswer
    ) -> Sequence[SendResult]:
        """Read the answer to a request: what became of each message that was in it, in order."""
        ...

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused | TryLater:
        """Prove a callback, in constant time, and read it; one that is `proven` is only read.

        Items that cannot be read are among what was received, and keep none of the others.
        """
        ...

    def acknowledge(self, callback: Callback, outcome: CallbackOutcome) -> Acknowledgement:
        """Write the answer that the provider wants."""
        ...


@runtime_checkable
class Reader(Protocol):
    """Reads again what was kept aside: every `Provider`, and a link that keeps something aside."""

    @property
    def traits(self) -> Traits:
        """What the gateway has to know of it."""
        ...

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused | TryLater:
        """Read a callback that is proven; one of a link has nothing but a body."""
        ...


@runtime_checkable
class Polled(Protocol):
    """A provider that can be asked what came in, because it gives up callbacks quickly. Computes only."""

    @property
    def traits(self) -> Traits:
        """What the gateway has to know of it."""
        ...

    def poll(self, since: datetime) -> HttpRequest:
        """Write the question for what came in since then."""
        ...

    def polled(self, answer: HttpAnswer) -> Received | Sequence[HttpRequest]:
        """Read a good answer to it: what came in, or the questions after each message by itself."""
        ...


class Carrier(Protocol):
    """Takes messages to a provider, as the sender sees it."""

    @property
    def traits(self) -> Traits:
        """What the gateway has to know of the provider."""
        ...

    async def send(self, messages: Sequence[ProviderMessage]) -> Sequence[SendResult]:
        """Hand over at most `traits.batch` messages; returns what became of each, in order.

        Ends within the provider's deadline, and raises nothing.
        """
        ...


class Inbox(Protocol):
    """Takes what a link received."""

    async def take(self, received: Received) -> bool:
        """Store it; True when it is durable, and only then the other side may be told so."""
        ...


@runtime_checkable
class Link(Carrier, Protocol):
    """A provider with a connection, or a poll, of its own."""

    async def run(self, inbox: Inbox) -> None:
        """Stay connected and hand on what comes in, until cancelled.

        It is run again after a pause when it ends or raises.
        """
        ...
