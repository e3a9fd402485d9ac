"""What holds for every kind of provider, whatever its format."""

from collections.abc import Mapping

import pytest

from services.sms.domain.provider import (
    Callback,
    CallbackKind,
    Received,
    Refused,
    Taken,
    TryLater,
)
from services.sms.ports.provider import Link, Provider
from services.sms.providers.base import ProviderTools
from services.sms.providers.registry import PROVIDER_TYPES
from tests.contract.providers.table import tables

pytestmark = pytest.mark.anyio

SETTINGS: Mapping[str, Mapping[str, object]] = {
    "handset": {"type": "handset"},
    "http": {"type": "http", "url": "http://127.0.0.1:1/sms", "token": "t", "webhook_token": "w"},
    "smpp": {"type": "smpp", "url": "smpp://127.0.0.1:1", "system_id": "s", "password": "p"},
    **{kind: {"type": kind, **table.settings} for kind, table in tables().items()},
}
BODIES = [
    b"",
    b"{}",
    b"[]",
    b"[[]]",
    b"null",
    b'"text"',
    b"\xff\xfe",
    b"\x00" * 10,
    b"[" * 100_000,
    b'{"from": {"a": 1}, "to": [], "text": true, "messageId": 1.5}',
    b'[{"status": [1]}, {"messageId": {}}, 7, null]',
    b"9" * 5000,
]


def built(tools: ProviderTools) -> Mapping[str, Provider | Link]:
    return {
        kind: PROVIDER_TYPES[kind].model_validate(settings).build(tools)
        for kind, settings in SETTINGS.items()
    }


CALLING_BACK = ["http", *tables()]


@pytest.fixture(params=CALLING_BACK)
def provider(request: pytest.FixtureRequest, tools: ProviderTools) -> Provider:
    """One of each kind that calls back."""
    provider = built(tools)[request.param]
    assert not isinstance(provider, Link)
    return provider


def callback(kind: CallbackKind, body: bytes) -> Callback:
    return Callback(kind=kind, method="POST", target="/v1/providers/x", headers={}, body=body)


async def test_each_kind_is_a_link_or_calls_back(tools: ProviderTools) -> None:
    calling = [kind for kind, one in built(tools).items() if not isinstance(one, Link)]

    assert sorted(calling) == sorted(CALLING_BACK)


async def test_traits_are_within_bounds(tools: ProviderTools) -> None:
    for one in built(tools).values():
        assert 1 <= one.traits.batch <= 1_000
        assert one.traits.in_flight >= 1
        assert 0 < one.traits.deadline <= 60
        assert 64 * 1024 <= one.traits.max_body_bytes <= 1024 * 1024
        assert all(name == name.lower() for name in one.traits.header_proofs)


async def test_a_callback_without_credentials_is_refused(provider: Provider) -> None:
    assert provider.receive(callback(CallbackKind.INBOUND, b"{}")) == Refused()


@pytest.mark.parametrize("body", BODIES, ids=[str(body[:20]) for body in BODIES])
@pytest.mark.parametrize("kind", list(CallbackKind))
async def test_no_body_makes_reading_raise(
    provider: Provider, kind: CallbackKind, body: bytes
) -> None:
    received = provider.receive(callback(kind, body), proven=True)

    assert isinstance(received, Received)
    assert (received.replies, received.reports) == ((), ())


async def test_an_acknowledgement_says_what_became_of_the_callback(provider: Provider) -> None:
    posted = callback(CallbackKind.INBOUND, b"{}")

    taken, refused, try_later = (
        provider.acknowledge(posted, outcome)
        for outcome in (Taken(accepted=1), Refused(), TryLater())
    )

    assert 200 <= taken.status < 300
    assert refused.status in (401, 403)
    assert try_later.status == 503
    assert all(bool(one.body) == bool(one.content_type) for one in (taken, refused, try_later))


async def test_the_wrong_settings_are_refused() -> None:
    assert set(SETTINGS) == set(PROVIDER_TYPES)
    for kind in PROVIDER_TYPES.values():
        with pytest.raises(ValueError, match="unheard_of"):
            kind.model_validate({**SETTINGS["http"], "unheard_of": 1})
