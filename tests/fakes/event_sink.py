"""Takes replies and delivery reports in memory, and fails as a test says; also over gRPC."""

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

import grpc
from svar.sms.v1 import event_sink_pb2, event_sink_pb2_grpc, message_pb2

from services.contracts.timestamps import to_datetime
from services.runtime.leased import Failure
from services.sms.domain.messages import MessageStatus
from services.sms.domain.replies import InReplyTo, Reply, StatusReport

PREFIX = "MESSAGE_STATUS_"

Event = TypeVar("Event", Reply, StatusReport)


class FakeEventSink:
    """Keeps what it takes, each id once. `failing` says of an id why it fails; `down` raises."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.reports: list[StatusReport] = []
        self.batches: list[int] = []
        self.failing: Callable[[str], Failure | None] = lambda _id: None
        self.down: Exception | None = None
        self._known: set[str] = set()
        self._changed = threading.Condition()

    def deliver_replies(self, replies: Sequence[Reply]) -> Sequence[Failure]:
        """Take replies."""
        return self._take(replies, self.replies)

    def deliver_statuses(self, reports: Sequence[StatusReport]) -> Sequence[Failure]:
        """Take delivery reports."""
        return self._take(reports, self.reports)

    def until(self, condition: Callable[[], bool], *, within: float = 10) -> None:
        """Wait until the condition holds, looking after every delivery."""
        with self._changed:
            if not self._changed.wait_for(condition, timeout=within):
                raise TimeoutError("it never came")

    def _take(self, events: Sequence[Event], kept: list[Event]) -> Sequence[Failure]:
        if self.down is not None:
            raise self.down
        failures = [failure for event in events if (failure := self.failing(event.id))]
        failed = {failure.id for failure in failures}
        with self._changed:
            self.batches.append(len(events))
            for event in events:
                if event.id not in failed and event.id not in self._known:
                    self._known.add(event.id)
                    kept.append(event)
            self._changed.notify_all()
        return failures


class EventSinkServicer(event_sink_pb2_grpc.SmsEventSinkServiceServicer):
    """The sink as a gRPC service."""

    def __init__(self, sink: FakeEventSink) -> None:
        self._sink = sink

    def DeliverReplies(
        self, request: event_sink_pb2.DeliverRepliesRequest, context: grpc.ServicerContext
    ) -> event_sink_pb2.DeliverRepliesResponse:
        """Take replies."""
        failures = self._sink.deliver_replies([_reply(reply) for reply in request.replies])
        return event_sink_pb2.DeliverRepliesResponse(failed=[_failed(one) for one in failures])

    def DeliverStatuses(
        self, request: event_sink_pb2.DeliverStatusesRequest, context: grpc.ServicerContext
    ) -> event_sink_pb2.DeliverStatusesResponse:
        """Take delivery reports."""
        failures = self._sink.deliver_statuses([_report(report) for report in request.reports])
        return event_sink_pb2.DeliverStatusesResponse(failed=[_failed(one) for one in failures])


def _failed(failure: Failure) -> event_sink_pb2.FailedItem:
    return event_sink_pb2.FailedItem(
        id=failure.id, reason=failure.reason, retryable=failure.retryable
    )


def _reply(reply: message_pb2.Reply) -> Reply:
    return Reply(
        id=reply.id,
        tenant=reply.tenant,
        sender=reply.address.sender,
        subnumber=reply.address.subnumber,
        phone=reply.phone,
        text=reply.text,
        received_at=to_datetime(reply.receive_time),
        in_reply_to=_in_reply_to(reply.in_reply_to) if reply.HasField("in_reply_to") else None,
    )


def _in_reply_to(seen: message_pb2.InReplyTo) -> InReplyTo:
    return InReplyTo(
        message_id=seen.message_id,
        conversation_id=seen.conversation_id or None,
        sequence=seen.sequence,
        due_at=to_datetime(seen.due_time),
    )


def _report(report: message_pb2.StatusReport) -> StatusReport:
    name = message_pb2.MessageStatus.Name(report.status).removeprefix(PREFIX)
    return StatusReport(
        id=report.id,
        tenant=report.tenant,
        message_id=report.message_id,
        conversation_id=report.conversation_id or None,
        sequence=report.sequence,
        status=MessageStatus(name.lower()),
        error_code=report.error_code,
        opted_out=report.recipient_opted_out,
        reported_at=to_datetime(report.report_time),
    )
