"""A client that leaves takes along what was worked out for it alone."""

import json
import socket

import pytest

from services.access.keys import DEVELOPMENT_KEY
from tests.fakes.contented_services import answer_everything
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_gateway import Gateway

DEFINITION = {"name": "After the call", "defaultLanguage": "en", "elements": []}
TRIALS = {
    "CheckSurvey": ("check", DEFINITION),
    "PreviewSurvey": ("preview", {"definition": DEFINITION, "replies": []}),
}


@pytest.mark.parametrize("method", TRIALS)
def test_a_trial_whose_client_leaves_is_given_up(
    method: str, gateway: Gateway, services: FakeServices
) -> None:
    answer_everything(services)
    held = services.surveys.hold(method)

    try:
        with _begun(gateway, *TRIALS[method]):
            services.surveys.until_asked(method, times=1)
            assert not held.release.is_set()
        services.surveys.until_over(method, times=1)
    finally:
        held.release.set()


@pytest.mark.parametrize("method", TRIALS)
def test_a_trial_that_is_waited_for_is_answered(
    method: str, gateway: Gateway, services: FakeServices
) -> None:
    answer_everything(services)
    name, body = TRIALS[method]

    assert gateway.call("POST", f"/v1/surveys/{name}", json=body).status == 200


def _begun(gateway: Gateway, name: str, body: object) -> socket.socket:
    host, port = gateway.url.removeprefix("http://").split(":")
    written = json.dumps(body).encode()
    head = (
        f"POST /v1/surveys/{name} HTTP/1.1\r\nHost: {host}\r\nX-API-Key: {DEVELOPMENT_KEY}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(written)}\r\n\r\n"
    )
    connection = socket.create_connection((host, int(port)), timeout=10)
    connection.sendall(head.encode() + written)
    return connection
