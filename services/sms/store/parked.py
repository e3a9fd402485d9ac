"""What the SMS gateway has parked: replies, delivery reports, messages and callbacks.

Each is given back with the time that it came in, so that those of one phone are swept in their order.
"""

from typing import Final

from services.runtime.database import Database
from services.runtime.park_reason import ParkReason
from services.runtime.parked import ParkedItems, ParkedTable
from services.sms.domain.messages import OwnErrorCode
from services.sms.store.leased_tables import CALLBACKS, REPLIES, REPORTS
from services.sms.store.tables import audit

_MESSAGES: Final = ParkedTable(
    kind="message",
    name="sms.messages",
    tenant="item.tenant",
    phone="item.recipient",
    since="item.created_at",
    because=f"'{ParkReason.UNREADABLE}'",
    reason="item.error_code",
    parked=f"""
        item.error_code = '{OwnErrorCode.UNREADABLE}' AND item.status = 'queued'
        AND item.lease_until IS NULL
    """,
    given_back="lease_until = item.created_at",
    content=(
        *("conversation_id", "sequence", "sender", "subnumber", "recipient", "text", "kind"),
        *("provider", "created_at", "due_at", "expires_at", "error_code"),
    ),
    # No `dropped`: the messages behind it in its conversation would wait for ever.
)


def parked_items(database: Database) -> ParkedItems:
    """Return what is parked in the schema `sms`."""
    tables = [REPLIES.parked, REPORTS.parked, _MESSAGES, CALLBACKS.parked]
    return ParkedItems(database, tables, audit=audit)
