"""What has been published, paused or resumed holds for the very next send, on any replica."""

import asyncio
import itertools
from collections.abc import Iterator
from pathlib import Path

from tests.e2e.rest import Json, Rest
from tests.e2e.surveys import three_questions
from tests.e2e.twice import running_twice

TIMES = 30


# Eight processes start and stop, on a machine that may have other work.
def test_a_change_holds_for_the_next_send_on_every_replica(tmp_path: Path) -> None:
    async def try_it() -> None:
        with running_twice(tmp_path) as twice:
            await twice.wait_until_ready()
            one, other = twice.gateways
            key = twice.system.key
            async with Rest(one, key) as first, Rest(other, key) as second:
                phones = (f"+47900{number:05}" for number in itertools.count())
                for _ in range(TIMES):
                    # Each change goes through one gateway, each send through the other.
                    await lives_of_a_survey(first, second, phones)
                    first, second = second, first

    asyncio.run(try_it())


async def lives_of_a_survey(author: Rest, caller: Rest, phones: Iterator[str]) -> None:
    """Take a survey through its states, and send it after each step."""
    survey = (await author.post("/v1/surveys", three_questions(), expect=201))["id"]

    assert await sent(caller, survey, phones) == (409, "survey_not_published")
    await author.post(f"/v1/surveys/{survey}/publish")
    assert await sent(caller, survey, phones) == (202, 1)
    await author.post(f"/v1/surveys/{survey}/pause")
    assert await sent(caller, survey, phones) == (409, "survey_paused")
    await author.post(f"/v1/surveys/{survey}/resume")
    assert await sent(caller, survey, phones) == (202, 1)
    await author.call("PUT", f"/v1/surveys/{survey}", three_questions(delaySeconds=1))
    await author.post(f"/v1/surveys/{survey}/publish")
    assert await sent(caller, survey, phones) == (202, 2)
    await author.post(f"/v1/surveys/{survey}/archive")
    assert await sent(caller, survey, phones) == (409, "survey_not_published")


async def sent(caller: Rest, survey: str, phones: Iterator[str]) -> tuple[int, Json]:
    """Send the survey to a new phone; returns the status, and the version or the code."""
    body = {"identifier": next(phones), "identifierType": "Phone", "channel": "SMS"}
    status, answer = await caller.call("POST", f"/v1/surveys/{survey}/send", body)
    return status, answer.get("surveyVersion", answer.get("code"))
