"""The plain HTTP contract, outwards: our request against a real server, its answers in."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta, timezone

import pytest
from msgspec.structs import replace

from services.sms.adapters.http_carrier import HttpCarrier
from services.sms.adapters.outgoing_http import OutgoingHttp
from services.sms.domain.provider import (
    Accepted,
    OptedOut,
    PermanentConfiguration,
    PermanentRecipient,
    ProviderMessage,
    SendResult,
    Temporary,
    Throttled,
    Unclear,
)
from services.sms.providers.base import ProviderTools
from services.sms.providers.http import HttpSettings
from services.text.segments import Encoding
from tests.fakes.sms_provider import (
    FAIL,
    HANG,
    NOT_JSON,
    RESET,
    TAKE,
    TAKE_THEN_RESET,
    FakeSmsProvider,
    Step,
    refuse,
    throttle,
)

pytestmark = pytest.mark.anyio

MESSAGE = ProviderMessage(
    id="0198c0de-0000-7000-8000-000000000001",
    sender="19600000000042",
    recipient="+4790000001",
    text="Hvor fornøyd er du, 1-10? 😀",
    encoding=Encoding.UCS2,
    segments=1,
    valid_until=datetime(2026, 1, 2, 13, 0, 0, 500_000, tzinfo=timezone(timedelta(hours=1))),
)


@pytest.fixture
async def company() -> AsyncIterator[FakeSmsProvider]:
    """The company at the other end."""
    async with FakeSmsProvider() as company:
        yield company


class Sending:
    """Sends messages one by one, as the sender does."""

    def __init__(self, tools: ProviderTools, http: OutgoingHttp) -> None:
        self._tools = tools
        self._http = http

    def to(self, url: str, **changes: object) -> HttpCarrier:
        settings = {"type": "http", "url": url, "token": "t", "webhook_token": "w"}
        provider = HttpSettings.model_validate(settings | changes).build(self._tools)
        return HttpCarrier(provider, self._http)

    async def __call__(
        self, url: str, message: ProviderMessage = MESSAGE, **changes: object
    ) -> SendResult:
        [result] = await self.to(url, **changes).send([message])
        return result


@pytest.fixture
def send(tools: ProviderTools, http: OutgoingHttp) -> Sending:
    """The contract, carried by real HTTP."""
    return Sending(tools, http)


async def test_a_message_goes_out_as_the_contract_says(
    send: Sending, company: FakeSmsProvider
) -> None:
    result = await send(company.url)

    (carried,) = company.messages
    assert result == Accepted(provider_message_id=carried.message_id)
    assert (carried.id, carried.sender, carried.recipient) == (
        MESSAGE.id,
        "19600000000042",
        "+4790000001",
    )
    assert (carried.text, carried.encoding, carried.segments) == (MESSAGE.text, "ucs2", 1)
    assert carried.valid_until == "2026-01-02T12:00:00.500Z"


async def test_a_message_without_an_end_names_none(send: Sending, company: FakeSmsProvider) -> None:
    await send(company.url, replace(MESSAGE, valid_until=None))

    assert company.messages[0].valid_until is None


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        pytest.param(TAKE, Accepted(provider_message_id="out-1"), id="taken"),
        pytest.param(NOT_JSON, Accepted(), id="taken, but the answer is not JSON"),
        pytest.param(Step(status=204), Accepted(), id="taken, with no answer"),
        pytest.param(Step(body=b"[1]"), Accepted(), id="taken, but the answer is a list"),
        pytest.param(Step(body=b"{}"), Accepted(), id="taken, but no id is named"),
        pytest.param(Step(body=b'{"messageId": {}}'), Accepted(), id="taken, but the id is none"),
        pytest.param(
            Step(body=b'{"messageId": 17}'),
            Accepted(provider_message_id="17"),
            id="taken, and the id is a number",
        ),
        pytest.param(Step(body=b" " * 100_000 + b"{}"), Accepted(), id="taken, at great length"),
        pytest.param(
            throttle("7"), Throttled(after=timedelta(seconds=7)), id="throttled for some seconds"
        ),
        pytest.param(
            throttle("Thu, 01 Jan 2026 12:00:30 GMT"),
            Throttled(after=timedelta(seconds=30)),
            id="throttled until a time",
        ),
        pytest.param(
            throttle("Thu, 01 Jan 2026 11:00:00 GMT"),
            Throttled(after=timedelta()),
            id="throttled until a time gone by",
        ),
        pytest.param(throttle("soon"), Throttled(after=None), id="throttled, badly said"),
        pytest.param(throttle(), Throttled(after=None), id="throttled for nobody knows how long"),
        pytest.param(
            throttle("9" * 400), Throttled(after=timedelta(days=1)), id="throttled for ages"
        ),
        pytest.param(FAIL, Temporary(reason="http_500"), id="a fault of theirs"),
        pytest.param(
            Step(status=503, headers={"Retry-After": "3"}),
            Temporary(reason="http_503", after=timedelta(seconds=3)),
            id="down for some seconds",
        ),
        pytest.param(Step(status=408), Temporary(reason="http_408"), id="we were too slow"),
        pytest.param(RESET, Unclear(reason="connection_lost"), id="the connection breaks"),
        pytest.param(refuse(401), PermanentConfiguration(code="http_401"), id="unauthenticated"),
        pytest.param(refuse(403), PermanentConfiguration(code="http_403"), id="forbidden"),
        pytest.param(
            Step(status=302, headers={"Location": "http://127.0.0.1:1/"}),
            PermanentConfiguration(code="http_302"),
            id="sent elsewhere",
        ),
        pytest.param(refuse(400, "opted_out"), OptedOut(), id="opted out"),
        pytest.param(refuse(404, "opted_out"), OptedOut(), id="opted out, by another status"),
        pytest.param(
            refuse(422, "unknown_subscriber"),
            PermanentRecipient(code="unknown_subscriber"),
            id="no such phone",
        ),
        pytest.param(refuse(400), PermanentRecipient(code="http_400"), id="refused for no reason"),
        pytest.param(
            refuse(400, "+4790000001 is unknown"),
            PermanentRecipient(code="http_400"),
            id="refused with a phone in the reason",
        ),
        pytest.param(
            Step(status=400, body=b"<html>"),
            PermanentRecipient(code="http_400"),
            id="refused, not in JSON",
        ),
    ],
)
async def test_an_answer_says_what_to_do_next(
    send: Sending, company: FakeSmsProvider, step: Step, expected: SendResult
) -> None:
    company.script(step)

    assert await send(company.url) == expected


async def test_no_answer_within_the_deadline_is_unclear(
    send: Sending, company: FakeSmsProvider
) -> None:
    company.script(HANG)

    result = await send(company.url, deadline=0.2)

    assert result == Unclear(reason="timeout")


async def test_nobody_listening_is_temporary(send: Sending) -> None:
    async with FakeSmsProvider() as gone:
        url = gone.url

    assert await send(url) == Temporary(reason="not_reachable")


async def test_the_wrong_token_is_a_fault_of_the_configuration(
    send: Sending, company: FakeSmsProvider
) -> None:
    result = await send(company.url, token="x")

    assert result == PermanentConfiguration(code="http_401")
    assert company.messages == []


async def test_a_message_repeated_after_an_unclear_outcome_reaches_the_phone_once(
    send: Sending, company: FakeSmsProvider
) -> None:
    company.script(TAKE_THEN_RESET)

    first, second = await send(company.url), await send(company.url)

    assert send.to(company.url).traits.drops_repeats
    assert first == Unclear(reason="connection_lost")
    assert second == Accepted(provider_message_id="out-1")
    assert len(company.messages) == 1
    assert company.repeats == 1


async def test_an_answer_cut_off_after_its_status_is_accepted(send: Sending) -> None:
    async def half_an_answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"messageId": ')
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(half_an_answer, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        result = await send(f"http://127.0.0.1:{port}/")

    assert result == Accepted()


async def test_one_connection_is_used_again(send: Sending, company: FakeSmsProvider) -> None:
    for number in range(5):
        await send(company.url, replace(MESSAGE, id=f"m{number}"))

    assert company.connections == 1
    assert len(company.messages) == 5
