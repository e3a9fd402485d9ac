"""What handsets show, read from the messages sent to them and the replies that came from them."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection

from services.runtime.statements import Statement
from services.sms.domain.handset import HandsetMessage

_SHOWN: Final = Statement("""
SELECT sent_by_handset, own, phone, text, at FROM (
    SELECT false AS sent_by_handset, sender || subnumber AS own, recipient AS phone, text,
        sent_at AS at, id
    FROM sms.messages
    WHERE recipient = :phone AND sender = ANY(CAST(:senders AS text[]))
        AND due_at IS NOT NULL AND sent_at IS NOT NULL
    UNION ALL
    SELECT true, sender || subnumber, phone, text, received_at, id
    FROM sms.inbox
    WHERE phone = :phone AND sender = ANY(CAST(:senders AS text[]))
) AS everything
ORDER BY at DESC, id DESC
LIMIT :limit
""")

# Of what a conversation says next, the first has a lease.
_MORE_TO_COME: Final = Statement("""
SELECT EXISTS (
    SELECT 1 FROM sms.messages
    WHERE lease_until IS NOT NULL AND status = 'queued' AND recipient = :phone
        AND sender = ANY(CAST(:senders AS text[]))
) AS more
""")


class PostgresHandsets:
    """Handsets on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def shown(self, phone: str, senders: Sequence[str], *, limit: int) -> Sequence[HandsetMessage]:
        """Return the last messages between a phone and senders, oldest first."""
        rows = _SHOWN.run(
            self._connection, {"phone": phone, "senders": list(senders), "limit": limit}
        )
        return [
            HandsetMessage(
                sent_by_handset=row.sent_by_handset,
                from_=row.phone if row.sent_by_handset else row.own,
                to=row.own if row.sent_by_handset else row.phone,
                text=row.text,
                at=row.at,
            )
            for row in reversed(rows)
        ]

    def more_to_come(self, phone: str, senders: Sequence[str]) -> bool:
        """True while a message of these senders waits to go to a phone."""
        rows = _MORE_TO_COME.run(self._connection, {"phone": phone, "senders": list(senders)})
        return any(row.more for row in rows)
