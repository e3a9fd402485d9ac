"""The services behind the gateway, without anything behind them: answers set by the test, requests kept.

For tests of the gateway alone, served by a real gRPC server. What the services do is tested with them.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import grpc
from svar.audit.v1 import audit_service_pb2, audit_service_pb2_grpc
from svar.results.v1 import (
    results_service_pb2,
    results_service_pb2_grpc,
    webhook_service_pb2,
    webhook_service_pb2_grpc,
)
from svar.sessions.v1 import (
    contact_service_pb2,
    contact_service_pb2_grpc,
    session_service_pb2,
    session_service_pb2_grpc,
)
from svar.sms.v1 import (
    operations_service_pb2,
    operations_service_pb2_grpc,
    sms_service_pb2,
    sms_service_pb2_grpc,
)
from svar.surveys.v1 import survey_service_pb2, survey_service_pb2_grpc

from services.runtime.actor import Actor, from_metadata
from services.runtime.interceptors import REQUEST_ID
from services.runtime.server import GrpcServer, Servicer

Answer = Any | Callable[[Any], Any]


_UNASKED = frozenset({"ListProviders"})
"""What the gateway calls for itself, whatever it is asked."""


class Hold:
    """Keeps calls of a method waiting until `release` is set; `reached` says that one has come."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.release = threading.Event()


class FakeService:
    """Answers each method with what the test has set for it: a message, an error, or a function of the request."""

    def __init__(self) -> None:
        self.requests: list[Any] = []
        self.request_ids: list[str] = []
        self.actors: list[Actor | None] = []
        self._answers: dict[str, Answer] = {}
        self._asked: Counter[str] = Counter()
        self._over: Counter[str] = Counter()
        self._news = threading.Condition()

    def will(self, method: str, answer: Answer) -> None:
        """Set the answer of a method from now on."""
        self._answers[method] = answer

    def hold(self, method: str) -> Hold:
        """Let calls of a method wait before they are answered as set."""
        hold, answer = Hold(), self._answers[method]

        def held(request: Any) -> Any:
            hold.reached.set()
            assert hold.release.wait(30)
            return answer(request) if callable(answer) else answer

        self.will(method, held)
        return hold

    def until_asked(self, method: str, *, times: int) -> None:
        """Wait until a method has been called so often."""
        with self._news:
            assert self._news.wait_for(lambda: self._asked[method] >= times, timeout=30)

    def until_over(self, method: str, *, times: int) -> None:
        """Wait until so many calls of a method are over: answered, or given up by their caller."""
        with self._news:
            assert self._news.wait_for(lambda: self._over[method] >= times, timeout=30)

    def _end(self, method: str) -> None:
        with self._news:
            self._over[method] += 1
            self._news.notify_all()

    def reply(self, method: str, request: Any, context: grpc.ServicerContext) -> Any:
        """Keep the request and answer it."""
        context.add_callback(lambda: self._end(method))
        with self._news:
            self._asked[method] += 1
            self._news.notify_all()
            if method not in _UNASKED:
                self.requests.append(request)
                metadata = context.invocation_metadata()
                self.request_ids.append(str(dict(metadata).get(REQUEST_ID, "")))
                self.actors.append(from_metadata(metadata))
        answer = self._answers[method]
        if callable(answer):
            answer = answer(request)
        if isinstance(answer, Exception):
            raise answer
        return answer


def _methods_of(descriptors: Sequence[Any]) -> dict[str, Any]:
    def method(name: str) -> Any:
        return lambda self, request, context: self.reply(name, request, context)

    def stream(name: str) -> Any:
        return lambda self, request, context: iter(self.reply(name, request, context))

    return {
        each.name: stream(each.name) if each.server_streaming else method(each.name)
        for one in descriptors
        for each in one.methods
    }


def _services() -> Iterator[tuple[str, Sequence[tuple[Any, Any]]]]:
    surveys = survey_service_pb2.DESCRIPTOR.services_by_name["SurveyService"]
    audit = (
        audit_service_pb2.DESCRIPTOR.services_by_name["AuditService"],
        audit_service_pb2_grpc.add_AuditServiceServicer_to_server,
    )
    yield (
        "surveys",
        [(surveys, survey_service_pb2_grpc.add_SurveyServiceServicer_to_server), audit],
    )
    sessions = session_service_pb2.DESCRIPTOR.services_by_name["SessionService"]
    contacts = contact_service_pb2.DESCRIPTOR.services_by_name["ContactService"]
    yield (
        "sessions",
        [
            (sessions, session_service_pb2_grpc.add_SessionServiceServicer_to_server),
            (contacts, contact_service_pb2_grpc.add_ContactServiceServicer_to_server),
            audit,
        ],
    )
    sms = sms_service_pb2.DESCRIPTOR.services_by_name["SmsService"]
    operations = operations_service_pb2.DESCRIPTOR.services_by_name["OperationsService"]
    yield (
        "sms",
        [
            (sms, sms_service_pb2_grpc.add_SmsServiceServicer_to_server),
            (operations, operations_service_pb2_grpc.add_OperationsServiceServicer_to_server),
            audit,
        ],
    )
    results = results_service_pb2.DESCRIPTOR.services_by_name["ResultsService"]
    webhooks = webhook_service_pb2.DESCRIPTOR.services_by_name["WebhookService"]
    yield (
        "results",
        [
            (results, results_service_pb2_grpc.add_ResultsServiceServicer_to_server),
            (webhooks, webhook_service_pb2_grpc.add_WebhookServiceServicer_to_server),
            audit,
        ],
    )


class FakeServices:
    """Running fakes of `surveys`, `sessions`, `sms` and `results`, each on a free port."""

    def __init__(self) -> None:
        self.fakes: dict[str, FakeService] = {}
        self.addresses: dict[str, str] = {}
        self._servers: dict[str, GrpcServer] = {}
        for name, served in _services():
            descriptors = [descriptor for descriptor, _ in served]
            fake = type(f"Fake{name.title()}", (FakeService,), _methods_of(descriptors))()
            servicers = [
                Servicer(name=descriptor.full_name, register=register, servicer=fake)
                for descriptor, register in served
            ]
            server = GrpcServer(servicers, threads=8)
            self.fakes[name] = fake
            self._servers[name] = server
            self.addresses[name] = f"127.0.0.1:{server.start(host='127.0.0.1', port=0)}"
        plain = sms_service_pb2.CallbackProvider(name="plain", max_body_bytes=64 * 1024)
        listed = sms_service_pb2.ListProvidersResponse(providers=[plain])
        self.sms.will("ListProviders", listed)

    @property
    def surveys(self) -> FakeService:
        """The fake of the surveys service."""
        return self.fakes["surveys"]

    @property
    def sessions(self) -> FakeService:
        """The fake of the sessions service."""
        return self.fakes["sessions"]

    @property
    def sms(self) -> FakeService:
        """The fake of the sms service."""
        return self.fakes["sms"]

    @property
    def results(self) -> FakeService:
        """The fake of the results service."""
        return self.fakes["results"]

    def stop(self, names: Sequence[str]) -> None:
        """Stop some of them."""
        for name in names:
            self._servers.pop(name).stop(grace=0)

    def stop_all(self) -> None:
        """Stop those that still run."""
        self.stop(list(self._servers))


@contextmanager
def running_services() -> Iterator[FakeServices]:
    """Run the fakes for a while."""
    services = FakeServices()
    try:
        yield services
    finally:
        services.stop_all()
