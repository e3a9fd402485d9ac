"""Which conversation has which reply address, in Postgres.

A unique index over held subnumbers of one phone decides between transactions; who loses chooses again.
"""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Final

from sqlalchemy import Connection

from services.runtime.arrays import arrays, unnest
from services.runtime.statements import Row, Statement
from services.sms.domain.messages import ConversationEnd
from services.sms.domain.reply_addresses import AddressClaim, HeldAddress

_HELD: Final = """
SELECT conversation_id, sender, subnumber, recipient, created_at,
    coalesce(ended_at, expires_at) AS over_at
FROM sms.reply_addresses
"""

_OF_CONVERSATIONS: Final = Statement(
    f"{_HELD} WHERE conversation_id = ANY(CAST(:conversation_ids AS uuid[]))"
)

_OF_RECIPIENTS: Final = Statement(f"""
SELECT held.*
FROM {unnest({"sender": "text", "recipient": "text"})}, LATERAL (
    {_HELD}
    WHERE held AND recipient = input.recipient AND sender = input.sender
    OFFSET 0
) AS held
""")

_RELEASE: Final = Statement("""
UPDATE sms.reply_addresses SET held = false
WHERE conversation_id = ANY(ARRAY(
    SELECT conversation_id FROM sms.reply_addresses
    WHERE conversation_id = ANY(CAST(:conversation_ids AS uuid[])) AND held
    ORDER BY conversation_id
    FOR UPDATE
)) AND held
""")

_TAKE: Final = Statement("""
INSERT INTO sms.reply_addresses
    (conversation_id, tenant, sender, subnumber, recipient, created_at, expires_at, held)
SELECT conversation_id, tenant, sender, subnumber, recipient, :now, expires_at, true
FROM unnest(
    CAST(:conversation_id AS uuid[]), CAST(:tenant AS text[]), CAST(:sender AS text[]),
    CAST(:subnumber AS text[]), CAST(:recipient AS text[]), CAST(:expires_at AS timestamptz[])
) AS input (conversation_id, tenant, sender, subnumber, recipient, expires_at)
ORDER BY recipient, sender, subnumber, conversation_id
ON CONFLICT DO NOTHING
RETURNING conversation_id
""")

_END_COLUMNS: Final = {"conversation_id": "uuid", "ended_at": "timestamptz"}
_END: Final = Statement(f"""
UPDATE sms.reply_addresses AS address SET ended_at = input.ended_at
FROM {unnest(_END_COLUMNS)}
WHERE address.conversation_id = input.conversation_id AND address.ended_at IS NULL
""")


class PostgresReplyAddresses:
    """Reply addresses on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_conversations(self, conversation_ids: Sequence[str]) -> Sequence[HeldAddress]:
        """Return the address of each conversation that has one."""
        rows = _OF_CONVERSATIONS.run(self._connection, {"conversation_ids": list(conversation_ids)})
        return [_held(row) for row in rows]

    def held(self, pairs: Sequence[tuple[str, str]]) -> Sequence[HeldAddress]:
        """Return all addresses that these (sender, recipient) have or had."""
        values = {
            "sender": [sender for sender, _ in pairs],
            "recipient": [recipient for _, recipient in pairs],
        }
        return [_held(row) for row in _OF_RECIPIENTS.run(self._connection, values)]

    def take(self, claims: Sequence[AddressClaim], *, now: datetime) -> Sequence[str]:
        """Give addresses to conversations; returns the conversations that got theirs."""
        released = [
            claim.chosen.instead_of for claim in claims if claim.chosen.instead_of is not None
        ]
        if released:
            _RELEASE.run(self._connection, {"conversation_ids": released})
        rows = _TAKE.run(self._connection, {**_values(claims), "now": now})
        return [row.conversation_id for row in rows]

    def end(self, ends: Sequence[ConversationEnd]) -> None:
        """Begin the quarantine of what these conversations have; for ones without: nothing."""
        if ends:
            ordered = sorted(ends, key=attrgetter("conversation_id"))
            _END.run(self._connection, arrays(ordered, _END_COLUMNS))


def _values(claims: Sequence[AddressClaim]) -> dict[str, list[object]]:
    return {
        "conversation_id": [claim.conversation_id for claim in claims],
        "tenant": [claim.tenant for claim in claims],
        "sender": [claim.chosen.sender.address for claim in claims],
        "subnumber": [claim.chosen.subnumber for claim in claims],
        "recipient": [claim.recipient for claim in claims],
        "expires_at": [claim.expires_at for claim in claims],
    }


def _held(row: Row) -> HeldAddress:
    return HeldAddress(
        conversation_id=row.conversation_id,
        sender=row.sender,
        subnumber=row.subnumber,
        recipient=row.recipient,
        created_at=row.created_at,
        over_at=row.over_at,
    )
