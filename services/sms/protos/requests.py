"""Requests of SmsService as values of the domain; a request that has no sense is refused here."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from svar.sms.v1 import message_pb2, sms_service_pb2

from services.contracts.timestamps import to_datetime, to_seconds
from services.runtime.errors import Problem, ServiceError, invalid
from services.runtime.ids import parse_id
from services.sms.domain.messages import (
    ConversationEnd,
    ConversationPlace,
    NewMessage,
    Priority,
    Withdrawal,
)
from services.sms.domain.provider import Callback, CallbackKind
from services.sms.domain.reply_addresses import AddressWish

MOST_MESSAGES: Final = 1_000
_EVERY = 2**31 - 1
"""A sequence beyond any."""
MOST_WISHES: Final = 1_000
MOST_CALLBACKS: Final = 256

_PRIORITIES: Final = {
    message_pb2.PRIORITY_FIRST: Priority.FIRST,
    message_pb2.PRIORITY_AUTOMATIC: Priority.AUTOMATIC,
}

_KINDS: Final = {
    sms_service_pb2.CALLBACK_KIND_INBOUND: CallbackKind.INBOUND,
    sms_service_pb2.CALLBACK_KIND_STATUS: CallbackKind.STATUS,
}


def new_messages(request: sms_service_pb2.SendMessagesRequest) -> Sequence[NewMessage]:
    """Return the messages to queue; raises INVALID for an id that is none, or too many."""
    _at_most(len(request.messages), MOST_MESSAGES, "messages")
    return [
        _new_message(message, f"messages[{index}]")
        for index, message in enumerate(request.messages)
    ]


def ends(request: sms_service_pb2.SendMessagesRequest) -> Sequence[ConversationEnd]:
    """Return the conversations that end."""
    _at_most(len(request.ends), MOST_MESSAGES, "ends")
    return [
        ConversationEnd(
            conversation_id=uuid_of(end.conversation_id, f"ends[{index}].conversation_id"),
            drop_through=(end.last_dropped_sequence or _EVERY) if end.drop_queued else 0,
            ended_at=to_datetime(end.end_time),
        )
        for index, end in enumerate(request.ends)
    ]


def withdrawals(request: sms_service_pb2.SendMessagesRequest) -> Sequence[Withdrawal]:
    """Return what is not worth sending any more."""
    _at_most(len(request.withdrawals), MOST_MESSAGES, "withdrawals")
    return [
        Withdrawal(
            conversation_id=uuid_of(one.conversation_id, f"withdrawals[{index}].conversation_id"),
            drop_through=max(one.last_sequence, 0),
        )
        for index, one in enumerate(request.withdrawals)
    ]


def places(request: sms_service_pb2.LookUpMessagesRequest) -> Sequence[ConversationPlace]:
    """Return the places of the messages that are asked about."""
    _at_most(len(request.places), MOST_MESSAGES, "places")
    return [
        ConversationPlace(
            conversation_id=uuid_of(place.conversation_id, f"places[{index}].conversation_id"),
            sequence=place.sequence,
        )
        for index, place in enumerate(request.places)
    ]


def address_wishes(
    request: sms_service_pb2.ReserveReplyAddressesRequest,
) -> Sequence[AddressWish]:
    """Return the wishes for reply addresses."""
    _at_most(len(request.wishes), MOST_WISHES, "wishes")
    return [
        AddressWish(
            conversation_id=uuid_of(wish.conversation_id, f"wishes[{index}].conversation_id"),
            recipient=wish.recipient,
            expires_at=to_datetime(wish.expire_time),
        )
        for index, wish in enumerate(request.wishes)
    ]


def callbacks(request: sms_service_pb2.ReceiveCallbacksRequest) -> Sequence[Callback]:
    """Return the callbacks as they arrived; raises INVALID for one of no kind."""
    _at_most(len(request.callbacks), MOST_CALLBACKS, "callbacks")
    return [
        Callback(
            kind=_kind(callback, f"callbacks[{index}].kind"),
            method=callback.method,
            target=callback.target,
            headers=_headers(callback.headers),
            body=callback.body,
        )
        for index, callback in enumerate(request.callbacks)
    ]


def uuid_of(text: str, place: str) -> str:
    """Return an id in its plain form; raises INVALID when it is none."""
    found = parse_id(text)
    if found is None:
        raise _refused(place, "must be a UUID")
    return found


def _new_message(message: message_pb2.OutboundMessage, place: str) -> NewMessage:
    conversation = message.conversation_id
    if bool(conversation) != (message.sequence > 0):
        raise _refused(f"{place}.sequence", "counts from 1 in a conversation, is 0 outside any")
    return NewMessage(
        id=uuid_of(message.id, f"{place}.id"),
        tenant=message.tenant,
        conversation_id=uuid_of(conversation, f"{place}.conversation_id") if conversation else None,
        sequence=message.sequence,
        sender=message.address.sender,
        subnumber=message.address.subnumber,
        recipient=message.recipient,
        text=message.text,
        delay=timedelta(seconds=max(to_seconds(message.delay), 0)),
        expires_at=to_datetime(message.expire_time) if message.HasField("expire_time") else None,
        priority=_PRIORITIES.get(message.priority, Priority.CONVERSATION),
        kind=message.kind,
        replied_at=to_datetime(message.reply_received_time)
        if message.HasField("reply_received_time")
        else None,
    )


def _headers(headers: Iterable[sms_service_pb2.Header]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for header in headers:
        # A header given twice counts as one with a list (RFC 9110 section 5.3).
        before = joined.get(header.name)
        joined[header.name] = header.value if before is None else f"{before}, {header.value}"
    return joined


def _kind(callback: sms_service_pb2.Callback, place: str) -> CallbackKind:
    kind = _KINDS.get(callback.kind)
    if kind is None:
        raise _refused(place, "must be INBOUND or STATUS")
    return kind


def _at_most(count: int, most: int, place: str) -> None:
    if count > most:
        raise _refused(place, f"must be at most {most}")


def _refused(place: str, message: str) -> ServiceError:
    return invalid(
        "INVALID_REQUEST",
        "The request cannot be understood.",
        problems=[Problem(path=place, message=message)],
    )
