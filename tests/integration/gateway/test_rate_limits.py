"""Rate limits over real HTTP: what is refused and when to come back, what counts more, and what never counts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from svar.sessions.v1 import session_pb2
from svar.sessions.v1 import session_service_pb2 as pb
from svar.sms.v1 import sms_service_pb2
from svar.surveys.v1 import survey_service_pb2

from services.access.access import Access
from services.access.keys import digest_of
from services.access.keys_file import FileKeys
from services.access.rates import RateLimits, rate_of
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_gateway import Gateway, HttpAnswer, running_gateway
from tests.fakes.manual_seconds import Seconds

SURVEYS = "/v1/surveys"
MANY = "/v1/surveys/2b150000-0000-4000-8000-000000000001/send-many"


@pytest.fixture
def seconds() -> Seconds:
    """The clock of the buckets."""
    return Seconds()


@pytest.fixture
def gateway(services: FakeServices, seconds: Seconds, tmp_path: Path) -> Iterator[Gateway]:
    """A gateway with one request per second by default, and a key that may do ten at once."""
    services.surveys.will("ListSurveys", survey_service_pb2.ListSurveysResponse())
    services.sessions.will("SendSurveys", sent)
    services.sms.will("ReceiveCallbacks", acknowledged)
    path = tmp_path / "keys.yaml"
    path.write_text(yaml.safe_dump([entry("plain"), entry("busy", rate=2, burst=10)]))
    limits = RateLimits(default=rate_of(1), monotonic=seconds)
    access = Access(keys=FileKeys(path), rates=limits)
    with running_gateway(services.addresses, access) as gateway:
        yield gateway


def entry(name: str, **limits: float) -> dict[str, Any]:
    fields = {"name": name, "tenant": "acme", "scopes": ["admin"], "hash": digest_of(name.encode())}
    return fields | limits


def sent(request: pb.SendSurveysRequest) -> pb.SendSurveysResponse:
    session = session_pb2.Session(state=session_pb2.SESSION_STATE_ACTIVE)
    results = [pb.SendSurveyResult(session=session) for _ in request.recipients]
    return pb.SendSurveysResponse(results=results)


def acknowledged(
    request: sms_service_pb2.ReceiveCallbacksRequest,
) -> sms_service_pb2.ReceiveCallbacksResponse:
    answer = sms_service_pb2.Acknowledgement(status=200)
    return sms_service_pb2.ReceiveCallbacksResponse(
        acknowledgements=[answer for _ in request.callbacks]
    )


def look(gateway: Gateway, key: str) -> HttpAnswer:
    return gateway.call("GET", SURVEYS, headers={"X-API-Key": key})


def send(gateway: Gateway, recipients: int) -> HttpAnswer:
    body = {"recipients": [{"identifier": "+4790000001"}] * recipients}
    return gateway.call("POST", MANY, json=body, headers={"X-API-Key": "busy"})


def test_one_request_too_many_is_429_and_says_when_to_come_back(
    gateway: Gateway, seconds: Seconds
) -> None:
    first, second = look(gateway, "plain"), look(gateway, "plain")
    seconds.now = 1
    third = look(gateway, "plain")

    assert (first.status, second.status, third.status) == (200, 429, 200)
    assert second.json["code"] == "rate_limited"
    assert second.headers["Retry-After"] == "1"
    assert second.headers["Content-Type"] == "application/problem+json"
    assert "'plain'" in second.json["detail"]


def test_a_key_has_the_rate_that_the_file_gives_it(gateway: Gateway) -> None:
    assert [look(gateway, "busy").status for _ in range(11)] == [200] * 10 + [429]
    assert look(gateway, "plain").status == 200


def test_sending_to_many_counts_each_of_them(
    gateway: Gateway, services: FakeServices, seconds: Seconds
) -> None:
    assert send(gateway, 7).status == 202
    refused = send(gateway, 7)
    seconds.now = 3
    again = send(gateway, 7)

    assert (refused.status, refused.json["code"]) == (429, "rate_limited")
    # 2 of 10 are left after the refused request itself, and repeated it takes 7, at 2 a second.
    assert refused.headers["Retry-After"] == "3"
    assert again.status == 202
    assert len(services.sessions.requests) == 2


def test_more_recipients_than_a_burst_are_served_and_waited_for(
    gateway: Gateway, seconds: Seconds
) -> None:
    assert send(gateway, 100).status == 202
    refused = look(gateway, "busy")
    seconds.now = 46

    assert (refused.status, refused.headers["Retry-After"]) == (429, "46")
    assert look(gateway, "busy").status == 200


def test_callbacks_and_health_are_never_refused(gateway: Gateway) -> None:
    for path in ("/v1/providers/plain/inbound", "/healthz", "/metrics", "/docs", "/openapi.json"):
        method = "POST" if path.endswith("inbound") else "GET"
        answers = [gateway.call(method, path, headers={}) for _ in range(4)]

        assert [answer.status for answer in answers] == [200] * 4
