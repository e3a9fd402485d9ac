"""Parts of long texts in Postgres: kept until their whole is there, or late.

Which whole a part belongs to is decided by `services.sms.domain.reply_parts`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from services.runtime.database import Database
from services.runtime.ids import new_id
from services.runtime.statements import RELAXED, Row, Statement
from services.sms.domain.provider import ReplyPart
from services.sms.domain.replies import NewReply
from services.sms.domain.reply_parts import KNOWN_FOR, KeptPart, is_complete, joined, whole_of

_COLUMNS: Final = (
    "id, whole, tenant, provider, provider_message_id, sender, subnumber, session, phone, reference,"
    " number, total, text, received_at, given_out_at IS NOT NULL AS is_given_out"
)
# Two parts of one whole may come to two processes at once: the second waits, and sees the first.
_LOCK: Final = Statement(
    "SELECT pg_advisory_xact_lock(hashtextextended(CAST(:key AS text), 0)) AS done"
)
_KNOWN: Final = Statement(f"""
SELECT {_COLUMNS} FROM sms.inbound_parts
WHERE phone = :phone AND sender = :sender AND reference = :reference
    AND provider = :provider AND total = :total
ORDER BY received_at, id
""")
_ADD: Final = Statement("""
INSERT INTO sms.inbound_parts
    (id, whole, tenant, provider, provider_message_id, sender, subnumber, session, phone, reference,
     number, total, text, received_at)
VALUES (:id, :whole, :tenant, :provider, :provider_message_id, :sender, :subnumber, :session, :phone,
    :reference, :number, :total, :text, :received_at)
""")
_OPEN: Final = Statement(f"""
SELECT {_COLUMNS} FROM sms.inbound_parts
WHERE whole = CAST(:whole AS uuid) AND given_out_at IS NULL
""")
_GIVE_OUT: Final = Statement(
    "UPDATE sms.inbound_parts SET given_out_at = :now WHERE whole = CAST(:whole AS uuid)"
)
_LATE: Final = Statement("""
SELECT DISTINCT whole FROM sms.inbound_parts
WHERE received_at < :before AND given_out_at IS NULL
LIMIT :limit
""")
_FORGET: Final = Statement(
    "DELETE FROM sms.inbound_parts WHERE received_at < :before AND given_out_at IS NOT NULL"
)


class InboundParts:
    """The parts on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, parts: Sequence[NewReply], *, now: datetime) -> Sequence[NewReply]:
        """Keep parts received now, dropping those already known; returns the wholes that are complete."""
        # In one order, so that two transactions do not wait for each other.
        for key in sorted({_key(part) for part in parts}):
            _LOCK.run(self._connection, {"key": key})
        wholes = [self._add_one(part, now) for part in parts]
        return [whole for whole in wholes if whole is not None]

    def late(self, *, before: datetime, limit: int) -> Sequence[str]:
        """Return wholes of which a part came before, and that were not given out."""
        rows = _LATE.run(self._connection, {"before": before, "limit": limit})
        return [row.whole for row in rows]

    def give_out(self, whole: str, *, now: datetime) -> NewReply | None:
        """Return what a whole says as far as it is there; None when it was given out meanwhile."""
        parts = self._open(whole)
        if not parts:
            return None
        _LOCK.run(self._connection, {"key": _key(parts[0].reply)})
        return self._given_out(self._open(whole), now)

    def _add_one(self, part: NewReply, now: datetime) -> NewReply | None:
        assert part.part is not None
        about = {
            "phone": part.phone,
            "sender": part.sender,
            "provider": part.provider,
            "reference": part.part.reference,
            "total": part.part.total,
        }
        known = [_kept(row) for row in _KNOWN.run(self._connection, about)]
        whole = whole_of(part, known, new_whole=new_id())
        if whole is None:
            return None
        values = {
            **about,
            "id": part.id,
            "whole": whole,
            "tenant": part.tenant,
            "provider_message_id": part.provider_message_id,
            "subnumber": part.subnumber,
            "session": part.session,
            "number": part.part.number,
            "text": part.text,
            "received_at": now,
        }
        _ADD.run(self._connection, values)
        parts = self._open(whole)
        return self._given_out(parts, now) if is_complete(parts) else None

    def _open(self, whole: str) -> Sequence[KeptPart]:
        return [_kept(row) for row in _OPEN.run(self._connection, {"whole": whole})]

    def _given_out(self, parts: Sequence[KeptPart], now: datetime) -> NewReply | None:
        if not parts:
            return None
        _GIVE_OUT.run(self._connection, {"whole": parts[0].whole, "now": now})
        return joined(parts)


class ForgottenParts:
    """Parts that cannot come again; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def forget(self, now: datetime) -> int:
        """Delete parts that are known for long enough; returns how many there were."""
        with self._database.transaction() as connection:
            RELAXED.run(connection)
            return _FORGET.run(connection, {"before": now - KNOWN_FOR}).changed


def _key(part: NewReply) -> str:
    reference = part.part.reference if part.part else ""
    return f"svar.sms.part:{part.provider}:{part.sender}:{part.phone}:{reference}"


def _kept(row: Row) -> KeptPart:
    reply = NewReply(
        id=row.id,
        tenant=row.tenant,
        provider=row.provider,
        provider_message_id=row.provider_message_id,
        sender=row.sender,
        subnumber=row.subnumber,
        phone=row.phone,
        text=row.text,
        session=row.session,
        part=ReplyPart(reference=row.reference, number=row.number, total=row.total),
    )
    return KeptPart(
        whole=row.whole,
        number=row.number,
        total=row.total,
        reply=reply,
        received_at=row.received_at,
        is_given_out=row.is_given_out,
    )
