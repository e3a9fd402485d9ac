"""Hands replies and delivery reports over by gRPC, to whoever implements `SmsEventSinkService`."""

from collections.abc import Sequence
from typing import Final

import grpc
from svar.sms.v1 import event_sink_pb2, event_sink_pb2_grpc

from services.runtime.client import call
from services.runtime.ids import new_id
from services.runtime.leased import Failure
from services.sms.domain.replies import Reply, StatusReport
from services.sms.protos.events import failures, reply_proto, report_proto

# Less than the lease of what is handed over, and its margin.
DEADLINE_SECONDS: Final = 10.0


class GrpcEventSink:
    """The event sink behind a channel."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._stub = event_sink_pb2_grpc.SmsEventSinkServiceStub(channel)

    def deliver_replies(self, replies: Sequence[Reply]) -> Sequence[Failure]:
        """Hand over replies; raises ServiceError when all of it failed."""
        request = event_sink_pb2.DeliverRepliesRequest(
            request_id=new_id(), replies=[reply_proto(reply) for reply in replies]
        )
        response = call(self._stub.DeliverReplies, request, timeout=DEADLINE_SECONDS)
        return failures(response.failed)

    def deliver_statuses(self, reports: Sequence[StatusReport]) -> Sequence[Failure]:
        """Hand over delivery reports; raises ServiceError when all of it failed."""
        request = event_sink_pb2.DeliverStatusesRequest(
            request_id=new_id(), reports=[report_proto(report) for report in reports]
        )
        response = call(self._stub.DeliverStatuses, request, timeout=DEADLINE_SECONDS)
        return failures(response.failed)
