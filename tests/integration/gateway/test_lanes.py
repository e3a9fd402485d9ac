"""The lanes answer as the routes beside them do: the same request, with and without an announced length."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

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
def test_a_lane_answers_as_its_route(name: str, gateway: Gateway, services: FakeServices) -> None:
    answer_everything(services)
    path, body, headers = REQUESTS[name]

    on_lane = gateway.call("POST", path, data=body, headers=headers)
    by_route = gateway.call("POST", path, data=_chunked(body), headers=headers)

    assert _seen(on_lane) == _seen(by_route)


def _seen(answer: HttpAnswer) -> Any:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    request_id = headers.pop("x-request-id")
    headers.pop("date")
    body = answer.body.replace(request_id.encode(), b"<id>")
    return answer.status, {**headers, "content-length": len(body)}, body


async def _chunked(body: bytes) -> AsyncIterator[bytes]:
    yield body
