"""The fake company: waiting for messages, and posting to Svar as a company does."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from services.sms.adapters.http_carrier import HttpCarrier
from services.sms.adapters.outgoing_http import OutgoingHttp
from services.sms.domain.provider import (
    Callback,
    CallbackKind,
    DeliveryStatus,
    ProviderMessage,
    Received,
)
from services.sms.ports.provider import Provider
from services.sms.providers.base import ProviderTools
from services.sms.providers.http import HttpSettings
from services.text.segments import Encoding
from tests.fakes.sms_provider import FAIL, TAKE, TAKE_THEN_FAIL, FakeSmsProvider, Step

pytestmark = pytest.mark.anyio


class Gateway:
    """What Svar would see: the callbacks, as they arrive."""

    def __init__(self) -> None:
        self.callbacks: list[Callback] = []

    async def receive(self, request: web.BaseRequest) -> web.Response:
        callback = Callback(
            kind=CallbackKind(request.path.rsplit("/", 1)[1]),
            method=request.method,
            target=request.path_qs,
            headers={name.lower(): value for name, value in request.headers.items()},
            body=await request.read(),
        )
        self.callbacks.append(callback)
        return web.Response(status=200)


@pytest.fixture
async def gateway() -> Gateway:
    """Where the company posts to."""
    return Gateway()


@pytest.fixture
async def company(gateway: Gateway) -> AsyncIterator[FakeSmsProvider]:
    """The company, which knows where Svar is."""
    runner = web.ServerRunner(web.Server(gateway.receive))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with FakeSmsProvider(f"http://127.0.0.1:{runner.addresses[0][1]}") as company:
        yield company
    await runner.cleanup()


@pytest.fixture
async def provider(tools: ProviderTools, company: FakeSmsProvider) -> Provider:
    """Svar's side of the same contract."""
    settings = {"type": "http", "url": company.url, "token": "t", "webhook_token": "w"}
    return HttpSettings.model_validate(settings).build(tools)


@pytest.fixture
async def carrier(provider: Provider, http: OutgoingHttp) -> HttpCarrier:
    """What takes Svar's messages there."""
    return HttpCarrier(provider, http)


def message(number: int, recipient: str = "+4790000001") -> ProviderMessage:
    return ProviderMessage(
        id=f"m{number}",
        sender="1960",
        recipient=recipient,
        text=f"text {number}",
        encoding=Encoding.GSM7,
        segments=1,
    )


async def test_a_phones_messages_are_waited_for_one_by_one(
    carrier: HttpCarrier, company: FakeSmsProvider
) -> None:
    first = asyncio.create_task(company.next_message_to("+4790000001"))
    await carrier.send([message(1, "+4790000002")])
    await carrier.send([message(2)])
    await carrier.send([message(3)])

    assert (await first).text == "text 2"
    assert (await company.next_message_to("+4790000001")).text == "text 3"
    assert [carried.id for carried in company.messages_to("+4790000002")] == ["m1"]


async def test_waiting_for_a_message_that_does_not_come_ends(company: FakeSmsProvider) -> None:
    with pytest.raises(TimeoutError):
        await company.next_message_to("+4790000001", within=0.01)


async def test_a_reply_is_what_svar_reads(
    provider: Provider, company: FakeSmsProvider, gateway: Gateway
) -> None:
    status = await company.reply("+4790000001", "1960", "8 😀")

    (callback,) = gateway.callbacks
    received = provider.receive(callback)
    assert isinstance(received, Received)
    (read,) = received.replies
    assert status == 200
    assert callback.target == "/v1/providers/plain/inbound"
    assert (read.from_, read.to, read.text) == ("+4790000001", "1960", "8 😀")
    assert read.provider_message_id is not None


async def test_two_replies_have_two_ids_and_a_repeat_the_same(
    company: FakeSmsProvider, gateway: Gateway
) -> None:
    await company.reply("+4790000001", "1960", "8")
    await company.reply("+4790000001", "1960", "8")
    await company.reply("+4790000001", "1960", "8", message_id="again")
    await company.reply("+4790000001", "1960", "8", message_id="again")

    ids = [json.loads(callback.body)["messageId"] for callback in gateway.callbacks]
    assert len(set(ids)) == 3
    assert ids[2] == ids[3] == "again"


async def test_a_delivery_report_is_what_svar_reads(
    provider: Provider, carrier: HttpCarrier, company: FakeSmsProvider, gateway: Gateway
) -> None:
    await carrier.send([message(1)])

    await company.report(company.messages[0], "failed", "30005")

    received = provider.receive(gateway.callbacks[0])
    assert isinstance(received, Received)
    (status,) = received.reports
    assert status.provider_message_id == company.messages[0].message_id
    assert (status.status, status.error_code) == (DeliveryStatus.FAILED, "30005")


async def test_its_temper_meets_what_no_script_does_and_every_request_is_told(
    carrier: HttpCarrier, company: FakeSmsProvider
) -> None:
    told: list[tuple[str, Step]] = []
    company.on_request = lambda message_id, step: told.append((message_id, step))
    company.temper = {"m1": FAIL, "m2": TAKE_THEN_FAIL}.__getitem__
    company.script(TAKE)

    results = [result for number in (0, 1, 2) for result in await carrier.send([message(number)])]

    assert [type(result).__name__ for result in results] == ["Accepted", "Temporary", "Temporary"]
    assert told == [("m0", TAKE), ("m1", FAIL), ("m2", TAKE_THEN_FAIL)]
    assert [carried.id for carried in company.messages] == ["m0", "m2"]
