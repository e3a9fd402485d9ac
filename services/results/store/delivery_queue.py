"""`ports.DeliveryQueue` in Postgres: a leased table, claimed by subscription, in order within a session."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from services.results.domain.endpoint_health import (
    Answered,
    GivenUp,
    Health,
    Outcome,
    fate_of,
    health_after,
)
from services.results.domain.webhooks import WebhookState
from services.results.ports.webhooks import Due, Endpoint
from services.results.store.delivery_figures import DELIVERIES
from services.results.store.webhook_rows import HEALTH_COLUMNS, health_of, secrets_of
from services.runtime.database import Database
from services.runtime.leased_rows import LeasedRows, LeasedTable
from services.runtime.logs import get_logger
from services.runtime.park_reason import ParkReason
from services.runtime.queue_gauge import QueueView
from services.runtime.statements import Row, Statement

log = get_logger(__name__)


def _due(row: Row) -> Due:
    return Due(
        id=row.id,
        event_id=row.event_id,
        body=row.body,
        tries=row.attempts,
        due_since=row.due_since,
    )


# What was given up lets the next one pass: order is kept among what goes on by itself.
_IS_FIRST: Final = """NOT EXISTS (
    SELECT FROM results.deliveries AS earlier
    WHERE earlier.session_id = item.session_id AND earlier.webhook_id = item.webhook_id
        AND earlier.place < item.place AND earlier.lease_until IS NOT NULL
)"""

TABLE: Final[LeasedTable[Due]] = LeasedTable(
    name="results.deliveries",
    kind="event",
    columns=("event_id", "body", "due_since"),
    read=_due,
    key="item.session_id::text",
    came_in="item.created_at",
    tenant="item.tenant",
    phone="''",
    claimable=f"webhook_id = CAST(:of AS uuid) AND {_IS_FIRST}",
    done="delivered_at = now(), attempts = attempts + 1, reason = NULL",
    shown=("webhook_id", "event_id", "type", "session_id", "created_at"),
)

WAITING: Final = QueueView(
    queue="webhooks",
    # The first of each subscription, so that a backlog is not sorted to be counted.
    rows="""
        SELECT '' AS provider, item.since FROM results.webhooks AS webhook CROSS JOIN LATERAL (
            SELECT created_at AS since FROM results.deliveries
            WHERE webhook_id = webhook.id AND lease_until IS NOT NULL
            ORDER BY lease_until LIMIT 1000
        ) AS item LIMIT :limit
    """,
)

# One look into the index for each subscription, unless what is due waits behind something. LATERAL, since the
# planner would make one join of EXISTS, over everything that waits.
_DUE: Final = Statement(f"""
SELECT webhook.id FROM results.webhooks AS webhook CROSS JOIN LATERAL (
    SELECT FROM results.deliveries AS item
    WHERE item.webhook_id = webhook.id AND item.lease_until <= :now AND {_IS_FIRST}
    ORDER BY item.lease_until LIMIT 1
) AS due
WHERE state = '{WebhookState.ACTIVE}' AND coalesce(rests_until, '-infinity') <= :now
""")
_ENDPOINT: Final = Statement(f"""
SELECT id, url, secret, previous_secret, previous_until, {HEALTH_COLUMNS}
FROM results.webhooks WHERE id = CAST(:id AS uuid) AND state = '{WebhookState.ACTIVE}'
""")
_HEALTH: Final = Statement(
    f"SELECT {HEALTH_COLUMNS} FROM results.webhooks WHERE id = CAST(:id AS uuid) FOR UPDATE"
)
_NOTE: Final = Statement("""
UPDATE results.webhooks SET state = :state, failures = :failures, pauses = :pauses,
    failing_since = :failing_since, rests_until = :rests_until, failure = :failure
WHERE id = CAST(:id AS uuid)
""")


class PostgresDeliveryQueue:
    """What waits to be delivered, on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = LeasedRows(database, TABLE)

    def due(self, *, now: datetime) -> Sequence[str]:
        """Return the subscriptions for which something is due, and which do not rest."""
        with self._database.transaction() as connection:
            return _DUE.run(connection, {"now": now}).values()

    def endpoint(self, webhook_id: str) -> Endpoint | None:
        """Return where to deliver; None for a subscription that is not active any more."""
        with self._database.transaction() as connection:
            row = _ENDPOINT.run(connection, {"id": webhook_id}).one_or_none()
        if row is None:
            return None
        return Endpoint(
            webhook_id=webhook_id, url=row.url, secrets=secrets_of(row), health=health_of(row)
        )

    def claim(
        self, webhook_id: str, *, now: datetime, until: datetime, limit: int
    ) -> Sequence[Due]:
        """Lease deliveries that wait behind no other of their session."""
        claimed = self._rows.claim(now=now, until=until, limit=limit, of=webhook_id)
        return [one.row for one in claimed]

    def settle(
        self, webhook_id: str, outcomes: Mapping[Due, Outcome], *, known: Health, now: datetime
    ) -> Health:
        """Store what became of deliveries, and how their endpoint is now.

        Where it was `known` to be well and all were taken, that is not written down again.
        """
        taken = [due.id for due, one in outcomes.items() if one.answered is Answered.TAKEN]
        failed = {due: one for due, one in outcomes.items() if one.answered is not Answered.TAKEN}
        if taken:
            self._rows.finish(taken)
            DELIVERIES.labels("delivered").inc(len(taken))
        for due, outcome in failed.items():
            self._put_off(due, outcome, now)
        if not failed and known == Health():
            return known
        # What was taken comes last: an endpoint that takes anything is well.
        in_order = [*failed.values(), *(Outcome(answered=Answered.TAKEN) for _ in taken[:1])]
        with self._database.transaction() as connection:
            return self._noted(connection, webhook_id, in_order, now)

    def _put_off(self, due: Due, outcome: Outcome, now: datetime) -> None:
        fate = fate_of(
            tries=due.tries + 1, due_since=due.due_since, now=now, jitter=random.uniform(0.5, 1)
        )
        if isinstance(fate, GivenUp) or outcome.answered is Answered.GONE:
            self._rows.park([due.id], because=ParkReason.REFUSED, reason=outcome.reason)
            DELIVERIES.labels("parked").inc()
        else:
            self._rows.postpone([due.id], until=fate.at, reason=outcome.reason)
            DELIVERIES.labels("retried").inc()

    def _noted(
        self, connection: Connection, webhook_id: str, outcomes: Sequence[Outcome], now: datetime
    ) -> Health:
        row = _HEALTH.run(connection, {"id": webhook_id}).one_or_none()
        if row is None:
            return Health(state=WebhookState.DISABLED)
        before = health = health_of(row)
        for outcome in outcomes:
            health = health_after(health, outcome, now=now, jitter=random.uniform(0.5, 1))
        if health.state is not before.state:
            log.warning(
                "a webhook gets nothing any more",
                webhook=webhook_id,
                state=health.state.value,
                failure=health.failure,
            )
        if health != before:
            _NOTE.run(connection, {"id": webhook_id, **_values(health)})
        return health


def _values(health: Health) -> dict[str, object]:
    return {
        "state": health.state.value,
        "failures": health.failures,
        "pauses": health.pauses,
        "failing_since": health.failing_since,
        "rests_until": health.rests_until,
        "failure": health.failure,
    }
