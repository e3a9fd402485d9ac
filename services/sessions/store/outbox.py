"""Deliveries that wait to be handed to the SMS gateway; a row is deleted when that is done."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from services.runtime.arrays import as_arrays, insert_rows
from services.runtime.database import Database
from services.runtime.leased import Leased
from services.runtime.logs import get_logger
from services.runtime.statements import RELAXED, Statement
from services.sessions.domain.delivery import Delivery, End, QueuedMessage
from services.sessions.domain.session import Address
from services.sessions.store.tables import outbox

_COLUMNS = ("id", "delivery", "lease_until")
_QUEUE = insert_rows(outbox, _COLUMNS)
_CLAIM = Statement(
    """
    UPDATE sessions.outbox SET lease_until = :until
    WHERE id IN (
        SELECT id FROM sessions.outbox WHERE lease_until <= :now
        ORDER BY id LIMIT :limit FOR UPDATE SKIP LOCKED
    )
    RETURNING id, delivery, attempts
    """
)
# A delivery handed on twice is harmless, so its end need not be durable at once.
_FINISH = Statement("DELETE FROM sessions.outbox WHERE id = ANY(CAST(:ids AS uuid[]))")
_POSTPONE = Statement(
    """
    UPDATE sessions.outbox SET lease_until = :until, attempts = attempts + 1, reason = :reason
    WHERE id = ANY(CAST(:ids AS uuid[]))
    """
)
_PARK = Statement(
    """
    UPDATE sessions.outbox
    SET lease_until = NULL, parked_at = now(), attempts = attempts + 1, reason = :reason
    WHERE id = ANY(CAST(:ids AS uuid[]))
    """
)
UNREADABLE = "UNREADABLE"
"""Why a row is parked that was written by nobody who writes as we do."""

log = get_logger(__name__)


def queue(
    connection: Connection, deliveries: Sequence[Delivery], *, leased_until: datetime
) -> None:
    """Store deliveries, leased to this process."""
    rows = (
        {"id": delivery.id, "delivery": _to_json(delivery), "lease_until": leased_until}
        for delivery in deliveries
    )
    _QUEUE.run(connection, as_arrays(outbox, _COLUMNS, rows))


class OutboxStore:
    """The outbox as `Handoff` needs it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, *, now: datetime, until: datetime, limit: int) -> Sequence[Leased[Delivery]]:
        """Lease rows whose lease ran out."""
        with self._database.transaction() as connection:
            rows = _CLAIM.run(connection, {"now": now, "until": until, "limit": limit})
        # RETURNING keeps no order, and what one session says has one.
        read = [(row, _read(row.id, row.delivery)) for row in sorted(rows, key=lambda row: row.id)]
        unreadable = [row.id for row, delivery in read if delivery is None]
        if unreadable:
            log.error("outbox rows cannot be read", rows=unreadable)
            self.park(unreadable, reason=UNREADABLE)
        return [
            leased(delivery, until=until, attempts=row.attempts)
            for row, delivery in read
            if delivery is not None
        ]

    def finish(self, ids: Sequence[str]) -> None:
        """Delete rows that were handed on."""
        with self._database.transaction() as connection:
            RELAXED.run(connection)
            _FINISH.run(connection, {"ids": list(ids)})

    def postpone(self, ids: Sequence[str], *, until: datetime, reason: str) -> None:
        """Count an attempt and let the rows be claimed again later."""
        with self._database.transaction() as connection:
            _POSTPONE.run(connection, {"ids": list(ids), "until": until, "reason": reason})

    def park(self, ids: Sequence[str], *, reason: str) -> None:
        """Put rows aside for a person."""
        with self._database.transaction() as connection:
            _PARK.run(connection, {"ids": list(ids), "reason": reason})


def leased(delivery: Delivery, *, until: datetime, attempts: int = 0) -> Leased[Delivery]:
    """Wrap a delivery for the handoff."""
    return Leased(id=delivery.id, key=delivery.key, until=until, attempts=attempts, row=delivery)


def _to_json(delivery: Delivery) -> dict[str, Any]:
    address = delivery.address
    written: dict[str, Any] = {
        "tenant": delivery.tenant,
        "session": delivery.session_id,
        "address": [address.sender, address.subnumber, address.phone],
        "messages": [_message_to_json(message) for message in delivery.messages],
    }
    if delivery.end is not None:
        written["end"] = [delivery.end.at.isoformat(), delivery.end.drop_through]
    return written


def _message_to_json(message: QueuedMessage) -> dict[str, Any]:
    return {
        "id": message.id,
        "sequence": message.sequence,
        "text": message.text,
        "kind": message.kind,
        "delay": message.delay_seconds,
        "expires": message.expires_at.isoformat(),
        "first": message.is_first,
    }


def _read(delivery_id: str, written: Any) -> Delivery | None:
    """Read a row; None for one that makes no sense, which must not keep the others waiting."""
    try:
        return _from_json(delivery_id, written)
    except (KeyError, ValueError, TypeError, AttributeError):
        return None


def _from_json(delivery_id: str, written: Mapping[str, Any]) -> Delivery:
    sender, subnumber, phone = written["address"]
    end = written.get("end")
    return Delivery(
        id=delivery_id,
        tenant=written["tenant"],
        session_id=written["session"],
        address=Address(sender=sender, subnumber=subnumber, phone=phone),
        messages=tuple(_message_from_json(message) for message in written["messages"]),
        end=End(at=datetime.fromisoformat(end[0]), drop_through=end[1]) if end else None,
    )


def _message_from_json(written: Mapping[str, Any]) -> QueuedMessage:
    return QueuedMessage(
        id=written["id"],
        sequence=written["sequence"],
        text=written["text"],
        kind=written["kind"],
        delay_seconds=written["delay"],
        expires_at=datetime.fromisoformat(written["expires"]),
        is_first=written["first"],
    )
