"""What holds for every kind of provider, whatever its format."""

from collections.abc import Mapping

import pytest

from services.sms.domain.provider import (
    Callback,
    CallbackKind,
    CallbackOutcome,
    CallbackVerdict,
    ParsedInbound,
    ParsedStatuses,
)
from services.sms.ports.provider import Provider
from services.sms.providers.base import ProviderTools
from services.sms.providers.registry import PROVIDER_TYPES

pytestmark = pytest.mark.anyio

SETTINGS: Mapping[str, Mapping[str, object]] = {
    "handset": {"type": "handset"},
    "http": {"type": "http", "url": "http://127.0.0.1:1/sms", "token": "t", "webhook_token": "w"},
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


@pytest.fixture(params=sorted(PROVIDER_TYPES))
def provider(request: pytest.FixtureRequest, tools: ProviderTools) -> Provider:
    """One of each kind."""
    kind: str = request.param
    return PROVIDER_TYPES[kind].model_validate(SETTINGS[kind]).build(tools)


def callback(kind: CallbackKind, body: bytes) -> Callback:
    return Callback(kind=kind, method="POST", target="/v1/providers/x", headers={}, body=body)


async def test_a_callback_without_credentials_is_not_genuine(provider: Provider) -> None:
    assert not provider.authenticate(callback(CallbackKind.INBOUND, b"{}"))


@pytest.mark.parametrize("body", BODIES, ids=[str(body[:20]) for body in BODIES])
async def test_no_body_makes_reading_raise(provider: Provider, body: bytes) -> None:
    inbound = provider.parse_inbound(callback(CallbackKind.INBOUND, body))
    status = provider.parse_status(callback(CallbackKind.STATUS, body))

    assert inbound == ParsedInbound(unreadable=inbound.unreadable)
    assert status == ParsedStatuses(unreadable=status.unreadable)


async def test_an_acknowledgement_says_what_became_of_the_callback(provider: Provider) -> None:
    answers = {
        verdict: provider.acknowledge(CallbackOutcome(verdict=verdict, accepted=1))
        for verdict in CallbackVerdict
    }

    assert 200 <= answers[CallbackVerdict.TAKEN].status < 300
    assert answers[CallbackVerdict.UNAUTHENTICATED].status in (401, 403)
    assert answers[CallbackVerdict.TRY_LATER].status == 503
    assert all(bool(answer.body) == bool(answer.content_type) for answer in answers.values())


async def test_the_wrong_settings_are_refused() -> None:
    assert set(SETTINGS) == set(PROVIDER_TYPES)
    for kind in PROVIDER_TYPES.values():
        with pytest.raises(ValueError, match="unheard_of"):
            kind.model_validate({**SETTINGS["http"], "unheard_of": 1})
