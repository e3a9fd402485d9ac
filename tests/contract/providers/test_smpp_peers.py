"""The link against a centre that others wrote: `smpp34`, whose bytes come from the standard and not from us."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import pytest
import smpp34

from services.sms.domain.provider import (
    Accepted,
    DeliveryStatus,
    PermanentRecipient,
    ProviderMessage,
    Received,
    SendResult,
    Throttled,
)
from services.sms.providers.smpp.commands import Status, Tag
from services.sms.providers.smpp.link import SmppLink
from services.sms.providers.smpp.settings import SmppSettings
from services.text.segments import measure
from tests.e2e.system import free_ports
from tests.fakes.known_keys import provider_tools

pytestmark = pytest.mark.anyio
PHONE, SENDER = "4790000001", "46730000001"


class _Kept:
    def __init__(self) -> None:
        self.received: asyncio.Queue[Received] = asyncio.Queue()

    async def take(self, received: Received) -> bool:
        await self.received.put(received)
        return True


@asynccontextmanager
async def linked(
    kept: _Kept, **settings: object
) -> AsyncIterator[tuple[SmppLink, smpp34.Server, smpp34.Esme]]:
    async with asyncio.timeout(30):
        port = int(free_ports()["SVAR_HTTP_PORT"])
        server = smpp34.Server("127.0.0.1", port)
        await server.start()
        given = {"type": "smpp", "url": f"smpp://127.0.0.1:{port}", "system_id": "svar"}
        link = SmppSettings.model_validate({**given, "password": "secret", **settings}).build(
            provider_tools(lambda: datetime(2026, 1, 1, tzinfo=UTC))
        )
        running = asyncio.create_task(link.run(kept))
        try:
            esme = await server.next()
            assert isinstance(esme, smpp34.Esme)
            await link.connected.wait()
            yield link, server, esme
        finally:
            running.cancel()
            await asyncio.wait([running])
            with suppress(smpp34.SmppError):
                await server.stop()


def message(text: str) -> ProviderMessage:
    measured = measure(text)
    return ProviderMessage(
        id="0198c0de-0000-7000-8000-000000000001",
        sender=f"+{SENDER}",
        recipient=f"+{PHONE}",
        text=text,
        encoding=measured.encoding,
        segments=measured.segments,
    )


async def heard(server: smpp34.Server) -> smpp34.SubmitSmEvent:
    event = await server.next()
    assert isinstance(event, smpp34.SubmitSmEvent)
    return event


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (None, Accepted(provider_message_id="m-1")),
        (int(Status.THROTTLED), Throttled()),
        (0x0B, PermanentRecipient(code="INVDSTADR")),
    ],
    ids=["accepted", "throttled", "refused"],
)
async def test_it_reads_what_we_submit(status: int | None, result: SendResult) -> None:
    async with linked(_Kept()) as (link, server, _):
        sending = asyncio.create_task(link.send([message("blåbær €")]))
        event = await heard(server)
        if status is None:
            event.accept("m-1")
        else:
            event.reject(status)

        assert await sending == [result]
    assert event.short_message == b"bl\x0fb\x1dr \x1be"
    assert (event.source_addr, event.source_addr_ton, event.source_addr_npi) == (SENDER, 1, 1)
    assert (event.destination_addr, event.dest_addr_ton, event.dest_addr_npi) == (PHONE, 1, 1)
    assert (event.data_coding, event.registered_delivery, event.esm_class) == (0, 1, 0)


@pytest.mark.parametrize("way", ["udh", "sar", "payload"])
async def test_it_reads_long_texts_however_they_go(way: str) -> None:
    text = "Grüße 😀 " * 20
    async with linked(_Kept(), long_messages=way) as (link, server, _):
        sending = asyncio.create_task(link.send([message(text)]))
        parts = []
        for number in range(1 if way == "payload" else message(text).segments):
            parts.append(await heard(server))
            parts[-1].accept(f"m-{number}")
        (result,) = await sending

    assert isinstance(result, Accepted)
    # It takes what came together in any order.
    contents = dict(_numbered(part, way) for part in parts)
    assert b"".join(contents[number] for number in sorted(contents)).decode("utf-16-be") == text


def _numbered(part: smpp34.SubmitSmEvent, way: str) -> tuple[int, bytes]:
    found = {tlv.tag: tlv.value for tlv in part.tlvs}
    match way:
        case "udh":
            return part.short_message[5], part.short_message[6:]
        case "sar":
            return found[Tag.SAR_NUMBER][0], part.short_message
        case _:
            return 1, found[Tag.MESSAGE_PAYLOAD]


async def test_it_is_understood_and_answered() -> None:
    kept = _Kept()
    async with linked(kept) as (_, _server, esme):
        answer = await esme.deliver_sm(
            SENDER, "8 æøå".encode("utf-16-be"), source_addr=PHONE, data_coding=8
        )
        (reply,) = (await kept.received.get()).replies
        receipt = await esme.deliver_sm(
            SENDER,
            b"id:m-1 sub:001 dlvrd:001 submit date:2601011200 done date:2601011201 stat:DELIVRD err:000",
            source_addr=PHONE,
            esm_class=4,
            tlvs=[
                smpp34.Tlv(Tag.RECEIPTED_MESSAGE_ID, b"m-1\x00"),
                smpp34.Tlv(Tag.MESSAGE_STATE, b"\x02"),
            ],
        )
        (report,) = (await kept.received.get()).reports

    assert (answer.is_success, receipt.is_success) == (True, True)
    assert (reply.from_, reply.to, reply.text) == (f"+{PHONE}", f"+{SENDER}", "8 æøå")
    assert (report.provider_message_id, report.status) == ("m-1", DeliveryStatus.DELIVERED)
