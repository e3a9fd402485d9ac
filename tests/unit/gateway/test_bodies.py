"""How bodies are read that do not come at once, and what is held of them."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message, Scope

from gateway.http import bodies as module
from gateway.http.bodies import Bodies
from services.runtime.errors import ServiceError

HELD = 100
LIMIT = 60


class Sender:
    """Sends a body bit by bit, when a test says so."""

    def __init__(self) -> None:
        self._messages: asyncio.Queue[Message] = asyncio.Queue()
        self.headers: list[tuple[bytes, bytes]] = []

    async def send(self, size: int, *, last: bool = False) -> None:
        """Send some bytes, and let the reader have them."""
        message = {"type": "http.request", "body": b"x" * size, "more_body": not last}
        self._messages.put_nowait(message)
        for _ in range(5):
            await asyncio.sleep(0)

    async def go(self) -> None:
        """Close the connection."""
        self._messages.put_nowait({"type": "http.disconnect"})

    async def receive(self) -> Message:
        """Return the next message."""
        return await self._messages.get()


async def admit(scope: Scope) -> int:
    return LIMIT


def reading(bodies: Bodies, sender: Sender) -> "asyncio.Task[bytes | None]":
    return asyncio.create_task(bodies.read({"headers": sender.headers}, sender.receive))


def run(scenario: Callable[[Bodies], Awaitable[None]]) -> None:
    async def with_bodies() -> None:
        bodies = Bodies(held_limit=HELD)
        bodies.admit = admit
        await scenario(bodies)
        # Whatever came, nothing stays counted: all that may be held can be held again.
        with bodies.at_work(HELD):
            pass

    asyncio.run(with_bodies())


def test_a_body_is_the_bits_of_it() -> None:
    async def scenario(bodies: Bodies) -> None:
        sender = Sender()
        task = reading(bodies, sender)
        await sender.send(20)
        await sender.send(40, last=True)

        assert await task == b"x" * LIMIT

    run(scenario)


@pytest.mark.parametrize("sizes", [[LIMIT + 1], [LIMIT, 1], [1, LIMIT], [50, 50, 50]])
def test_a_body_too_large_is_read_to_its_end_and_refused(sizes: list[int]) -> None:
    async def scenario(bodies: Bodies) -> None:
        sender = Sender()
        task = reading(bodies, sender)
        for size in sizes[:-1]:
            await sender.send(size)
        assert not task.done()
        await sender.send(sizes[-1], last=True)

        with pytest.raises(HTTPException) as refused:
            await task
        assert refused.value.status_code == 413

    run(scenario)


def test_where_too_much_is_held_the_slowest_body_is_given_up() -> None:
    async def scenario(bodies: Bodies) -> None:
        slowest, slow, genuine = Sender(), Sender(), Sender()
        tasks = [reading(bodies, sender) for sender in (slowest, slow, genuine)]
        await slowest.send(50)
        await slow.send(50)
        assert not any(task.done() for task in tasks)

        await genuine.send(30)
        assert [task.done() for task in tasks] == [True, False, False]
        await genuine.send(30, last=True)
        await slow.send(10, last=True)

        with pytest.raises(HTTPException) as late:
            await tasks[0]
        assert late.value.status_code == 408
        assert await tasks[1] == await tasks[2] == b"x" * LIMIT

    run(scenario)


def test_a_body_that_is_there_at_once_is_read_however_much_is_held() -> None:
    async def scenario(bodies: Bodies) -> None:
        slow = [Sender(), Sender()]
        tasks = [reading(bodies, sender) for sender in slow]
        for sender in slow:
            await sender.send(50)

        genuine = Sender()
        task = reading(bodies, genuine)
        await genuine.send(LIMIT, last=True)

        assert await task == b"x" * LIMIT
        assert not any(task.done() for task in tasks)
        for sender in slow:
            await sender.go()
        assert await asyncio.gather(*tasks) == [None, None]

    run(scenario)


def test_large_bodies_at_work_are_bounded() -> None:
    async def scenario(bodies: Bodies) -> None:
        with bodies.at_work(60):
            with pytest.raises(ServiceError, match="BODIES_FULL"), bodies.at_work(60):
                pytest.fail("there is no room")
            with bodies.at_work(40):
                pass

    run(scenario)


def test_a_body_has_so_much_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BODY_SECONDS", 0.05)

    async def scenario(bodies: Bodies) -> None:
        sender = Sender()
        task = reading(bodies, sender)
        await sender.send(10)

        with pytest.raises(HTTPException) as late:
            await task
        assert late.value.status_code == 408

    run(scenario)


def test_whoever_cancels_a_reading_cancels_it() -> None:
    async def scenario(bodies: Bodies) -> None:
        sender = Sender()
        task = reading(bodies, sender)
        await sender.send(10)
        task.cancel()

        with pytest.raises(asyncio.CancelledError):
            await task

    run(scenario)
