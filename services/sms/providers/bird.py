"""Bird's channels API (docs.bird.com: sending, receiving messages, verifying a webhook)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

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
from services.sms.providers.kit.acknowledgements import acknowledgement
from services.sms.providers.kit.callback_addresses import CallbackAddresses
from services.sms.providers.kit.exchange import Exchange, inside, is_success, json_content, named
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
from services.sms.providers.kit.outgoing import json_endpoint, json_request
from services.sms.providers.kit.settings import (
    BaseUrl,
    HeaderSecret,
    HeaderSecrets,
    SignedAddressSettings,
    Word,
    secret_bytes,
)
from services.sms.providers.kit.signatures import (
    hmac_digest,
    in_base64,
    is_among,
    is_recent,
    seconds_of,
    sha256_hex,
)
from services.sms.providers.kit.status_table import StatusTable

REPLAY_WINDOW: Final = timedelta(days=1)
"""Nobody says how long its repeats last, and one that is refused is a lost reply."""
_STATES: Final = StatusTable(
    delivered=["delivered"],
    failed=["delivery_failed", "sending_failed", "rejected", "deleted"],
    in_between=["accepted", "processing", "sent", "skipped"],
)


class BirdSettings(SignedAddressSettings):
    """The workspace and the channel, which is one number: such a provider has one sender."""

    url: BaseUrl = "https://api.bird.com"
    access_key: HeaderSecret
    workspace_id: Word
    channel_id: Word
    signing_key: HeaderSecrets

    def build(self, tools: ProviderTools) -> "Bird":
        """Return the provider."""
        return Bird(self, tools)


class Bird:
    """Posts messages to a channel, and reads its signed events."""

    def __init__(self, settings: BirdSettings, tools: ProviderTools) -> None:
        self._now = tools.now
        self._keys = secret_bytes(settings.signing_key)
        self._addresses = CallbackAddresses(name=tools.name, public_url=settings.public_url)
        channel = f"workspaces/{settings.workspace_id}/channels/{settings.channel_id}"
        self._endpoint = json_endpoint(
            f"{settings.url}/{channel}/messages",
            f"AccessKey {settings.access_key.get_secret_value()}",
        )
        self._exchange = Exchange(now=tools.now, configuration=["http_402"])
        self.traits = Traits(
            drops_repeats=False,
            replay_window=REPLAY_WINDOW,
            deadline=settings.deadline,
            rate=settings.rate,
        )

    def requests(self, messages: Sequence[ProviderMessage]) -> Sequence[HttpRequest]:
        """Write each message by itself; the channel is the sender."""
        return [json_request(self._endpoint, _message(message)) for message in messages]

    def results(
        self, messages: Sequence[ProviderMessage], answer: HttpAnswer
    ) -> Sequence[SendResult]:
        """Read what became of the message of a request."""
        content = json_content(answer)
        if is_success(answer):
            return [Accepted(provider_message_id=named(content, "id")) for _ in messages]
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
        timestamp = callback.headers.get("messagebird-request-timestamp", "")
        address = self._addresses.called(callback)
        # The digest of the body goes in as its bytes, and not in hex.
        text = f"{timestamp}\n{address}\n".encode("utf-8", "surrogatepass")
        signed = text + bytes.fromhex(sha256_hex(callback.body))
        right = [in_base64(hmac_digest(key, signed)) for key in self._keys]
        return is_among(callback.headers.get("messagebird-signature", ""), right) and is_recent(
            seconds_of(timestamp), now=self._now(), window=REPLAY_WINDOW
        )


def _message(message: ProviderMessage) -> dict[str, object]:
    contact = {"identifierKey": "phonenumber", "identifierValue": message.recipient}
    return {
        "receiver": {"contacts": [contact]},
        "body": {"type": "text", "text": {"text": message.text}},
        "reference": message.id,
    }


def _item(event: Item) -> ProviderReply | ProviderReport:
    payload = event.get("payload")
    if not isinstance(payload, dict):
        raise UnreadableError("payload is missing")
    match event.get("event"):
        case "sms.inbound":
            return _reply(payload)
        case "sms.outbound":
            return _report(payload)
        case _:
            raise UnreadableError("event is none of the known ones")


def _reply(payload: Item) -> ProviderReply:
    contact = inside(payload, "sender", "contact")
    if not isinstance(contact, dict):
        raise UnreadableError("sender.contact is missing")
    text = inside(payload, "body", "text")
    return ProviderReply(
        provider_message_id=id_of(payload, "id"),
        from_=normalise_inbound(address_of(contact, "identifierValue")),
        # Our number is not told: it is the provider's only sender.
        to=None,
        text=text_of(text, "text") if isinstance(text, dict) else "",
    )


def _report(payload: Item) -> ProviderReport:
    theirs, ours = ids_of(payload, "id", "reference")
    failure = payload.get("failure")
    return ProviderReport(
        provider_message_id=theirs,
        our_id=ours,
        status=_STATES.status(payload.get("status")),
        error_code=code_of(failure, "code") if isinstance(failure, dict) else "",
    )
