"""The leased tables of the SMS gateway: replies, delivery reports, and callbacks to read once more.

Each is one declaration, from which come its store (`LeasedRows`) and its parked items. The queue of
messages is no such table: a message waits for its turn, its sender and its pace (`send_queue`).
"""

from typing import Final

from services.runtime.leased_rows import LeasedTable
from services.runtime.statements import Row
from services.sms.domain.kept_callbacks import KeptCallback
from services.sms.domain.replies import Reply
from services.sms.store.inbox import REPLY_COLUMNS, reply_of


def _callback(row: Row) -> KeptCallback:
    return KeptCallback(
        id=row.id,
        provider=row.provider,
        kind=row.kind,
        method=row.method,
        target=row.target,
        headers=row.headers,
        raw=bytes(row.raw),
        received_at=row.received_at,
    )


def _id(row: Row) -> str:
    read: str = row.id
    return read


REPLIES: Final[LeasedTable[Reply]] = LeasedTable(
    name="sms.inbox",
    kind="reply",
    columns=REPLY_COLUMNS,
    read=reply_of,
    key="item.phone",
    came_in="item.received_at",
    tenant="item.tenant",
    phone="item.phone",
    # What was erased is not there any more, although its row is.
    existing="item.phone <> ''",
)

# Leased by id alone: `StatusReports` finds and applies what they say. Reports on one message keep their
# order. One on something that was never ours is looked for less and less often, and one that overtook
# our bookkeeping is found soon.
REPORTS: Final[LeasedTable[str]] = LeasedTable(
    name="sms.status_reports",
    kind="report",
    columns=(),
    shown=("provider", "provider_message_id", "message_id", "status", "error_code", "reported_at"),
    read=_id,
    key="coalesce(item.message_id::text, item.provider_message_id, item.id::text)",
    came_in="item.reported_at",
    tenant="coalesce(message.tenant, '')",
    phone="coalesce(message.recipient, '')",
    joined="LEFT JOIN sms.messages AS message ON message.id = item.message_id",
    postponed_by_age=True,
)

# Whose they are is not known before they are understood. One key for all: one lane, and so the order
# in which they came in. What was understood is a reply or a report, and not kept twice.
CALLBACKS: Final[LeasedTable[KeptCallback]] = LeasedTable(
    name="sms.unreadable_callbacks",
    kind="callback",
    columns=("provider", "kind", "method", "target", "headers", "raw", "received_at"),
    read=_callback,
    key="''",
    came_in="item.received_at",
    tenant="''",
    phone="''",
    inserted_unreadable=True,
    deleted=True,
)
