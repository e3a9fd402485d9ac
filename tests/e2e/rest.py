"""A caller of the REST interface, as another company's program would be."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Self

import aiohttp

Json = Any


class Rest:
    """Calls one system with one key; `async with` it."""

    def __init__(self, url: str, key: str) -> None:
        self._url = url
        self._key = key

    async def __aenter__(self) -> Self:
        """Open connections."""
        self._session = aiohttp.ClientSession(
            self._url,
            headers={"X-API-Key": self._key},
            timeout=aiohttp.ClientTimeout(total=30),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close connections."""
        await self._session.close()

    async def call(
        self,
        method: str,
        path: str,
        body: Json = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, Json]:
        """Call once; returns the status and the body."""
        async with self._session.request(method, path, json=body, headers=headers) as response:
            return response.status, await response.json(content_type=None)

    async def get(self, path: str) -> Json:
        """Get something that has to be there."""
        status, body = await self.call("GET", path)
        assert status == 200, body
        return body

    async def post(self, path: str, body: Json = None, *, expect: int = 200) -> Json:
        """Post something that has to be taken."""
        status, answer = await self.call("POST", path, body)
        assert status == expect, answer
        return answer

    async def publish(self, definition: Json) -> str:
        """Create a survey and publish it; returns its id."""
        survey = await self.post("/v1/surveys", definition, expect=201)
        await self.post(f"/v1/surveys/{survey['id']}/publish")
        return str(survey["id"])

    async def send(self, survey: str, phone: str, **more: Json) -> Json:
        """Send a survey to a phone."""
        body = {"identifier": phone, "identifierType": "Phone", "channel": "SMS", **more}
        return await self.post(f"/v1/surveys/{survey}/send", body, expect=202)

    async def session(self, session_id: str) -> Json:
        """Return a session as it stands."""
        return await self.get(f"/v1/sessions/{session_id}")

    async def session_in(self, state: str, session_id: str) -> Json:
        """Wait until a session is in a state."""

        async def look() -> Json:
            session = await self.session(session_id)
            return session if session["state"] == state else None

        return await eventually(look)

    async def handset_with(self, phone: str, messages: int) -> list[Json]:
        """Wait until a handset shows so many received messages; returns all that it shows."""

        async def look() -> Json:
            shown = (await self.get(f"/v1/handset/{phone}"))["messages"]
            received = [message for message in shown if message["direction"] == "received"]
            return shown if len(received) >= messages else None

        shown: list[Json] = await eventually(look)
        return shown


async def eventually(
    look: Callable[[], Awaitable[Json]], *, within: float = 20, every: float = 0.05
) -> Json:
    """Look again and again until there is something; what is looked at has no event to wait for."""
    deadline = asyncio.get_running_loop().time() + within
    while not (found := await look()):
        assert asyncio.get_running_loop().time() < deadline, "it did not come about in time"
        await asyncio.sleep(every)
    return found
