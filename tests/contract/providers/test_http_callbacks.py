"""The plain HTTP contract, inwards: request bytes in, messages and acknowledgement out."""

import json
from collections.abc import Mapping

import pytest

from services.sms.domain.provider import (
    Acknowledgement,
    Callback,
    CallbackKind,
    CallbackOutcome,
    DeliveryStatus,
    ProviderReply,
    ProviderReport,
    Received,
    Refused,
    Taken,
    TryLater,
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


def read(provider: Provider, posted: Callback) -> Received:
    received = provider.receive(posted, proven=True)
    assert isinstance(received, Received)
    return received


GOOD = {"messageId": "a1", "from": "+4790000001", "to": "1960", "text": "8"}
READ = ProviderReply(provider_message_id="a1", from_="+4790000001", to="1960", text="8")


@pytest.mark.parametrize(
    ("token", "genuine"),
    [("new", True), ("old", True), ("", False), ("ne", False), ("newer", False), ("nøw", False)],
)
async def test_either_token_is_genuine_and_no_other(
    provider: Provider, token: str, genuine: bool
) -> None:
    received = provider.receive(callback(GOOD, headers={"x-webhook-token": token}))

    assert received == (Received(replies=(READ,)) if genuine else Refused())


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
        pytest.param({"receivedAt": "2026-01-01T12:00:00Z"}, {}, id="a time"),
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
    }

    (message,) = read(provider, callback(GOOD | change)).replies

    assert {name: getattr(message, name) for name in fields} == fields | expected


async def test_a_list_is_read_in_its_order(provider: Provider) -> None:
    second = GOOD | {"messageId": "a2", "text": "9"}

    parsed = read(provider, callback([GOOD, second]))

    assert [message.text for message in parsed.replies] == ["8", "9"]


async def test_an_empty_list_holds_nothing(provider: Provider) -> None:
    assert read(provider, callback([])) == Received()


async def test_a_byte_order_mark_does_not_matter(provider: Provider) -> None:
    body = b"\xef\xbb\xbf" + json.dumps(GOOD).encode()

    assert read(provider, callback(body)).replies == (READ,)


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
    parsed = read(provider, callback([GOOD, item, GOOD]))

    assert parsed.replies == (READ, READ)
    (unreadable,) = parsed.unreadable
    assert unreadable.reason == reason
    assert json.loads(unreadable.body) == item


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
    (unreadable,) = read(provider, callback(body)).unreadable

    assert (unreadable.reason, unreadable.body) == (reason, body)


async def test_a_bad_item_with_half_a_character_can_be_kept(provider: Provider) -> None:
    (unreadable,) = read(provider, callback(b'{"text": "\\ud800"}')).unreadable

    assert unreadable.body == b'{"text": "\\ud800"}'


async def test_ids_of_absurd_length_stay_different_and_short(provider: Provider) -> None:
    long, longer = "x" * 300, "x" * 301

    parsed = read(provider, callback([GOOD | {"messageId": long}, GOOD | {"messageId": longer}]))

    first, second = (message.provider_message_id or "" for message in parsed.replies)
    assert first != second
    assert max(len(first), len(second)) <= 200


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        pytest.param(
            {"messageId": "p1", "status": "delivered"},
            ProviderReport(provider_message_id="p1", our_id=None, status=DeliveryStatus.DELIVERED),
            id="by the provider's id",
        ),
        pytest.param(
            {"id": "m1", "status": "failed", "errorCode": "30005", "more": 1},
            ProviderReport(
                provider_message_id=None,
                our_id="m1",
                status=DeliveryStatus.FAILED,
                error_code="30005",
            ),
            id="by our id",
        ),
        pytest.param(
            {"messageId": 9, "id": "m1", "status": "rejected", "errorCode": "opted_out"},
            ProviderReport(
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
            ProviderReport(provider_message_id=None, our_id="m1", status=DeliveryStatus.EXPIRED),
            id="a code with a phone in it is dropped",
        ),
    ],
)
async def test_a_report_is_read(
    provider: Provider, report: dict[str, object], expected: ProviderReport
) -> None:
    parsed = read(provider, callback(report, kind=CallbackKind.STATUS))

    assert parsed.reports == (expected,)
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

    parsed = read(provider, callback([report, good], kind=CallbackKind.STATUS))

    assert [status.our_id for status in parsed.reports] == ["m2"]
    assert [item.reason for item in parsed.unreadable] == [reason]


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Taken(accepted=1), (200, {"accepted": 1})),
        (
            Refused(),
            (
                401,
                {
                    "error": "unauthenticated",
                    "detail": "The header X-Webhook-Token is missing, or is not the webhook_token "
                    "of this provider.",
                },
            ),
        ),
        (TryLater(), (503, {"error": "unavailable"})),
    ],
)
async def test_the_acknowledgement_is_json(
    provider: Provider, outcome: CallbackOutcome, expected: tuple[int, object]
) -> None:
    answer: Acknowledgement = provider.acknowledge(callback(GOOD), outcome)

    assert answer.content_type == "application/json"
    assert (answer.status, json.loads(answer.body)) == expected


REPORT = {"id": "m1", "status": "delivered"}
REPORTED = ProviderReport(provider_message_id=None, our_id="m1", status=DeliveryStatus.DELIVERED)


@pytest.mark.parametrize("kind", list(CallbackKind))
async def test_what_an_item_is_about_is_told_by_its_content_on_both_paths(
    provider: Provider, kind: CallbackKind
) -> None:
    received = read(provider, callback([GOOD, REPORT], kind=kind))

    assert received == Received(replies=(READ,), reports=(REPORTED,))


async def test_a_thousand_items_are_read_one_by_one_and_the_rest_is_kept_as_one(
    provider: Provider,
) -> None:
    items = [GOOD | {"messageId": f"a{number}"} for number in range(1_500)]

    received = read(provider, callback(items))
    [rest] = received.unreadable
    again = read(provider, callback(rest.body))

    assert [len(received.replies), len(again.replies)] == [1_000, 500]
    assert rest.reason == "beyond the first 1000 items of a callback"
    assert again.unreadable == ()


async def test_hundreds_of_thousands_of_empty_items_leave_a_thousand_and_one(
    provider: Provider,
) -> None:
    received = read(provider, callback(b"[" + b"{}," * 800_000 + b"{}]"))

    assert len(received.unreadable) == 1_001
