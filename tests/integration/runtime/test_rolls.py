"""Replicas that come and go behind a name: callers find the new ones within seconds, by themselves."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

import grpc
import pytest
from svar.surveys.v1 import survey_service_pb2
from svar.surveys.v1.survey_service_pb2_grpc import (
    SurveyServiceStub,
    add_SurveyServiceServicer_to_server,
)

from services.runtime.client import call, open_aio_channel, open_channel
from services.runtime.config import ServiceSettings
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.server import GrpcServer, ServerOptions, Servicer
from services.runtime.transport import Transport
from tests.fakes.name_server import NameServer

ANYWHERE = Transport(plaintext=True)
REQUEST = survey_service_pb2.ListSurveysRequest(tenant="default")
HOSTS = ("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4")
RECOVERY_SECONDS = 3.0
"""A second until names are asked for again, and the pauses of a call that is tried again."""

STOPS = 15
"""So often that a call which is lost now and then is lost in this test."""

CALLING = 4
LONGEST_SECONDS = 20.0

Ask = Callable[[], None]


class Replica:
    """A process of the service at an address of its own; counts what it is asked."""

    def __init__(self, host: str, *, port: int, age: float) -> None:
        self.calls = 0
        servicer = Servicer(
            name="svar.surveys.v1.SurveyService",
            register=add_SurveyServiceServicer_to_server,
            servicer=self,
        )
        options = ServerOptions(connection_age=timedelta(seconds=age))
        self._server = GrpcServer([servicer], threads=4, options=options)
        self.port = self._server.start(host=host, port=port)

    def __getattr__(self, _method: str) -> Callable[[object, object], object]:
        return self._answer

    def _answer(self, _request: object, _context: object) -> object:
        self.calls += 1
        return survey_service_pb2.ListSurveysResponse()

    def stop(self) -> None:
        """Stop as a process does that is told to."""
        self._server.stop(grace=5)


@contextmanager
def under_threads(address: str) -> Iterator[Ask]:
    """Call as a service does."""
    with open_channel(address, transport=ANYWHERE) as channel:
        stub = SurveyServiceStub(channel)

        def ask() -> None:
            call(stub.ListSurveys, REQUEST, timeout=10)

        yield ask


@contextmanager
def under_asyncio(address: str) -> Iterator[Ask]:
    """Call as the gateway does."""
    loop = asyncio.new_event_loop()

    async def open_here() -> grpc.aio.Channel:
        return open_aio_channel(address, transport=ANYWHERE)

    channel = loop.run_until_complete(open_here())
    stub = SurveyServiceStub(channel)

    async def ask() -> None:
        try:
            await stub.ListSurveys(REQUEST, timeout=10)
        except grpc.aio.AioRpcError as exc:
            raise ServiceError(kind=ErrorKind.UNAVAILABLE, reason="", message="") from exc

    try:
        yield lambda: loop.run_until_complete(ask())
    finally:
        loop.run_until_complete(channel.close())
        loop.close()


CALLERS = pytest.mark.parametrize("caller", [under_threads, under_asyncio])


@CALLERS
def test_a_replica_that_comes_is_found_when_connections_have_their_age(
    caller: Callable[[str], AbstractContextManager[Ask]],
) -> None:
    """With the usual age of 30 s, give or take a tenth, and a second for the name, within 40 s."""
    age = 1.0
    first = Replica(HOSTS[0], port=0, age=age)
    second = Replica(HOSTS[1], port=first.port, age=age)
    with NameServer(HOSTS[:1]) as names, caller(names.target("sms.svar", first.port)) as ask:
        ask()
        names.addresses = HOSTS[:2]
        began = time.monotonic()
        while not second.calls:
            ask()
            assert time.monotonic() - began < age * 1.1 + RECOVERY_SECONDS
    for replica in (first, second):
        replica.stop()


@CALLERS
def test_callers_go_on_when_both_replicas_are_replaced_at_once(
    caller: Callable[[str], AbstractContextManager[Ask]],
) -> None:
    """The connections are young, so that only their loss tells that names have to be asked for again."""
    old = [Replica(HOSTS[0], port=0, age=30)]
    old.append(Replica(HOSTS[1], port=old[0].port, age=30))
    with NameServer(HOSTS[:2]) as names, caller(names.target("sms.svar", old[0].port)) as ask:
        _ask_while(lambda: not all(replica.calls for replica in old), ask)
        new = [Replica(host, port=old[0].port, age=30) for host in HOSTS[2:]]
        names.addresses = HOSTS[2:]
        for replica in old:
            replica.stop()

        gone = time.monotonic()
        while not all(replica.calls for replica in new):
            _ask_again(ask)
            assert time.monotonic() - gone < RECOVERY_SECONDS
    for replica in new:
        replica.stop()


def test_no_call_is_lost_while_a_replica_stops() -> None:
    """gRPC's server cancels what it has taken in and not begun: one stop in four had such a call."""
    staying = Replica(HOSTS[0], port=0, age=30)
    for _ in range(STOPS):
        _ask_while_one_stops(Replica(HOSTS[1], port=staying.port, age=30))
    staying.stop()


def test_a_connection_lives_for_thirty_seconds() -> None:
    assert ServiceSettings(database_url="x").grpc_connection_age_seconds == 30
    assert ServerOptions().connection_age == timedelta(seconds=30)


def _ask_while_one_stops(going: Replica) -> None:
    with (
        NameServer(HOSTS[:2]) as names,
        under_threads(names.target("sms.svar", going.port)) as ask,
        ThreadPoolExecutor(CALLING) as pool,
    ):
        _ask_while(lambda: not going.calls, ask)
        stopped = threading.Event()
        calling = [
            pool.submit(_ask_while, lambda: not stopped.is_set(), ask) for _ in range(CALLING)
        ]
        going.stop()
        stopped.set()
        for one in calling:
            one.result()
        ask()


def _ask_while(goes_on: Callable[[], bool], ask: Ask) -> None:
    """Ask again and again, and never for long."""
    deadline = time.monotonic() + LONGEST_SECONDS
    while goes_on():
        ask()
        assert time.monotonic() < deadline


def _ask_again(ask: Ask) -> None:
    """Ask once; while there is nobody, an answer that says so is all right."""
    try:
        ask()
    except ServiceError as error:
        if error.kind is not ErrorKind.UNAVAILABLE:
            raise
