"""Deletes what is queued or kept of people who are forgotten, and what is old."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from services.results.domain.webhooks import WebhookState
from services.results.store.delivery_figures import DELIVERIES, WEBHOOKS
from services.runtime.database import Database
from services.runtime.park_reason import ParkReason
from services.runtime.statements import Statement

KEPT: Final = timedelta(days=7)
PARKED_KEPT: Final = timedelta(days=30)
AT_A_TIME: Final = 5_000
"""Deliveries in one transaction, so that none holds locks for long."""

_OF_SESSIONS: Final = Statement("""
DELETE FROM results.deliveries WHERE id = ANY(ARRAY(
    SELECT id FROM results.deliveries WHERE session_id = ANY(CAST(:ids AS uuid[]))
    ORDER BY id FOR UPDATE
))
""")
_WEBHOOKS: Final = Statement("SELECT id, state FROM results.webhooks ORDER BY id")
_OLD: Final = Statement("""
DELETE FROM results.deliveries WHERE id = ANY(ARRAY(
    SELECT id FROM results.deliveries
    WHERE webhook_id = :webhook_id AND created_at < :before
        AND (parked_at IS NULL OR created_at < :parked_before) AND lease_until IS NULL
    ORDER BY created_at LIMIT :limit FOR UPDATE SKIP LOCKED
))
""")
_OF_REMOVED: Final = Statement("""
DELETE FROM results.deliveries WHERE id = ANY(ARRAY(
    SELECT id FROM results.deliveries WHERE webhook_id = :webhook_id LIMIT :limit
))
""")
_REMOVED: Final = Statement(f"""
DELETE FROM results.webhooks
WHERE id = :webhook_id AND state = '{WebhookState.REMOVED}'
""")
_PARK: Final = Statement(f"""
UPDATE results.deliveries SET lease_until = NULL, parked_at = now(),
    park_reason = '{ParkReason.REFUSED}', reason = coalesce(reason, :reason)
WHERE id = ANY(ARRAY(
    SELECT id FROM results.deliveries
    WHERE webhook_id = :webhook_id AND lease_until <= :now
    ORDER BY lease_until LIMIT :limit FOR UPDATE SKIP LOCKED
))
""")


def forget_deliveries(connection: Connection, session_ids: Sequence[str]) -> None:
    """Delete every event, sent, waiting or parked, of sessions that are gone or whose person is forgotten.

    One that is under way at this moment may still arrive.
    """
    if session_ids:
        _OF_SESSIONS.run(connection, {"ids": list(session_ids)})


def tidy_deliveries(database: Database, *, now: datetime) -> None:
    """Delete what is old or of removed subscriptions; park what waits for those that are not active."""
    with database.transaction() as connection:
        known = _WEBHOOKS.run(connection)
    count = Counter(webhook.state for webhook in known)
    for state in WebhookState:
        WEBHOOKS.labels(state.value).set(count[state])
    for webhook in known:
        values: dict[str, object] = {
            "webhook_id": webhook.id,
            "before": now - KEPT,
            "parked_before": now - PARKED_KEPT,
            "limit": AT_A_TIME,
        }
        if webhook.state == WebhookState.REMOVED:
            _all_of_it(database, _OF_REMOVED, values)
            with database.transaction() as connection:
                _REMOVED.run(connection, values)
            continue
        _all_of_it(database, _OLD, values)
        if webhook.state != WebhookState.ACTIVE:
            reason = f"WEBHOOK_{webhook.state.upper()}"
            parked = _all_of_it(database, _PARK, {**values, "now": now, "reason": reason})
            DELIVERIES.labels("parked").inc(parked)


def _all_of_it(database: Database, statement: Statement, values: dict[str, object]) -> int:
    """Run a statement until it finds nothing more; returns how many rows it changed."""
    total, changed = 0, AT_A_TIME
    while changed == AT_A_TIME:
        with database.transaction() as connection:
            changed = statement.run(connection, values).changed
        total += changed
    return total
