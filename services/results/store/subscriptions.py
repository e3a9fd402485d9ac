"""`ports.SubscriptionStore` in Postgres."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from services.results.domain.webhooks import Delivery, DeliveryState, Webhook, WebhookState
from services.results.ports.webhooks import NewDelivery, SealedSecrets
from services.results.store.tables import audit
from services.results.store.webhook_rows import (
    SECRET_COLUMNS,
    WEBHOOK_COLUMNS,
    secrets_of,
    webhook_of,
)
from services.runtime.audit_table import PostgresAuditTrail
from services.runtime.database import Database
from services.runtime.statements import Row, Statement

_LOCK: Final = Statement(
    "SELECT id FROM results.webhooks WHERE tenant = :tenant ORDER BY id FOR UPDATE"
)
_THERE: Final = f"state <> '{WebhookState.REMOVED}'"
_COUNT: Final = Statement(
    f"SELECT count(*) FROM results.webhooks WHERE tenant = :tenant AND {_THERE}"
)
_ADD: Final = Statement("""
INSERT INTO results.webhooks (id, tenant, url, events, state, secret, created_at)
VALUES (CAST(:id AS uuid), :tenant, :url, CAST(:events AS text[]), :state, :secret, :created_at)
""")
_FIND: Final = Statement(f"""
SELECT {WEBHOOK_COLUMNS} FROM results.webhooks
WHERE id = CAST(:id AS uuid) AND tenant = :tenant AND {_THERE} FOR UPDATE
""")
_SECRETS: Final = Statement(
    f"SELECT {SECRET_COLUMNS} FROM results.webhooks WHERE id = CAST(:id AS uuid)"
)
_ALL: Final = Statement(f"""
SELECT {WEBHOOK_COLUMNS} FROM results.webhooks WHERE tenant = :tenant AND {_THERE} ORDER BY id
""")
_CHANGE: Final = Statement("""
UPDATE results.webhooks SET url = :url, events = CAST(:events AS text[]), state = :state
WHERE id = CAST(:id AS uuid)
""")
_HEAL: Final = Statement("""
UPDATE results.webhooks
SET failures = 0, pauses = 0, failing_since = NULL, rests_until = NULL, failure = ''
WHERE id = CAST(:id AS uuid)
""")
_ROTATE: Final = Statement("""
UPDATE results.webhooks SET secret = :current, previous_secret = :previous,
    previous_until = :previous_until
WHERE id = CAST(:id AS uuid)
""")
_REMOVE: Final = Statement(f"""
UPDATE results.webhooks SET state = '{WebhookState.REMOVED}', url = '', secret = '',
    previous_secret = NULL
WHERE id = CAST(:id AS uuid)
""")
# A session of its own, so that it waits behind nothing.
_DELIVER: Final = Statement("""
INSERT INTO results.deliveries (id, webhook_id, tenant, session_id, place, event_id, type,
    body, created_at, due_since, lease_until)
SELECT CAST(:id AS uuid), id, tenant, CAST(:event_id AS uuid), 0, CAST(:event_id AS uuid),
    :type, :body, :now, :now, :now
FROM results.webhooks WHERE id = CAST(:webhook_id AS uuid)
""")
_STATES: Final = {
    None: "true",
    DeliveryState.WAITING: "lease_until IS NOT NULL",
    DeliveryState.DELIVERED: "delivered_at IS NOT NULL",
    DeliveryState.PARKED: "parked_at IS NOT NULL",
}
_LISTS: Final = {
    state: Statement(f"""
        SELECT id, event_id, type, session_id, attempts, reason, created_at, lease_until,
            delivered_at, parked_at
        FROM results.deliveries
        WHERE webhook_id = CAST(:webhook_id AS uuid) AND {condition}
            AND (CAST(:before AS uuid) IS NULL OR (created_at, place, id) < (
                SELECT created_at, place, id FROM results.deliveries
                WHERE id = CAST(:before AS uuid)
            ))
        ORDER BY created_at DESC, place DESC, id DESC LIMIT :limit
    """)
    for state, condition in _STATES.items()
}
_REDELIVER: Final = Statement("""
UPDATE results.deliveries SET lease_until = :now, due_since = :now, attempts = 0, parked_at = NULL,
    park_reason = NULL, delivered_at = NULL, reason = NULL
WHERE id = CAST(:id AS uuid) AND webhook_id = CAST(:webhook_id AS uuid) AND lease_until IS NULL
""")


class PostgresSubscriptionStore:
    """Subscriptions on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def begin(self) -> Iterator["PostgresSubscriptions"]:
        """Open a transaction."""
        with self._database.transaction() as connection:
            yield PostgresSubscriptions(connection)


class PostgresSubscriptions:
    """`ports.Subscriptions` on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.audit = PostgresAuditTrail(connection, audit)

    def lock_tenant(self, tenant: str) -> int:
        """Let nobody else add one beside those of the tenant until the end; returns how many it has."""
        _LOCK.run(self._connection, {"tenant": tenant})
        count: int = _COUNT.run(self._connection, {"tenant": tenant}).value_or_none()
        return count

    def add(self, webhook: Webhook, secrets: SealedSecrets) -> None:
        """Store a new one."""
        values = {**_written(webhook), "tenant": webhook.tenant, "secret": secrets.current}
        _ADD.run(self._connection, {**values, "created_at": webhook.created_at})

    def find(self, tenant: str, webhook_id: str) -> Webhook | None:
        """Return one of the tenant, locked; None when there is none."""
        row = _FIND.run(self._connection, {"tenant": tenant, "id": webhook_id}).one_or_none()
        return webhook_of(row) if row else None

    def secrets(self, webhook_id: str) -> SealedSecrets:
        """Return the secrets of one that there is."""
        return secrets_of(_SECRETS.run(self._connection, {"id": webhook_id})[0])

    def all_of(self, tenant: str) -> Sequence[Webhook]:
        """Return all of a tenant, oldest first."""
        return [webhook_of(row) for row in _ALL.run(self._connection, {"tenant": tenant})]

    def change(self, webhook: Webhook, *, healthy: bool) -> None:
        """Store url, events and state; `healthy` forgets what has failed."""
        _CHANGE.run(self._connection, _written(webhook))
        if healthy:
            _HEAL.run(self._connection, {"id": webhook.id})

    def rotate(self, webhook_id: str, secrets: SealedSecrets) -> None:
        """Store new secrets."""
        values = {
            "current": secrets.current,
            "previous": secrets.previous,
            "previous_until": secrets.previous_until,
        }
        _ROTATE.run(self._connection, {"id": webhook_id, **values})

    def remove(self, webhook_id: str) -> None:
        """Let one be seen and called no more; its deliveries, and the row, are deleted later."""
        _REMOVE.run(self._connection, {"id": webhook_id})

    def deliver(self, delivery: NewDelivery, *, now: datetime) -> None:
        """Queue a delivery that waits behind no other."""
        values = {
            "id": delivery.id,
            "webhook_id": delivery.webhook_id,
            "event_id": delivery.event_id,
            "type": delivery.type,
            "body": delivery.body,
        }
        _DELIVER.run(self._connection, {**values, "now": now})

    def deliveries(
        self, webhook_id: str, *, state: DeliveryState | None, before: str | None, limit: int
    ) -> Sequence[Delivery]:
        """Return deliveries, newest first; the page begins after the delivery `before`."""
        values = {"webhook_id": webhook_id, "before": before, "limit": limit}
        return [_delivery(row) for row in _LISTS[state].run(self._connection, values)]

    def redeliver(self, webhook_id: str, delivery_id: str, *, now: datetime) -> bool:
        """Have one sent again, as if it were new; returns whether there is one that does not wait already."""
        values = {"webhook_id": webhook_id, "id": delivery_id, "now": now}
        return _REDELIVER.run(self._connection, values).changed > 0


def _written(webhook: Webhook) -> dict[str, Any]:
    return {
        "id": webhook.id,
        "url": webhook.url,
        "events": [one.value for one in webhook.events],
        "state": webhook.state.value,
    }


def _delivery(row: Row) -> Delivery:
    state = DeliveryState.WAITING
    if row.parked_at is not None:
        state = DeliveryState.PARKED
    elif row.lease_until is None:
        state = DeliveryState.DELIVERED
    return Delivery(
        id=row.id,
        event_id=row.event_id,
        type=row.type,
        session_id=row.session_id,
        state=state,
        attempts=row.attempts,
        reason=row.reason or "",
        created_at=row.created_at,
        next_try_at=row.lease_until,
        delivered_at=row.delivered_at,
    )
