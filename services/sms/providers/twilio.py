"""Twilio's Programmable Messaging (twilio.com/docs; its own library is the oracle of the tests)."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from pydantic import model_validator

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
from services.sms.providers.kit.base64_texts import plain_text
from services.sms.providers.kit.callback_addresses import CallbackAddresses, with_and_without_port
from services.sms.providers.kit.exchange import Exchange, is_success, json_content, named
from services.sms.providers.kit.forms import fields_of, read_form
from services.sms.providers.kit.json_items import (
    Item,
    UnreadableError,
    address_of,
    code_of,
    id_of,
    read_inside,
    text_of,
)
from services.sms.providers.kit.moments import in_utc
from services.sms.providers.kit.settings import (
    BaseUrl,
    HeaderSecret,
    HeaderSecrets,
    SignedAddressSettings,
    Word,
    secret_bytes,
)
from services.sms.providers.kit.signatures import hmac_digest, in_base64, is_among, sha256_hex
from services.sms.providers.kit.status_table import StatusTable
from services.sms.providers.kit.validity import seconds_left

LONGEST_VALIDITY: Final = 36_000
POLLED_AT_ONCE: Final = 1_000
OPTED_OUT: Final = "21610"
# Anything else in a 200 would be texted to the phone, or be reported to the customer as a mistake.
_TAKEN: Final = Acknowledgement(status=200, content_type="text/xml", body=b"<Response/>")
_STATES: Final = StatusTable(
    delivered=["delivered"],
    failed=["undelivered", "failed"],
    rejected=["canceled"],
    in_between=[
        *("accepted", "scheduled", "queued", "sending", "sent", "receiving", "received"),
        *("read", "partially_delivered"),
    ],
)


class TwilioSettings(SignedAddressSettings):
    """The account. `shared_key` proves callbacks that are signed with SHA-256."""

    url: BaseUrl = "https://api.twilio.com"
    account_sid: Word
    auth_token: HeaderSecrets
    api_key: Word | None = None
    api_secret: HeaderSecret | None = None
    shared_key: HeaderSecrets | None = None
    messaging_service_sid: Word | None = None

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if "_" in (urlsplit(self.public_url or "").hostname or ""):
            raise ValueError("public_url: Twilio calls no host with an underscore in its name")
        if (self.api_key is None) != (self.api_secret is None):
            raise ValueError("api_key and api_secret are given together or not at all")
        return self

    def build(self, tools: ProviderTools) -> "Twilio":
        """Return the provider."""
        return Twilio(self, tools)

    @property
    def credentials(self) -> str:
        """Who we are, as the value of `Authorization`."""
        user, secret = self.account_sid, self.auth_token[0]
        if self.api_key is not None and self.api_secret is not None:
            user, secret = self.api_key, self.api_secret
        return "Basic " + base64.b64encode(f"{user}:{secret.get_secret_value()}".encode()).decode()


class Twilio:
    """Posts messages as forms, and reads signed forms."""

    def __init__(self, settings: TwilioSettings, tools: ProviderTools) -> None:
        self._now = tools.now
        self._service = settings.messaging_service_sid
        self._tokens = secret_bytes(settings.auth_token)
        self._shared_keys = secret_bytes(settings.shared_key or ())
        self._addresses = CallbackAddresses(name=tools.name, public_url=settings.public_url)
        self._url = f"{settings.url}/2010-04-01/Accounts/{settings.account_sid}/Messages.json"
        self._asking = {
            "Authorization": settings.credentials,
            "Accept": "application/json",
            "User-Agent": "svar",
        }
        self._endpoint = endpoint(
            self._url, {**self._asking, "Content-Type": "application/x-www-form-urlencoded"}
        )
        self._exchange = Exchange(
            now=tools.now,
            throttled=[20429],
            temporary=[30001, 30003, 30008],
            permanent=[21211, 21408, 21612, 21614, 21635, 30004, 30005, 30006, 30007],
            configuration=[20003, 20005, 21212, 21603, 21606, 21659, 21660, 21661, 30002],
            opted_out=[OPTED_OUT],
        )
        # There is no key by which a repeat would be dropped.
        self.traits = Traits(drops_repeats=False, deadline=settings.deadline, rate=settings.rate)

    def requests(self, messages: Sequence[ProviderMessage]) -> Sequence[HttpRequest]:
        """Write each message as a form of its own."""
        return [HttpRequest(to=self._endpoint, body=self._form(message)) for message in messages]

    def results(
        self, messages: Sequence[ProviderMessage], answer: HttpAnswer
    ) -> Sequence[SendResult]:
        """Read what became of the message of a request."""
        content = json_content(answer)
        if is_success(answer):
            return [Accepted(provider_message_id=named(content, "sid")) for _ in messages]
        return [self._exchange.refused(answer, code_of(content, "code")) for _ in messages]

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused:
        """Read a message from a phone, or a report: one form each."""
        if not proven and not self._is_genuine(callback):
            return Refused()
        return read_form(callback, _item)

    def acknowledge(self, callback: Callback, outcome: CallbackOutcome) -> Acknowledgement:
        """Answer with a document that says nothing to the phone."""
        return acknowledgement(outcome, taken=_TAKEN)

    def poll(self, since: datetime) -> HttpRequest:
        """Ask for the newest messages since then: Twilio repeats a callback once, or not at all."""
        query = urlencode({"DateSent>": in_utc(since), "PageSize": POLLED_AT_ONCE})
        return HttpRequest(to=endpoint(f"{self._url}?{query}", self._asking), method="GET")

    def polled(self, answer: HttpAnswer) -> Received:
        """Read the messages that came from phones; of ours the reports tell."""
        return read_inside(answer.body, _listed, path=["messages"])

    def _form(self, message: ProviderMessage) -> bytes:
        form = {"To": message.recipient, "From": message.sender, "Body": message.text}
        if self._service is not None:
            form["MessagingServiceSid"] = self._service
        form["StatusCallback"] = self._addresses.of(CallbackKind.STATUS) or ""
        seconds = seconds_left(message, self._now(), longest=LONGEST_VALIDITY)
        if seconds is not None:
            form["ValidityPeriod"] = str(seconds)
        return urlencode(form).encode()

    def _is_genuine(self, callback: Callback) -> bool:
        algorithm, secrets = self._signed_by(callback.headers)
        right = [
            in_base64(hmac_digest(secret, text, algorithm))
            for text in self._signed_texts(callback)
            for secret in secrets
        ]
        return is_among(callback.headers.get("x-twilio-signature", ""), right)

    def _signed_by(self, headers: Mapping[str, str]) -> tuple[str, Sequence[bytes]]:
        """Return the algorithm and the secrets that a callback is signed with, none for unknown ones."""
        settings = headers.get("x-twilio-webhooks-signature-settings")
        if settings is None:
            return "sha1", self._tokens
        known = "algorithm=HMAC_SHA256" in [part.strip() for part in settings.split(",")]
        return "sha256", self._shared_keys if known else ()

    def _signed_texts(self, callback: Callback) -> Iterator[bytes]:
        """Yield what may have been signed: Twilio is not consistent about the port of an address."""
        address = self._addresses.called(callback)
        rest = _signed_rest(callback)
        if rest is not None:
            for url in with_and_without_port(address):
                yield f"{url}{rest}".encode("utf-8", "surrogatepass")


def _signed_rest(callback: Callback) -> str | None:
    """Return what is signed besides the address; None where the body is not what the address says."""
    body_hash = parse_qs(urlsplit(callback.target).query).get("bodySHA256")
    if body_hash is not None:
        return "" if is_among(body_hash[0], [sha256_hex(callback.body)]) else None
    if callback.method == "GET":
        return ""
    try:
        fields = fields_of(callback)
    except UnreadableError:
        return None
    return "".join(f"{name}{value}" for name, value in sorted(set(fields)))


def _listed(message: Item) -> ProviderReply | None:
    if message.get("direction") != "inbound":
        return None
    return ProviderReply(
        provider_message_id=id_of(message, "sid"),
        from_=normalise_inbound(address_of(message, "from")),
        to="".join(address_of(message, "to").split()),
        text=plain_text(text_of(message, "body")),
    )


def _item(form: Item) -> ProviderReply | ProviderReport:
    # Only what comes from a phone has a text, be it an empty one.
    return _reply(form) if "Body" in form else _report(form)


def _reply(form: Item) -> ProviderReply:
    return ProviderReply(
        provider_message_id=_sid(form),
        from_=normalise_inbound(address_of(form, "From")),
        to="".join(address_of(form, "To").split()),
        text=plain_text(text_of(form, "Body")),
    )


def _report(form: Item) -> ProviderReport:
    sid = _sid(form)
    if sid is None:
        raise UnreadableError("MessageSid is missing")
    code = code_of(form, "ErrorCode")
    return ProviderReport(
        provider_message_id=sid,
        our_id=None,
        status=_STATES.status(form.get("MessageStatus") or form.get("SmsStatus")),
        error_code=code,
        opted_out=code == OPTED_OUT,
    )


def _sid(form: Item) -> str | None:
    return id_of(form, "MessageSid") or id_of(form, "SmsMessageSid") or id_of(form, "SmsSid")
