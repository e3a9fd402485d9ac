"""Phones on this machine: nothing leaves, and nobody can post for them."""

import pytest

from services.sms.domain.provider import (
    Accepted,
    Callback,
    CallbackKind,
    ParsedInbound,
    ProviderMessage,
)
from services.sms.providers.handset import HandsetProvider
from services.text.segments import Encoding

pytestmark = pytest.mark.anyio


async def test_a_message_is_accepted_at_once_under_our_id() -> None:
    message = ProviderMessage(
        id="m1",
        sender="1960",
        recipient="+4790000001",
        text="Hei",
        encoding=Encoding.GSM7,
        segments=1,
    )

    assert await HandsetProvider().send(message) == Accepted(provider_message_id="m1")


def test_what_is_posted_from_outside_is_neither_genuine_nor_read() -> None:
    body = b'{"from": "+4790000001", "to": "1960", "text": "8"}'
    posted = Callback(
        kind=CallbackKind.INBOUND,
        method="POST",
        target="/v1/providers/handset/inbound",
        headers={"x-webhook-token": ""},
        body=body,
    )

    assert not HandsetProvider().authenticate(posted)
    assert HandsetProvider().parse_inbound(posted) == ParsedInbound()
