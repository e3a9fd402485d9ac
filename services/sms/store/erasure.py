"""Takes the number and the texts of a phone out of everything of a tenant; the rows stay."""

from typing import Final

from sqlalchemy import Connection

from services.runtime.statements import Statement
from services.sms.domain.erasure import ErasedRecipient
from services.sms.domain.messages import OwnErrorCode

# In id order, as everywhere, so that two transactions do not wait for each other.
_MESSAGES: Final = Statement(f"""
UPDATE sms.messages
SET recipient = '', text = '', lease_until = NULL,
    status = CASE WHEN status = 'queued' THEN 'failed' ELSE status END,
    error_code = CASE WHEN status = 'queued' THEN '{OwnErrorCode.DROPPED}' ELSE error_code END
WHERE id = ANY(ARRAY(
    SELECT id FROM sms.messages WHERE recipient = :phone AND tenant = :tenant
    ORDER BY id FOR UPDATE
))
""")
# What has not been handed on yet never will be.
_INBOX: Final = Statement("""
UPDATE sms.inbox SET phone = '', text = '', lease_until = NULL
WHERE id = ANY(ARRAY(
    SELECT id FROM sms.inbox WHERE phone = :phone AND tenant = :tenant ORDER BY id FOR UPDATE
))
""")
_PARTS: Final = Statement("""
UPDATE sms.inbound_parts SET phone = '', text = '', given_out_at = coalesce(given_out_at, received_at)
WHERE phone = :phone AND tenant = :tenant
""")
# Let go at once: held by nobody, many of them would seem to be of one phone.
_ADDRESSES: Final = Statement("""
UPDATE sms.reply_addresses SET recipient = '', held = false
WHERE recipient = :phone AND tenant = :tenant
""")
# Nobody knows whose it is, nor what is in it: what has the number's digits names the phone.
_CALLBACKS: Final = Statement("""
DELETE FROM sms.unreadable_callbacks WHERE id = ANY(ARRAY(
    SELECT id FROM sms.unreadable_callbacks
    WHERE position(CAST(:digits AS text) IN encode(raw, 'escape')) > 0
        OR position(CAST(:digits AS text) IN target) > 0
        OR position(CAST(:digits AS text) IN CAST(headers AS text)) > 0
    ORDER BY id FOR UPDATE
))
""")


class PostgresRecipients:
    """Phones on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def erase(self, tenant: str, phone: str) -> ErasedRecipient:
        """Blank everything of the tenant that names the phone."""
        values = {"tenant": tenant, "phone": phone}
        _PARTS.run(self._connection, values)
        return ErasedRecipient(
            sent_messages=_MESSAGES.run(self._connection, values).changed,
            received_messages=_INBOX.run(self._connection, values).changed,
            reply_addresses=_ADDRESSES.run(self._connection, values).changed,
            callbacks=_CALLBACKS.run(self._connection, {"digits": phone.removeprefix("+")}).changed,
        )
