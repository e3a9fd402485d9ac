"""`/phones/{phone}`: a phone on this machine, for trying things out by clicks (`gateway/README.md`, handset)."""

from typing import Any
from urllib.parse import quote

from starlette.responses import HTMLResponse, Response
from svar.sms.v1 import sms_service_pb2 as pb

from services.console.http.asked import Asked
from services.runtime.async_client import WRITE_SECONDS, call, current_request_id


async def show(asked: Asked) -> Response:
    """Show what the phone received and sent, and let somebody write from it."""
    return asked.page("handset.html", **await _seen(asked))


async def part(asked: Asked) -> Response:
    """Give the page its messages anew."""
    return HTMLResponse(asked.html("handset_part.html", **await _seen(asked)))


async def reply(asked: Asked) -> Response:
    """Write from the phone, on the same way in as any provider's."""
    text = asked.form.text("text")
    if text:
        request = pb.ReplyFromHandsetRequest(
            tenant=asked.tenant,
            request_id=current_request_id(),
            phone=asked.path("phone"),
            text=text,
        )
        await call(asked.services.sms.ReplyFromHandset, request, timeout=WRITE_SECONDS)
    return asked.go(f"/phones/{quote(asked.path('phone'))}")


async def _seen(asked: Asked) -> dict[str, Any]:
    request = pb.GetHandsetRequest(tenant=asked.tenant, phone=asked.path("phone"))
    found = await call(asked.services.sms.GetHandset, request)
    return {"phone": asked.path("phone"), "messages": found.messages}
