"""MessageBird's classic API (its Python library; courier's handler for what calls back)."""

from collections.abc import Sequence
from typing import Final

from services.sms.domain.http import HttpAnswer, HttpRequest
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
from services.sms.providers.kit.forms import read_form
from services.sms.providers.kit.json_items import (
    Item,
    address_of,
    code_of,
    id_of,
    ids_of,
    text_of,
)
from services.sms.providers.kit.outgoing import json_endpoint, json_request, without_plus
from services.sms.providers.kit.settings import (
    BaseUrl,
    HeaderSecret,
    HeaderSecrets,
    SignedAddressSettings,
    secret_bytes,
)
from services.sms.providers.kit.signatures import is_among, jwt_claims, sha256_hex
from services.sms.providers.kit.status_table import StatusTable
from services.sms.providers.kit.validity import seconds_left
from services.text.segments import Encoding

LONGEST_VALIDITY: Final = 48 * 3600
OPTED_OUT: Final = "103"
_ISSUER: Final = "MessageBird"
_ALGORITHMS: Final = ("HS256", "HS384", "HS512")
_STATES: Final = StatusTable(
    delivered=["delivered"],
    failed=["delivery_failed"],
    expired=["expired"],
    in_between=["scheduled", "sent", "buffered"],
)


class MessageBirdSettings(SignedAddressSettings):
    """The account. The signing key is another one than the access key."""

    url: BaseUrl = "https://rest.messagebird.com"
    access_key: HeaderSecret
    signing_key: HeaderSecrets

    def build(self, tools: ProviderTools) -> "MessageBird":
        """Return the provider."""
        return MessageBird(self, tools)


class MessageBird:
    """Posts messages as JSON; replies come as forms, reports in the address."""

    def __init__(self, settings: MessageBirdSettings, tools: ProviderTools) -> None:
        self._now = tools.now
        self._keys = secret_bytes(settings.signing_key)
        self._addresses = CallbackAddresses(name=tools.name, public_url=settings.public_url)
        self._endpoint = json_endpoint(
            f"{settings.url}/messages", f"AccessKey {settings.access_key.get_secret_value()}"
        )
        self._exchange = Exchange(
            now=tools.now, permanent=[9, 10, 20, 21], configuration=[2, 25, "http_402"]
        )
        self.traits = Traits(drops_repeats=False, deadline=settings.deadline, rate=settings.rate)

    def requests(self, messages: Sequence[ProviderMessage]) -> Sequence[HttpRequest]:
        """Write each message by itself: a report names one of many recipients by its number only."""
        return [json_request(self._endpoint, self._message(message)) for message in messages]

    def results(
        self, messages: Sequence[ProviderMessage], answer: HttpAnswer
    ) -> Sequence[SendResult]:
        """Read what became of the message of a request."""
        content = json_content(answer)
        if is_success(answer):
            return [Accepted(provider_message_id=named(content, "id")) for _ in messages]
        error = inside(content, "errors", 0)
        code = code_of(error, "code") if isinstance(error, dict) else ""
        return [self._exchange.refused(answer, code) for _ in messages]

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused:
        """Read a message from a phone, or a report: one form each, posted or in the address."""
        if not proven and not self._is_genuine(callback):
            return Refused()
        return read_form(callback, _item)

    def acknowledge(self, callback: Callback, outcome: CallbackOutcome) -> Acknowledgement:
        """Answer with nothing but the status."""
        return acknowledgement(outcome)

    def _message(self, message: ProviderMessage) -> dict[str, object]:
        return {
            "originator": without_plus(message.sender),
            "recipients": [without_plus(message.recipient)],
            "body": message.text,
            "reference": message.id,
            "reportUrl": self._addresses.of(CallbackKind.STATUS),
            # The default is "plain", which makes question marks of what GSM 7 has not.
            "datacoding": "plain" if message.encoding is Encoding.GSM7 else "unicode",
            "validity": seconds_left(message, self._now(), longest=LONGEST_VALIDITY),
        }

    def _is_genuine(self, callback: Callback) -> bool:
        token = callback.headers.get("messagebird-signature-jwt", "")
        claims = jwt_claims(token, self._keys, now=self._now(), algorithms=_ALGORITHMS)
        if claims is None or claims.get("iss") != _ISSUER or "exp" not in claims:
            return False
        url_hash, body_hash = claims.get("url_hash"), claims.get("payload_hash")
        # There is a hash of the body exactly when there is a body.
        wanted = sha256_hex(callback.body) if callback.body else ""
        is_body = is_among(str(body_hash or ""), [wanted])
        called = sha256_hex(self._addresses.called(callback).encode("utf-8", "surrogatepass"))
        return is_among(str(url_hash), [called]) and is_body


def _item(form: Item) -> ProviderReply | ProviderReport:
    # What comes from a phone has an originator; a report has a status.
    return _reply(form) if "originator" in form else _report(form)


def _reply(form: Item) -> ProviderReply:
    # Short codes have other names for everything.
    short = "shortcode" in form
    return ProviderReply(
        provider_message_id=id_of(form, "mid" if short else "id"),
        from_=normalise_inbound(address_of(form, "originator")),
        to=address_of(form, "shortcode" if short else "recipient"),
        text=text_of(form, "message" if short else "body"),
    )


def _report(form: Item) -> ProviderReport:
    theirs, ours = ids_of(form, "id", "reference")
    code = code_of(form, "statusErrorCode")
    return ProviderReport(
        provider_message_id=theirs,
        our_id=ours,
        status=_STATES.status(form.get("status")),
        error_code="" if code == "0" else code,
        opted_out=code == OPTED_OUT,
    )
