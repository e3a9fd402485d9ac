"""The plain HTTP contract that anyone can implement, and that tests use (`gateway/README.md`)."""

from collections.abc import Sequence
from datetime import UTC
from typing import Final

import msgspec

from services.sms.domain.http import HttpAnswer, HttpRequest, endpoint
from services.sms.domain.phone_numbers import normalise_inbound
from services.sms.domain.provider import (
    Accepted,
    Acknowledgement,
    Callback,
    CallbackKind,
    CallbackOutcome,
    DeliveryStatus,
    OptedOut,
    PermanentRecipient,
    ProviderMessage,
    ProviderReply,
    ProviderReport,
    Received,
    Refused,
    SendResult,
    Traits,
    is_proven,
)
from services.sms.providers.base import ProviderTools
from services.sms.providers.kit.acknowledgements import json_acknowledgement
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
from services.sms.providers.kit.settings import (
    HeaderSecret,
    HeaderSecrets,
    HttpProviderSettings,
    HttpUrl,
    digests,
)

OPTED_OUT: Final = "opted_out"
TOKEN_HEADER: Final = "x-webhook-token"
_UNPROVEN: Final = Acknowledgement(
    status=401,
    content_type="application/json",
    body=b'{"error": "unauthenticated", "detail": "The header X-Webhook-Token is missing, or is not '
    b'the webhook_token of this provider."}',
)
_encode: Final = msgspec.json.Encoder().encode
_STATUSES: Final = {status.value: status for status in DeliveryStatus}


class HttpSettings(HttpProviderSettings):
    """Where to send, and the tokens of both directions.

    `webhook_token` may be a list while it is being changed.
    """

    url: HttpUrl
    token: HeaderSecret
    webhook_token: HeaderSecrets

    def build(self, tools: ProviderTools) -> "HttpProvider":
        """Return the provider."""
        return HttpProvider(self, tools)


class HttpProvider:
    """Posts messages as JSON, and reads JSON callbacks."""

    def __init__(self, settings: HttpSettings, tools: ProviderTools) -> None:
        self._exchange = Exchange(now=tools.now)
        self._endpoint = endpoint(
            settings.url,
            {
                "Authorization": f"Bearer {settings.token.get_secret_value()}",
                "Content-Type": "application/json",
                "Accept": "application/json",
                "User-Agent": "svar",
            },
        )
        self.traits = Traits(
            # The contract lets the receiver drop the second message with one id.
            drops_repeats=True,
            deadline=settings.deadline,
            rate=settings.rate,
            header_proofs={TOKEN_HEADER: digests(settings.webhook_token)},
        )

    def requests(self, messages: Sequence[ProviderMessage]) -> Sequence[HttpRequest]:
        """Write each message as a request of its own."""
        return [HttpRequest(to=self._endpoint, body=_request_body(message)) for message in messages]

    def results(
        self, messages: Sequence[ProviderMessage], answer: HttpAnswer
    ) -> Sequence[SendResult]:
        """Read what became of the message of a request; every answer is one of the results."""
        return [self._result(answer) for _ in messages]

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused:
        """Read one item or a list of them: messages from phones, and delivery reports."""
        if not proven and not is_proven(callback, self.traits):
            return Refused()
        read = _inbound_item if callback.kind is CallbackKind.INBOUND else _status_item
        return read_items(callback.body, read)

    def acknowledge(self, callback: Callback, outcome: CallbackOutcome) -> Acknowledgement:
        """Answer 200 with the number of items taken, 401, or 503."""
        if isinstance(outcome, Refused):
            return _UNPROVEN
        return json_acknowledgement(outcome)

    def _result(self, answer: HttpAnswer) -> SendResult:
        if is_success(answer):
            return Accepted(provider_message_id=named(json_content(answer), "messageId"))
        refused = self._exchange.by_status(answer)
        if not isinstance(refused, PermanentRecipient):
            return refused
        error = code_of(json_content(answer), "error")
        return OptedOut() if error == OPTED_OUT else PermanentRecipient(code=error or refused.code)


def _request_body(message: ProviderMessage) -> bytes:
    body: dict[str, object] = {
        "id": message.id,
        "from": message.sender,
        "to": message.recipient,
        "text": message.text,
        "encoding": message.encoding,
        "segments": message.segments,
    }
    if message.valid_until is not None:
        until = message.valid_until.astimezone(UTC).replace(tzinfo=None)
        body["validUntil"] = until.isoformat(timespec="milliseconds") + "Z"
    return _encode(body)


def _inbound_item(item: Item) -> ProviderReply | ProviderReport:
    # Whoever has one address for both is understood, too; the path decides where the content does not.
    return _report(item) if "status" in item and "from" not in item else _reply(item)


def _status_item(item: Item) -> ProviderReply | ProviderReport:
    return _reply(item) if "from" in item and "status" not in item else _report(item)


def _reply(item: Item) -> ProviderReply:
    return ProviderReply(
        provider_message_id=id_of(item, "messageId"),
        from_=normalise_inbound(address_of(item, "from")),
        to="".join(address_of(item, "to").split()),
        text=text_of(item, "text"),
    )


def _report(item: Item) -> ProviderReport:
    theirs, ours = ids_of(item, "messageId", "id")
    code = code_of(item, "errorCode")
    return ProviderReport(
        provider_message_id=theirs,
        our_id=ours,
        status=_delivery_status(item.get("status")),
        error_code=code,
        opted_out=code == OPTED_OUT,
    )


def _delivery_status(value: object) -> DeliveryStatus:
    if not isinstance(value, str) or value not in _STATUSES:
        raise UnreadableError("status is none of the known ones")
    return _STATUSES[value]
