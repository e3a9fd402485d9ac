"""SendSurvey over real HTTP and gRPC, with a fake of the sessions service behind."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from google.protobuf.timestamp_pb2 import Timestamp
from svar.sessions.v1 import session_pb2
from svar.sessions.v1 import session_service_pb2 as pb

from services.access.access import Access
from services.access.keys import digest_of
from services.access.keys_file import FileKeys
from services.runtime.errors import (
    ErrorKind,
    ServiceError,
    conflict,
    invalid,
    not_found,
    unavailable,
)
from services.runtime.grpc_errors import to_status
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_gateway import Gateway, running_gateway

SURVEY = "11111111-1111-4111-8111-111111111111"
SEND = f"/v1/surveys/{SURVEY}/send"
EXPIRY = Timestamp()
EXPIRY.FromDatetime(datetime(2026, 12, 1, 11, tzinfo=UTC))


def session(**changes: Any) -> session_pb2.Session:
    fields: dict[str, Any] = {
        "id": "0198f000-0000-7000-8000-000000000001",
        "survey_id": SURVEY,
        "survey_version": 4,
        "state": session_pb2.SESSION_STATE_ACTIVE,
        "identifier": "+4790000001",
        "language_code": "no",
        "expire_time": EXPIRY,
        "client_reference": "call-81",
    }
    return session_pb2.Session(**(fields | changes))


def sent(one: session_pb2.Session) -> pb.SendSurveysResponse:
    return pb.SendSurveysResponse(results=[pb.SendSurveyResult(session=one)])


def test_a_survey_is_sent_and_the_session_is_answered(
    gateway: Gateway, services: FakeServices
) -> None:
    services.sessions.will("SendSurveys", sent(session()))

    answer = gateway.call(
        "POST",
        SEND,
        headers={"Authorization": "Bearer svar-dev-key", "X-Request-Id": "call-81"},
        json={
            "Identifier": "+4790000001",
            "IDENTIFIERTYPE": "Phone",
            "channel": "sms",
            "languageCode": "no",
            "expiryTime": None,
            "clientReference": "call-81",
            "content": "Takk\x00 for samtalen.",
            "somethingElse": [1],
            "userSessionVariables": [{"Key": "agentId", "value": "1234", "more": 1}],
        },
    )

    assert answer.status == 202
    assert answer.json == {
        "sessionId": "0198f000-0000-7000-8000-000000000001",
        "surveyId": SURVEY,
        "surveyVersion": 4,
        "status": "active",
        "identifier": "+4790000001",
        "languageCode": "no",
        "expiryTime": "2026-12-01T11:00:00Z",
        "clientReference": "call-81",
        "warnings": ['"somethingElse" is not a property known here.'],
    }
    assert answer.headers["X-Request-Id"] == "call-81"
    assert services.sessions.request_ids == ["call-81"]
    assert services.sessions.requests == [
        pb.SendSurveysRequest(
            tenant="default",
            request_id="call-81",
            survey_id=SURVEY,
            recipients=[
                pb.Recipient(
                    identifier="+4790000001",
                    identifier_type="Phone",
                    channel="sms",
                    language_code="no",
                    client_reference="call-81",
                    content="Takk for samtalen.",
                    variables=[session_pb2.Variable(key="agentId", value="1234")],
                )
            ],
        )
    ]


def test_what_two_keys_send_together_is_said_to_be_from_each(
    services: FakeServices, tmp_path: Path
) -> None:
    def answer(request: pb.SendSurveysRequest) -> pb.SendSurveysResponse:
        each = [pb.SendSurveyResult(session=session()) for _ in request.recipients]
        return pb.SendSurveysResponse(results=each)

    services.sessions.will("SendSurveys", answer)
    path = tmp_path / "keys.yaml"
    fields = {"tenant": "acme", "scopes": ["send"]}
    names = ("crm", "ivr")
    path.write_text(
        yaml.safe_dump([{"name": n, "hash": digest_of(n.encode()), **fields} for n in names])
    )
    calls = [
        (
            "POST",
            SEND,
            {
                "headers": {"X-API-Key": name},
                "json": {"identifier": "+4790000001", "clientReference": name},
            },
        )
        for name in names * 20
    ]

    with running_gateway(services.addresses, Access(keys=FileKeys(path))) as gateway:
        answers = gateway.call_many(calls)

    assert {answer.status for answer in answers} == {202}
    batches = list(zip(services.sessions.requests, services.sessions.actors, strict=True))
    assert sum(len(request.recipients) for request, _ in batches) == len(calls)
    for request, actor in batches:
        assert {one.client_reference for one in request.recipients} == {actor.name if actor else ""}


@pytest.mark.parametrize("address", [SEND, "/v1/SendSurvey", f"{SEND}-many"])
def test_properties_that_mean_nothing_are_named_with_what_was_meant(
    gateway: Gateway, services: FakeServices, address: str
) -> None:
    services.sessions.will("SendSurveys", sent(session()))
    body = {"identifier": "+4790000001", "variables": [], "languagecod": "no", "x": 1}
    by_id = {"surveyId": SURVEY, **body} if address == "/v1/SendSurvey" else body
    asked = {"recipients": [body]} if address.endswith("many") else by_id

    answer = gateway.call("POST", address, json=asked).json

    (said,) = answer.get("results", [answer])
    assert said["warnings"] == [
        '"variables" is not a property known here; did you mean "userSessionVariables"?',
        '"languagecod" is not a property known here; did you mean "languageCode"?',
        '"x" is not a property known here.',
    ]


def test_the_survey_can_be_named_in_the_body(gateway: Gateway, services: FakeServices) -> None:
    suppressed = session(state=session_pb2.SESSION_STATE_SUPPRESSED, reason="opted_out")
    services.sessions.will("SendSurveys", sent(suppressed))

    answer = gateway.call(
        "POST",
        "/v1/SendSurvey",
        headers={"X-API-Key": "svar-dev-key", "Idempotency-Key": "k-1"},
        json={"SurveyId": SURVEY.upper(), "identifier": "+4790000001"},
    )

    assert (answer.status, answer.json["status"], answer.json["reason"]) == (
        202,
        "suppressed",
        "opted_out",
    )
    assert services.sessions.requests[0].survey_id == SURVEY
    assert services.sessions.requests[0].recipients[0].idempotency_key == "k-1"


def test_a_repeated_request_is_answered_as_the_first_time(
    gateway: Gateway, services: FakeServices
) -> None:
    stopped = session(state=session_pb2.SESSION_STATE_STOPPED, reason="too_many_invalid_replies")
    services.sessions.will("SendSurveys", sent(stopped))

    answer = gateway.call("POST", f"/v1/surveys/{SURVEY}/send", json={"identifier": "+4790000001"})

    assert (answer.status, answer.json["status"]) == (202, "active")
    assert "reason" not in answer.json


def test_each_of_many_recipients_has_a_result_or_a_problem(
    gateway: Gateway, services: FakeServices
) -> None:
    no_mobile = invalid("INVALID_IDENTIFIER", "The phone cannot receive SMS.")
    services.sessions.will(
        "SendSurveys",
        pb.SendSurveysResponse(
            results=[
                pb.SendSurveyResult(session=session()),
                pb.SendSurveyResult(problem=to_status(no_mobile)),
            ]
        ),
    )

    recipients = [{"identifier": "+4790000001"}, {"identifier": 4}, {"identifier": "+4722000000"}]
    answer = gateway.call(
        "POST", f"/v1/surveys/{SURVEY}/send-many", json={"recipients": recipients}
    )

    assert answer.status == 202
    first, second, third = answer.json["results"]
    assert first["status"] == "active"
    assert (second["status"], second["code"]) == (400, "invalid_identifier")
    assert second["errors"] == [{"path": "identifier", "message": "must be a text"}]
    assert (third["status"], third["code"]) == (400, "invalid_identifier")
    assert [each.identifier for each in services.sessions.requests[0].recipients] == [
        "+4790000001",
        "+4722000000",
    ]


ERRORS = [
    (not_found("SURVEY_NOT_FOUND", "There is no such survey."), 404, "survey_not_found"),
    (conflict("ACTIVE_SESSION_EXISTS", "Busy."), 409, "active_session_exists"),
    (invalid("INVALID_EXPIRY", "The time has passed."), 400, "invalid_expiry"),
    (invalid("CONTENT_TOO_LONG", "Too long."), 400, "content_too_long"),
    (
        ServiceError(kind=ErrorKind.PRECONDITION, reason="NO_SENDER", message="No sender."),
        422,
        "no_sender",
    ),
    (
        ServiceError(kind=ErrorKind.PRECONDITION, reason="SURVEY_PAUSED", message="Paused."),
        409,
        "survey_paused",
    ),
    (
        ServiceError(
            kind=ErrorKind.EXHAUSTED, reason="TOO_MANY", message="Slow down.", retry_after=2.5
        ),
        429,
        "rate_limited",
    ),
    (unavailable("DATABASE_UNAVAILABLE", "The database does not answer."), 503, "unavailable"),
    (RuntimeError("SELECT secret FROM hosts"), 500, "internal"),
]


@pytest.mark.parametrize(("error", "status", "code"), ERRORS, ids=[code for _, _, code in ERRORS])
def test_what_the_service_refuses_is_a_problem(
    error: Exception, status: int, code: str, gateway: Gateway, services: FakeServices
) -> None:
    if isinstance(error, ServiceError) and error.kind is not ErrorKind.UNAVAILABLE:
        problem = pb.SendSurveyResult(problem=to_status(error))
        services.sessions.will("SendSurveys", pb.SendSurveysResponse(results=[problem]))
    else:
        services.sessions.will("SendSurveys", error)

    answer = gateway.call("POST", SEND, json={"identifier": "+4790000001"})

    assert answer.status == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json["code"] == code
    assert answer.json["status"] == status
    assert answer.json["requestId"] == answer.headers["X-Request-Id"]
    assert ("Retry-After" in answer.headers) == (status in {429, 503})
    assert b"SELECT" not in answer.body


def test_a_service_that_is_away_is_503(gateway: Gateway, services: FakeServices) -> None:
    services.stop(["sessions"])

    answer = gateway.call("POST", SEND, json={"identifier": "+4790000001"})

    assert (answer.status, answer.json["code"]) == (503, "unavailable")
    assert int(answer.headers["Retry-After"]) >= 1
    assert b"127.0.0.1" not in answer.body


BAD_BODIES: list[tuple[str, str, str, str]] = [
    ("{}", "invalid_identifier", "identifier", "is missing"),
    ('{"identifier": 4790000001}', "invalid_identifier", "identifier", "must be a text"),
    ('{"identifier": "+47\\u00009"}', "invalid_identifier", "identifier", "must not contain NUL"),
    ('{"identifier": "+47\\ud8009"}', "invalid_identifier", "identifier", "lone surrogates"),
    ('{"identifier": "+4", "expiryTime": 5}', "invalid_expiry", "expiryTime", "must be a text"),
    (
        '{"identifier": "+4", "Identifier": "+5"}',
        "invalid_request",
        "",
        "has the property 'identifier' more than once",
    ),
    (
        '{"identifier": "+4", "userSessionVariables": [{"key": "a", "value": 5}]}',
        "invalid_request",
        "userSessionVariables[0].value",
        "must be a text",
    ),
    (
        '{"identifier": "+4", "userSessionVariables": {"agentId": "5"}}',
        "invalid_request",
        "userSessionVariables",
        "must be a list",
    ),
    (
        json.dumps({"identifier": "+4", "clientReference": "x" * 129}),
        "invalid_request",
        "clientReference",
        "at most 128",
    ),
    ("[]", "invalid_request", "", "must be an object"),
    ("null", "invalid_request", "", ""),
    ("", "invalid_request", "", "The body is empty"),
    ('{"identifier": "+4",\n }', "invalid_request", "", "line 2, column 2"),
    ('{"a": 1, "a": 2}', "invalid_request", "", "'a' stands twice"),
    ('{"a": NaN}', "invalid_request", "", "NaN"),
    ('{"a": 1e999}', "invalid_request", "", "too large"),
    ('{"a": ' + "9" * 5000 + "}", "invalid_request", "", "no JSON that can be used"),
    ("[" * 100_000, "invalid_request", "", "nested too deeply"),
]


@pytest.mark.parametrize(("body", "code", "path", "message"), BAD_BODIES)
def test_a_body_of_the_wrong_shape_is_400_with_its_place(
    body: str, code: str, path: str, message: str, gateway: Gateway
) -> None:
    headers = {"X-API-Key": "svar-dev-key", "Content-Type": "application/json"}
    answer = gateway.call("POST", SEND, data=body.encode(), headers=headers)

    assert (answer.status, answer.json["code"]) == (400, code)
    assert answer.json["errors"][0]["path"] == path
    assert message in answer.json["errors"][0]["message"]


def test_every_problem_of_a_body_is_named_at_once(gateway: Gateway) -> None:
    body = {"identifier": 4, "channel": 5, "userSessionVariables": [{"value": "x"}, 7]}

    answer = gateway.call("POST", SEND, json=body)

    assert [error["path"] for error in answer.json["errors"]] == [
        "identifier",
        "channel",
        "userSessionVariables[0].key",
        "userSessionVariables[1]",
    ]


def test_bytes_that_are_not_utf_8_are_400(gateway: Gateway) -> None:
    headers = {"X-API-Key": "svar-dev-key", "Content-Type": "application/json"}
    answer = gateway.call("POST", SEND, data=b'{"a": "\xff"}', headers=headers)

    assert (answer.status, answer.json["detail"]) == (400, "The body is not UTF-8 at byte 7.")


def test_what_cannot_be_a_survey_id_is_not_found(gateway: Gateway) -> None:
    in_path = gateway.call("POST", "/v1/surveys/nonsense/send", json={"identifier": "+4790000001"})
    in_body = gateway.call("POST", "/v1/SendSurvey", json={"identifier": "+47", "surveyId": "x"})
    with_nul = gateway.call("POST", "/v1/surveys/a%00b/send", json={"identifier": "+4790000001"})

    assert (in_path.status, in_path.json["code"]) == (404, "survey_not_found")
    assert (in_body.status, in_body.json["code"]) == (404, "survey_not_found")
    assert (with_nul.status, with_nul.json["errors"][0]["path"]) == (400, "surveyId")
