"""Phones on this machine, for trying things out (`gateway/README.md`)."""

from typing import Annotated

from fastapi import Path
from svar.sms.v1 import sms_service_pb2 as pb

from gateway.calls.clients import WRITE_SECONDS, call, current_request_id
from gateway.http.auth import Authorised
from gateway.http.dependencies import Services
from gateway.http.routing import problems, scoped_router
from gateway.schemas.handset import (
    HandsetAnswer,
    HandsetMessage,
    HandsetReplyAnswer,
    HandsetReplyBody,
)
from services.access.scopes import Scope
from services.text.storable import storable

router = scoped_router(Scope.SEND, tag="Handset")

_NOT_FOUND = problems(_404="There is no provider of type handset, or nothing to reply to.")
Phone = Annotated[str, Path(description="E.164.", examples=["+4790000001"])]


@router.get("/handset/{phone}", responses=_NOT_FOUND, summary="Look at a handset")
async def get_handset(phone: Phone, caller: Authorised, services: Services) -> HandsetAnswer:
    """Show what a phone received and sent, oldest first."""
    request = pb.GetHandsetRequest(tenant=caller.tenant, phone=storable(phone))
    shown = await call(services.sms.GetHandset, request)
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
    await call(services.sms.ReplyFromHandset, request, timeout=WRITE_SECONDS)
    return HandsetReplyAnswer(phone=phone, status="accepted")
