"""Puzzel's SMS Gateway as its documents describe it (PuzzelSolutions/SMS), on a free port of the loopback.

It names the SMS sessions, drops references that it has had, and posts replies and delivery reports in
batches. Subnumbers stay its own secret: a phone answers a thread, and Svar is told its session.
"""

import asyncio
import itertools
from dataclasses import dataclass
from typing import Any, Self

import aiohttp
from aiohttp import web

KEY = "3141592654"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A message on a phone: of which session, None outside any."""

    reference: str
    message_id: str
    phone: str
    originator: str
    text: str
    session: str | None


class PuzzelGateway:
    """Use as `async with PuzzelGateway() as gateway`; `svar` is where callbacks go, with this `key`.

    It listens on a `port`, 0 for any that is free; `url` is known once it does.
    """

    def __init__(self, *, port: int = 0, key: str = KEY) -> None:
        self.port = port
        self.svar = ""
        self._key = key
        self.messages: list[Delivered] = []
        self.requests: list[dict[str, Any]] = []
        self.refused: list[int] = []
        # How many of the next requests are taken and never answered.
        self.silent = 0
        self._numbers = itertools.count(1)
        self._references: set[str] = set()
        self._arrived = asyncio.Condition()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/gw/rs/sendMessages", self._send)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._client = aiohttp.ClientSession(headers={"X-API-Key": self._key})
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()
        await self._runner.cleanup()

    async def shows(self, phone: str, count: int) -> list[Delivered]:
        """Wait until a phone shows so many messages; returns all that it shows."""

        def shown() -> list[Delivered]:
            return [one for one in self.messages if one.phone == phone]

        async with self._arrived:
            await asyncio.wait_for(self._arrived.wait_for(lambda: len(shown()) >= count), 20)
        return shown()

    async def reply(self, to: Delivered, text: str) -> None:
        """Let a phone reply in the thread of a message."""
        await self.tell("mo", self.mo(to.phone, text, session=to.session, sno=to.originator))

    def mo(
        self, phone: str, text: str, *, session: str | None, sno: str = "1960"
    ) -> dict[str, Any]:
        """Write a message from a phone."""
        return {
            "messageid": f"mo{next(self._numbers)}",
            "serviceid": 1000,
            "sno": sno,
            "originator": phone,
            "content": text,
            "timestamp": "20260206 11:45:33",
            "sessionid": session,
        }

    async def tell(self, kind: str, *items: dict[str, Any]) -> None:
        """Post a batch; `kind` is mo or dr."""
        path = "inbound" if kind == "mo" else "status"
        url = f"{self.svar}/v1/providers/puzzel/{path}"
        async with self._client.post(url, json={kind: list(items)}) as answer:
            if answer.status != 200:
                self.refused.append(answer.status)

    async def _send(self, request: web.Request) -> web.Response:
        batch = await request.json()
        self.requests.append(batch)
        if (batch["serviceId"], batch["username"], batch["password"]) != (1000, "svar", "p"):
            return web.json_response({"messageStatus": [{"statusCode": 3, "sequenceIndex": 1}]})
        statuses = [self._take(one, place) for place, one in enumerate(batch["message"], start=1)]
        async with self._arrived:
            self._arrived.notify_all()
        if self.silent:
            self.silent -= 1
            await asyncio.sleep(60)
        return web.json_response({"messageStatus": statuses})

    def _take(self, message: dict[str, Any], place: int) -> dict[str, Any]:
        reference, settings = message["clientReference"], message["settings"]
        about = {"clientReference": reference, "sequenceIndex": place}
        if reference in self._references:
            return {**about, "statusCode": 25, "statusMessage": "Duplicate reference"}
        self._references.add(reference)
        number = next(self._numbers)
        session = f"s{number}" if settings.get("newSession") else settings.get("sessionId")
        delivered = Delivered(
            reference=reference,
            message_id=f"mt{number}",
            phone=message["recipient"],
            originator=settings["originatorSettings"]["originator"],
            text=message["content"],
            session=session,
        )
        self.messages.append(delivered)
        return {
            **about,
            "statusCode": 1,
            "messageId": delivered.message_id,
            "recipient": message["recipient"],
            "sessionId": session,
        }
