"""The services are asked whether they are well once a second, however many people ask the gateway."""

import asyncio
from collections.abc import Mapping

import pytest

from gateway.calls.readiness import Readiness
from tests.fakes.manual_seconds import Seconds


class Services:
    """Counts how often it is asked; answers when it is let."""

    def __init__(self) -> None:
        self.asked = 0
        self.answers = asyncio.Event()
        self.fails = False

    async def health(self) -> Mapping[str, bool]:
        self.asked += 1
        await self.answers.wait()
        if self.fails:
            raise OSError("no channel")
        return {"sms": self.asked == 1}


def test_all_who_ask_within_a_second_share_one_look() -> None:
    async def scenario() -> None:
        services, seconds = Services(), Seconds()
        readiness = Readiness(services.health, monotonic=seconds)

        waiting = [asyncio.create_task(readiness.checks()) for _ in range(100)]
        await asyncio.sleep(0)
        services.answers.set()
        seen = await asyncio.gather(*waiting)
        seconds.now = 0.99
        seen += [await readiness.checks() for _ in range(100)]

        assert services.asked == 1
        assert seen == [{"sms": True}] * 200

        seconds.now = 1.0
        assert await readiness.checks() == {"sms": False}
        assert services.asked == 2

    asyncio.run(scenario())


def test_one_who_gives_up_takes_the_answer_from_nobody() -> None:
    async def scenario() -> None:
        services = Services()
        readiness = Readiness(services.health, monotonic=Seconds())

        impatient = asyncio.create_task(readiness.checks())
        patient = asyncio.create_task(readiness.checks())
        await asyncio.sleep(0)
        impatient.cancel()
        await asyncio.sleep(0)
        services.answers.set()

        assert await patient == {"sms": True}
        assert services.asked == 1

    asyncio.run(scenario())


def test_a_look_that_fails_is_not_remembered() -> None:
    async def scenario() -> None:
        services = Services()
        services.answers.set()
        services.fails = True
        readiness = Readiness(services.health, monotonic=Seconds())
        with pytest.raises(OSError, match="no channel"):
            await readiness.checks()

        services.fails = False

        assert await readiness.checks() == {"sms": False}

    asyncio.run(scenario())
