"""Queues what happened to sessions for those who subscribed, in the transaction that takes it in.

Not for sending. A tenant without subscriptions costs nothing, and no tenant with any one look.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

import msgspec
from sqlalchemy import Connection

from services.results.domain.events import Event, Known, events_between, is_news, known_of
from services.results.domain.source import SourceSession
from services.results.domain.webhooks import WebhookState
from services.results.store.forgetting_deliveries import forget_deliveries
from services.results.store.tables import deliveries
from services.runtime.arrays import as_arrays, insert_rows
from services.runtime.logs import get_logger
from services.runtime.statements import Row, Statement

log = get_logger(__name__)

_COLUMNS: Final = (
    "id",
    "webhook_id",
    "tenant",
    "session_id",
    "place",
    "event_id",
    "type",
    "body",
    "created_at",
    "due_since",
    "lease_until",
)
_SUBSCRIBED: Final = Statement(
    "SELECT id, tenant, events, state, created_at FROM results.webhooks ORDER BY id"
)
_WANTS_EVENTS: Final = frozenset({WebhookState.ACTIVE, WebhookState.FAILING})
_KNOWN: Final = Statement(
    "SELECT id, phone, body FROM results.responses WHERE id = ANY(CAST(:ids AS uuid[]))"
)
_QUEUE: Final = insert_rows(deliveries, _COLUMNS, tail="ON CONFLICT (id) DO NOTHING")
_EVENTS_A_PLACE: Final = 2**16
"""More than a session has in one write; a place in the feed has 47 bits left."""


def queue_events(
    connection: Connection, sessions: Sequence[SourceSession], *, position: int, now: datetime
) -> None:
    """Queue what has happened to sessions since they were last stored; call it before they are stored anew.

    `position` is the last place in the feed that was given away, so that what is queued later comes later.
    Of who is forgotten nothing waits any more.
    """
    by_tenant: dict[str, list[Row]] = {}
    for row in _SUBSCRIBED.run(connection):
        by_tenant.setdefault(row.tenant, []).append(row)
    told = [one for one in sessions if one.tenant in by_tenant]
    if not told:
        return
    found = {row.id: row for row in _KNOWN.run(connection, {"ids": [one.id for one in told]})}
    forgotten = [one.id for one in told if not one.phone and one.id in found]
    forget_deliveries(connection, forgotten)
    known = {session_id: _known(session_id, row.body) for session_id, row in found.items()}
    rows = [
        row
        for one in told
        if one.id not in known or known[one.id] is not None
        for row in _rows(one, known.get(one.id), by_tenant[one.tenant], position, now)
    ]
    if rows:
        _QUEUE.run(connection, as_arrays(deliveries, _COLUMNS, rows))


def _known(session_id: str, body: str) -> Known | None:
    """Read what was known; None where nobody can, since figures must not wait for what webhooks cannot read."""
    try:
        return known_of(body)
    except msgspec.MsgspecError:
        log.error("a response cannot be read, so nothing is told of it", session=session_id)
        return None


def _rows(
    session: SourceSession,
    known: Known | None,
    subscribed: Sequence[Row],
    position: int,
    now: datetime,
) -> Iterator[Mapping[str, Any]]:
    events = events_between(known, session, now=now)
    for webhook in subscribed if events else ():
        is_wanted = webhook.state in _WANTS_EVENTS
        if is_wanted and is_news(session, known, subscribed_at=webhook.created_at):
            wanted = set(webhook.events)
            for number, event in enumerate(events):
                if event.type in wanted:
                    place = position * _EVENTS_A_PLACE + number
                    yield {"place": place, **_row(event, webhook, now)}


def _row(event: Event, webhook: Row, now: datetime) -> Mapping[str, Any]:
    return {
        "id": delivery_id(webhook.id, event.id),
        "webhook_id": webhook.id,
        "tenant": webhook.tenant,
        "session_id": event.session_id,
        "event_id": event.id,
        "type": event.type.value,
        "body": event.body,
        "created_at": now,
        "due_since": now,
        "lease_until": now,
    }


def delivery_id(webhook_id: str, event_id: str) -> str:
    """Return the id of the delivery of an event to a subscription: the same each time."""
    return str(uuid5(UUID(webhook_id), event_id))
