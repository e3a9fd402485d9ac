"""What strangers send to the address of a provider is refused before it is read, and delays nobody."""

import hashlib
import socket
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import pytest
from prometheus_client import REGISTRY
from svar.sms.v1 import sms_service_pb2 as pb

from services.access.access import Access
from services.access.keys import DevelopmentKeys
from services.runtime.errors import unavailable
from tests.fakes.contented_services import answer_everything
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_gateway import Gateway, running_gateway

KIB = 1024
TOKEN = "genuine"
GENUINE = {"X-Webhook-Token": TOKEN}
PLAIN = "/v1/providers/plain/inbound"
SIGNED = "/v1/providers/signed/inbound"


@pytest.fixture
def gateway(services: FakeServices) -> Iterator[Gateway]:
    """A gateway with a provider that a token proves, and one whose signatures only sms can judge."""
    answer_everything(services)
    proof = pb.HeaderProof(
        name="x-webhook-token", digests=[hashlib.sha256(TOKEN.encode()).digest()]
    )
    plain = pb.CallbackProvider(name="plain", max_body_bytes=64 * KIB, header_proofs=[proof])
    signed = pb.CallbackProvider(name="signed", max_body_bytes=256 * KIB)
    services.sms.will("ListProviders", pb.ListProvidersResponse(providers=[plain, signed]))
    with running_gateway(services.addresses, Access(keys=DevelopmentKeys())) as gateway:
        yield gateway


def refused_by_its_head(gateway: Gateway, path: str, *headers: str) -> int:
    """Send the head of a callback of 1 MiB and nothing of its body; return the status."""
    address = urlsplit(gateway.url)
    head = [f"POST {path} HTTP/1.1", "Host: a", "Content-Length: 1048576", *headers, "", ""]
    with socket.create_connection((address.hostname, address.port), timeout=10) as peer:
        peer.sendall("\r\n".join(head).encode())
        return int(peer.recv(1000).split()[1])


def not_taken() -> float:
    labels = {"proven": "false"}
    return REGISTRY.get_sample_value("svar_callbacks_not_taken_total", labels) or 0


@pytest.mark.parametrize("token", ["", "wrong", "genuin", TOKEN + "x"])
def test_a_forged_callback_is_refused_before_its_body_is_read(
    token: str, gateway: Gateway, services: FakeServices
) -> None:
    labels = {"reason": "callback"}
    before = REGISTRY.get_sample_value("svar_refused_total", labels) or 0

    answer = gateway.call("POST", PLAIN, data=b"[]", headers={"X-Webhook-Token": token})

    assert (answer.status, answer.json["code"]) == (401, "unauthenticated")
    assert "X-Webhook-Token" in answer.json["detail"]
    assert refused_by_its_head(gateway, PLAIN, f"X-Webhook-Token: {token}") == 401
    assert REGISTRY.get_sample_value("svar_refused_total", labels) == before + 2
    assert services.sms.requests == []


def test_a_callback_to_nobody_is_refused_before_its_body_is_read(
    gateway: Gateway, services: FakeServices
) -> None:
    answer = gateway.call("POST", "/v1/providers/nobody/inbound", data=b"[]")

    assert (answer.status, answer.json["code"]) == (404, "provider_not_found")
    assert refused_by_its_head(gateway, "/v1/providers/nobody/inbound") == 404
    assert services.sms.requests == []


def test_a_genuine_callback_is_handed_on(gateway: Gateway, services: FakeServices) -> None:
    for method in ("POST", "GET"):
        assert gateway.call(method, PLAIN, headers=GENUINE).status == 200

    assert [len(request.callbacks) for request in services.sms.requests] == [1, 1]


@pytest.mark.parametrize(
    ("path", "most"), [(PLAIN, 64 * KIB), (SIGNED, 256 * KIB)], ids=["usual", "as its type asks"]
)
def test_a_callback_has_at_most_64_kibibytes_or_what_its_provider_asks_for(
    path: str, most: int, gateway: Gateway, services: FakeServices
) -> None:
    async def chunks(size: int) -> AsyncIterator[bytes]:
        yield b"x" * (size - 1)
        yield b"x"

    for size, status in ((most, 200), (most + 1, 413)):
        bodies: list[Any] = [b"x" * size, chunks(size)]
        for body in bodies:
            answer = gateway.call("POST", path, data=body, headers=GENUINE)

            assert answer.status == status
            if status == 413:
                assert answer.json["code"] == "too_large"
                assert f"{most // KIB} KiB" in answer.json["detail"]


def test_callbacks_that_may_be_forged_leave_room_for_those_that_are_genuine(
    gateway: Gateway, services: FakeServices
) -> None:
    before = not_taken()
    held = services.sms.hold("ReceiveCallbacks")
    # Each has 250 KiB: 16 MiB, half of what may wait, are full with 65 of them.
    calls: list[tuple[str, str, dict[str, Any]]] = [
        ("POST", SIGNED, {"data": b"x" * (250 * KIB), "headers": {}}) for _ in range(80)
    ]
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(2))
        stack.callback(held.release.set)
        flood = pool.submit(gateway.call_many, calls)
        assert held.reached.wait(10)
        genuine = pool.submit(gateway.call, "POST", PLAIN, data=b"[]", headers=dict(GENUINE))
        services.sms.until_asked("ReceiveCallbacks", times=2)
        while not_taken() < before + 80 - 65:
            time.sleep(0.01)  # the flood is under way in threads of its own
        held.release.set()

        assert genuine.result(30).status == 200
        answers = flood.result(30)

    refused = [answer for answer in answers if answer.status == 503]
    assert {answer.status for answer in answers} == {200, 503}
    assert len(refused) == 80 - 65
    assert all(answer.json["code"] == "unavailable" for answer in refused)
    assert all(int(answer.headers["Retry-After"]) >= 1 for answer in refused)


def test_while_sms_is_down_at_the_start_callbacks_are_to_come_back(
    gateway: Gateway, services: FakeServices
) -> None:
    services.sms.will("ListProviders", unavailable("DATABASE_UNAVAILABLE", "Down."))
    with running_gateway(services.addresses, Access(keys=DevelopmentKeys())) as started_alone:
        answer = started_alone.call("POST", PLAIN, data=b"[]", headers=GENUINE)

    assert (answer.status, answer.json["code"]) == (503, "unavailable")
    assert int(answer.headers["Retry-After"]) >= 1


def test_slow_bodies_keep_nobody_out_and_are_given_up(gateway: Gateway) -> None:
    address = urlsplit(gateway.url)
    most = 1024 * KIB
    head = b"POST /v1/surveys/check HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % most
    with ExitStack() as stack:
        slow = [
            stack.enter_context(
                socket.create_connection((address.hostname, address.port), timeout=30)
            )
            for _ in range(80)
        ]
        # 80 MiB, of which 64 may be held.
        for peer in slow:
            peer.sendall(head + b"x" * (most - 1))

        assert slow[0].recv(1000).startswith(b"HTTP/1.1 408")
        assert gateway.call("GET", "/v1/surveys").status == 200
        assert gateway.call("POST", PLAIN, data=b"[]", headers=GENUINE).status == 200
