"""Opt-outs, the deny list, and forgetting people (`gateway/README.md`)."""

from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Path, Query, Response
from svar.sessions.v1 import contact_service_pb2 as pb
from svar.sessions.v1.contact_service_pb2_grpc import ContactServiceStub

from gateway.calls.clients import MANY_SECONDS, WRITE_SECONDS, call, current_request_id
from gateway.http.auth import Authorised
from gateway.http.dependencies import Services
from gateway.http.routing import problems, scoped_router
from gateway.schemas.answer import time_of
from gateway.schemas.contacts import (
    DeniedAnswer,
    ErasedAnswer,
    ErasureAnswer,
    OptOutAnswer,
    OptOutPage,
    OptOutQuery,
)
from services.access.scopes import Scope
from services.text.storable import storable

if TYPE_CHECKING:  # the stubs alone know this name
    from svar.sessions.v1.contact_service_pb2_grpc import ContactServiceAsyncStub

router = scoped_router(Scope.CONTACTS, tag="Contacts")

_NOT_FOUND = problems(_404="`opt_out_not_found`: the phone has not opted out.")

_NO_ERASURE = problems(_404="`erasure_not_found`: no such erasure was asked for.")


async def _phone(
    phone: Annotated[str, Path(description="E.164.", examples=["+4790000001"])],
) -> str:
    # What cannot travel is no phone either; the service says so.
    return phone if storable(phone) == phone else ""


def _contacts(services: Services) -> "ContactServiceAsyncStub":
    return ContactServiceStub(services.channels["sessions"])


Phone = Annotated[str, Depends(_phone)]


@router.get("/opt-outs", summary="List opt-outs")
async def list_opt_outs(
    query: Annotated[OptOutQuery, Query()], caller: Authorised, services: Services
) -> OptOutPage:
    """List the phones that want no surveys of the tenant."""
    response = await call(_contacts(services).ListOptOuts, query.to_proto(caller.tenant))
    return OptOutPage(
        opt_outs=[OptOutAnswer.from_proto(one) for one in response.opt_outs],
        next_page_token=response.next_page_token or None,
    )


@router.get("/opt-outs/{phone}", responses=_NOT_FOUND, summary="Look up an opt-out")
async def get_opt_out(phone: Phone, caller: Authorised, services: Services) -> OptOutAnswer:
    """Show since when a phone wants no surveys."""
    request = pb.GetOptOutRequest(tenant=caller.tenant, phone=phone)
    response = await call(_contacts(services).GetOptOut, request)
    return OptOutAnswer.from_proto(response.opt_out)


@router.put("/opt-outs/{phone}", summary="Opt a phone out")
async def put_opt_out(phone: Phone, caller: Authorised, services: Services) -> OptOutAnswer:
    """Do what a stop does, without a confirmation: open sessions end, later surveys are suppressed."""
    request = pb.AddOptOutRequest(
        tenant=caller.tenant, request_id=current_request_id(), phone=phone
    )
    response = await call(_contacts(services).AddOptOut, request, timeout=WRITE_SECONDS)
    return OptOutAnswer.from_proto(response.opt_out)


@router.delete("/opt-outs/{phone}", status_code=204, summary="Take an opt-out back")
async def delete_opt_out(phone: Phone, caller: Authorised, services: Services) -> Response:
    """Let surveys through again. A phone that has not opted out stays as it is."""
    request = pb.RemoveOptOutRequest(
        tenant=caller.tenant, request_id=current_request_id(), phone=phone
    )
    await call(_contacts(services).RemoveOptOut, request, timeout=WRITE_SECONDS)
    return Response(status_code=204)


@router.put("/denied/{phone}", summary="Deny a phone")
async def put_denied(phone: Phone, caller: Authorised, services: Services) -> DeniedAnswer:
    """Put a phone on the deny list: later surveys are suppressed. Open sessions go on."""
    request = pb.DenyPhoneRequest(
        tenant=caller.tenant, request_id=current_request_id(), phone=phone
    )
    response = await call(_contacts(services).DenyPhone, request, timeout=WRITE_SECONDS)
    return DeniedAnswer(phone=phone, denied_at=time_of(response.deny_time))


@router.delete("/denied/{phone}", status_code=204, summary="Allow a phone")
async def delete_denied(phone: Phone, caller: Authorised, services: Services) -> Response:
    """Take a phone off the deny list. One that is not on it stays as it is."""
    request = pb.AllowPhoneRequest(
        tenant=caller.tenant, request_id=current_request_id(), phone=phone
    )
    await call(_contacts(services).AllowPhone, request, timeout=WRITE_SECONDS)
    return Response(status_code=204)


@router.post("/contacts/{phone}/erase", summary="Erase a phone")
async def erase_contact(phone: Phone, caller: Authorised, services: Services) -> ErasedAnswer:
    """Forget a person: number, variables and words go, wherever they are.

    Scores and choices stay, with nobody behind them, and so do an opt-out and an entry of the deny list.
    What is down now is erased when it is back: `erasure` says what waits. Repeating is harmless.
    """
    request = pb.EraseContactRequest(
        tenant=caller.tenant, request_id=current_request_id(), phone=phone
    )
    response = await call(_contacts(services).EraseContact, request, timeout=MANY_SECONDS)
    return ErasedAnswer.from_proto(response)


@router.get("/erasures/{erasure_id}", responses=_NO_ERASURE, summary="Look up an erasure")
async def get_erasure(
    erasure_id: Annotated[str, Path(max_length=100)], caller: Authorised, services: Services
) -> ErasureAnswer:
    """Show how far an erasure has come."""
    request = pb.GetErasureRequest(tenant=caller.tenant, erasure_id=erasure_id)
    response = await call(_contacts(services).GetErasure, request)
    return ErasureAnswer.from_proto(response.erasure)
