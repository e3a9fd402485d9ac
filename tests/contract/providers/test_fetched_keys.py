"""Keys that providers publish: fetched once, kept, and never fetched without bounds."""

import asyncio
from collections.abc import Mapping

import pytest

from services.sms.adapters.fetched_keys import AGAIN_SECONDS, MOST_ADDRESSES, FetchedKeys
from services.sms.domain.http import HttpAnswer, HttpRequest
from services.sms.ports.http import NotReachableError
from tests.fakes.manual_seconds import Seconds

pytestmark = pytest.mark.anyio


class Shelf:
    """An `HttpClient` that has some answers by their addresses; nothing else can be reached."""

    def __init__(self, answers: Mapping[str, HttpAnswer]) -> None:
        self.answers = dict(answers)
        self.asked: list[str] = []

    async def send(self, request: HttpRequest, *, seconds: float) -> HttpAnswer:
        self.asked.append(request.to.url)
        if request.to.url not in self.answers:
            raise NotReachableError
        return self.answers[request.to.url]


URL = "https://keys.example/key.pem"
FOUND = HttpAnswer(status=200, headers=(), body=b"key")
MISSING = HttpAnswer(status=404, headers=(), body=b"nothing here")


def keys_on(shelf: Shelf) -> tuple[FetchedKeys, Seconds]:
    seconds = Seconds()
    return FetchedKeys(shelf, asyncio.get_running_loop(), seconds=seconds), seconds


async def settled(shelf: Shelf, count: int) -> None:
    """Let what was begun end; nothing of it waits for anything."""
    for _ in range(5):
        await asyncio.sleep(0)
    assert len(shelf.asked) == count


async def test_a_key_is_not_there_yet_and_then_is() -> None:
    shelf = Shelf({URL: FOUND})
    keys, _ = keys_on(shelf)

    assert keys.get(URL) is None
    await settled(shelf, 1)
    assert keys.get(URL) == b"key"
    await settled(shelf, 1)


@pytest.mark.parametrize("answers", [{}, {URL: MISSING}], ids=["not reachable", "missing"])
async def test_what_is_not_there_is_asked_for_again_after_a_while(
    answers: dict[str, HttpAnswer],
) -> None:
    shelf = Shelf(answers)
    keys, seconds = keys_on(shelf)

    keys.get(URL)
    await settled(shelf, 1)
    assert keys.get(URL) is None
    await settled(shelf, 1)
    shelf.answers[URL] = FOUND
    seconds.now += AGAIN_SECONDS
    keys.get(URL)
    await settled(shelf, 2)

    assert keys.get(URL) == b"key"


async def test_addresses_where_nothing_lies_keep_the_right_one_away_for_a_moment_only() -> None:
    shelf = Shelf({URL: FOUND})
    keys, seconds = keys_on(shelf)
    for number in range(MOST_ADDRESSES * 2):
        keys.get(f"{URL}?{number}")
    await settled(shelf, MOST_ADDRESSES)

    assert keys.get(URL) is None
    await settled(shelf, MOST_ADDRESSES)
    seconds.now += AGAIN_SECONDS
    keys.get(URL)
    await settled(shelf, MOST_ADDRESSES + 1)

    assert keys.get(URL) == b"key"


async def test_a_key_that_was_found_is_never_forgotten_for_another() -> None:
    shelf = Shelf({URL: FOUND})
    keys, seconds = keys_on(shelf)
    keys.get(URL)
    await settled(shelf, 1)

    for number in range(MOST_ADDRESSES * 3):
        seconds.now += AGAIN_SECONDS
        keys.get(f"{URL}?{number}")

    assert keys.get(URL) == b"key"
