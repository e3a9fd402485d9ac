"""Subscriptions over real HTTP and gRPC."""

from typing import Any

import pytest

from gateway.app import create_app
from gateway.docs.openapi import describe
from gateway.schemas.webhook_events import EVENTS
from services.access.access import Access
from services.access.keys import DevelopmentKeys
from services.contracts.event_types import TEST_TYPE, EventType
from services.runtime.errors import Problem, conflict, invalid
from tests.fakes.contented_services import ID, answer_everything
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_gateway import Gateway

WEBHOOK = f"/v1/webhooks/{ID}"
BODY = {"url": "https://example.com/svar", "events": ["session.completed"]}


@pytest.fixture(autouse=True)
def contented(services: FakeServices) -> None:
    answer_everything(services)


def call(gateway: Gateway, method: str, path: str, body: object = None) -> Any:
    return gateway.call(method, path) if body is None else gateway.call(method, path, json=body)


def test_who_subscribes_is_given_a_secret_once(gateway: Gateway, services: FakeServices) -> None:
    made = call(gateway, "POST", "/v1/webhooks", BODY)
    listed = call(gateway, "GET", "/v1/webhooks")

    assert (made.status, made.headers["Location"]) == (201, WEBHOOK)
    assert made.json["secret"] == "whsec_AAAA"
    assert "secret" not in listed.json["webhooks"][0]
    request = services.results.requests[0]
    assert (request.tenant, request.url, list(request.events)) == (
        "default",
        "https://example.com/svar",
        ["session.completed"],
    )


def test_a_change_names_only_what_changes(gateway: Gateway, services: FakeServices) -> None:
    changed = call(gateway, "PATCH", WEBHOOK, {"state": "active", "events": None})

    assert changed.status == 200
    (request,) = services.results.requests
    assert request.state == "active"
    assert not request.HasField("url")
    assert not request.HasField("events")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", WEBHOOK, 200),
        ("DELETE", WEBHOOK, 204),
        ("POST", f"{WEBHOOK}/test", 202),
        ("POST", f"{WEBHOOK}/rotate-secret", 200),
        ("GET", f"{WEBHOOK}/deliveries?state=parked&pageSize=1", 200),
        ("POST", f"{WEBHOOK}/deliveries/{ID}/redeliver", 202),
    ],
)
def test_every_call_reaches_the_service(
    gateway: Gateway, services: FakeServices, method: str, path: str, status: int
) -> None:
    answer = call(gateway, method, path)

    assert answer.status == status
    (request,) = services.results.requests
    assert (request.tenant, request.webhook_id) == ("default", ID)


def test_an_address_that_nothing_is_sent_to_is_422_with_why(
    gateway: Gateway, services: FakeServices
) -> None:
    why = "Nothing is sent to this address: it leads to an address that is private."
    problems = [Problem(path="url", message=why)]
    services.results.will("CreateWebhook", invalid("WEBHOOK_URL_REFUSED", why, problems=problems))

    answer = call(gateway, "POST", "/v1/webhooks", BODY)

    assert (answer.status, answer.json["code"]) == (422, "webhook_url_refused")
    assert answer.json["errors"] == [{"path": "url", "message": why}]


def test_too_many_are_409(gateway: Gateway, services: FakeServices) -> None:
    services.results.will("CreateWebhook", conflict("TOO_MANY_WEBHOOKS", "There are 20."))

    answer = call(gateway, "POST", "/v1/webhooks", BODY)

    assert (answer.status, answer.json["code"]) == (409, "too_many_webhooks")


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({}, "url"),
        ({**BODY, "events": []}, "events"),
        ({**BODY, "events": ["a"] * 101}, "events"),
        ({**BODY, "events": "session.completed"}, "events"),
        ({**BODY, "url": "https://example.com/" + "a" * 2_048}, "url"),
        ({**BODY, "secret": "a" * 257}, "secret"),
        ({**BODY, "colour": "red"}, "colour"),
    ],
)
def test_a_body_of_the_wrong_shape_is_named(
    gateway: Gateway, body: dict[str, Any], path: str
) -> None:
    answer = call(gateway, "POST", "/v1/webhooks", body)

    assert answer.status == 400
    assert path in [error["path"] for error in answer.json["errors"]]


@pytest.mark.parametrize(
    "path", ["x", "x/test", f"{ID}x/deliveries", f"{ID}/deliveries/x/redeliver"]
)
def test_what_can_be_no_id_is_not_found(gateway: Gateway, path: str) -> None:
    method = "POST" if path.endswith(("test", "redeliver")) else "GET"

    assert call(gateway, method, f"/v1/webhooks/{path}").status == 404


def test_every_event_is_described() -> None:
    nowhere = dict.fromkeys(("surveys", "sessions", "sms", "results"), "127.0.0.1:1")
    described = describe(create_app(addresses=nowhere, access=Access(keys=DevelopmentKeys())))

    assert set(described["webhooks"]) == {*EventType, TEST_TYPE} == set(EVENTS)
    for event in described["webhooks"].values():
        body = event["post"]["requestBody"]["content"]["application/json"]["schema"]
        name = body["properties"]["data"]["$ref"].rpartition("/")[2]
        assert name in described["components"]["schemas"]
