"""What the servicers answer when all goes well, without a network (grpcio-testing runs no interceptors)."""

from datetime import timedelta
from typing import Any

import grpc
import grpc_testing
import pytest
from google.protobuf.descriptor import ServiceDescriptor
from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message
from svar.sessions.v1 import session_pb2
from svar.sessions.v1 import session_service_pb2 as pb
from svar.sms.v1 import event_sink_pb2, message_pb2

from services.contracts.timestamps import to_datetime, to_timestamp
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.ids import new_id
from services.sessions.servicer import SessionServicer
from services.sessions.sms_event_sink import SmsEventSinkServicer
from tests.integration.sessions.harness import A_WHILE, NORWEGIAN, SURVEY, SWEDISH, Harness

SESSIONS = pb.DESCRIPTOR.services_by_name["SessionService"]
SINK = event_sink_pb2.DESCRIPTOR.services_by_name["SmsEventSinkService"]


class Caller:
    """Calls servicers by method name and expects an answer."""

    def __init__(self, servicers: dict[ServiceDescriptor, object]) -> None:
        self._methods = {name: m for one in servicers for name, m in one.methods_by_name.items()}
        self._server = grpc_testing.server_from_dictionary(
            servicers, grpc_testing.strict_real_time()
        )

    def __call__(self, method: str, request: Message) -> Any:
        call = self._server.invoke_unary_unary(self._methods[method], (), request, timeout=10)
        answer, _metadata, code, details = call.termination()
        assert code is grpc.StatusCode.OK, details
        return answer


@pytest.fixture
def call(servicer: SessionServicer, sink: SmsEventSinkServicer) -> Caller:
    return Caller({SESSIONS: servicer, SINK: sink})


def recipient(phone: str = NORWEGIAN, **fields: Any) -> pb.Recipient:
    return pb.Recipient(identifier=phone, identifier_type="Phone", channel="SMS", **fields)


def send(call: Caller, phone: str = NORWEGIAN, **fields: Any) -> pb.SendSurveyResponse:
    request = pb.SendSurveyRequest(
        tenant="default", survey_id=SURVEY.upper(), recipient=recipient(phone, **fields)
    )
    sent: pb.SendSurveyResponse = call("SendSurvey", request)
    return sent


def get(call: Caller, session_id: str) -> session_pb2.Session:
    request = pb.GetSessionRequest(tenant="default", session_id=session_id)
    found: session_pb2.Session = call("GetSession", request).session
    return found


def reply(svar: Harness, session: session_pb2.Session, words: str) -> message_pb2.Reply:
    svar.clock.advance(A_WHILE)
    return message_pb2.Reply(
        id=new_id(),
        tenant="default",
        address=message_pb2.ReplyAddress(sender=session.sender, subnumber=session.subnumber),
        phone=session.identifier,
        text=words,
        receive_time=to_timestamp(svar.clock.now()),
    )


def deliver(call: Caller, *replies: message_pb2.Reply) -> list[event_sink_pb2.FailedItem]:
    request = event_sink_pb2.DeliverRepliesRequest(replies=replies)
    return list(call("DeliverReplies", request).failed)


def test_a_session_is_shown_as_it_begins(call: Caller, svar: Harness) -> None:
    variable = session_pb2.Variable(key="agent\0Id", value="1234\0")

    sent = send(
        call,
        language_code="nb-NO",
        client_reference="call-81",
        content="Takk\0 for samtalen.",
        variables=[variable],
    )

    session = sent.session
    assert sent.repeated_request is False
    assert (session.survey_id, session.survey_version) == (SURVEY, 1)
    assert session.state == session_pb2.SESSION_STATE_ACTIVE
    assert (session.identifier, session.sender, session.subnumber) == (
        NORWEGIAN,
        "1960",
        "0000000001",
    )
    assert (session.language_code, session.client_reference) == ("no", "call-81")
    assert session.current_element == "score"
    assert to_datetime(session.expire_time) == svar.clock.now() + timedelta(hours=72)
    assert to_datetime(session.create_time) == svar.clock.now()
    assert not session.HasField("complete_time")
    assert list(session.variables) == [session_pb2.Variable(key="agentId", value="1234")]
    assert svar.sms.texts(session.id)[0] == "Takk for samtalen.\nTakk."


def test_the_same_request_again_is_said_to_be_one(call: Caller) -> None:
    first, again = send(call, idempotency_key="once"), send(call, idempotency_key="once")

    assert again.repeated_request is True
    assert again.session == first.session


def test_a_finished_session_is_shown_with_its_answers_and_messages(
    call: Caller, svar: Harness
) -> None:
    session = send(call).session
    for words in ("banana", "7, waited long", "2", "Fine"):
        assert deliver(call, reply(svar, session, words)) == []

    found = get(call, session.id)

    assert found.state == session_pb2.SESSION_STATE_COMPLETED
    assert found.current_element == "done"
    assert to_datetime(found.complete_time) == svar.clock.now()
    score, why, comment = (MessageToDict(one) for one in found.answers)
    assert (score["value"], score["comment"], score["attempts"]) == (7, "waited long", 2)
    assert (score["type"], score["text"]) == ("scale", "7, waited long")
    assert (why["value"], why["optionId"], why["label"]) == (1, "help", "The help I got")
    assert comment["value"] == "Fine"
    assert [(one.inbound, one.kind) for one in found.messages] == [
        (False, "text"),
        (False, "question"),
        (True, "invalid"),
        (False, "error"),
        (True, "answer"),
        (False, "question"),
        (True, "answer"),
        (False, "question"),
        (True, "answer"),
        (False, "completion"),
    ]
    inbound = found.messages[2]
    assert (inbound.text, inbound.status, inbound.segments) == ("banana", "received", 1)


def test_a_reply_that_cannot_be_handled_is_listed(call: Caller, svar: Harness) -> None:
    session = send(call).session
    svar.catalog.forget()
    svar.catalog.broken[SURVEY, 1] = ServiceError(
        kind=ErrorKind.INTERNAL, reason="SURVEY_UNREADABLE", message="Rubbish."
    )
    bad = reply(svar, session, "8")

    (failed,) = deliver(call, bad)

    assert (failed.id, failed.reason, failed.retryable) == (bad.id, "SURVEY_UNREADABLE", False)


def test_what_the_phone_can_have_seen_travels_along(call: Caller, svar: Harness) -> None:
    session = send(call).session
    early = reply(svar, session, "8")
    early.in_reply_to.CopyFrom(
        message_pb2.InReplyTo(
            message_id=svar.sms.sent[0].message.id,
            conversation_id=session.id,
            sequence=1,
            due_time=session.create_time,
        )
    )

    deliver(call, early)

    assert [one.kind for one in get(call, session.id).messages if one.inbound] == ["early"]


def test_status_reports_end_what_is_hopeless(call: Caller) -> None:
    session, other = send(call).session, send(call, SWEDISH).session
    reports = [
        message_pb2.StatusReport(
            id=new_id(),
            tenant="default",
            conversation_id=session.id,
            sequence=1,
            status=message_pb2.MESSAGE_STATUS_REJECTED,
        ),
        message_pb2.StatusReport(
            id=new_id(),
            tenant="default",
            conversation_id=other.id,
            sequence=2,
            status=message_pb2.MESSAGE_STATUS_FAILED,
            recipient_opted_out=True,
        ),
    ]

    call("DeliverStatuses", event_sink_pb2.DeliverStatusesRequest(reports=reports))

    assert get(call, session.id).state == session_pb2.SESSION_STATE_UNDELIVERABLE
    assert get(call, other.id).state == session_pb2.SESSION_STATE_OPTED_OUT


def test_a_cancelled_session_is_shown_as_it_is_now(call: Caller) -> None:
    session = send(call).session
    request = pb.CancelSessionRequest(tenant="default", session_id=session.id)

    cancelled = call("CancelSession", request).session

    assert cancelled.state == session_pb2.SESSION_STATE_CANCELLED
    assert call("CancelSession", request).session == cancelled


def test_each_of_many_recipients_has_a_session_or_a_problem(call: Caller) -> None:
    recipients = [recipient(), recipient("banana"), recipient("+15005550006"), recipient(SWEDISH)]

    answer = call(
        "SendSurveys",
        pb.SendSurveysRequest(tenant="default", survey_id=SURVEY, recipients=recipients),
    )

    kinds = [result.WhichOneof("result") for result in answer.results]
    assert kinds == ["session", "problem", "problem", "session"]
    codes = [result.problem.code for result in answer.results[1:3]]
    assert codes == [
        grpc.StatusCode.INVALID_ARGUMENT.value[0],
        grpc.StatusCode.FAILED_PRECONDITION.value[0],
    ]


def listed(call: Caller, **fields: Any) -> pb.ListSessionsResponse:
    request = pb.ListSessionsRequest(**{"tenant": "default"} | fields)
    page: pb.ListSessionsResponse = call("ListSessions", request)
    return page


@pytest.mark.parametrize("size", [1, 2, 3, 5, 6])
def test_pages_hold_every_session_once_newest_first(call: Caller, size: int) -> None:
    ids = [send(call, f"+479000000{n}").session.id for n in range(6)]
    found: list[str] = []
    token, pages = "", 0

    while pages == 0 or token:
        page = listed(call, page_size=size, page_token=token)
        assert len(page.sessions) <= size
        found += [session.id for session in page.sessions]
        token, pages = page.next_page_token, pages + 1

    assert found == ids[::-1]
    assert pages == -(-6 // size)


def test_a_list_is_narrowed_by_what_is_given(call: Caller, svar: Harness) -> None:
    first = send(call, client_reference="a").session
    svar.clock.advance(timedelta(minutes=1))
    second = send(call, SWEDISH, client_reference="b").session
    call("CancelSession", pb.CancelSessionRequest(tenant="default", session_id=second.id))

    def ids(**fields: Any) -> list[str]:
        return [session.id for session in listed(call, **fields).sessions]

    assert ids() == [second.id, first.id]
    assert ids(survey_id=SURVEY.upper()) == [second.id, first.id]
    assert ids(survey_id=new_id()) == ids(survey_id="x") == ids(tenant="acme") == []
    assert ids(identifier=NORWEGIAN) == [first.id]
    assert ids(client_reference="b") == [second.id]
    assert ids(state=session_pb2.SESSION_STATE_CANCELLED) == [second.id]
    assert ids(from_time=second.create_time) == [second.id]
    assert ids(to_time=second.create_time) == [first.id]
