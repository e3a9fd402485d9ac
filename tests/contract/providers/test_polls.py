"""What never came by callback is asked for, and comes in by the same door."""

import asyncio
import json
from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec.structs import replace

from services.sms.domain.http import HttpAnswer, HttpRequest
from services.sms.domain.provider import ProviderReply, Received
from services.sms.ports.http import NotReachableError
from services.sms.ports.provider import Polled
from services.sms.workers.polls import LOOKS_BACK, LOOKS_BACK_FIRST, Poll
from tests.contract.providers.conftest import NOW
from tests.contract.providers.table import tables

pytestmark = pytest.mark.anyio

LISTED = {
    "messages": [
        {
            "sid": "SM1",
            "direction": "inbound",
            "from": "+4790000001",
            "to": "+46730000001",
            "body": "8",
            "status": "received",
        },
        {"sid": "SM2", "direction": "outbound-api", "status": "delivered", "body": "Hei"},
    ],
    "next_page_uri": None,
}
REPLY = ProviderReply(provider_message_id="SM1", from_="+4790000001", to="+46730000001", text="8")


RECORDS = {
    "data": [
        {"uuid": "seen", "delivery_status": "success: webhook succeeded"},
        {"uuid": "missed/1", "delivery_status": "failed: webhook failed"},
        {"uuid": "missed-2"},
        {"delivery_status": "failed"},
        "rubbish",
    ]
}
SINGLE = {
    "data": {
        "id": "missed/1",
        "direction": "inbound",
        "from": {"phone_number": "+4790000001", "carrier": ""},
        "to": [{"phone_number": "+46730000001", "status": "delivered"}],
        "text": "8",
    }
}


def polled(name: str) -> Polled:
    provider = tables()[name].provider()
    assert isinstance(provider, Polled)
    return provider


def twilio() -> Polled:
    return polled("twilio")


def answer(status: int, content: object = None) -> HttpAnswer:
    return HttpAnswer(status=status, headers=[], body=json.dumps(content).encode())


class Answers:
    """Answers in turn; then what asks waits for ever."""

    def __init__(self, *answers: HttpAnswer | Exception) -> None:
        self.requests: list[HttpRequest] = []
        self.all_given = asyncio.Event()
        self._answers = list(answers)

    async def send(self, request: HttpRequest, *, seconds: float) -> HttpAnswer:
        if not self._answers:
            self.all_given.set()
            await asyncio.get_running_loop().create_future()
        self.requests.append(request)
        found = self._answers.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    @property
    def looked_back(self) -> Sequence[timedelta]:
        """How far back each question looked."""
        since = [parse_qs(urlsplit(one.to.url).query)["DateSent>"][0] for one in self.requests]
        return [NOW - NOW.strptime(one, "%Y-%m-%dT%H:%M:%S%z") for one in since]


class Kept:
    """`Inbox` that says how often something came."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.came = asyncio.Event()

    async def take(self, received: Received) -> bool:
        self.received.append(received)
        self.came.set()
        return True


async def test_what_came_from_phones_is_read_from_a_list() -> None:
    assert twilio().polled(answer(200, LISTED)) == Received(replies=(REPLY,))


async def test_the_list_is_asked_for_as_twilio_wants_it() -> None:
    request = twilio().poll(NOW)

    assert request.method == "GET"
    assert parse_qs(urlsplit(request.to.url).query) == {
        "DateSent>": ["2026-01-01T12:00:00Z"],
        "PageSize": ["1000"],
    }
    assert dict(request.to.headers)["Authorization"] == "Basic QUMxOjEyMzQ1"


async def test_a_poll_goes_on_after_failures_and_looks_back_far_until_one_is_answered() -> None:
    http = Answers(NotReachableError(), answer(500), answer(200, LISTED), answer(200, LISTED))
    inbox = Kept()
    poll = Poll("acme", twilio(), http, now=lambda: NOW, every=timedelta(milliseconds=1))

    running = asyncio.create_task(poll.run(inbox))
    async with asyncio.timeout(10):
        while len(inbox.received) < 2:
            inbox.came.clear()
            await inbox.came.wait()
    running.cancel()

    assert inbox.received == [Received(replies=(REPLY,))] * 2
    assert http.looked_back == [LOOKS_BACK_FIRST] * 3 + [LOOKS_BACK]


async def test_telnyx_is_asked_after_each_message_that_no_callback_took() -> None:
    telnyx = polled("telnyx")
    http = Answers(
        answer(200, RECORDS), answer(200, SINGLE), answer(404), answer(200, {"data": []})
    )
    inbox = Kept()
    poll = Poll("acme", telnyx, http, now=lambda: NOW, every=timedelta(milliseconds=1))

    running = asyncio.create_task(poll.run(inbox))
    async with asyncio.timeout(10):
        await http.all_given.wait()
    running.cancel()

    asked = [urlsplit(one.to.url) for one in http.requests]
    assert [one.path for one in asked] == [
        "/v2/detail_records",
        "/v2/messages/missed%2F1",
        "/v2/messages/missed-2",
        "/v2/detail_records",
    ]
    assert parse_qs(asked[0].query)["filter[created_at][gte]"] == ["2026-01-01T11:00:00Z"]
    # What could not be had is asked for again, from as far back.
    assert asked[3].query == asked[0].query
    assert inbox.received == [Received(replies=(replace(REPLY, provider_message_id="missed/1"),))]
