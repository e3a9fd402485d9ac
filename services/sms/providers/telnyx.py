"""Telnyx's Messaging API, v2 (developers.telnyx.com)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Final
from urllib.parse import quote, urlencode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import AfterValidator, BeforeValidator, Field

from services.sms.domain.http import HttpAnswer, HttpRequest, endpoint
from services.sms.domain.phone_numbers import normalise_inbound
from services.sms.domain.provider import (
    Accepted,
    Acknowledgement,
    Callback,
    CallbackKind,
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
    read_inside,
    read_items,
    text_of,
)
from services.sms.providers.kit.moments import in_utc
from services.sms.providers.kit.outgoing import json_endpoint, json_request
from services.sms.providers.kit.settings import (
    MOST_SECRETS,
    BaseUrl,
    HeaderSecret,
    HttpProviderSettings,
    Word,
)
from services.sms.providers.kit.signatures import is_recent, seconds_of, unbase64
from services.sms.providers.kit.status_table import StatusTable
from services.text.segments import Encoding

OPTED_OUT: Final = "40300"
REPLAY_WINDOW: Final = timedelta(seconds=300)
"""As strict as Telnyx's own library."""
REPEATS_DROPPED_FOR: Final = timedelta(hours=24)
POLLED_AT_ONCE: Final = 50
"""As many as a page has."""
_KEY_SIZE: Final = 32
_STATES: Final = StatusTable(
    delivered=["delivered"],
    failed=["sending_failed", "delivery_failed"],
    expired=["expired"],
    in_between=[
        *("queued", "sending", "sent", "webhook_delivered"),
        # Final, and says nothing of the phone.
        "delivery_unconfirmed",
    ],
)


def _public_key(text: str) -> str:
    if len(unbase64(text) or b"") != _KEY_SIZE:
        raise ValueError(f"must be {_KEY_SIZE} bytes in base64, as the portal shows it")
    return text


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


_PublicKeys = Annotated[
    list[Annotated[str, AfterValidator(_public_key)]],
    BeforeValidator(_listed),
    Field(min_length=1, max_length=MOST_SECRETS),
]


class TelnyxSettings(HttpProviderSettings):
    """The account. `messaging_profile_id` is needed for senders that are names, and for pools."""

    url: BaseUrl = "https://api.telnyx.com"
    api_key: HeaderSecret
    public_key: _PublicKeys
    messaging_profile_id: Word | None = None

    def build(self, tools: ProviderTools) -> "Telnyx":
        """Return the provider."""
        return Telnyx(self, tools)


class Telnyx:
    """Posts messages as JSON, and reads signed events."""

    def __init__(self, settings: TelnyxSettings, tools: ProviderTools) -> None:
        self._now = tools.now
        self._profile = settings.messaging_profile_id
        self._keys = [
            Ed25519PublicKey.from_public_bytes(unbase64(key) or b"") for key in settings.public_key
        ]
        self._reports = CallbackAddresses(name=tools.name, public_url=settings.public_url).of(
            CallbackKind.STATUS
        )
        authorization = f"Bearer {settings.api_key.get_secret_value()}"
        self._url = f"{settings.url}/v2"
        self._endpoint = json_endpoint(f"{self._url}/messages", authorization)
        self._asking = {"Authorization": authorization}
        self._exchange = Exchange(
            now=tools.now,
            throttled=[10011, 40011, 40318],
            temporary=[40002, 40004, 40006],
            permanent=[40001, 40003, 40005, 40008, 40009, 40310],
            configuration=[10009, 40305, 40312, 40313],
            opted_out=[OPTED_OUT],
        )
        self.traits = Traits(
            # Only what was taken is repeated to us, which is all that matters.
            drops_repeats=True,
            repeats_dropped_for=REPEATS_DROPPED_FOR,
            replay_window=REPLAY_WINDOW,
            deadline=settings.deadline,
            rate=settings.rate,
        )

    def requests(self, messages: Sequence[ProviderMessage]) -> Sequence[HttpRequest]:
        """Write each message by itself. A repeat is alike to the byte, or it would be refused."""
        return [
            json_request(
                self._endpoint,
                {
                    "from": message.sender,
                    "to": message.recipient,
                    "text": message.text,
                    "type": "SMS",
                    "encoding": "gsm7" if message.encoding is Encoding.GSM7 else "ucs2",
                    "messaging_profile_id": self._profile,
                    "webhook_url": self._reports,
                },
                headers=[("Idempotency-Key", message.id)],
            )
            for message in messages
        ]

    def results(
        self, messages: Sequence[ProviderMessage], answer: HttpAnswer
    ) -> Sequence[SendResult]:
        """Read what became of the message of a request."""
        content = json_content(answer)
        if is_success(answer):
            data = inside(content, "data")
            message_id = named(data, "id") if isinstance(data, dict) else None
            return [Accepted(provider_message_id=message_id) for _ in messages]
        return [self._exchange.refused(answer, _code(content)) for _ in messages]

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused:
        """Read an event: a message from a phone, or how far one of ours has come."""
        if not proven and not self._is_genuine(callback):
            return Refused()
        return read_items(callback.body, _item)

    def poll(self, since: datetime) -> HttpRequest:
        """Ask for the newest messages from phones since then: Telnyx calls back three times at most."""
        query = urlencode(
            {
                "filter[record_type]": "messaging",
                "filter[direction]": "inbound",
                "filter[created_at][gte]": in_utc(since),
                "sort": "-created_at",
                "page[size]": POLLED_AT_ONCE,
            }
        )
        return self._question(f"detail_records?{query}")

    def polled(self, answer: HttpAnswer) -> Received | Sequence[HttpRequest]:
        """Ask after those that no callback took, since records hold no texts; read one that was asked after."""
        data = inside(json_content(answer), "data")
        if not isinstance(data, list):
            return read_inside(answer.body, _reply, path=["data"])
        missed = [_missed(record) for record in data if isinstance(record, dict)]
        return [self._question(f"messages/{quote(one, safe='')}") for one in missed if one]

    def _question(self, path: str) -> HttpRequest:
        return HttpRequest(to=endpoint(f"{self._url}/{path}", self._asking), method="GET")

    def acknowledge(self, callback: Callback, outcome: CallbackOutcome) -> Acknowledgement:
        """Answer with nothing but the status."""
        return acknowledgement(outcome)

    def _is_genuine(self, callback: Callback) -> bool:
        timestamp = callback.headers.get("telnyx-timestamp", "")
        signature = unbase64(callback.headers.get("telnyx-signature-ed25519", ""))
        if signature is None or not is_recent(
            seconds_of(timestamp), now=self._now(), window=REPLAY_WINDOW
        ):
            return False
        signed = b"%s|%s" % (timestamp.encode("ascii", "replace"), callback.body)
        return any(_is_signed_by(key, signature, signed) for key in self._keys)


def _is_signed_by(key: Ed25519PublicKey, signature: bytes, signed: bytes) -> bool:
    try:
        key.verify(signature, signed)
    except InvalidSignature:
        return False
    return True


def _code(content: object) -> str:
    error = inside(content, "errors", 0)
    return code_of(error, "code") if isinstance(error, dict) else ""


def _item(event: Item) -> ProviderReply | ProviderReport | None:
    payload = inside(event, "data", "payload")
    if not isinstance(payload, dict):
        raise UnreadableError("data.payload is missing")
    match inside(event, "data", "event_type"):
        case "message.received":
            return _reply(payload)
        case "message.finalized":
            return _report(payload)
        case "message.sent":
            return None
        case _:
            raise UnreadableError("event_type is none of the known ones")


def _missed(record: Item) -> str | None:
    """Return the id of a message whose callbacks all failed."""
    failed = not str(record.get("delivery_status") or "").startswith("success")
    return id_of(record, "uuid") if failed else None


def _reply(payload: Item) -> ProviderReply:
    return ProviderReply(
        provider_message_id=id_of(payload, "id"),
        from_=normalise_inbound(address_of(_party(payload.get("from")), "phone_number")),
        to=address_of(_party(payload.get("to")), "phone_number"),
        text=text_of(payload, "text"),
    )


def _report(payload: Item) -> ProviderReport:
    message_id = id_of(payload, "id")
    if message_id is None:
        raise UnreadableError("id is missing")
    code = _code(payload)
    return ProviderReport(
        provider_message_id=message_id,
        our_id=None,
        status=_STATES.status(_party(payload.get("to")).get("status")),
        error_code=code,
        opted_out=code == OPTED_OUT,
    )


def _party(written: object) -> Item:
    """Return one side of a message, which is an object, a list of one, or just a number."""
    first = written[0] if isinstance(written, list) and written else written
    if isinstance(first, dict):
        return first
    return {"phone_number": first} if isinstance(first, str) else {}
