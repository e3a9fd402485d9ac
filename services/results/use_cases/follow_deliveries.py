"""Shows what became of deliveries, and has events sent: one as a test, or one once more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.contracts.event_types import TEST_TYPE
from services.results.domain.audit import Operation, entry_of
from services.results.domain.events import written_body
from services.results.domain.webhooks import Delivery, DeliveryState
from services.results.ports.webhooks import NewDelivery, SubscriptionStore
from services.results.use_cases.subscribe import found, refuse, require_active
from services.runtime.clock import Clock
from services.runtime.errors import not_found
from services.runtime.ids import new_id, parse_id

DEFAULT_PAGE: Final = 50
LARGEST_PAGE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowDeliveries:
    """The use cases, with what they need."""

    store: SubscriptionStore
    clock: Clock

    def page(
        self, tenant: str, webhook_id: str, *, state: str, size: int, token: str
    ) -> tuple[Sequence[Delivery], str]:
        """Return deliveries, newest first, and the token of the next page, "" after the last.

        Raises WEBHOOK_NOT_FOUND, and INVALID_REQUEST for a page that there is not.
        """
        if state and state not in {one.value for one in DeliveryState}:
            refuse("state", f"Must be one of: {', '.join(DeliveryState)}.")
        before = parse_id(token)
        if token and before is None:
            refuse("pageToken", "Not a token of an earlier answer.")
        if size < 0:
            refuse("pageSize", f"Must be from 1 to {LARGEST_PAGE}.")
        limit = min(size or DEFAULT_PAGE, LARGEST_PAGE)
        with self.store.begin() as subscriptions:
            webhook = found(subscriptions, tenant, webhook_id)
            listed = subscriptions.deliveries(
                webhook.id,
                state=DeliveryState(state) if state else None,
                before=before,
                limit=limit + 1,
            )
        shown = listed[:limit]
        return shown, shown[-1].id if len(listed) > limit else ""

    def test(self, tenant: str, webhook_id: str) -> str:
        """Have an event sent that says nothing; returns the delivery's id. Raises WEBHOOK_NOT_ACTIVE."""
        now, event_id = self.clock.now(), new_id()
        with self.store.begin() as subscriptions:
            webhook = found(subscriptions, tenant, webhook_id)
            require_active(webhook)
            delivery = NewDelivery(
                id=event_id,
                webhook_id=webhook.id,
                event_id=event_id,
                type=TEST_TYPE,
                body=written_body(TEST_TYPE, now, {"webhookId": webhook.id}),
            )
            subscriptions.deliver(delivery, now=now)
        return event_id

    def redeliver(self, tenant: str, webhook_id: str, delivery_id: str) -> None:
        """Have a delivery made again that is done or parked; one that waits is left alone.

        It may then come after what happened later. Raises WEBHOOK_NOT_ACTIVE and DELIVERY_NOT_FOUND.
        """
        plain = parse_id(delivery_id)
        with self.store.begin() as subscriptions:
            webhook = found(subscriptions, tenant, webhook_id)
            require_active(webhook)
            now = self.clock.now()
            if plain is None or not subscriptions.redeliver(webhook.id, plain, now=now):
                message = "There is no such delivery that does not wait already."
                raise not_found("DELIVERY_NOT_FOUND", message)
            subscriptions.audit.note([entry_of(Operation.REDELIVER, webhook, at=now)])
