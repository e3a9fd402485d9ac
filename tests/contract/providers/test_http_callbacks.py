"""The plain HTTP contract, inwards: request bytes in, messages and acknowledgement out."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from services.sms.domain.provider import (
    Acknowledgement,
    Callback,
    CallbackKind,
    CallbackOutcome,
    CallbackVerdict,
    DeliveryStatus,
    ParsedInbound,
    ProviderInbound,
    ProviderStatus,
)
from services.sms.ports.provider import Provider
from services.sms.providers.base import ProviderTools
from services.sms.providers.http import HttpSettings

pytestmark = pytest.mark.anyio


@pytest.fixture
async def provider(tools: ProviderTools) -> Provider:
    """A provider whose webhook token is just being changed."""
    settings = {"type": "http", "url": "http://a", "token": "t", "webhook_token": ["new", "old"]}
    return HttpSettings.model_validate(settings).build(tools)


def callback(
    content: object,
    *,
    kind: CallbackKind = CallbackKind.INBOUND,
    headers: Mapping[str, str] | None = None,
) -> Callback:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return Callback(kind=kind, method="POST", target="/", headers=headers or {}, body=body)


GOOD = {"messageId": "a1", "from": "+4790000001", "to": "1960", "text": "8"}
READ = ProviderInbound(provider_message_id="a1", from_="+4790000001", to="1960", text="8")


@pytest.mark.parametrize(
    ("token", "genuine"),
    [("new", True), ("old", True), ("", False), ("ne", False), ("newer", False), ("nøw", False)],
)
async def test_either_token_is_genuine_and_no_other(
    provider: Provider, token: str, genuine: bool
) -> None:
    assert provider.authenticate(callback(GOOD, headers={"x-webhook-token": token})) is genuine


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({}, {}, id="as the contract shows it"),
        pytest.param({"from": "4790000001"}, {}, id="no plus"),
        pytest.param({"from": "004790000001"}, {}, id="zeros for the plus"),
        pytest.param({"from": 4790000001}, {}, id="an integer"),
        pytest.param({"to": 1960}, {}, id="our number as an integer"),
        pytest.param({"to": " 1960 "}, {}, id="spaces around our number"),
        pytest.param({"text": 8}, {}, id="a text that is a number"),
        pytest.param({"operator": "x", "price": {"a": [1]}}, {}, id="unknown properties"),
        pytest.param({"messageId": None}, {"provider_message_id": None}, id="no id"),
        pytest.param({"messageId": ""}, {"provider_message_id": None}, id="an empty id"),
        pytest.param({"messageId": 17}, {"provider_message_id": "17"}, id="an id that is a number"),
        pytest.param({"text": None}, {"text": ""}, id="no text"),
        pytest.param({"text": " Æ\n😀 "}, {"text": " Æ\n😀 "}, id="text is kept as written"),
        pytest.param({"text": "8\x00\ud800"}, {"text": "8"}, id="what cannot be stored"),
        pytest.param({"from": "Acme"}, {"from_": "Acme"}, id="a name"),
        pytest.param({"from": "26112"}, {"from_": "26112"}, id="a short code"),
        pytest.param({"to": "19600000000042"}, {"to": "19600000000042"}, id="a subnumber"),
        pytest.param(
            {"receivedAt": "2026-01-01T12:00:00Z"},
            {"sent_at": datetime(2026, 1, 1, 12, tzinfo=UTC)},
            id="a time",
        ),
        pytest.param({"receivedAt": "yesterday"}, {}, id="a time that is none"),
        pytest.param({"receivedAt": "2026-01-01T12:00:00"}, {}, id="a time without offset"),
        pytest.param({"receivedAt": 1767268800}, {}, id="a time that is a number"),
    ],
)
async def test_a_message_is_read(
    provider: Provider, change: dict[str, object], expected: dict[str, object]
) -> None:
    fields = {
        "provider_message_id": "a1",
        "from_": "+4790000001",
        "to": "1960",
        "text": "8",
        "sent_at": None,
    }

    (message,) = provider.parse_inbound(callback(GOOD | change)).messages

    assert {name: getattr(message, name) for name in fields} == fields | expected


async def test_a_list_is_read_in_its_order(provider: Provider) -> None:
    second = GOOD | {"messageId": "a2", "text": "9"}

    parsed = provider.parse_inbound(callback([GOOD, second]))

    assert [message.text for message in parsed.messages] == ["8", "9"]


async def test_an_empty_list_holds_nothing(provider: Provider) -> None:
    assert provider.parse_inbound(callback([])) == ParsedInbound()


async def test_a_byte_order_mark_does_not_matter(provider: Provider) -> None:
    body = b"\xef\xbb\xbf" + json.dumps(GOOD).encode()

    assert provider.parse_inbound(callback(body)).messages == (READ,)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        pytest.param(5, "not an object", id="a number"),
        pytest.param({"to": "1960", "text": "8"}, "from is missing or too long", id="no from"),
        pytest.param(GOOD | {"from": ""}, "from is missing or too long", id="an empty from"),
        pytest.param(GOOD | {"from": "4" * 99}, "from is missing or too long", id="a long from"),
        pytest.param(GOOD | {"from": True}, "from is not text", id="a from that is true"),
        pytest.param(GOOD | {"to": None}, "to is missing or too long", id="no to"),
        pytest.param(GOOD | {"text": ["8"]}, "text is not text", id="a text that is a list"),
        pytest.param(GOOD | {"messageId": {}}, "messageId is not text", id="an id that is none"),
    ],
)
async def test_a_bad_item_is_kept_aside_and_the_good_ones_go_on(
    provider: Provider, item: object, reason: str
) -> None:
    parsed = provider.parse_inbound(callback([GOOD, item, GOOD]))

    assert parsed.messages == (READ, READ)
    (unreadable,) = parsed.unreadable
    assert unreadable.reason == reason
    assert json.loads(unreadable.raw) == item


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not JSON"),
        (b"from=%2B47", "not JSON"),
        (b"\xff\xff", "not JSON"),
        (b'"8"', "neither an object nor a list"),
    ],
)
async def test_a_body_that_cannot_be_read_is_kept_as_it_came(
    provider: Provider, body: bytes, reason: str
) -> None:
    (unreadable,) = provider.parse_inbound(callback(body)).unreadable

    assert (unreadable.reason, unreadable.raw) == (reason, body)


async def test_a_bad_item_with_half_a_character_can_be_kept(provider: Provider) -> None:
    (unreadable,) = provider.parse_inbound(callback(b'{"text": "\\ud800"}')).unreadable

    assert unreadable.raw == b'{"text": "\\ud800"}'


async def test_ids_of_absurd_length_stay_different_and_short(provider: Provider) -> None:
    long, longer = "x" * 300, "x" * 301

    parsed = provider.parse_inbound(
        callback([GOOD | {"messageId": long}, GOOD | {"messageId": longer}])
    )

    first, second = (message.provider_message_id or "" for message in parsed.messages)
    assert first != second
    assert max(len(first), len(second)) <= 200


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        pytest.param(
            {"messageId": "p1", "status": "delivered"},
            ProviderStatus(provider_message_id="p1", our_id=None, status=DeliveryStatus.DELIVERED),
            id="by the provider's id",
        ),
        pytest.param(
            {"id": "m1", "status": "failed", "errorCode": "30005", "more": 1},
            ProviderStatus(
                provider_message_id=None,
                our_id="m1",
                status=DeliveryStatus.FAILED,
                error_code="30005",
            ),
            id="by our id",
        ),
        pytest.param(
            {"messageId": 9, "id": "m1", "status": "rejected", "errorCode": "opted_out"},
            ProviderStatus(
                provider_message_id="9",
                our_id="m1",
                status=DeliveryStatus.REJECTED,
                error_code="opted_out",
                opted_out=True,
            ),
            id="opted out",
        ),
        pytest.param(
            {"id": "m1", "status": "expired", "errorCode": "+4790000001 is gone"},
            ProviderStatus(provider_message_id=None, our_id="m1", status=DeliveryStatus.EXPIRED),
            id="a code with a phone in it is dropped",
        ),
    ],
)
async def test_a_report_is_read(
    provider: Provider, report: dict[str, object], expected: ProviderStatus
) -> None:
    parsed = provider.parse_status(callback(report, kind=CallbackKind.STATUS))

    assert parsed.statuses == (expected,)
    assert parsed.unreadable == ()


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        ({"status": "delivered"}, "neither messageId nor id is given"),
        ({"id": "m1"}, "status is none of the known ones"),
        ({"id": "m1", "status": "buffered"}, "status is none of the known ones"),
        ({"id": "m1", "status": ["delivered"]}, "status is none of the known ones"),
    ],
)
async def test_a_report_that_cannot_be_read_is_kept_aside(
    provider: Provider, report: dict[str, object], reason: str
) -> None:
    good = {"id": "m2", "status": "delivered"}

    parsed = provider.parse_status(callback([report, good], kind=CallbackKind.STATUS))

    assert [status.our_id for status in parsed.statuses] == ["m2"]
    assert [item.reason for item in parsed.unreadable] == [reason]


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (CallbackVerdict.TAKEN, (200, {"accepted": 1})),
        (CallbackVerdict.UNAUTHENTICATED, (401, {"error": "unauthenticated"})),
        (CallbackVerdict.TRY_LATER, (503, {"error": "unavailable"})),
    ],
)
async def test_the_acknowledgement_is_json(
    provider: Provider, verdict: CallbackVerdict, expected: tuple[int, object]
) -> None:
    answer: Acknowledgement = provider.acknowledge(CallbackOutcome(verdict=verdict, accepted=1))

    assert answer.content_type == "application/json"
    assert (answer.status, json.loads(answer.body)) == expected
