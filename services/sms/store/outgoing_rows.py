"""A message first in line as a row, which several statements return."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection

from services.runtime.logs import get_logger
from services.runtime.statements import Row, Statement
from services.sms.domain.messages import Outgoing, OwnErrorCode, Priority
from services.text.segments import Encoding

OUTGOING: Final = (
    "id, tenant, sender, subnumber, recipient, text, encoding, segments, priority, not_before,"
    " expires_at, lease_until, attempts, unclear_at"
)
"""The columns of an `Outgoing`."""

# Queued and without a lease: parked. What its conversation says later waits for it.
_PARK: Final = Statement(f"""
UPDATE sms.messages
SET lease_until = NULL, attempts = attempts + 1, error_code = '{OwnErrorCode.UNREADABLE}'
WHERE id = ANY(CAST(:ids AS uuid[])) AND status = 'queued'
""")

log = get_logger(__name__)


def readable(connection: Connection, rows: Iterable[Row]) -> list[Outgoing]:
    """Read rows that were leased just now; what nobody can read is parked and keeps no other."""
    read: list[Outgoing] = []
    unreadable: list[str] = []
    for row in rows:
        try:
            read.append(outgoing(row))
        except ValueError:
            unreadable.append(row.id)
    if unreadable:
        log.error("messages cannot be read", messages=unreadable)
        _PARK.run(connection, {"ids": unreadable})
    return read


def outgoing(row: Row) -> Outgoing:
    """Read an `Outgoing` from a row with the columns of `OUTGOING`."""
    return Outgoing(
        id=row.id,
        tenant=row.tenant,
        sender=row.sender,
        subnumber=row.subnumber,
        recipient=row.recipient,
        text=row.text,
        encoding=Encoding(row.encoding),
        segments=row.segments,
        priority=Priority(row.priority),
        not_before=row.not_before,
        expires_at=row.expires_at,
        lease_until=row.lease_until,
        attempts=row.attempts,
        unclear_at=row.unclear_at,
    )
