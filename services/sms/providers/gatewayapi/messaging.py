"""GatewayAPI's messaging API (gatewayapi.com/docs: messaging API, webhooks)."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from services.sms.domain.http import HttpAnswer, HttpRequest
from services.sms.domain.phone_numbers import normalise_inbound
from services.sms.domain.provider import (
    Accepted,
    Acknowledgement,
    Callback,
    CallbackOutcome,
    ProviderMessage,
    ProviderReply,
    ProviderReport,
    Received,
    Refused,
    SendResult,
    Traits,
)
from services.sms.providers.base import ProviderTools
from services.sms.providers.gatewayapi.rest import STATES
from services.sms.providers.kit.acknowledgements import acknowledgement
from services.sms.providers.kit.exchange import Exchange, is_success, json_content, named
from services.sms.providers.kit.json_items import (
    Item,
    UnreadableError,
    address_of,
    code_of,
    id_of,
    ids_of,
    read_items,
    text_of,
)
from services.sms.providers.kit.outgoing import json_endpoint, json_request, without_plus
from services.sms.providers.kit.settings import secret_bytes
from services.sms.providers.kit.signatures import hmac_digest, is_among
from services.sms.providers.kit.validity import seconds_left

if TYPE_CHECKING:
    from services.sms.providers.gatewayapi.settings import GatewayApiSettings

URL: Final = "https://messaging.gatewayapi.com"
LONGEST_VALIDITY: Final = 5 * 24 * 3600
_signature_in: Final = re.compile(r"(?:^|[\s,])v1=([0-9a-fA-F]{64})(?:$|[\s,])").findall


class GatewayApiMessaging:
    """Posts messages as JSON, and reads events that are signed as a whole."""

    def __init__(self, settings: "GatewayApiSettings", tools: ProviderTools) -> None:
        self._now = tools.now
        self._secrets = secret_bytes(settings.webhook_secret)
        self._endpoint = json_endpoint(
            f"{settings.url or URL}/mobile/single", f"Token {settings.token.get_secret_value()}"
        )
        self._exchange = Exchange(now=tools.now, configuration=["http_402"])
        self.traits = Traits(
            drops_repeats=False, in_flight=32, deadline=settings.deadline, rate=settings.rate
        )

    def requests(self, messages: Sequence[ProviderMessage]) -> Sequence[HttpRequest]:
        """Write each message by itself."""
        return [
            json_request(
                self._endpoint,
                {
                    "sender": without_plus(message.sender),
                    "message": message.text,
                    "recipient": int(without_plus(message.recipient)),
                    "reference": message.id,
                    "expiration": seconds_left(message, self._now(), longest=LONGEST_VALIDITY),
                },
            )
            for message in messages
        ]

    def results(
        self, messages: Sequence[ProviderMessage], answer: HttpAnswer
    ) -> Sequence[SendResult]:
        """Read what became of the message of a request."""
        content = json_content(answer)
        if is_success(answer):
            return [Accepted(provider_message_id=named(content, "msg_id")) for _ in messages]
        return [self._exchange.refused(answer, code_of(content, "code")) for _ in messages]

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused:
        """Read an event: a message from a phone, or how far one of ours has come."""
        if not proven and not self._is_genuine(callback):
            return Refused()
        return read_items(callback.body, _item)

    def acknowledge(self, callback: Callback, outcome: CallbackOutcome) -> Acknowledgement:
        """Answer with nothing but the status."""
        return acknowledgement(outcome)

    def _is_genuine(self, callback: Callback) -> bool:
        given = _signature_in(callback.headers.get("signature", "")[:1_000])
        right = [hmac_digest(secret, callback.body).hex() for secret in self._secrets]
        return any(is_among(one.lower(), right) for one in given[:4])


def _item(found: Item) -> ProviderReply | ProviderReport:
    event = found.get("event")
    if not isinstance(event, dict):
        raise UnreadableError("event is missing")
    # Only a report has a status.
    return _report(event) if "status" in event else _reply(event)


def _reply(event: Item) -> ProviderReply:
    return ProviderReply(
        provider_message_id=id_of(event, "msg_id"),
        from_=normalise_inbound(address_of(event, "sender")),
        to=address_of(event, "recipient"),
        text=text_of(event, "message"),
    )


def _report(event: Item) -> ProviderReport:
    theirs, ours = ids_of(event, "msg_id", "reference")
    return ProviderReport(
        provider_message_id=theirs,
        our_id=ours,
        status=STATES.status(event.get("status")),
        error_code=code_of(event, "code"),
    )
