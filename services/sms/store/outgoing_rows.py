"""A message first in line as a row, which several statements return."""

from typing import Any, Final

from sqlalchemy import Row

from services.sms.domain.messages import Outgoing, Priority
from services.text.segments import Encoding

OUTGOING: Final = (
    "id, tenant, sender, subnumber, recipient, text, encoding, segments, priority, not_before,"
    " expires_at, lease_until, attempts"
)
"""The columns of an `Outgoing`."""


def outgoing(row: Row[Any]) -> Outgoing:
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
    )
