"""Deliveries that wait to be handed to the SMS gateway; a row is deleted when that is done."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from services.runtime.leased_rows import LeasedTable
from services.runtime.statements import Row
from services.sessions.domain.delivery import Delivery, End, Priority, QueuedMessage
from services.sessions.domain.session import Address


def to_json(delivery: Delivery) -> dict[str, Any]:
    """Write a delivery as it is kept."""
    address = delivery.address
    written: dict[str, Any] = {
        "tenant": delivery.tenant,
        "session": delivery.session_id,
        "address": [address.sender, address.subnumber, address.phone],
        "messages": [_message_to_json(message) for message in delivery.messages],
    }
    if delivery.end is not None:
        written["end"] = [delivery.end.at.isoformat(), delivery.end.drop_through]
    if delivery.replied_at is not None:
        written["replied"] = delivery.replied_at.isoformat()
    if delivery.withdraw_through:
        written["withdraw"] = delivery.withdraw_through
    return written


def _message_to_json(message: QueuedMessage) -> dict[str, Any]:
    return {
        "id": message.id,
        "sequence": message.sequence,
        "text": message.text,
        "kind": message.kind,
        "delay": message.delay_seconds,
        "expires": message.expires_at.isoformat(),
        "priority": message.priority.value,
        # For a process of the release before, which knows no other priorities.
        "first": message.priority is Priority.FIRST,
    }


def _delivery(row: Row) -> Delivery:
    written = row.delivery
    sender, subnumber, phone = written["address"]
    end, replied = written.get("end"), written.get("replied")
    return Delivery(
        id=row.id,
        tenant=written["tenant"],
        session_id=written["session"],
        address=Address(sender=sender, subnumber=subnumber, phone=phone),
        messages=tuple(_message_from_json(message) for message in written["messages"]),
        end=End(at=datetime.fromisoformat(end[0]), drop_through=end[1]) if end else None,
        replied_at=datetime.fromisoformat(replied) if replied else None,
        withdraw_through=written.get("withdraw", 0),
    )


def _message_from_json(written: Mapping[str, Any]) -> QueuedMessage:
    return QueuedMessage(
        id=written["id"],
        sequence=written["sequence"],
        text=written["text"],
        kind=written["kind"],
        delay_seconds=written["delay"],
        expires_at=datetime.fromisoformat(written["expires"]),
        priority=_priority(written),
    )


def _priority(written: Mapping[str, Any]) -> Priority:
    if "priority" in written:
        return Priority(written["priority"])
    # As the release before has written it.
    return Priority.FIRST if written["first"] else Priority.CONVERSATION


# Ids of version 7 begin with the milliseconds since 1970 (RFC 9562); others lie in the far future.
_MADE_AT: Final = """
    least(now(), to_timestamp(
        CAST(CAST('x' || left(replace(CAST(item.id AS text), '-', ''), 12) AS bit(48)) AS bigint)
        / 1000.0))
"""
_PHONE: Final = "item.delivery -> 'address' ->> 2"

# What is parked of a conversation holds up what the conversation says later, since its messages leave
# in order; given back, all of it leaves. A row that cannot be read may say anything where tenant and
# phone should be.
OUTBOX: Final[LeasedTable[Delivery]] = LeasedTable(
    name="sessions.outbox",
    kind="message",
    columns=("delivery",),
    read=_delivery,
    # As `Delivery.key`.
    key=f"coalesce(nullif(item.delivery ->> 'session', ''), {_PHONE}, '')",
    came_in=_MADE_AT,
    tenant="coalesce(item.delivery ->> 'tenant', '')",
    phone=f"coalesce({_PHONE}, '')",
    # What one session says has an order.
    claimed_first="id",
    deleted=True,
)
