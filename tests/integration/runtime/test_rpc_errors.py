"""What a handler raises and knows, and what its caller gets, through a real server and a real channel."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import grpc
import pytest
import structlog

from services.runtime.actor import Actor, bind_actor, current_actor
from services.runtime.client import call, open_channel
from services.runtime.errors import ErrorKind, Problem, ServiceError, invalid
from services.runtime.interceptors import REQUEST_ID
from services.runtime.server import GrpcServer, Servicer

METHOD = "/svar.test.Echo/Say"

Say = Callable[[bytes], bytes]


class Echo:
    """A servicer of one method, which does what a test says."""

    def __init__(self) -> None:
        self.say: Say = lambda words: words

    def __call__(self, words: bytes, _context: grpc.ServicerContext) -> bytes:
        return self.say(words)


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture
def method(echo: Echo) -> Iterator[Callable[..., bytes]]:
    server = GrpcServer(
        [Servicer(name="svar.test.Echo", register=register, servicer=echo)], threads=4
    )
    port = server.start(host="127.0.0.1", port=0)
    with open_channel(f"127.0.0.1:{port}") as channel:
        yield channel.unary_unary(METHOD)
    server.stop(grace=0)


def register(echo: Any, server: grpc.Server) -> None:
    handler: Any = grpc.unary_unary_rpc_method_handler(echo)
    server.add_generic_rpc_handlers(
        (grpc.method_handlers_generic_handler("svar.test.Echo", {"Say": handler}),)
    )


def raised_by(method: Callable[..., bytes]) -> ServiceError:
    with pytest.raises(ServiceError) as raised:
        call(method, b"", timeout=10)
    return raised.value


@pytest.mark.parametrize("kind", list(ErrorKind))
def test_an_error_survives_the_hop_whole(
    kind: ErrorKind, echo: Echo, method: Callable[..., bytes]
) -> None:
    error = ServiceError(
        kind=kind,
        reason="SOMETHING_REFUSED",
        message="Nei, dette går ikke 😀.",
        problems=(
            Problem(path="elements[2].options", message="Needs options."),
            Problem(path="", message="Everything is wrong."),
        ),
        metadata={"survey": "four"},
        retry_after=2.5,
    )

    def refuse(_words: bytes) -> bytes:
        raise error

    echo.say = refuse
    received = raised_by(method)

    assert received.kind is kind
    assert (received.reason, received.message) == (error.reason, error.message)
    assert tuple(received.problems) == tuple(error.problems)
    assert received.metadata == {"survey": "four"}
    assert received.retry_after == 2.5


def test_what_is_not_there_does_not_survive_as_something(
    echo: Echo, method: Callable[..., bytes]
) -> None:
    def refuse(_words: bytes) -> bytes:
        raise ServiceError(kind=ErrorKind.CONFLICT, reason="TAKEN", message="Taken.")

    echo.say = refuse
    received = raised_by(method)

    assert (list(received.problems), received.metadata, received.retry_after) == ([], {}, None)


def test_an_error_with_thousands_of_problems_survives_too(
    echo: Echo, method: Callable[..., bytes]
) -> None:
    problems = [
        Problem(path=f"elements[{number}].text", message="Missing.") for number in range(5000)
    ]

    def refuse(_words: bytes) -> bytes:
        raise invalid("SURVEY_INVALID", "Not valid.", problems=problems)

    echo.say = refuse

    assert list(raised_by(method).problems) == problems


def test_an_unexpected_exception_tells_the_caller_nothing(
    echo: Echo, method: Callable[..., bytes]
) -> None:
    def stumble(_words: bytes) -> bytes:
        raise KeyError("SELECT secret FROM surveys ON db.internal")

    echo.say = stumble
    received = raised_by(method)

    assert (received.kind, received.reason) == (ErrorKind.INTERNAL, "INTERNAL")
    assert "SELECT" not in repr(received) + str(received.__cause__)
    assert "KeyError" not in repr(received) + str(received.__cause__)


def test_a_call_after_a_failed_one_is_served(echo: Echo, method: Callable[..., bytes]) -> None:
    def stumble(_words: bytes) -> bytes:
        raise RuntimeError

    echo.say = stumble
    raised_by(method)
    echo.say = lambda words: words[::-1]

    assert call(method, b"abc", timeout=10) == b"cba"


def test_the_request_id_travels_into_the_handler(echo: Echo, method: Callable[..., bytes]) -> None:
    def bound(_words: bytes) -> bytes:
        return str(structlog.contextvars.get_contextvars().get("request_id")).encode()

    echo.say = bound
    with structlog.contextvars.bound_contextvars(request_id="request-7"):
        named = call(method, b"", timeout=10)
    unnamed = call(method, b"", timeout=10)
    by_hand = method(b"", timeout=10, metadata=((REQUEST_ID, "request-8"),))

    assert (named, unnamed, by_hand) == (b"request-7", b"", b"request-8")


def test_a_server_that_is_away_is_unavailable_and_unnamed() -> None:
    with open_channel("127.0.0.1:1") as channel:
        received = raised_by(channel.unary_unary(METHOD))

    assert received.kind is ErrorKind.UNAVAILABLE
    assert received.retryable
    assert "127.0.0.1" not in str(received)


def test_a_call_past_its_deadline_is_unavailable(echo: Echo, method: Callable[..., bytes]) -> None:
    let_go = threading.Event()

    def dawdle(words: bytes) -> bytes:
        let_go.wait(10)
        return words

    echo.say = dawdle
    with pytest.raises(ServiceError) as raised:
        call(method, b"", timeout=0.1)
    let_go.set()

    assert raised.value.kind is ErrorKind.UNAVAILABLE


SEVENTEEN_MIB = b"x" * (17 * 1024 * 1024)


@pytest.mark.parametrize(
    ("request_", "answer"), [(b"", SEVENTEEN_MIB), (SEVENTEEN_MIB, b"")], ids=["answer", "request"]
)
def test_what_is_too_large_for_grpc_is_no_rate_limit(
    request_: bytes, answer: bytes, echo: Echo, method: Callable[..., bytes]
) -> None:
    echo.say = lambda _words: answer

    with pytest.raises(ServiceError) as raised:
        call(method, request_, timeout=10)

    assert (raised.value.kind, raised.value.reason) == (ErrorKind.INTERNAL, "TOO_LARGE")
    assert not raised.value.retryable


def test_a_rate_limit_of_ours_stays_one(echo: Echo, method: Callable[..., bytes]) -> None:
    def refuse(_words: bytes) -> bytes:
        raise ServiceError(
            kind=ErrorKind.EXHAUSTED, reason="RATE_LIMITED", message="Slower.", retry_after=2
        )

    echo.say = refuse

    error = raised_by(method)

    assert (error.kind, error.reason, error.retry_after) == (ErrorKind.EXHAUSTED, "RATE_LIMITED", 2)


def test_who_acts_is_known_on_the_other_side(echo: Echo, method: Callable[..., bytes]) -> None:
    actor = Actor(kind="person", id="kari", name="Kari Nordmann")
    acting: list[Actor | None] = []

    def say(words: bytes) -> bytes:
        acting.append(current_actor())
        return words

    echo.say = say
    bind_actor(actor)
    try:
        call(method, b"", timeout=10)
    finally:
        bind_actor(None)
    call(method, b"", timeout=10)

    assert acting == [actor, None]
