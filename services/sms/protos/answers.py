"""Answers of SmsService: values of the domain as proto messages."""

from typing import Final, assert_never

from google.rpc import status_pb2
from svar.sms.v1 import message_pb2, sms_service_pb2

from services.contracts.timestamps import to_optional_timestamp, to_timestamp
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.grpc_errors import to_status
from services.sms.domain.handset import HandsetMessage
from services.sms.domain.messages import MessageRecord, MessageStanding, MessageStatus
from services.sms.domain.provider import Acknowledgement, Traits
from services.sms.domain.reply_addresses import (
    InvalidRecipient,
    NoAddress,
    Reservation,
    ReservedAddress,
)

STATUSES: Final = {
    MessageStatus.QUEUED: message_pb2.MESSAGE_STATUS_QUEUED,
    MessageStatus.SENT: message_pb2.MESSAGE_STATUS_SENT,
    MessageStatus.DELIVERED: message_pb2.MESSAGE_STATUS_DELIVERED,
    MessageStatus.FAILED: message_pb2.MESSAGE_STATUS_FAILED,
    MessageStatus.EXPIRED: message_pb2.MESSAGE_STATUS_EXPIRED,
    MessageStatus.REJECTED: message_pb2.MESSAGE_STATUS_REJECTED,
}

_INVALID: Final = {
    "syntax": "A phone is written like +4790000001: a plus sign, the country, the number.",
    "invalid": "There is no such phone number.",
    "not_mobile": "That number cannot receive SMS.",
    "country_not_allowed": "Nothing is sent to that country.",
    "own_number": "That is one of our own numbers.",
}

_NO_ADDRESS: Final = {
    NoAddress.NO_SENDER: "No sender of the tenant serves that number.",
    NoAddress.NO_SUBNUMBER: "Every subnumber is taken for that phone.",
}


def reserved_address(reservation: Reservation) -> sms_service_pb2.ReservedReplyAddress:
    """Write what came of a wish."""
    match reservation:
        case ReservedAddress(sender=sender, subnumber=subnumber):
            address = message_pb2.ReplyAddress(sender=sender, subnumber=subnumber)
            return sms_service_pb2.ReservedReplyAddress(address=address)
        case InvalidRecipient(cause=cause):
            return sms_service_pb2.ReservedReplyAddress(problem=_invalid(cause))
        case NoAddress():
            return sms_service_pb2.ReservedReplyAddress(problem=_no_address(reservation))
        case _:
            assert_never(reservation)


def callback_provider(name: str, traits: Traits) -> sms_service_pb2.CallbackProvider:
    """Return what is needed of a provider in order to take its callbacks."""
    return sms_service_pb2.CallbackProvider(
        name=name,
        max_body_bytes=traits.max_body_bytes,
        header_proofs=[
            sms_service_pb2.HeaderProof(name=header, digests=sorted(digests))
            for header, digests in traits.header_proofs.items()
        ],
    )


def acknowledgement(answer: Acknowledgement) -> sms_service_pb2.Acknowledgement:
    """Write what a provider is answered."""
    return sms_service_pb2.Acknowledgement(
        status=answer.status, content_type=answer.content_type, body=answer.body
    )


def message_record(record: MessageRecord) -> message_pb2.Message:
    """Write a message as it stands."""
    return message_pb2.Message(
        id=record.id,
        sequence=record.sequence,
        text=record.text,
        status=STATUSES[record.status],
        error_code=record.error_code,
        encoding=record.encoding.value,
        segments=record.segments,
        create_time=to_timestamp(record.created_at),
        sent_time=to_optional_timestamp(record.sent_at),
        kind=record.kind,
    )


def found_message(standing: MessageStanding) -> sms_service_pb2.FoundMessage:
    """Write how far a message has come."""
    return sms_service_pb2.FoundMessage(
        status=(
            message_pb2.MESSAGE_STATUS_UNSPECIFIED
            if standing.status is None
            else STATUSES[standing.status]
        ),
        sent_time=to_optional_timestamp(standing.sent_at),
        reply_waits=standing.reply_waits,
    )


def handset_message(message: HandsetMessage) -> sms_service_pb2.HandsetMessage:
    """Write a message as a handset shows it."""
    written = sms_service_pb2.HandsetMessage(
        sent_by_handset=message.sent_by_handset,
        to=message.to,
        text=message.text,
        time=to_timestamp(message.at),
    )
    # The field's name is a word of Python's.
    setattr(written, "from", message.from_)
    return written


def _invalid(cause: str) -> status_pb2.Status:
    return to_status(
        ServiceError(
            kind=ErrorKind.INVALID,
            reason="INVALID_IDENTIFIER",
            message=_INVALID[cause],
            metadata={"cause": cause},
        )
    )


def _no_address(reason: NoAddress) -> status_pb2.Status:
    return to_status(
        ServiceError(kind=ErrorKind.PRECONDITION, reason=reason.value, message=_NO_ADDRESS[reason])
    )
