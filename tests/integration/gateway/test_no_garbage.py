"""Requests that fail leave nothing in cycles: a body goes with its answer, collector or not."""

import gc
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from structlog.testing import capture_logs
from svar.sms.v1 import sms_service_pb2 as pb

from gateway.calls import callback_inbox
from services.runtime.errors import ErrorKind, ServiceError, invalid, not_found, unavailable
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_gateway import Gateway

LARGE = 16 * 1024
BODY = b'{"text": "' + b"x" * LARGE + b'"}'
FULL = ServiceError(kind=ErrorKind.EXHAUSTED, reason="BACKLOG", message="Full.", retry_after=3)
INBOUND = "/v1/providers/plain/inbound"
SURVEYS = "/v1/surveys"
SEND = "/v1/surveys/11111111-1111-4111-8111-111111111111/send"


def test_failed_callbacks_leave_no_garbage(gateway: Gateway, services: FakeServices) -> None:
    failures = {
        "no provider": not_found("PROVIDER_NOT_FOUND", "No such provider."),
        "nothing can be stored": unavailable("DATABASE_UNAVAILABLE", "Down."),
        "too much at once": FULL,
        "invalid": invalid("INVALID_REQUEST", "Not understood."),
        "a slip of ours": RuntimeError("broken"),
        "another number of answers": pb.ReceiveCallbacksResponse(),
    }
    with collector_off() as left_behind:
        for name, failure in failures.items():
            services.sms.will("ReceiveCallbacks", failure)

            assert post(gateway, INBOUND, BODY) >= 400
            assert post(gateway, INBOUND, BODY, chunked=True) >= 400

            services.sms.requests.clear()
            assert left_behind() == [], name


def test_callbacks_while_sms_is_down_or_slow_leave_no_garbage(
    gateway: Gateway, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callback_inbox, "WRITE_SECONDS", 0.2)

    def slow(request: pb.ReceiveCallbacksRequest) -> pb.ReceiveCallbacksResponse:
        time.sleep(0.5)  # longer than the gateway waits
        return pb.ReceiveCallbacksResponse()

    services.sms.will("ReceiveCallbacks", slow)
    with collector_off() as left_behind:
        assert post(gateway, INBOUND, BODY) == 503
        services.stop(["sms"])
        assert post(gateway, INBOUND, BODY) == 503

        services.sms.requests.clear()
        assert left_behind() == []


@pytest.mark.parametrize("path", [SURVEYS, SEND])
def test_refused_requests_leave_no_garbage(
    path: str, gateway: Gateway, services: FakeServices
) -> None:
    services.surveys.will("CreateSurvey", unavailable("DATABASE_UNAVAILABLE", "Down."))
    services.sessions.will("SendSurveys", unavailable("DATABASE_UNAVAILABLE", "Down."))
    survey = b'{"name": "%s", "defaultLanguage": "en", "elements": []}' % (b"x" * 100)
    recipient = b'{"identifier": "+4790000001", "content": "%s"}' % (b"x" * LARGE)
    requests: dict[str, tuple[bytes, dict[str, str]]] = {
        "no JSON": (b"{" * LARGE, {}),
        "invalid": (BODY, {}),
        "another type": (BODY, {"Content-Type": "text/plain"}),
        "no key": (BODY, {"X-API-Key": "wrong"}),
        "too large": (b"x" * (1024 * 1024 + 1), {}),
        "a service is down": (survey if path == SURVEYS else recipient, {}),
    }
    with collector_off() as left_behind:
        for name, (body, headers) in requests.items():
            assert post(gateway, path, body, headers=headers) >= 400
            assert post(gateway, path, body, headers=headers, chunked=True) >= 400

            services.sessions.requests.clear()
            services.surveys.requests.clear()
            assert left_behind() == [], name


@contextmanager
def collector_off() -> Iterator[Any]:
    """Turn the collector off; gives a function that finds what of ours only it would free."""
    gc.collect()
    gc.disable()
    try:
        with (
            capture_logs()
        ):  # where no logs are configured, tracebacks are drawn with all they hold
            yield _left_behind
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


def _left_behind() -> list[str]:
    time.sleep(0.1)  # the last of a request is freed after its answer has left
    gc.set_debug(gc.DEBUG_SAVEALL)
    gc.collect()
    gc.set_debug(0)
    unreachable = list(gc.garbage)
    gc.garbage.clear()
    # Bytes are in no list of the collector's; what holds them is.
    held = [*unreachable, *gc.get_referents(*unreachable)]
    return sorted({_named(thing) for thing in held if _is_ours(thing) or _is_large(thing)})


def _is_ours(thing: object) -> bool:
    module = type(thing).__module__ or ""
    return module.startswith(("gateway.", "services.", "svar."))


def _is_large(thing: object) -> bool:
    if isinstance(thing, str):
        return "x" * 1000 in thing
    return isinstance(thing, bytes | bytearray) and b"x" * 1000 in thing


def _named(thing: object) -> str:
    return f"{type(thing).__module__}.{type(thing).__qualname__}"


def post(
    gateway: Gateway,
    path: str,
    body: bytes,
    *,
    headers: dict[str, str] | None = None,
    chunked: bool = False,
) -> int:
    """Send a request by hand, so that no client of this process makes garbage; returns the status."""
    address = urlsplit(gateway.url)
    framing = {"Transfer-Encoding": "chunked"} if chunked else {"Content-Length": str(len(body))}
    head = {
        "Host": "localhost",
        "Connection": "close",
        "X-API-Key": "svar-dev-key",
        "Content-Type": "application/json",
        **framing,
        **(headers or {}),
    }
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items())]
    sent = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body) if chunked else body
    with closing(socket.create_connection((address.hostname, address.port), timeout=30)) as peer:
        peer.sendall("\r\n".join([*lines, "", ""]).encode() + sent)
        with peer.makefile("rb") as answer:
            return int(answer.read().split()[1])
