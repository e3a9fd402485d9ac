"""Answers of OperationsService: values of the domain as proto messages."""

from typing import Final

from svar.sms.v1 import message_pb2
from svar.sms.v1 import operations_service_pb2 as pb

from services.contracts.timestamps import to_optional_timestamp, to_timestamp
from services.runtime.parked import ParkedItem
from services.sms.domain.circuit import CircuitState
from services.sms.domain.messages import MessageStatus
from services.sms.domain.operations import (
    HeldCircuit,
    PhoneMessage,
    ProviderAtWork,
    ProviderCounts,
    QueuedMessages,
    SenderUse,
)
from services.sms.domain.senders import Digits, NoSubnumbers, Sender
from services.sms.protos.answers import STATUSES

_CIRCUITS: Final = {
    CircuitState.CLOSED: pb.CIRCUIT_STATE_CLOSED,
    CircuitState.OPEN: pb.CIRCUIT_STATE_OPEN,
    CircuitState.HALF_OPEN: pb.CIRCUIT_STATE_HALF_OPEN,
}


def sender_state(sender: Sender, use: SenderUse | None) -> pb.SenderState:
    """Write a sender with how much of it is in use."""
    return pb.SenderState(
        tenant=sender.tenant,
        address=sender.address,
        provider=sender.provider,
        fallback=sender.fallback or "",
        serves=sender.serves,
        subnumbers=_subnumbers(sender),
        rate=sender.rate or 0,
        open_conversations=use.open_conversations if use else 0,
        held_subnumbers=use.held_subnumbers if use else 0,
    )


def provider_state(
    name: str,
    *,
    type: str,
    rate: float | None,
    counts: ProviderCounts | None,
    held: HeldCircuit | None,
    at_work: ProviderAtWork | None,
) -> pb.ProviderState:
    """Write a provider; one that no sender is on has nothing at work."""
    counts = counts or ProviderCounts(provider=name)
    at_work = at_work or ProviderAtWork(circuit=CircuitState.CLOSED, in_flight=0)
    return pb.ProviderState(
        name=name,
        type=type,
        circuit=_CIRCUITS[at_work.circuit],
        held_open_reason=held.reason if held and held.held_open else "",
        held_by=held.changed_by if held else "",
        rate=rate or 0,
        in_flight=at_work.in_flight,
        waiting=counts.waiting,
        oldest_due_time=to_optional_timestamp(counts.oldest_due_at),
        accepted=counts.accepted,
        failed=counts.failed,
        delivered=counts.delivered,
        median_delivery_seconds=counts.median_delivery_seconds,
        last_error=at_work.last_error,
        last_error_time=to_optional_timestamp(at_work.last_error_at),
    )


def sender_queue(queue: QueuedMessages) -> pb.SenderQueue:
    """Write what waits for one sender."""
    return pb.SenderQueue(
        tenant=queue.tenant,
        sender=queue.sender,
        provider=queue.provider,
        priority=queue.priority,
        due=queue.due,
        later=queue.later,
        oldest_due_time=to_optional_timestamp(queue.oldest_due_at),
        reason=queue.reason,
    )


def phone_message(message: PhoneMessage) -> pb.PhoneMessage:
    """Write a message to or from a phone."""
    return pb.PhoneMessage(
        id=message.id,
        tenant=message.tenant,
        inbound=message.inbound,
        sender=message.sender,
        provider=message.provider,
        provider_message_id=message.provider_message_id,
        text=message.text,
        status=STATUSES[MessageStatus(message.status)]
        if message.status
        else message_pb2.MESSAGE_STATUS_UNSPECIFIED,
        error_code=message.error_code,
        attempts=message.attempts,
        create_time=to_timestamp(message.created_at),
        sent_time=to_optional_timestamp(message.sent_at),
        incomplete=message.incomplete,
    )


def parked_item(item: ParkedItem) -> pb.ParkedItem:
    """Write a parked item."""
    return pb.ParkedItem(
        kind=item.kind,
        id=item.id,
        tenant=item.tenant,
        phone=item.phone,
        park_time=to_timestamp(item.since),
        because=item.because.value,
        reason=item.reason,
        attempts=item.attempts,
    )


def _subnumbers(sender: Sender) -> str:
    match sender.subnumbers:
        case Digits():
            return "digits"
        case NoSubnumbers():
            return "none"
        case _:
            return "provider"
