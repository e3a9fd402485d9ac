"""Statements on replies: what came in, and what became of it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from services.engine.outcome import TakenReply, Verdict
from services.engine.state import AnswerValue
from services.runtime.arrays import as_arrays, insert_rows
from services.runtime.statements import Statement
from services.sessions.domain.reply import KeptReply, Reply
from services.sessions.domain.session import Address
from services.sessions.store.tables import replies

_COLUMNS = tuple(column.name for column in replies.columns)
_KEEP = insert_rows(replies, _COLUMNS, tail="ON CONFLICT (id) DO NOTHING RETURNING id")
_KNOWN = Statement("SELECT id FROM sessions.replies WHERE id = ANY(CAST(:ids AS uuid[]))")


def known(connection: Connection, reply_ids: Sequence[str]) -> set[str]:
    """Return which of these replies are stored already."""
    return {row[0] for row in _KNOWN.run(connection, {"ids": list(reply_ids)})}


def keep(connection: Connection, kept: Sequence[KeptReply]) -> set[str]:
    """Store replies; one stored already stays as it is. Returns the ids of the new ones."""
    # In id order, so that two batches with the same replies do not wait for each other.
    ordered = sorted(kept, key=lambda one: one.reply.id)
    rows = _KEEP.run(connection, as_arrays(replies, _COLUMNS, map(_to_row, ordered)))
    return set(rows.values())


def of_session(connection: Connection, session_id: str) -> list[KeptReply]:
    """Return the replies of a session, in the order received."""
    statement = select(replies).where(replies.c.session_id == session_id)
    rows = connection.execute(statement.order_by(replies.c.received_at, replies.c.id))
    return [_from_row(row) for row in rows.mappings()]


def _to_row(kept: KeptReply) -> dict[str, Any]:
    reply, taken = kept.reply, kept.taken
    return {
        "id": reply.id,
        "tenant": reply.tenant,
        "session_id": kept.session_id,
        "sender": reply.address.sender,
        "subnumber": reply.address.subnumber,
        "phone": reply.address.phone,
        "text": reply.text,
        "received_at": reply.received_at,
        "verdict": taken.verdict.value,
        "element_id": taken.element_id,
        "element_type": taken.element_type,
        "value": taken.value,
        "option_ids": list(taken.option_ids) or None,
        "labels": list(taken.labels) or None,
        "comment": taken.comment,
        "reason": taken.reason,
        "attempts": taken.attempts,
        "shortened": taken.shortened,
    }


def _from_row(row: RowMapping) -> KeptReply:
    address = Address(sender=row["sender"], subnumber=row["subnumber"], phone=row["phone"])
    reply = Reply(
        id=row["id"],
        tenant=row["tenant"],
        address=address,
        text=row["text"],
        received_at=row["received_at"],
        in_reply_to=None,
    )
    taken = TakenReply(
        verdict=Verdict(row["verdict"]),
        element_id=row["element_id"],
        element_type=row["element_type"],
        value=_value(row["value"]),
        option_ids=tuple(row["option_ids"] or ()),
        labels=tuple(row["labels"] or ()),
        comment=row["comment"],
        reason=row["reason"],
        attempts=row["attempts"],
        shortened=row["shortened"],
    )
    return KeptReply(reply=reply, session_id=row["session_id"], taken=taken)


def _value(stored: Any) -> AnswerValue | None:
    value: AnswerValue | None = tuple(stored) if isinstance(stored, list) else stored
    return value
