"""`ports.Erasures` in Postgres, and the declaration of their table as a leased one."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from services.runtime.leased_rows import LeasedTable
from services.runtime.statements import Row, Statement
from services.sessions.domain.erasure import ErasedMessages, Erasure, Remaining

_COLUMNS: Final = (
    "tenant",
    "phone",
    "asked_at",
    "sessions",
    "replies",
    "remaining",
    "sent_messages",
    "received_messages",
    "callbacks",
    "is_read",
    "done_at",
)

_ADD: Final = Statement("""
INSERT INTO sessions.erasures
    (id, tenant, phone, asked_at, transaction_id, sessions, replies, remaining, lease_until)
VALUES (:id, :tenant, :phone, :asked_at, CAST(CAST(pg_current_xact_id() AS text) AS bigint),
    :sessions, :replies, CAST(:remaining AS text[]), :lease_until)
""")
_GET: Final = Statement(f"""
SELECT id, {", ".join(_COLUMNS)} FROM sessions.erasures
WHERE tenant = :tenant AND id = CAST(:id AS uuid)
""")
_SAVE: Final = Statement("""
UPDATE sessions.erasures SET sessions = :sessions, replies = :replies,
    remaining = CAST(:remaining AS text[]), sent_messages = :sent, received_messages = :received,
    callbacks = :callbacks, is_read = :is_read, done_at = :done_at,
    phone = CASE WHEN :is_done THEN '' ELSE phone END,
    lease_until = CASE WHEN :is_done THEN NULL ELSE lease_until END
WHERE id = CAST(:id AS uuid)
""")
# A reader has taken in all that is not after its mark.
_IS_READ: Final = Statement("""
SELECT NOT EXISTS (
    SELECT 1 FROM sessions.change_marks AS mark
    WHERE mark.name <> '' AND mark.transaction_id < erasure.transaction_id
)
FROM sessions.erasures AS erasure WHERE erasure.id = CAST(:id AS uuid)
""")


def _erasure(row: Row) -> Erasure:
    told = row.sent_messages is not None
    return Erasure(
        id=row.id,
        tenant=row.tenant,
        phone=row.phone,
        asked_at=row.asked_at,
        sessions=row.sessions,
        replies=row.replies,
        remaining=[Remaining(one) for one in row.remaining],
        messages=ErasedMessages(
            sent=row.sent_messages, received=row.received_messages, callbacks=row.callbacks
        )
        if told
        else None,
        is_read=row.is_read,
        done_at=row.done_at,
    )


ERASURES: Final[LeasedTable[Erasure]] = LeasedTable(
    name="sessions.erasures",
    kind="erasure",
    columns=_COLUMNS,
    read=_erasure,
    key="''",
    came_in="item.asked_at",
    tenant="item.tenant",
    phone="item.phone",
)


class PostgresErasures:
    """`ports.Erasures` on one open transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, erasure: Erasure, *, leased_until: datetime) -> None:
        """Store a new one, leased to this process; it is read when the changes of this transaction are."""
        _ADD.run(
            self._connection,
            {
                "id": erasure.id,
                "tenant": erasure.tenant,
                "phone": erasure.phone,
                "asked_at": erasure.asked_at,
                "sessions": erasure.sessions,
                "replies": erasure.replies,
                "remaining": [one.value for one in erasure.remaining],
                "lease_until": leased_until,
            },
        )

    def get(self, tenant: str, erasure_id: str) -> Erasure | None:
        """Return one of a tenant."""
        row = _GET.run(self._connection, {"tenant": tenant, "id": erasure_id}).one_or_none()
        return None if row is None else _erasure(row)

    def save(self, erasure: Erasure) -> None:
        """Store how far it has come; without phone and lease once it is done."""
        messages = erasure.messages
        _SAVE.run(
            self._connection,
            {
                "id": erasure.id,
                "sessions": erasure.sessions,
                "replies": erasure.replies,
                "remaining": [one.value for one in erasure.remaining],
                "sent": messages and messages.sent,
                "received": messages and messages.received,
                "callbacks": messages and messages.callbacks,
                "is_read": erasure.is_read,
                "done_at": erasure.done_at,
                "is_done": erasure.done_at is not None,
            },
        )

    def is_read(self, erasure_id: str) -> bool:
        """Say whether every reader of the changes has passed it."""
        return bool(_IS_READ.run(self._connection, {"id": erasure_id}).value_or_none())
