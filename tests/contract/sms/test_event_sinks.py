"""The event sink behind gRPC behaves as the fake does."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from svar.sms.v1 import event_sink_pb2, event_sink_pb2_grpc

from services.runtime.client import open_channel
from services.runtime.errors import ServiceError, unavailable
from services.runtime.ids import new_id
from services.runtime.leased import Failure
from services.runtime.server import GrpcServer, Servicer
from services.sms.adapters.event_sink import GrpcEventSink
from services.sms.domain.messages import MessageStatus
from services.sms.domain.replies import InReplyTo, Reply, StatusReport
from services.sms.ports.event_sink import EventSink
from tests.fakes.event_sink import EventSinkServicer, FakeEventSink

NOW = datetime(2026, 11, 20, 12, 0, 0, 123456, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """A sink as its caller sees it, and what is behind it."""

    sink: EventSink
    behind: FakeEventSink


@pytest.fixture(params=["fake", "grpc"])
def both(request: pytest.FixtureRequest) -> Iterator[Both]:
    """The fake itself, and the fake behind gRPC."""
    behind = FakeEventSink()
    if request.param == "fake":
        yield Both(sink=behind, behind=behind)
        return
    server = GrpcServer([_servicer(behind)], threads=2)
    port = server.start(host="127.0.0.1", port=0)
    channel = open_channel(f"127.0.0.1:{port}")
    yield Both(sink=GrpcEventSink(channel), behind=behind)
    channel.close()
    server.stop(grace=0)


def test_replies_arrive_whole_and_in_order(both: Both) -> None:
    seen = InReplyTo(message_id=new_id(), conversation_id=new_id(), sequence=3, due_at=NOW)
    outside = InReplyTo(message_id=new_id(), conversation_id=None, sequence=0, due_at=NOW)
    replies = [reply(seen), reply(outside), reply(None)]

    assert both.sink.deliver_replies(replies) == []

    assert both.behind.replies == replies


@pytest.mark.parametrize("status", list(MessageStatus))
def test_reports_arrive_whole(both: Both, status: MessageStatus) -> None:
    sent = [report(status, conversation_id=new_id()), report(status, conversation_id=None)]

    assert both.sink.deliver_statuses(sent) == []

    assert both.behind.reports == sent


def test_what_failed_is_named(both: Both) -> None:
    good, bad = reply(None), reply(None)
    failure = Failure(id=bad.id, reason="busy", retryable=True)
    both.behind.failing = failing(failure)

    assert both.sink.deliver_replies([good, bad]) == [failure]

    assert both.behind.replies == [good]


def test_a_sink_that_is_down_says_so(both: Both) -> None:
    both.behind.down = unavailable("DATABASE_UNAVAILABLE", "The database does not answer.")

    with pytest.raises(ServiceError, match="DATABASE_UNAVAILABLE") as caught:
        both.sink.deliver_replies([reply(None)])

    assert caught.value.retryable


def failing(failure: Failure) -> Callable[[str], Failure | None]:
    """Fail the one with that id."""
    return lambda name: failure if name == failure.id else None


def reply(seen: InReplyTo | None) -> Reply:
    """Make a reply."""
    return Reply(
        id=new_id(),
        tenant="default",
        sender="1960",
        subnumber="0042",
        phone="+4790000001",
        text="8, på tide! 😀",
        received_at=NOW,
        in_reply_to=seen,
    )


def report(status: MessageStatus, *, conversation_id: str | None) -> StatusReport:
    """Make a report."""
    return StatusReport(
        id=new_id(),
        tenant="default",
        message_id=new_id(),
        conversation_id=conversation_id,
        sequence=2,
        status=status,
        error_code="27",
        opted_out=True,
        reported_at=NOW,
    )


def _servicer(sink: FakeEventSink) -> Servicer:
    return Servicer(
        name=event_sink_pb2.DESCRIPTOR.services_by_name["SmsEventSinkService"].full_name,
        register=event_sink_pb2_grpc.add_SmsEventSinkServiceServicer_to_server,
        servicer=EventSinkServicer(sink),
    )
