"""An SMS provider that speaks the plain HTTP contract, on a free port of the loopback.

For tests and the benchmark: it records what it is sent, answers as a script says, drops repeated
ids as the contract allows, and posts replies and delivery reports to Svar.
"""

import asyncio
import itertools
import json
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Self

import aiohttp
from aiohttp import web


class Behaviour(StrEnum):
    """What the provider does with one request; ANSWER sends what the step says."""

    ANSWER = "answer"
    HANG = "hang"
    RESET = "reset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How one request is met. `keeps` says whether the message is taken all the same."""

    behaviour: Behaviour = Behaviour.ANSWER
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    keeps: bool = False


TAKE: Final = Step(keeps=True)
HANG: Final = Step(behaviour=Behaviour.HANG)
RESET: Final = Step(behaviour=Behaviour.RESET)
TAKE_THEN_RESET: Final = Step(behaviour=Behaviour.RESET, keeps=True)
FAIL: Final = Step(status=500, body=b"internal error")
NOT_JSON: Final = Step(status=202, body=b"<ok/>", keeps=True)
TAKE_THEN_HANG: Final = Step(behaviour=Behaviour.HANG, keeps=True)
TAKE_THEN_FAIL: Final = Step(status=500, body=b"internal error", keeps=True)


def throttle(retry_after: str | None = None) -> Step:
    """Make a step that answers 429."""
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return Step(status=429, headers=headers)


def refuse(status: int, error: str = "") -> Step:
    """Make a step that answers with an error in JSON."""
    return Step(status=status, body=json.dumps({"error": error}).encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedMessage:
    """A message that Svar handed over; `number` is what the provider calls it."""

    id: str
    sender: str
    recipient: str
    text: str
    encoding: str
    segments: int
    valid_until: str | None
    message_id: str


class _CountingServer(web.Server):
    opened = 0

    def connection_made(self, handler: web.RequestHandler, transport: asyncio.Transport) -> None:
        self.opened += 1
        super().connection_made(handler, transport)


class FakeSmsProvider:
    """Use as `async with FakeSmsProvider() as provider`; `svar_url` may be set later.

    Steps given to `script` meet the next requests in order; after them `temper` says from the id of
    the message how a request is met. A message whose id is known is answered as the first time and
    not recorded again; `on_request` is told of every request all the same.
    """

    def __init__(
        self,
        svar_url: str = "",
        *,
        name: str = "plain",
        token: str = "t",
        webhook_token: str = "w",
    ) -> None:
        self.svar_url = svar_url
        self.messages: list[CarriedMessage] = []
        self.requests = 0
        self.repeats = 0
        self.on_message: Callable[[CarriedMessage], None] | None = None
        self.on_request: Callable[[str, Step], None] | None = None
        self.temper: Callable[[str], Step] = lambda _: TAKE
        self.name = name
        self._authorization = f"Bearer {token}"
        self.webhook_headers = {"X-Webhook-Token": webhook_token}
        self._steps: deque[Step] = deque()
        self._by_id: dict[str, CarriedMessage] = {}
        self._by_recipient: dict[str, list[CarriedMessage]] = {}
        self._read: dict[str, int] = {}
        self._changed = asyncio.Condition()
        self._waiting = 0
        self._numbers = itertools.count(1)
        self._stopping = asyncio.Event()
        self._port = 0
        self._server = _CountingServer(self._receive)

    @property
    def connections(self) -> int:
        """How many connections Svar has opened, closed ones included."""
        return self._server.opened

    @property
    def url(self) -> str:
        """Where messages are posted; known once started."""
        return f"http://127.0.0.1:{self._port}/sms"

    async def __aenter__(self) -> Self:
        self._runner = web.ServerRunner(self._server, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, backlog=1024)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stopping.set()
        await self._session.close()
        await self._runner.cleanup()

    def script(self, *steps: Step) -> None:
        """Meet the next requests with these steps, in order."""
        self._steps.extend(steps)

    def messages_to(self, recipient: str) -> list[CarriedMessage]:
        """Return what a phone got, in order."""
        return list(self._by_recipient.get(recipient, ()))

    async def next_message_to(self, recipient: str, *, within: float = 10) -> CarriedMessage:
        """Return the phone's first message not returned yet, waiting for it up to `within` seconds.

        Raises TimeoutError when none comes.
        """
        at = self._read.get(recipient, 0)
        await self.until(lambda: len(self._by_recipient.get(recipient, ())) > at, within=within)
        self._read[recipient] = at + 1
        return self._by_recipient[recipient][at]

    async def until(self, condition: Callable[[], bool], *, within: float = 10) -> None:
        """Wait until the condition holds, looking after every request; TimeoutError if it never does."""
        self._waiting += 1
        try:
            async with asyncio.timeout(within), self._changed:
                await self._changed.wait_for(condition)
        finally:
            self._waiting -= 1

    async def reply(self, from_: str, to: str, text: str, *, message_id: str | None = None) -> int:
        """Post one message from a phone to Svar and return the HTTP status of the answer."""
        return await self.post_inbound(self.inbound(from_, to, text, message_id=message_id))

    def inbound(
        self, from_: str, to: str, text: str, *, message_id: str | None = None
    ) -> dict[str, object]:
        """Return a message from a phone as this provider writes it, with a new id unless given."""
        number = message_id or f"in-{next(self._numbers)}"
        return {"messageId": number, "from": from_, "to": to, "text": text}

    async def post_inbound(self, content: object) -> int:
        """Post messages (an object, a list, or raw bytes) and return the HTTP status."""
        return await self._post("inbound", content)

    async def report(self, message: CarriedMessage, status: str, error_code: str = "") -> int:
        """Post a delivery report of a message and return the HTTP status."""
        report = {"messageId": message.message_id, "status": status, "errorCode": error_code}
        return await self.post_status(report)

    async def post_status(self, content: object) -> int:
        """Post delivery reports (an object, a list, or raw bytes) and return the HTTP status."""
        return await self._post("status", content)

    async def _post(self, kind: str, content: object) -> int:
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        url = f"{self.svar_url}/v1/providers/{self.name}/{kind}"
        headers = {**self.webhook_headers, "Content-Type": "application/json"}
        async with self._session.post(url, data=body, headers=headers) as response:
            await response.read()
            return response.status

    async def _receive(self, request: web.BaseRequest) -> web.StreamResponse:
        body = await request.read()
        self.requests += 1
        written = json.loads(body)
        step = self._step(request, str(written["id"]))
        if self.on_request is not None:
            self.on_request(str(written["id"]), step)
        carried = self._carry(written) if step.keeps else None
        if self._waiting:
            async with self._changed:
                self._changed.notify_all()
        return await self._answer(request, step, carried)

    def _step(self, request: web.BaseRequest, message_id: str) -> Step:
        step = self._steps.popleft() if self._steps else self.temper(message_id)
        if request.headers.get("Authorization") != self._authorization:
            return refuse(401, "unauthorized")
        return step

    def _carry(self, written: Mapping[str, object]) -> CarriedMessage:
        known = self._by_id.get(str(written["id"]))
        if known is not None:
            self.repeats += 1
            return known
        message = _carried(written, message_id=f"out-{next(self._numbers)}")
        self._by_id[message.id] = message
        self._by_recipient.setdefault(message.recipient, []).append(message)
        self.messages.append(message)
        if self.on_message is not None:
            self.on_message(message)
        return message

    async def _answer(
        self, request: web.BaseRequest, step: Step, carried: CarriedMessage | None
    ) -> web.StreamResponse:
        if step.behaviour is Behaviour.HANG:
            await self._stopping.wait()
        if step.behaviour is not Behaviour.ANSWER:
            _reset(request)
        body = step.body
        if carried is not None and not body:
            body = b'{"messageId": "%s"}' % carried.message_id.encode()
        return web.Response(status=step.status, headers=step.headers, body=body)


def _carried(written: Mapping[str, object], *, message_id: str) -> CarriedMessage:
    valid_until = written.get("validUntil")
    return CarriedMessage(
        id=str(written["id"]),
        sender=str(written["from"]),
        recipient=str(written["to"]),
        text=str(written["text"]),
        encoding=str(written["encoding"]),
        segments=int(str(written["segments"])),
        valid_until=None if valid_until is None else str(valid_until),
        message_id=message_id,
    )


def _reset(request: web.BaseRequest) -> None:
    """Close the connection with no answer."""
    if request.transport is not None:
        request.transport.abort()
