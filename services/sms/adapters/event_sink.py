"""Hands replies and delivery reports over by gRPC, to whoever implements `SmsEventSinkService`."""

from collections.abc import Iterable, Sequence
from typing import Final

import grpc
from svar.sms.v1 import event_sink_pb2, event_sink_pb2_grpc, message_pb2

from services.contracts.timestamps import to_timestamp
from services.runtime.client import call
from services.runtime.ids import new_id
from services.runtime.leased import Failure
from services.sms.domain.messages import MessageStatus
from services.sms.domain.replies import InReplyTo, Reply, StatusReport

# Less than the lease of what is handed over, and its margin.
DEADLINE_SECONDS: Final = 10.0

_STATUSES: Final = {
    MessageStatus.QUEUED: message_pb2.MESSAGE_STATUS_QUEUED,
    MessageStatus.SENT: message_pb2.MESSAGE_STATUS_SENT,
    MessageStatus.DELIVERED: message_pb2.MESSAGE_STATUS_DELIVERED,
    MessageStatus.FAILED: message_pb2.MESSAGE_STATUS_FAILED,
    MessageStatus.EXPIRED: message_pb2.MESSAGE_STATUS_EXPIRED,
    MessageStatus.REJECTED: message_pb2.MESSAGE_STATUS_REJECTED,
}


class GrpcEventSink:
    """The event sink behind a channel."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._stub = event_sink_pb2_grpc.SmsEventSinkServiceStub(channel)

    def deliver_replies(self, replies: Sequence[Reply]) -> Sequence[Failure]:
        """Hand over replies; raises ServiceError when all of it failed."""
        request = event_sink_pb2.DeliverRepliesRequest(
            request_id=new_id(), replies=[_reply(reply) for reply in replies]
        )
        response = call(self._stub.DeliverReplies, request, timeout=DEADLINE_SECONDS)
        return _failures(response.failed)

    def deliver_statuses(self, reports: Sequence[StatusReport]) -> Sequence[Failure]:
        """Hand over delivery reports; raises ServiceError when all of it failed."""
        request = event_sink_pb2.DeliverStatusesRequest(
            request_id=new_id(), reports=[_report(report) for report in reports]
        )
        response = call(self._stub.DeliverStatuses, request, timeout=DEADLINE_SECONDS)
        return _failures(response.failed)


def _reply(reply: Reply) -> message_pb2.Reply:
    return message_pb2.Reply(
        id=reply.id,
        tenant=reply.tenant,
        address=message_pb2.ReplyAddress(sender=reply.sender, subnumber=reply.subnumber),
        phone=reply.phone,
        text=reply.text,
        receive_time=to_timestamp(reply.received_at),
        in_reply_to=_in_reply_to(reply.in_reply_to),
    )


def _in_reply_to(seen: InReplyTo | None) -> message_pb2.InReplyTo | None:
    if seen is None:
        return None
    return message_pb2.InReplyTo(
        message_id=seen.message_id,
        conversation_id=seen.conversation_id or "",
        sequence=seen.sequence,
        due_time=to_timestamp(seen.due_at),
    )


def _report(report: StatusReport) -> message_pb2.StatusReport:
    return message_pb2.StatusReport(
        id=report.id,
        tenant=report.tenant,
        message_id=report.message_id,
        conversation_id=report.conversation_id or "",
        sequence=report.sequence,
        status=_STATUSES[report.status],
        error_code=report.error_code,
        recipient_opted_out=report.opted_out,
        report_time=to_timestamp(report.reported_at),
    )


def _failures(items: Iterable[event_sink_pb2.FailedItem]) -> Sequence[Failure]:
    return [Failure(id=item.id, reason=item.reason, retryable=item.retryable) for item in items]
