"""Calls that answer with a stream: what is wrong is raised before the first part is handed out."""

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, TypeVar

import grpc

from gateway.calls.clients import current_request_id
from services.runtime.actor import current_actor, to_metadata
from services.runtime.errors import unavailable
from services.runtime.grpc_errors import from_aio_error
from services.runtime.interceptors import REQUEST_ID

if TYPE_CHECKING:
    from grpc.aio import UnaryStreamMultiCallable

STREAM_SECONDS = 3600.0
"""For all of it."""
PART_SECONDS = 300.0
"""For each part: a workbook is written whole before its first one."""

Request = TypeVar("Request")
Response = TypeVar("Response")


async def streamed(
    method: "UnaryStreamMultiCallable[Request, Response]", request: Request
) -> AsyncIterator[Response]:
    """Begin a call and return its parts; who stops reading ends the call.

    Raises the ServiceError that the service raised. What goes wrong later is raised by the iterator, so
    that nobody takes half of it for the whole.
    """
    call = method(
        request,
        timeout=STREAM_SECONDS,
        metadata=((REQUEST_ID, current_request_id()), *to_metadata(current_actor())),
    )
    parts = call.__aiter__()
    first = await _next(parts)
    return _all(call, first, parts)


async def _all(
    call: "grpc.aio.Call", first: Response | None, parts: AsyncIterator[Response]
) -> AsyncIterator[Response]:
    part = first
    try:
        while part is not None:
            yield part
            part = await _next(parts)
    finally:
        call.cancel()


async def _next(parts: AsyncIterator[Response]) -> Response | None:
    try:
        return await asyncio.wait_for(anext(parts), PART_SECONDS)
    except StopAsyncIteration:
        return None
    except TimeoutError as exc:
        raise unavailable("SERVICE_UNAVAILABLE", "A service that this needs is too slow.") from exc
    except grpc.aio.AioRpcError as exc:
        raise from_aio_error(exc) from exc
