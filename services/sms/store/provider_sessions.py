"""SMS sessions that a provider names, and the conversations that they belong to, in Postgres.

The name comes with the answer to a conversation's first message. Where that answer was never heard, the
first unknown session of that phone is taken for it, if no other conversation could be meant.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from msgspec.structs import replace
from sqlalchemy import Connection

from services.runtime.arrays import arrays, unnest
from services.runtime.statements import Statement
from services.sms.domain.replies import NewReply
from services.sms.domain.senders import UNKNOWN_SLOT
from services.sms.domain.sending import Sent

_NAME: Final = Statement(f"""
UPDATE sms.reply_addresses AS address SET session_ref = input.session_ref
FROM {unnest({"id": "uuid", "session_ref": "text"})}
JOIN sms.messages AS message ON message.id = input.id
WHERE address.conversation_id = message.conversation_id
""")

_OF_MESSAGES: Final = Statement("""
SELECT message.id, address.session_ref
FROM sms.messages AS message
JOIN sms.reply_addresses AS address ON address.conversation_id = message.conversation_id
WHERE message.id = ANY(CAST(:ids AS uuid[])) AND address.session_ref IS NOT NULL
""")

_FIND: Final = Statement("""
SELECT subnumber FROM sms.reply_addresses
WHERE held AND recipient = :phone AND sender = :sender AND session_ref = :session
ORDER BY created_at DESC
LIMIT 1
""")

# One that had no message yet that left can have no session.
_ADOPT: Final = Statement("""
UPDATE sms.reply_addresses SET session_ref = :session
WHERE conversation_id = (
    SELECT min(address.conversation_id::text)::uuid
    FROM sms.reply_addresses AS address
    WHERE address.held AND address.recipient = :phone AND address.sender = :sender
        AND address.session_ref IS NULL AND address.subnumber <> ''
        AND address.ended_at IS NULL AND address.expires_at > :now
        AND EXISTS (
            SELECT 1 FROM sms.messages AS message
            WHERE message.conversation_id = address.conversation_id
                AND message.due_at <= :now
        )
    HAVING count(*) = 1
)
RETURNING subnumber
""")


def name_sessions(connection: Connection, sent: Sequence[Sent]) -> None:
    """Write down what the provider called the sessions of messages that it took."""
    named = [one for one in sent if one.session_ref is not None]
    if named:
        _NAME.run(connection, arrays(named, {"id": "uuid", "session_ref": "text"}))


def session_refs(connection: Connection, message_ids: Sequence[str]) -> Mapping[str, str]:
    """Return the sessions of messages by their ids, of those whose conversation has one."""
    rows = _OF_MESSAGES.run(connection, {"ids": list(message_ids)})
    return {row.id: row.session_ref for row in rows}


def in_its_conversation(connection: Connection, reply: NewReply, *, now: datetime) -> NewReply:
    """Return a reply with the subnumber that its session stands for."""
    about = {"phone": reply.phone, "sender": reply.sender, "session": reply.session}
    found = _FIND.run(connection, about).value_or_none()
    if found is None:
        found = _ADOPT.run(connection, {**about, "now": now}).value_or_none()
    return replace(reply, subnumber=UNKNOWN_SLOT if found is None else found)
