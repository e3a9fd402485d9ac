"""Reaches the phone networks through the sms service."""

from collections.abc import Sequence
from dataclasses import replace

import grpc
from google.protobuf.duration_pb2 import Duration
from svar.sms.v1 import message_pb2, sms_service_pb2, sms_service_pb2_grpc

from services.contracts.timestamps import to_datetime, to_timestamp
from services.runtime.client import call
from services.runtime.errors import ErrorKind, Problem, ServiceError
from services.runtime.grpc_errors import from_status
from services.sessions.domain.delivery import Delivery, Priority, QueuedMessage
from services.sessions.domain.erasure import ErasedMessages
from services.sessions.domain.message import MessageStanding, SentMessage
from services.sessions.domain.message_page import MessagePage
from services.sessions.domain.session import Address
from services.sessions.ports.sms import AddressWish

TIMEOUT_SECONDS = 10.0
ERASE_SECONDS = 20.0
"""It may have to look at everything."""
MESSAGES_A_CALL = 1000

_PRIORITIES = {
    Priority.CONVERSATION: message_pb2.PRIORITY_CONVERSATION,
    Priority.FIRST: message_pb2.PRIORITY_FIRST,
    Priority.AUTOMATIC: message_pb2.PRIORITY_AUTOMATIC,
}


class GrpcSmsGateway:
    """`ports.SmsGateway` on the sms service."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._stub = sms_service_pb2_grpc.SmsServiceStub(channel)

    def reserve(
        self, tenant: str, wishes: Sequence[AddressWish]
    ) -> Sequence[Address | ServiceError]:
        """Reserve a reply address for each wish, in order."""
        request = sms_service_pb2.ReserveReplyAddressesRequest(
            tenant=tenant,
            wishes=[
                sms_service_pb2.ReplyAddressWish(
                    conversation_id=wish.session_id,
                    recipient=wish.recipient,
                    expire_time=to_timestamp(wish.expires_at),
                )
                for wish in wishes
            ],
        )
        response = call(self._stub.ReserveReplyAddresses, request, timeout=TIMEOUT_SECONDS)
        return [
            _reserved(result, wish.recipient)
            for result, wish in zip(response.results, wishes, strict=True)
        ]

    def send(self, deliveries: Sequence[Delivery]) -> None:
        """Hand over messages and ends, in as many calls as the messages need."""
        messages = [message for delivery in deliveries for message in _messages(delivery)]
        while len(messages) > MESSAGES_A_CALL:
            self._hand_over(messages[:MESSAGES_A_CALL])
            messages = messages[MESSAGES_A_CALL:]
        # The ends come last, when everything that they are about is there.
        self._hand_over(
            messages,
            ends=[_end(one) for one in deliveries if one.end is not None],
            withdrawals=[_withdrawal(one) for one in deliveries if one.withdraw_through],
        )

    def _hand_over(
        self,
        messages: Sequence[message_pb2.OutboundMessage],
        *,
        ends: Sequence[message_pb2.ConversationEnd] = (),
        withdrawals: Sequence[sms_service_pb2.Withdrawal] = (),
    ) -> None:
        request = sms_service_pb2.SendMessagesRequest(
            messages=messages, ends=ends, withdrawals=withdrawals
        )
        call(self._stub.SendMessages, request, timeout=TIMEOUT_SECONDS)

    def messages(self, tenant: str, session_id: str, page: MessagePage) -> Sequence[SentMessage]:
        """Return a page of the messages sent in a session, in order, and one more if there is one."""
        request = sms_service_pb2.ListMessagesRequest(
            tenant=tenant,
            conversation_id=session_id,
            page_size=page.size + 1,
            before_id=page.before_id or "",
        )
        response = call(self._stub.ListMessages, request, timeout=TIMEOUT_SECONDS)
        return [_sent(message) for message in response.messages]

    def look_up(self, places: Sequence[tuple[str, int]]) -> Sequence[MessageStanding]:
        """Return how far the messages at these places (session id, sequence) have come, in order."""
        if not places:
            return []
        request = sms_service_pb2.LookUpMessagesRequest(
            places=[
                sms_service_pb2.MessagePlace(conversation_id=session_id, sequence=sequence)
                for session_id, sequence in places
            ]
        )
        response = call(self._stub.LookUpMessages, request, timeout=TIMEOUT_SECONDS)
        return [_standing(found) for found in response.found]

    def erase(self, tenant: str, phone: str) -> ErasedMessages:
        """Erase a phone from everything of a tenant."""
        request = sms_service_pb2.EraseRecipientRequest(tenant=tenant, phone=phone)
        response = call(self._stub.EraseRecipient, request, timeout=ERASE_SECONDS)
        return ErasedMessages(
            sent=response.sent_messages,
            received=response.received_messages,
            callbacks=response.callbacks,
        )


def _reserved(
    result: sms_service_pb2.ReservedReplyAddress, recipient: str
) -> Address | ServiceError:
    if result.HasField("problem"):
        return _placed(from_status(result.problem))
    address = result.address
    return Address(sender=address.sender, subnumber=address.subnumber, phone=recipient)


def _placed(error: ServiceError) -> ServiceError:
    """Say where in the caller's request the fault lies, which the sms service cannot know."""
    if error.kind is not ErrorKind.INVALID or error.problems:
        return error
    return replace(error, problems=[Problem(path="identifier", message=error.message)])


def _messages(delivery: Delivery) -> Sequence[message_pb2.OutboundMessage]:
    messages = [_message(delivery, message) for message in delivery.messages]
    if messages and delivery.replied_at is not None:
        messages[0].reply_received_time.CopyFrom(to_timestamp(delivery.replied_at))
    return messages


def _message(delivery: Delivery, message: QueuedMessage) -> message_pb2.OutboundMessage:
    delay = Duration()
    delay.FromMicroseconds(int(message.delay_seconds * 1e6))
    return message_pb2.OutboundMessage(
        id=message.id,
        tenant=delivery.tenant,
        conversation_id=delivery.session_id or "",
        sequence=message.sequence,
        address=message_pb2.ReplyAddress(
            sender=delivery.address.sender, subnumber=delivery.address.subnumber
        ),
        recipient=delivery.address.phone,
        text=message.text,
        delay=delay,
        expire_time=to_timestamp(message.expires_at),
        priority=_PRIORITIES[message.priority],
        kind=message.kind,
    )


def _end(delivery: Delivery) -> message_pb2.ConversationEnd:
    assert delivery.end is not None
    return message_pb2.ConversationEnd(
        conversation_id=delivery.session_id or "",
        drop_queued=delivery.end.drop_through > 0,
        last_dropped_sequence=delivery.end.drop_through,
        end_time=to_timestamp(delivery.end.at),
    )


def _withdrawal(delivery: Delivery) -> sms_service_pb2.Withdrawal:
    return sms_service_pb2.Withdrawal(
        conversation_id=delivery.session_id or "", last_sequence=delivery.withdraw_through
    )


def _standing(found: sms_service_pb2.FoundMessage) -> MessageStanding:
    known = found.status != message_pb2.MESSAGE_STATUS_UNSPECIFIED
    return MessageStanding(
        status=_status(found.status) if known else "",
        accepted_at=to_datetime(found.sent_time) if found.HasField("sent_time") else None,
        reply_waits=found.reply_waits,
    )


def _status(number: message_pb2.MessageStatus.ValueType) -> str:
    return message_pb2.MessageStatus.Name(number).removeprefix("MESSAGE_STATUS_").lower()


def _sent(message: message_pb2.Message) -> SentMessage:
    at = message.sent_time if message.HasField("sent_time") else message.create_time
    return SentMessage(
        id=message.id,
        text=message.text,
        status=_status(message.status),
        segments=message.segments,
        encoding=message.encoding,
        at=to_datetime(at),
        kind=message.kind,
    )
