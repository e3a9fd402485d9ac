"""Reads the body of a request whole, within bounds of size and time. What it says is not read here."""

import asyncio
from typing import Final

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope

BODY_LIMIT: Final = 1024 * 1024
"""Bytes of a request's body (`api.md` section 1)."""
DRAIN_LIMIT: Final = 16 * 1024 * 1024
"""Bytes of a body too large that are read and dropped, so that the sender gets to read the answer."""
BODY_SECONDS = 30.0
"""How long a body may take to arrive."""

_CLOSE: Final = {"Connection": "close"}
_LATE: Final = "the body is late"


async def read_body(scope: Scope, receive: Receive) -> bytes | None:
    """Return the body, whether its length is announced or not; None when the caller has gone.

    Raises HTTPException 413 for more than `BODY_LIMIT` and 408 for what takes longer than `BODY_SECONDS`.
    """
    _refuse_announced(scope)
    task = asyncio.current_task()
    assert task is not None, "a request is served in a task"
    # What asyncio.timeout does, for a fifth of its price, which every reply would pay.
    timer = asyncio.get_running_loop().call_later(BODY_SECONDS, task.cancel, _LATE)
    try:
        return await _read(receive)
    except asyncio.CancelledError as exc:
        if exc.args == (_LATE,) and not task.uncancel():
            raise HTTPException(408, "The body did not arrive in time", _CLOSE) from exc
        raise
    finally:
        timer.cancel()


def replayed(body: bytes, receive: Receive) -> Receive:
    """Return what hands an application a body that was read already, and afterwards what still comes."""
    messages = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def replay() -> Message:
        return next(messages, None) or await receive()

    return replay


async def _read(receive: Receive) -> bytes | None:
    message = await receive()
    if message["type"] == "http.request" and not message.get("more_body"):
        # Nearly always all of it is there at once.
        whole: bytes = message.get("body", b"")
        if len(whole) > BODY_LIMIT:
            raise _too_large()
        return whole
    return await _collect(message, receive)


async def _collect(message: Message, receive: Receive) -> bytes | None:
    chunks: list[bytes] = []
    size = 0
    while True:
        if message["type"] == "http.disconnect":
            return None
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size <= BODY_LIMIT:
            chunks.append(chunk)
        elif not message.get("more_body") or size > DRAIN_LIMIT:
            raise _too_large()
        if not message.get("more_body"):
            return b"".join(chunks)
        message = await receive()


def _refuse_announced(scope: Scope) -> None:
    announced, waits = 0, False
    for name, value in scope["headers"]:
        if name == b"content-length":
            announced = int(value) if value.isdigit() else 0
        elif name == b"expect":
            waits = value.lower() == b"100-continue"
    if announced > (BODY_LIMIT if waits else DRAIN_LIMIT):
        raise _too_large()


def _too_large() -> HTTPException:
    return HTTPException(413, "A body may have at most 1 MiB", _CLOSE)
