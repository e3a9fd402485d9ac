"""Subscriptions, deliveries, and the way out to endpoints, as the use cases and workers see them."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from services.results.domain.endpoint_health import Health, Outcome
from services.results.domain.webhooks import Delivery, DeliveryState, Webhook
from services.runtime.audit import AuditTrail


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """A delivery that nobody subscribed to as such: what `test` sends."""

    id: str
    webhook_id: str
    event_id: str
    type: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedSecrets:
    """The secrets of a subscription, encrypted; the previous one signs, too, until then."""

    current: str
    previous: str | None = None
    previous_until: datetime | None = None


class Subscriptions(Protocol):
    """Subscriptions in one open transaction. Whoever changes one notes it in the audit, too."""

    @property
    def audit(self) -> AuditTrail:
        """Who changed what."""
        ...

    def lock_tenant(self, tenant: str) -> int:
        """Let nobody else add one beside those of the tenant until the end; returns how many it has."""
        ...

    def add(self, webhook: Webhook, secrets: SealedSecrets) -> None:
        """Store a new one."""
        ...

    def find(self, tenant: str, webhook_id: str) -> Webhook | None:
        """Return one of the tenant, locked; None when there is none."""
        ...

    def secrets(self, webhook_id: str) -> SealedSecrets:
        """Return the secrets of one that there is."""
        ...

    def all_of(self, tenant: str) -> Sequence[Webhook]:
        """Return all of a tenant, oldest first."""
        ...

    def change(self, webhook: Webhook, *, healthy: bool) -> None:
        """Store url, events and state; `healthy` forgets what has failed."""
        ...

    def rotate(self, webhook_id: str, secrets: SealedSecrets) -> None:
        """Store new secrets."""
        ...

    def remove(self, webhook_id: str) -> None:
        """Let one be seen and called no more; its deliveries, and the row, are deleted later."""
        ...

    def deliver(self, delivery: NewDelivery, *, now: datetime) -> None:
        """Queue a delivery that waits behind no other."""
        ...

    def deliveries(
        self, webhook_id: str, *, state: DeliveryState | None, before: str | None, limit: int
    ) -> Sequence[Delivery]:
        """Return deliveries, newest first; the page begins after the delivery `before`."""
        ...

    def redeliver(self, webhook_id: str, delivery_id: str, *, now: datetime) -> bool:
        """Have one sent again, as if it were new; returns whether there is one that does not wait already."""
        ...


class SubscriptionStore(Protocol):
    """Where subscriptions are."""

    def begin(self) -> AbstractContextManager[Subscriptions]:
        """Open a transaction."""
        ...


class Due(Struct, frozen=True, kw_only=True):
    """A delivery to be made now; `tries` were in vain."""

    id: str
    event_id: str
    body: str
    tries: int
    due_since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where deliveries of a subscription go, and how it is."""

    webhook_id: str
    url: str
    secrets: SealedSecrets
    health: Health


class DeliveryQueue(Protocol):
    """What waits to be delivered. Each method is one transaction or a few."""

    def due(self, *, now: datetime) -> Sequence[str]:
        """Return the subscriptions for which something is due, and which do not rest."""
        ...

    def endpoint(self, webhook_id: str) -> Endpoint | None:
        """Return where to deliver; None for a subscription that is not active any more."""
        ...

    def claim(
        self, webhook_id: str, *, now: datetime, until: datetime, limit: int
    ) -> Sequence[Due]:
        """Lease deliveries that wait behind no other of their session."""
        ...

    def settle(
        self, webhook_id: str, outcomes: Mapping[Due, Outcome], *, known: Health, now: datetime
    ) -> Health:
        """Store what became of deliveries, and how their endpoint is now.

        Where it was `known` to be well and all were taken, that is not written down again.
        """
        ...


class SecretBox(Protocol):
    """Encrypts secrets with a key of the configuration."""

    def seal(self, secret: str) -> str:
        """Return it encrypted; raises WEBHOOKS_NOT_CONFIGURED where there is no key."""
        ...

    def open(self, sealed: str) -> str | None:
        """Return what was sealed; None when no key of the configuration opens it."""
        ...


class AddressCheck(Protocol):
    """Finds out where an address leads."""

    def refusal(self, url: str) -> str | None:
        """Return why nothing is sent there, None when it may be."""
        ...
