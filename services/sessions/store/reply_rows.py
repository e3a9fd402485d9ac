"""Replies as rows, and back."""

from typing import Any, Final

from services.engine.outcome import TakenReply, Verdict
from services.engine.state import AnswerValue
from services.runtime.statements import Row
from services.sessions.domain.reply import KeptReply, Reply
from services.sessions.domain.session import Address
from services.sessions.store.tables import replies

COLUMNS: Final = tuple(column.name for column in replies.columns)


def to_row(kept: KeptReply) -> dict[str, Any]:
    """Write a reply as a row."""
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
        "understood_by": taken.understood_by or None,
        "reminder": taken.reminder or None,
    }


def from_row(row: Row) -> KeptReply:
    """Read a reply from a row."""
    address = Address(sender=row.sender, subnumber=row.subnumber, phone=row.phone)
    reply = Reply(
        id=row.id,
        tenant=row.tenant,
        address=address,
        text=row.text,
        received_at=row.received_at,
        in_reply_to=None,
    )
    taken = TakenReply(
        verdict=Verdict(row.verdict),
        element_id=row.element_id,
        element_type=row.element_type,
        value=_value(row.value),
        option_ids=tuple(row.option_ids or ()),
        labels=tuple(row.labels or ()),
        comment=row.comment,
        reason=row.reason,
        attempts=row.attempts,
        shortened=row.shortened,
        understood_by=row.understood_by or "",
        reminder=row.reminder or 0,
    )
    return KeptReply(reply=reply, session_id=row.session_id, taken=taken)


def _value(stored: Any) -> AnswerValue | None:
    value: AnswerValue | None = tuple(stored) if isinstance(stored, list) else stored
    return value
