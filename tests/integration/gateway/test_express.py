"""Express routes answer as the routes beside them do: the same request, with and without an announced length."""

import json
import socket
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest

from gateway.http import bodies
from services.access.keys import DEVELOPMENT_KEY
from tests.fakes.contented_services import answer_everything
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_gateway import Gateway, HttpAnswer

SURVEY = "11111111-1111-4111-8111-111111111111"
BODY = json.dumps({"identifier": "+4790000001", "clientReference": "call-81"}).encode()
BY_ID = json.dumps({"identifier": "+4790000001", "surveyId": SURVEY}).encode()
JSON = {"X-API-Key": DEVELOPMENT_KEY, "Content-Type": "application/json", "X-Request-Id": "r-1"}

REQUESTS: dict[str, tuple[str, bytes, dict[str, str]]] = {
    "a survey": (f"/v1/surveys/{SURVEY}/send", BODY, JSON),
    "a survey with a key": (
        f"/v1/surveys/{SURVEY}/send",
        BODY,
        {**JSON, "Idempotency-Key": "k"},
    ),
    "a survey by its id": ("/v1/SendSurvey", BY_ID, JSON),
    "a survey that cannot be": (f"/v1/surveys/{'-' * 36}/send", BODY, JSON),
    "no id": ("/v1/SendSurvey", BODY, JSON),
    "no phone": (f"/v1/surveys/{SURVEY}/send", b"{}", JSON),
    "no JSON": (f"/v1/surveys/{SURVEY}/send", b"{", JSON),
    "another type": (f"/v1/surveys/{SURVEY}/send", BODY, {**JSON, "Content-Type": "text/plain"}),
    "another key": (f"/v1/surveys/{SURVEY}/send", BODY, {**JSON, "X-API-Key": "x"}),
    "no key": (f"/v1/surveys/{SURVEY}/send", BODY, {"Content-Type": "application/json"}),
    "a reply": ("/v1/providers/plain/inbound", b"raw", JSON),
    "a report": ("/v1/providers/plain/status", b"raw", JSON),
    "no provider": ("/v1/providers/a b/inbound", b"raw", JSON),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_an_express_route_answers_as_its_route(
    name: str, gateway: Gateway, services: FakeServices
) -> None:
    answer_everything(services)
    path, body, headers = REQUESTS[name]

    by_express = gateway.call("POST", path, data=body, headers=headers)
    by_route = gateway.call("POST", path, data=_chunked(body), headers=headers)

    assert _seen(by_express) == _seen(by_route)


def _seen(answer: HttpAnswer) -> Any:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    request_id = headers.pop("x-request-id")
    headers.pop("date")
    body = answer.body.replace(request_id.encode(), b"<id>")
    return answer.status, {**headers, "content-length": len(body)}, body


async def _chunked(body: bytes) -> AsyncIterator[bytes]:
    yield body


@pytest.mark.parametrize("path", ["/v1/SendSurvey", "/v1/surveys"], ids=["express", "route"])
def test_a_body_that_does_not_come_is_408(
    path: str, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "BODY_SECONDS", 0.1)
    host, port = gateway.url.removeprefix("http://").split(":")
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 10\r\n\r\n"

    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(head.encode())
        answer = b"".join(iter(partial(connection.recv, 65_536), b""))

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b'"code":"request_timeout"' in answer


def test_who_made_the_request_before_on_a_connection_does_not_make_the_next(
    gateway: Gateway, services: FakeServices
) -> None:
    answer_everything(services)
    host, port = gateway.url.removeprefix("http://").split(":")
    cancel = f"POST /v1/sessions/{SURVEY}/cancel HTTP/1.1\r\nHost: {host}\r\nX-API-Key: {DEVELOPMENT_KEY}\r\n"
    callback = f"POST /v1/providers/plain/inbound HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n"
    end = "Content-Length: 0\r\n\r\n"

    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(f"{cancel}{end}{callback}{end}".encode())
        answers = b"".join(iter(partial(connection.recv, 65_536), b""))

    assert answers.count(b"HTTP/1.1 200 OK") == 2
    assert [actor.name for actor in services.sessions.actors if actor] == ["development"]
    assert services.sms.actors == [None]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/v1/providers/plain/inbound", 200),
        ("POST", "/v1/SendSurvey", 415),
        ("GET", "/v1/surveys", 200),
        ("GET", "/v1/nothing", 404),
        ("GET", "/healthz", 200),
        ("GET", "/openapi.json", 200),
    ],
)
def test_every_json_answer_ends_with_a_newline(
    method: str, path: str, status: int, gateway: Gateway, services: FakeServices
) -> None:
    answer_everything(services)

    answer = gateway.call(method, path)

    assert answer.status == status
    assert answer.body.endswith(b"}\n")
    assert int(answer.headers["Content-Length"]) == len(answer.body)
