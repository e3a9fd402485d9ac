"""Plivo's Messaging API (plivo.com/docs: messaging, signature validation, error codes)."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Final, Literal
from urllib.parse import parse_qsl, urlsplit

from services.sms.domain.http import HttpAnswer, HttpRequest
from services.sms.domain.phone_numbers import normalise_inbound
from services.sms.domain.provider import (
    Accepted,
    Acknowledgement,
    Callback,
    CallbackKind,
    CallbackOutcome,
    Nonce,
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
from services.sms.providers.kit.exchange import Exchange, inside, is_success, json_content
from services.sms.providers.kit.forms import fields_of, read_form
from services.sms.providers.kit.json_items import (
    Item,
    UnreadableError,
    address_of,
    code_of,
    id_of,
    text_of,
)
from services.sms.providers.kit.outgoing import basic, json_endpoint, json_request, without_plus
from services.sms.providers.kit.settings import (
    BaseUrl,
    HeaderSecrets,
    SignedAddressSettings,
    Word,
    secret_bytes,
)
from services.sms.providers.kit.signatures import hmac_digest, in_base64, is_among
from services.sms.providers.kit.status_table import StatusTable
from services.sms.providers.kit.validity import seconds_left

LONGEST_VALIDITY: Final = 14_400
NONCES_SPENT_FOR: Final = timedelta(days=1)
OPTED_OUT: Final = "200"
# Anything else may be taken as an order to send a message.
_TAKEN: Final = Acknowledgement(status=200, content_type="text/xml", body=b"<Response/>")
_STATES: Final = StatusTable(
    delivered=["delivered"],
    failed=["undelivered", "failed"],
    rejected=["rejected"],
    in_between=["queued", "sent", "read"],
)


class PlivoSettings(SignedAddressSettings):
    """The account. With `signature: v3` what is signed by V2, which covers no content, is refused."""

    url: BaseUrl = "https://api.plivo.com"
    auth_id: Word
    auth_token: HeaderSecrets
    signature: Literal["any", "v3"] = "any"

    def build(self, tools: ProviderTools) -> "Plivo":
        """Return the provider."""
        return Plivo(self, tools)


class Plivo:
    """Posts messages as JSON, and reads signed forms."""

    def __init__(self, settings: PlivoSettings, tools: ProviderTools) -> None:
        self._now = tools.now
        self._takes_v2 = settings.signature == "any"
        self._tokens = secret_bytes(settings.auth_token)
        self._addresses = CallbackAddresses(name=tools.name, public_url=settings.public_url)
        self._endpoint = json_endpoint(
            f"{settings.url}/v1/Account/{settings.auth_id}/Message/",
            basic(settings.auth_id, settings.auth_token[0]),
        )
        self._exchange = Exchange(now=tools.now, configuration=["http_402"])
        self.traits = Traits(
            drops_repeats=False,
            replay_window=NONCES_SPENT_FOR,
            deadline=settings.deadline,
            rate=settings.rate,
        )

    def requests(self, messages: Sequence[ProviderMessage]) -> Sequence[HttpRequest]:
        """Write each message by itself."""
        return [json_request(self._endpoint, self._message(message)) for message in messages]

    def results(
        self, messages: Sequence[ProviderMessage], answer: HttpAnswer
    ) -> Sequence[SendResult]:
        """Read what became of the message of a request."""
        if is_success(answer):
            message_id = inside(json_content(answer), "message_uuid", 0)
            known = message_id if isinstance(message_id, str) else None
            return [Accepted(provider_message_id=known) for _ in messages]
        return [self._exchange.refused(answer) for _ in messages]

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused:
        """Read a message from a phone, or a report: one form each, posted or in the address."""
        if proven or self._is_signed_by_v3(callback):
            return read_form(callback, _item)
        if not self._takes_v2 or not self._is_signed_by_v2(callback):
            return Refused()
        found = read_form(callback, _item)
        return Received(
            replies=found.replies,
            reports=found.reports,
            unreadable=found.unreadable,
            nonce=_nonce(callback),
        )

    def acknowledge(self, callback: Callback, outcome: CallbackOutcome) -> Acknowledgement:
        """Answer with a document that says nothing to the phone."""
        return acknowledgement(outcome, taken=_TAKEN)

    def _message(self, message: ProviderMessage) -> dict[str, object]:
        return {
            "src": without_plus(message.sender),
            "dst": without_plus(message.recipient),
            "text": message.text,
            "type": "sms",
            "url": self._addresses.of(CallbackKind.STATUS),
            "method": "POST",
            "message_expiry": seconds_left(
                message, self._now(), shortest=5, longest=LONGEST_VALIDITY
            ),
        }

    def _is_signed_by_v2(self, callback: Callback) -> bool:
        nonce = callback.headers.get("x-plivo-signature-v2-nonce", "")
        address = self._addresses.called(callback).partition("?")[0]
        right = self._signatures(f"{address}{nonce}")
        # One by the token of the account that the number is of, and one by that of the main account.
        names = ("x-plivo-signature-v2", "x-plivo-signature-ma-v2")
        given = [is_among(callback.headers.get(name, ""), right) for name in names]
        return bool(nonce) and any(given)

    def _is_signed_by_v3(self, callback: Callback) -> bool:
        nonce = callback.headers.get("x-plivo-signature-v3-nonce", "")
        try:
            signed = "".join(_signed_by_v3(self._addresses.called(callback), callback))
        except UnreadableError:
            return False
        right = self._signatures(f"{signed}.{nonce}")
        names = ("x-plivo-signature-v3", "x-plivo-signature-ma-v3")
        listed = ",".join(callback.headers.get(name, "") for name in names).split(",")
        given = [is_among(one.strip(), right) for one in listed[:8]]
        return bool(nonce) and any(given)

    def _signatures(self, text: str) -> Sequence[str]:
        signed = text.encode("utf-8", "surrogateescape")
        return [in_base64(hmac_digest(token, signed)) for token in self._tokens]


def _signed_by_v3(address: str, callback: Callback) -> Iterator[str]:
    """Yield what V3 is over, but for the nonce; a query and a body are sorted each by itself."""
    bare, _, query = address.partition("?")
    posted = [] if callback.method == "GET" else sorted(fields_of(callback))
    yield bare
    if query or posted:
        yield "?"
    if query:
        yield "&".join(f"{name}={value}" for name, value in sorted(_fields(query)))
        if posted:
            yield "."
    yield "".join(f"{name}{value}" for name, value in posted)


def _fields(query: str) -> Sequence[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)


def _nonce(callback: Callback) -> Nonce:
    """Return the nonce of V2 with a digest of all that V2 does not cover."""
    query = urlsplit(callback.target).query.encode("utf-8", "surrogatepass")
    content = b"%s\n%s\n%s" % (callback.method.encode(), query, callback.body)
    return Nonce(
        value=callback.headers["x-plivo-signature-v2-nonce"], used_for=sha256(content).digest()
    )


def _item(form: Item) -> ProviderReply | ProviderReport:
    # Only a report has a state.
    return _report(form) if "Status" in form else _reply(form)


def _reply(form: Item) -> ProviderReply:
    return ProviderReply(
        provider_message_id=id_of(form, "MessageUUID"),
        from_=normalise_inbound(address_of(form, "From")),
        to=address_of(form, "To"),
        text=text_of(form, "Text"),
    )


def _report(form: Item) -> ProviderReport:
    # Where a long message is told of by parts, the parent is what was sent.
    message_id = id_of(form, "ParentMessageUUID") or id_of(form, "MessageUUID")
    if message_id is None:
        raise UnreadableError("MessageUUID is missing")
    code = code_of(form, "ErrorCode")
    return ProviderReport(
        provider_message_id=message_id,
        our_id=None,
        status=_STATES.status(form.get("Status")),
        error_code="" if code in ("0", "000") else code,
        opted_out=code == OPTED_OUT,
    )
