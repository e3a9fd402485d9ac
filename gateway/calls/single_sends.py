"""Sends to single phones, those of one survey that arrive together in one call.

A call flow sends a survey whenever somebody hangs up, one at a time. A call of its own for each would
cost more than all that it leads to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import structlog
from svar.sessions.v1 import session_pb2, session_service_pb2

from gateway.calls.batchers import KeyedBatchers
from gateway.calls.clients import WRITE_SECONDS, Clients, call, current_request_id
from services.runtime.actor import Actor, bind_actor, current_actor
from services.runtime.async_batcher import BatchLimits
from services.runtime.grpc_errors import from_status
from services.runtime.ids import new_id
from services.runtime.logs import get_logger, named

log = get_logger(__name__)

_LIMITS: Final = BatchLimits(requests=256, weight=2 * 1024 * 1024, flights=1, backlog=4096)

_Survey = tuple[str, str, Actor | None]
"""Tenant, survey and who sends it: a call has one actor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    request_id: str
    recipient: session_service_pb2.Recipient


class SingleSends:
    """Hands recipients to the sessions service; for one event loop."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self._batchers = KeyedBatchers(self._send_all, weigh=_weight, limits=_LIMITS)

    async def send(
        self, tenant: str, survey_id: str, recipient: session_service_pb2.Recipient
    ) -> session_pb2.Session:
        """Send a survey to one phone; raises the ServiceError that says why it was not sent."""
        waiting = _Waiting(request_id=current_request_id(), recipient=recipient)
        result = await self._batchers.submit((tenant, survey_id, current_actor()), waiting)
        if not result.HasField("session"):
            raise from_status(result.problem)
        return result.session

    async def _send_all(
        self, survey: _Survey, batch: Sequence[_Waiting]
    ) -> Sequence[session_service_pb2.SendSurveyResult]:
        tenant, survey_id, actor = survey
        bind_actor(actor)
        request = session_service_pb2.SendSurveysRequest(
            tenant=tenant,
            request_id=_shared_id(batch),
            survey_id=survey_id,
            recipients=[one.recipient for one in batch],
        )
        with structlog.contextvars.bound_contextvars(request_id=request.request_id):
            method = self._clients.sessions.SendSurveys
            response = await call(method, request, timeout=WRITE_SECONDS)
        return response.results


def _shared_id(batch: Sequence[_Waiting]) -> str:
    """Return the request's own id where it goes alone, else a new one that a log line leads to."""
    if len(batch) == 1:
        return batch[0].request_id
    request_id = new_id()
    requests = named(one.request_id for one in batch)
    log.debug("sent together", request_id=request_id, requests=requests)
    return request_id


def _weight(waiting: _Waiting) -> int:
    return waiting.recipient.ByteSize()
