"""Phones on this machine, for trying things out (`gateway/README.md`)."""

import asyncio
from typing import Annotated, Final

from fastapi import Path, Query
from svar.sms.v1 import sms_service_pb2 as pb

from gateway.calls.clients import WRITE_SECONDS, Clients, call, current_request_id
from gateway.http.auth import Authorised
from gateway.http.dependencies import Services
from gateway.http.routing import problems, scoped_router
from gateway.schemas.handset import (
    HandsetAnswer,
    HandsetMessage,
    HandsetQuery,
    HandsetReplyAnswer,
    HandsetReplyBody,
)
from services.access.scopes import Scope
from services.text.storable import storable

router = scoped_router(Scope.SEND, tag="Handset")

_NOT_FOUND = problems(_404="There is no provider of type handset, or nothing to reply to.")
_READING_SECONDS: Final = 1.1
"""A little more than a reply may be quick after a question."""
_LOOK_SECONDS: Final = 0.1
Phone = Annotated[str, Path(description="E.164.", examples=["+4790000001"])]


@router.get("/handset/{phone}", responses=_NOT_FOUND, summary="Look at a handset")
async def get_handset(
    phone: Phone, query: Annotated[HandsetQuery, Query()], caller: Authorised, services: Services
) -> HandsetAnswer:
    """Show what a phone received and sent, oldest first.

    With `wait` it answers when the phone has had a second to read all that was on its way to it.
    """
    request = pb.GetHandsetRequest(tenant=caller.tenant, phone=storable(phone))
    shown = await _at_rest(services, request, seconds=query.wait)
    return HandsetAnswer(
        phone=phone, messages=[HandsetMessage.from_proto(message) for message in shown.messages]
    )


@router.post(
    "/handset/{phone}", status_code=202, responses=_NOT_FOUND, summary="Reply from a handset"
)
async def reply_from_handset(
    phone: Phone, body: HandsetReplyBody, caller: Authorised, services: Services
) -> HandsetReplyAnswer:
    """Send a message from the phone, on the same way in as any provider's."""
    request = pb.ReplyFromHandsetRequest(
        tenant=caller.tenant,
        request_id=current_request_id(),
        phone=storable(phone),
        text=body.text,
        to=body.to,
    )
    replied = await call(services.sms.ReplyFromHandset, request, timeout=WRITE_SECONDS)
    return HandsetReplyAnswer(phone=phone, status="early" if replied.early else "accepted")


async def _at_rest(
    services: Clients, request: pb.GetHandsetRequest, *, seconds: float
) -> pb.GetHandsetResponse:
    """Look until nothing has come for a second and nothing is on its way, for so long at most."""
    clock = asyncio.get_running_loop().time
    until = clock() + seconds
    newest, since = 0, clock()
    while True:
        shown = await call(services.sms.GetHandset, request)
        at = shown.messages[-1].time.ToNanoseconds() if shown.messages else 0
        if at != newest or shown.more_to_come:
            newest, since = at, clock()
        is_read = bool(shown.messages) and clock() - since >= _READING_SECONDS
        if is_read or clock() >= until:
            return shown
        await asyncio.sleep(_LOOK_SECONDS)
