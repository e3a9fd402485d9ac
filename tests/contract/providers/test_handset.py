"""Phones on this machine: nothing leaves."""

import asyncio

import pytest

from services.sms.domain.provider import Accepted, ProviderMessage, Received
from services.sms.providers.handset import HandsetLink
from services.text.segments import Encoding

pytestmark = pytest.mark.anyio


async def test_messages_are_accepted_at_once_under_our_ids() -> None:
    messages = [
        ProviderMessage(
            id=name,
            sender="1960",
            recipient="+4790000001",
            text="Hei",
            encoding=Encoding.GSM7,
            segments=1,
        )
        for name in ("m1", "m2")
    ]

    results = await HandsetLink().send(messages)

    assert results == [Accepted(provider_message_id="m1"), Accepted(provider_message_id="m2")]


async def test_nothing_comes_in_by_it() -> None:
    class NoInbox:
        async def take(self, received: Received) -> bool:
            raise AssertionError("a handset hands nothing on")

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await HandsetLink().run(NoInbox())
