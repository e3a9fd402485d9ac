"""OperationsService as gRPC has it: what operators see, and what they do. No decisions here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import grpc
from svar.sms.v1 import operations_service_pb2 as pb
from svar.sms.v1 import operations_service_pb2_grpc

from services.runtime.actor import current_actor
from services.runtime.clock import Clock
from services.runtime.errors import Problem, ServiceError, invalid, not_found
from services.runtime.logs import get_logger
from services.runtime.parked import ParkedFilter, ParkedItems
from services.sms.domain.operations import MOST_REASON, HeldCircuit
from services.sms.domain.phone_numbers import is_short_code_or_alphanumeric
from services.sms.domain.senders import SenderDirectory
from services.sms.ports.operations import AtWork, Circuits, OperatorsView
from services.sms.protos.operations import (
    parked_item,
    phone_message,
    provider_state,
    sender_queue,
    sender_state,
)
from services.sms.protos.requests import uuid_of

log = get_logger(__name__)
MOST_PARKED: Final = 1_000
MOST_MESSAGES: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderFacts:
    """What the configuration says of a provider."""

    type: str
    rate: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operations:
    """What the servicer needs."""

    senders: SenderDirectory
    providers: Mapping[str, ProviderFacts]
    view: OperatorsView
    circuits: Circuits
    at_work: AtWork
    parked: ParkedItems
    clock: Clock


class OperationsServicer(operations_service_pb2_grpc.OperationsServiceServicer):
    """Serves OperationsService."""

    def __init__(self, operations: Operations) -> None:
        self._of = operations

    def ListSenders(
        self, request: pb.ListSendersRequest, context: grpc.ServicerContext
    ) -> pb.ListSendersResponse:
        """List our numbers."""
        used = {one.sender: one for one in self._of.view.senders(now=self._of.clock.now())}
        return pb.ListSendersResponse(
            senders=[
                sender_state(sender, used.get(sender.address))
                for sender in self._of.senders.senders
                if request.tenant in ("", sender.tenant)
            ]
        )

    def ListProviderStates(
        self, request: pb.ListProviderStatesRequest, context: grpc.ServicerContext
    ) -> pb.ListProviderStatesResponse:
        """List the providers, as this replica sees them."""
        counts = {one.provider: one for one in self._of.view.providers(now=self._of.clock.now())}
        held = {one.provider: one for one in self._of.circuits.all()}
        at_work = self._of.at_work.providers()
        return pb.ListProviderStatesResponse(
            providers=[
                provider_state(
                    name,
                    type=facts.type,
                    rate=facts.rate,
                    counts=counts.get(name),
                    held=held.get(name),
                    at_work=at_work.get(name),
                )
                for name, facts in sorted(self._of.providers.items())
            ]
        )

    def ListQueue(
        self, request: pb.ListQueueRequest, context: grpc.ServicerContext
    ) -> pb.ListQueueResponse:
        """List what waits, by sender."""
        queues = self._of.view.queues(tenant=request.tenant, now=self._of.clock.now())
        return pb.ListQueueResponse(queues=[sender_queue(one) for one in queues])

    def ListPhoneMessages(
        self, request: pb.ListPhoneMessagesRequest, context: grpc.ServicerContext
    ) -> pb.ListPhoneMessagesResponse:
        """List the messages of a phone, newest first."""
        if is_short_code_or_alphanumeric(request.phone):
            raise _refused("phone", "A phone is written like +4790000001.")
        limit = min(request.page_size or 50, MOST_MESSAGES)
        found = self._of.view.messages(request.phone, tenant=request.tenant, limit=limit)
        return pb.ListPhoneMessagesResponse(messages=[phone_message(one) for one in found])

    def ListParked(
        self, request: pb.ListParkedRequest, context: grpc.ServicerContext
    ) -> pb.ListParkedResponse:
        """List what waits for a person."""
        wanted = ParkedFilter(
            kind=request.kind,
            reason=request.reason,
            limit=min(request.page_size or 100, MOST_PARKED),
        )
        items = self._of.parked.page(wanted)
        return pb.ListParkedResponse(items=[parked_item(one) for one in items])

    def RetryParked(
        self, request: pb.RetryParkedRequest, context: grpc.ServicerContext
    ) -> pb.RetryParkedResponse:
        """Give parked items back."""
        if len(request.ids) > MOST_PARKED:
            raise _refused("ids", f"At most {MOST_PARKED} items go in one call.")
        ids = [uuid_of(one, "ids") for one in request.ids]
        given_back = self._of.parked.retry(ids)
        log.info("parked items given back", items=len(given_back), actor=_actor())
        return pb.RetryParkedResponse(ids=sorted(given_back))

    def SetCircuit(
        self, request: pb.SetCircuitRequest, context: grpc.ServicerContext
    ) -> pb.SetCircuitResponse:
        """Open the circuit of a provider, or close it."""
        if request.provider not in self._of.providers:
            raise not_found("PROVIDER_NOT_FOUND", "There is no such provider.")
        reason = request.reason.strip()
        if not reason or len(reason) > MOST_REASON:
            raise _refused("reason", f"A reason is needed, of at most {MOST_REASON} characters.")
        self._of.circuits.put(
            HeldCircuit(
                provider=request.provider,
                held_open=request.open,
                reason=reason,
                changed_by=_actor(),
                changed_at=self._of.clock.now(),
            )
        )
        log.warning("circuit set", provider=request.provider, open=request.open, actor=_actor())
        return pb.SetCircuitResponse()


def _actor() -> str:
    actor = current_actor()
    return (actor.name or actor.id) if actor is not None else "system"


def _refused(place: str, message: str) -> ServiceError:
    problems = [Problem(path=place, message=message)]
    return invalid("INVALID_REQUEST", message, problems=problems)
