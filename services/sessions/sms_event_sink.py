"""SmsEventSinkService over gRPC: what the sms service has to tell."""

import grpc
from svar.sms.v1 import event_sink_pb2, event_sink_pb2_grpc, message_pb2

from services.contracts.timestamps import to_datetime
from services.runtime.errors import invalid
from services.sessions.domain.reply import Reply, SeenMessage
from services.sessions.domain.session import Address
from services.sessions.use_cases.end_sessions import EndSessions, StatusReport
from services.sessions.use_cases.handle_replies import HandleReplies


class SmsEventSinkServicer(event_sink_pb2_grpc.SmsEventSinkServiceServicer):
    """Translates; decides nothing."""

    def __init__(self, *, handle_replies: HandleReplies, end_sessions: EndSessions) -> None:
        self._handle_replies = handle_replies
        self._end_sessions = end_sessions

    def DeliverReplies(
        self, request: event_sink_pb2.DeliverRepliesRequest, context: grpc.ServicerContext
    ) -> event_sink_pb2.DeliverRepliesResponse:
        """Take replies."""
        failures = self._handle_replies([_reply(reply) for reply in request.replies])
        return event_sink_pb2.DeliverRepliesResponse(
            failed=[
                event_sink_pb2.FailedItem(
                    id=failure.id, reason=failure.reason, retryable=failure.retryable
                )
                for failure in failures
            ]
        )

    def DeliverStatuses(
        self, request: event_sink_pb2.DeliverStatusesRequest, context: grpc.ServicerContext
    ) -> event_sink_pb2.DeliverStatusesResponse:
        """Take status reports."""
        self._end_sessions.heed_reports([_report(report) for report in request.reports])
        return event_sink_pb2.DeliverStatusesResponse()


def _reply(reply: message_pb2.Reply) -> Reply:
    address = reply.address
    return Reply(
        id=reply.id,
        tenant=reply.tenant,
        address=Address(sender=address.sender, subnumber=address.subnumber, phone=reply.phone),
        text=reply.text,
        received_at=to_datetime(reply.receive_time),
        in_reply_to=_seen(reply.in_reply_to) if reply.HasField("in_reply_to") else None,
    )


def _seen(seen: message_pb2.InReplyTo) -> SeenMessage:
    return SeenMessage(
        message_id=seen.message_id,
        session_id=seen.conversation_id,
        sequence=seen.sequence,
        due_at=to_datetime(seen.due_time),
    )


def _report(report: message_pb2.StatusReport) -> StatusReport:
    if report.status not in message_pb2.MessageStatus.values():
        raise invalid("INVALID_REQUEST", "A report has a status that is not known here.")
    status = message_pb2.MessageStatus.Name(report.status)
    return StatusReport(
        id=report.id,
        tenant=report.tenant,
        session_id=report.conversation_id,
        sequence=report.sequence,
        status=status.removeprefix("MESSAGE_STATUS_").lower(),
        recipient_opted_out=report.recipient_opted_out,
    )
