"""Whole phone numbers, one at a time, for those who may see them: the service writes down who asked."""

from urllib.parse import quote

from starlette.responses import Response
from svar.sessions.v1 import session_service_pb2 as pb

from services.console.http.asked import Asked
from services.runtime.async_client import WRITE_SECONDS, call, current_request_id


async def show(asked: Asked) -> Response:
    """Say the number of a conversation to the page that asks."""
    return asked.json(number=await _number(asked))


async def open_phone(asked: Asked) -> Response:
    """Lead to the phone of a conversation, on a machine that has handsets."""
    return asked.go(f"/phones/{quote(await _number(asked))}")


async def _number(asked: Asked) -> str:
    request = pb.RevealIdentifierRequest(
        tenant=asked.tenant, request_id=current_request_id(), session_id=asked.path("session")
    )
    reveal = asked.services.sessions.RevealIdentifier
    return (await call(reveal, request, timeout=WRITE_SECONDS)).identifier
