"""Callbacks of providers: raw bytes in, the service's acknowledgement out, together where they come together."""

import threading
from typing import Any

from svar.sms.v1 import sms_service_pb2 as pb

from services.runtime.errors import ErrorKind, ServiceError, not_found, unavailable
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_gateway import Gateway


def acknowledge(request: pb.ReceiveCallbacksRequest) -> pb.ReceiveCallbacksResponse:
    """Answer each callback with its own body, so that a mixed-up order shows."""
    return pb.ReceiveCallbacksResponse(
        acknowledgements=[
            pb.Acknowledgement(status=200, content_type="text/plain", body=callback.body)
            for callback in request.callbacks
        ]
    )


def test_a_callback_is_handed_on_as_it_arrived(gateway: Gateway, services: FakeServices) -> None:
    services.sms.will("ReceiveCallbacks", acknowledge)

    answer = gateway.call(
        "POST",
        "/v1/providers/plain/inbound?a=1&b=%20x",
        data=b"\xff\x00raw",
        headers={"X-Webhook-Token": "W", "Content-Type": "application/octet-stream"},
    )

    assert (answer.status, answer.body) == (200, b"\xff\x00raw")
    assert answer.headers["Content-Type"] == "text/plain"
    request = services.sms.requests[0]
    assert request.provider == "plain"
    callback = request.callbacks[0]
    assert callback.kind == pb.CALLBACK_KIND_INBOUND
    assert callback.method == "POST"
    assert callback.target == "/v1/providers/plain/inbound?a=1&b=%20x"
    assert callback.body == b"\xff\x00raw"
    headers = {header.name: header.value for header in callback.headers}
    assert headers["x-webhook-token"] == "W"
    assert all(name == name.lower() for name in headers)


def test_what_the_acknowledgement_says_is_what_is_answered(
    gateway: Gateway, services: FakeServices
) -> None:
    refused = pb.Acknowledgement(status=401)
    services.sms.will("ReceiveCallbacks", pb.ReceiveCallbacksResponse(acknowledgements=[refused]))

    answer = gateway.call("GET", "/v1/providers/plain/status?id=1", headers={})

    assert (answer.status, answer.body) == (401, b"")
    assert "Content-Type" not in answer.headers
    assert services.sms.requests[0].callbacks[0].kind == pb.CALLBACK_KIND_STATUS
    assert services.sms.requests[0].callbacks[0].method == "GET"


def test_callbacks_that_come_together_go_together(gateway: Gateway, services: FakeServices) -> None:
    under_way = threading.Event()

    def wait_for_the_others(request: pb.ReceiveCallbacksRequest) -> pb.ReceiveCallbacksResponse:
        # The first waits until the others are there, too: they go together afterwards.
        if not under_way.is_set():
            under_way.set()
            assert all_sent.wait(10)
        return acknowledge(request)

    all_sent = threading.Event()
    services.sms.will("ReceiveCallbacks", wait_for_the_others)
    releaser = threading.Timer(0.3, all_sent.set)
    releaser.start()
    bodies = [str(number).encode() for number in range(600)]
    calls: list[tuple[str, str, dict[str, Any]]] = [
        ("POST", "/v1/providers/plain/inbound", {"data": body}) for body in bodies
    ]
    answers = gateway.call_many(calls)
    releaser.join()

    assert [answer.body for answer in answers] == bodies
    sizes = [len(request.callbacks) for request in services.sms.requests]
    assert sum(sizes) == 600
    assert max(sizes) <= 256
    assert len(sizes) < 100


def test_an_unknown_provider_is_404(gateway: Gateway, services: FakeServices) -> None:
    services.sms.will("ReceiveCallbacks", not_found("PROVIDER_NOT_FOUND", "No such provider."))

    unknown = gateway.call("POST", "/v1/providers/nobody/inbound")
    nonsense = gateway.call("POST", "/v1/providers/a%20b/inbound")

    assert (unknown.status, unknown.json["code"]) == (404, "provider_not_found")
    assert (nonsense.status, nonsense.json["code"]) == (404, "provider_not_found")


def test_while_nothing_can_be_stored_providers_are_told_to_come_back(
    gateway: Gateway, services: FakeServices
) -> None:
    full = ServiceError(kind=ErrorKind.EXHAUSTED, reason="BACKLOG", message="Full.", retry_after=3)
    for error in (unavailable("DATABASE_UNAVAILABLE", "Down."), full, RuntimeError("broken")):
        services.sms.will("ReceiveCallbacks", error)

        answer = gateway.call("POST", "/v1/providers/plain/inbound", data=b"x")

        assert (answer.status, answer.json["code"]) == (503, "unavailable")
        assert int(answer.headers["Retry-After"]) >= 1


def test_other_methods_are_405(gateway: Gateway) -> None:
    for method in ("HEAD", "PUT", "DELETE"):
        answer = gateway.call(method, "/v1/providers/plain/inbound")

        assert answer.status == 405
        assert sorted(answer.headers["Allow"].split(", ")) == ["GET", "POST"]
