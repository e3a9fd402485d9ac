"""The call centres: programs that send surveys, one by one or many at once."""

import asyncio
import itertools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from tests.benchmarks.connections import Connections
from tests.benchmarks.conversations import Conversations
from tests.benchmarks.http_protocol import headers, post
from tests.benchmarks.phones import Phones

MANY: Final = 1000
_LOOK_SECONDS: Final = 0.005
_PATIENCE_SECONDS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What is sent, with whose key, and to the phones from which number on, its country included."""

    survey: str
    key: str
    first_phone: int


class Callers:
    """Sends one survey to ever new phones, and waits until they have got their first question."""

    def __init__(
        self,
        connections: Connections,
        conversations: Conversations,
        *,
        phones: Phones,
        sending: Sending,
    ) -> None:
        self.refused: list[str] = []
        self._connections = connections
        self._conversations = conversations
        self._phones = phones
        self._path = f"/v1/surveys/{sending.survey}/send"
        self._headers = headers("127.0.0.1", X_API_Key=sending.key)
        self._numbers = itertools.count(sending.first_phone)
        self._asked = 0

    async def send_many(self, count: int, *, at_once: int = 2) -> None:
        """Send to `count` phones, a thousand in a call; returns when all have their first question.

        Raises TimeoutError when one does not get it in a minute.
        """
        wanted = self._phones.invited + count
        sizes = iter([MANY] * (count // MANY) + [count % MANY] * bool(count % MANY))

        async def caller() -> None:
            for size in sizes:
                await self._send_many(size)

        await asyncio.gather(*(caller() for _ in range(at_once)))
        await self._until(lambda: self._phones.invited >= wanted - len(self.refused))

    async def send_for(self, seconds: float, *, connections: int = 64) -> int:
        """Send single surveys for a while, then wait for what was sent; returns how many were taken."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        before, refused = self._asked, len(self.refused)

        async def caller() -> None:
            while loop.time() < until:
                await self._send_one()

        await asyncio.gather(*(caller() for _ in range(connections)))
        taken = self._asked - before - (len(self.refused) - refused)
        await self._until(lambda: self._phones.invited >= self._asked - len(self.refused))
        return taken

    async def _send_one(self) -> None:
        body = json.dumps(self._recipient()).encode()
        status, answer = await self._connections.call(post(self._path, body, self._headers))
        if status != 202:
            self.refused.append(answer.decode()[:200])

    async def _send_many(self, count: int) -> None:
        recipients = [self._recipient() for _ in range(count)]
        body = json.dumps({"recipients": recipients}).encode()
        request = post(f"{self._path}-many", body, self._headers)
        status, answer = await self._connections.call(request)
        results: Sequence[dict[str, object]] = (
            json.loads(answer)["results"] if status == 202 else [{"status": status}] * count
        )
        self.refused += [str(one)[:200] for one in results if one.get("status") != "active"]

    def _recipient(self) -> dict[str, object]:
        phone = f"+{next(self._numbers)}"
        self._asked += 1
        self._conversations.expect(phone)
        variables = {"agentid": "a1", "queueKey": "q"}
        return {
            "identifier": phone,
            "identifierType": "Phone",
            "channel": "SMS",
            "userSessionVariables": [{"key": key, "value": one} for key, one in variables.items()],
        }

    async def _until(self, reached: Callable[[], bool]) -> None:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while not reached():  # noqa: ASYNC110 - looked at now and then, which costs less
                await asyncio.sleep(_LOOK_SECONDS)
