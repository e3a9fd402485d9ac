"""What a caller gets when a request cannot be served, through a real server and a real channel."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from google.protobuf.message import Message
from svar.sessions.v1 import session_service_pb2 as pb
from svar.sessions.v1.session_service_pb2_grpc import (
    SessionServiceStub,
    add_SessionServiceServicer_to_server,
)

from services.engine.definition import SecondSurvey
from services.runtime.client import call, open_channel
from services.runtime.errors import ErrorKind, ServiceError, unavailable
from services.runtime.grpc_errors import from_status
from services.runtime.ids import new_id
from services.runtime.server import GrpcServer, Servicer
from services.sessions.servicer import SessionServicer
from tests.integration.sessions.harness import NORWEGIAN, SURVEY, SWEDISH, Harness, with_settings

NAME = pb.DESCRIPTOR.services_by_name["SessionService"].full_name


@pytest.fixture
def stub(servicer: SessionServicer) -> Iterator[SessionServiceStub]:
    registered = Servicer(
        name=NAME, register=add_SessionServiceServicer_to_server, servicer=servicer
    )
    server = GrpcServer([registered], threads=20)
    port = server.start(host="127.0.0.1", port=0)
    with open_channel(f"127.0.0.1:{port}") as channel:
        yield SessionServiceStub(channel)
    server.stop(grace=0)


def sending(phone: str = NORWEGIAN, survey_id: str = SURVEY, **fields: Any) -> Message:
    fields = {"identifier_type": "Phone", "channel": "SMS"} | fields
    recipient = pb.Recipient(identifier=phone, **fields)
    return pb.SendSurveyRequest(tenant="default", survey_id=survey_id, recipient=recipient)


def refused(stub: SessionServiceStub, method: str, request: Message) -> ServiceError:
    with pytest.raises(ServiceError) as raised:
        call(getattr(stub, method), request, timeout=10)
    return raised.value


def named(error: ServiceError) -> tuple[ErrorKind, str, list[str]]:
    return error.kind, error.reason, [problem.path for problem in error.problems]


REFUSED: list[object] = [
    pytest.param(
        sending("90000001"), (ErrorKind.INVALID, "INVALID_IDENTIFIER", ["identifier"]), id="phone"
    ),
    pytest.param(
        sending("banana", channel="Fax", expiry_time="soon", language_code="?"),
        (
            ErrorKind.INVALID,
            "INVALID_REQUEST",
            ["identifier", "channel", "languageCode", "expiryTime"],
        ),
        id="everything",
    ),
    pytest.param(
        sending("+15005550006"), (ErrorKind.PRECONDITION, "NO_SENDER", []), id="no sender"
    ),
    pytest.param(
        sending(survey_id=new_id()), (ErrorKind.NOT_FOUND, "SURVEY_NOT_FOUND", []), id="survey"
    ),
    pytest.param(
        sending(survey_id="x\0"), (ErrorKind.NOT_FOUND, "SURVEY_NOT_FOUND", []), id="no id"
    ),
]


@pytest.mark.parametrize(("request_", "expected"), REFUSED)
def test_what_cannot_be_sent_says_why_and_where(
    stub: SessionServiceStub, request_: Message, expected: tuple[ErrorKind, str, list[str]]
) -> None:
    assert named(refused(stub, "SendSurvey", request_)) == expected


def test_a_state_that_there_is_not_is_refused(stub: SessionServiceStub) -> None:
    request = pb.ListSessionsRequest(tenant="default")
    request.state = 99  # type: ignore[assignment]  # enums of proto3 are open

    assert named(refused(stub, "ListSessions", request)) == (
        ErrorKind.INVALID,
        "INVALID_REQUEST",
        ["state"],
    )


def test_a_paused_survey_is_a_conflict(stub: SessionServiceStub, svar: Harness) -> None:
    svar.catalog.states[SURVEY] = "paused"

    assert named(refused(stub, "SendSurvey", sending())) == (
        ErrorKind.CONFLICT,
        "SURVEY_PAUSED",
        [],
    )


def test_an_open_session_is_a_conflict_where_the_survey_refuses(
    stub: SessionServiceStub, svar: Harness
) -> None:
    svar.catalog.publish(SURVEY, with_settings(second_survey=SecondSurvey.REJECT))
    call(stub.SendSurvey, sending(SWEDISH), timeout=10)

    error = refused(stub, "SendSurvey", sending(SWEDISH))

    assert named(error) == (ErrorKind.CONFLICT, "ACTIVE_SESSION_EXISTS", [])


def test_a_service_that_is_down_is_said_to_be(stub: SessionServiceStub, svar: Harness) -> None:
    svar.sms.failing = unavailable("SERVICE_UNAVAILABLE", "Down.", retry_after=7)

    error = refused(stub, "SendSurvey", sending())

    assert (error.kind, error.retry_after) == (ErrorKind.UNAVAILABLE, 7)


@pytest.mark.parametrize("session_id", ["", "x", SURVEY, "x\0"])
@pytest.mark.parametrize("method", ["GetSession", "CancelSession"])
def test_a_session_that_is_not_there_is_not_found(
    stub: SessionServiceStub, method: str, session_id: str
) -> None:
    request = getattr(pb, f"{method}Request")(tenant="default", session_id=session_id)

    assert named(refused(stub, method, request)) == (ErrorKind.NOT_FOUND, "SESSION_NOT_FOUND", [])


def test_another_tenants_session_is_not_found(stub: SessionServiceStub) -> None:
    session = call(stub.SendSurvey, sending(), timeout=10).session
    request = pb.GetSessionRequest(tenant="acme", session_id=session.id)

    assert refused(stub, "GetSession", request).reason == "SESSION_NOT_FOUND"


@pytest.mark.parametrize(
    ("fields", "place"),
    [({"page_token": "x"}, "pageToken"), ({"page_size": -1}, "pageSize")],
)
def test_a_page_that_cannot_be_is_refused(
    stub: SessionServiceStub, fields: dict[str, Any], place: str
) -> None:
    request = pb.ListSessionsRequest(tenant="default", **fields)

    assert named(refused(stub, "ListSessions", request)) == (
        ErrorKind.INVALID,
        "INVALID_REQUEST",
        [place],
    )


def test_more_than_a_thousand_recipients_are_refused(stub: SessionServiceStub) -> None:
    request = pb.SendSurveysRequest(
        tenant="default", survey_id=SURVEY, recipients=[pb.Recipient()] * 1001
    )

    assert named(refused(stub, "SendSurveys", request)) == (
        ErrorKind.INVALID,
        "INVALID_REQUEST",
        ["recipients"],
    )


@pytest.mark.parametrize("survey_id", ["22222222-2222-4222-8222-222222222222", "x\0", ""])
@pytest.mark.parametrize("recipients", [0, 1, 3])
def test_sending_a_survey_that_is_not_there_to_many_is_not_found_as_a_whole(
    stub: SessionServiceStub, survey_id: str, recipients: int
) -> None:
    recipient = pb.Recipient(identifier=NORWEGIAN, identifier_type="Phone", channel="SMS")
    request = pb.SendSurveysRequest(
        tenant="default", survey_id=survey_id, recipients=[recipient] * recipients
    )

    error = refused(stub, "SendSurveys", request)

    assert named(error) == (ErrorKind.NOT_FOUND, "SURVEY_NOT_FOUND", [])


def test_another_tenants_survey_is_not_found_as_a_whole(stub: SessionServiceStub) -> None:
    recipient = pb.Recipient(identifier=NORWEGIAN, identifier_type="Phone", channel="SMS")
    request = pb.SendSurveysRequest(tenant="acme", survey_id=SURVEY, recipients=[recipient] * 2)

    assert refused(stub, "SendSurveys", request).reason == "SURVEY_NOT_FOUND"


def test_a_problem_in_a_batch_is_what_a_single_call_would_have_raised(
    stub: SessionServiceStub,
) -> None:
    bad = pb.Recipient(identifier="banana", identifier_type="Email", channel="SMS")
    request = pb.SendSurveysRequest(tenant="default", survey_id=SURVEY, recipients=[bad])

    (result,) = call(stub.SendSurveys, request, timeout=10).results

    assert named(from_status(result.problem)) == (
        ErrorKind.INVALID,
        "INVALID_REQUEST",
        ["identifier", "identifierType"],
    )


def test_one_bad_call_spoils_none_that_arrive_with_it(stub: SessionServiceStub) -> None:
    def outcome(number: int) -> str:
        phone = "+47\0" if number % 5 == 0 else f"+47900000{number:02}"
        try:
            call(stub.SendSurvey, sending(phone), timeout=20)
        except ServiceError as error:
            return error.reason
        return "sent"

    with ThreadPoolExecutor(20) as threads:
        outcomes = list(threads.map(outcome, range(40)))

    assert outcomes == ["sent" if n % 5 else "INVALID_IDENTIFIER" for n in range(40)]


def test_twenty_identical_calls_make_one_session(stub: SessionServiceStub, svar: Harness) -> None:
    def send(_number: int) -> tuple[str, bool]:
        answer = call(stub.SendSurvey, sending(idempotency_key="once"), timeout=20)
        return answer.session.id, answer.repeated_request

    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(send, range(20)))

    assert len({session_id for session_id, _ in answers}) == 1
    assert sorted(repeated for _, repeated in answers) == [False] + [True] * 19
    assert svar.count("sessions") == 1
