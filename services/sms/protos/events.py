"""What the event sink is told: values of the domain as proto messages, and its answers back."""

from collections.abc import Iterable, Sequence

from svar.sms.v1 import event_sink_pb2, message_pb2

from services.contracts.timestamps import to_timestamp
from services.runtime.leased import Failure
from services.runtime.park_reason import reason_of
from services.sms.domain.replies import InReplyTo, Reply, StatusReport
from services.sms.protos.answers import STATUSES


def reply_proto(reply: Reply) -> message_pb2.Reply:
    """Write a reply."""
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


def report_proto(report: StatusReport) -> message_pb2.StatusReport:
    """Write a delivery report."""
    return message_pb2.StatusReport(
        id=report.id,
        tenant=report.tenant,
        message_id=report.message_id,
        conversation_id=report.conversation_id or "",
        sequence=report.sequence,
        status=STATUSES[report.status],
        error_code=report.error_code,
        recipient_opted_out=report.opted_out,
        report_time=to_timestamp(report.reported_at),
    )


def failures(items: Iterable[event_sink_pb2.FailedItem]) -> Sequence[Failure]:
    """Read what could not be handled."""
    return [
        Failure(
            id=item.id,
            reason=item.reason,
            retryable=item.retryable,
            because=reason_of(item.reason),
        )
        for item in items
    ]
