"""Sinch's SMS API (developers.sinch.com; the Python SDK's models and validators)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Literal, Self

from pydantic import model_validator

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
from services.sms.providers.kit.exchange import Exchange, is_success, json_content, named
from services.sms.providers.kit.json_items import (
    Item,
    UnreadableError,
    address_of,
    code_of,
    id_of,
    read_items,
    text_of,
)
from services.sms.providers.kit.outgoing import json_endpoint, json_request, without_plus
from services.sms.providers.kit.settings import (
    BaseUrl,
    HeaderSecret,
    HeaderSecrets,
    Word,
    secret_bytes,
)
from services.sms.providers.kit.signatures import (
    hmac_digest,
    in_base64,
    is_among,
    is_recent,
    seconds_of,
)
from services.sms.providers.kit.status_table import StatusTable
from services.sms.providers.kit.validity import seconds_left
from services.sms.providers.kit.webhook_proofs import ProofSettings

LONGEST_VALIDITY: Final = 3 * 24 * 3600
REPLAY_WINDOW: Final = timedelta(hours=30)
"""Its repeats last for 22 hours and 45 minutes, and the time may be that of the first attempt."""
_SIGNATURE: Final = "x-sinch-webhook-signature"
_STATES: Final = StatusTable(
    delivered=["delivered"],
    failed=["failed", "aborted", "deleted"],
    expired=["expired"],
    rejected=["rejected", "cancelled"],
    # "Unknown" is final, and says nothing of the phone.
    in_between=["queued", "dispatched", "unknown"],
)


class SinchSettings(ProofSettings):
    """The service plan, and what proves callbacks. `region` makes the address where none is given."""

    url: BaseUrl | None = None
    service_plan_id: Word
    api_token: HeaderSecret
    region: Literal["us", "eu", "au", "br", "ca"] = "eu"
    webhook_secret: HeaderSecrets | None = None

    @model_validator(mode="after")
    def _can_be_proven(self) -> Self:
        if self.webhook_secret is None and not self.proofs:
            raise ValueError(
                "one of webhook_secret, webhook_basic, webhook_header and webhook_query is needed"
            )
        return self

    def build(self, tools: ProviderTools) -> "Sinch":
        """Return the provider."""
        return Sinch(self, tools)


class Sinch:
    """Posts each message as a batch of one, so that its id is the message's."""

    def __init__(self, settings: SinchSettings, tools: ProviderTools) -> None:
        self._now = tools.now
        self._secrets = secret_bytes(settings.webhook_secret or ())
        self._proofs = settings.proofs
        self._reports = settings.reports_address(tools.name)
        base = settings.url or f"https://{settings.region}.sms.api.sinch.com"
        self._endpoint = json_endpoint(
            f"{base}/xms/v1/{settings.service_plan_id}/batches",
            f"Bearer {settings.api_token.get_secret_value()}",
        )
        self._exchange = Exchange(
            now=tools.now,
            configuration=[
                *("unauthorized", "blocked_account", "unknown_campaign"),
                *("unprovisioned_region", "missing_callback_url"),
            ],
            permanent=["illegal_number_type"],
        )
        self.traits = Traits(
            drops_repeats=False,
            replay_window=REPLAY_WINDOW,
            deadline=settings.deadline,
            rate=settings.rate,
            # Headers alone prove nothing where bodies are signed, too.
            header_proofs={} if self._secrets else self._proofs.header_proofs,
            secret_names=self._proofs.secret_names,
        )

    def requests(self, messages: Sequence[ProviderMessage]) -> Sequence[HttpRequest]:
        """Write each message as a batch of its own."""
        return [json_request(self._endpoint, self._batch(message)) for message in messages]

    def results(
        self, messages: Sequence[ProviderMessage], answer: HttpAnswer
    ) -> Sequence[SendResult]:
        """Read what became of the message of a request."""
        content = json_content(answer)
        if is_success(answer):
            return [Accepted(provider_message_id=named(content, "id")) for _ in messages]
        return [self._exchange.refused(answer, code_of(content, "code")) for _ in messages]

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused:
        """Read a message from a phone, or a report: one object each, on either path."""
        if not proven and not self._is_genuine(callback):
            return Refused()
        return read_items(callback.body, _item)

    def acknowledge(self, callback: Callback, outcome: CallbackOutcome) -> Acknowledgement:
        """Answer with nothing but the status."""
        return acknowledgement(outcome)

    def _batch(self, message: ProviderMessage) -> dict[str, object]:
        return {
            "from": without_plus(message.sender),
            "to": [without_plus(message.recipient)],
            "body": message.text,
            "type": "mt_text",
            "delivery_report": "per_recipient_final",
            "client_reference": message.id,
            "callback_url": self._reports,
            "expire_at": self._expiry(message),
        }

    def _expiry(self, message: ProviderMessage) -> str | None:
        now: datetime = self._now()
        seconds = seconds_left(message, now, longest=LONGEST_VALIDITY)
        if seconds is None:
            return None
        return (now + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"

    def _is_genuine(self, callback: Callback) -> bool:
        signed = not self._secrets or self._is_signed(callback)
        return signed and (not self._proofs or self._proofs.prove(callback))

    def _is_signed(self, callback: Callback) -> bool:
        headers = callback.headers
        nonce = headers.get(f"{_SIGNATURE}-nonce", "")
        timestamp = headers.get(f"{_SIGNATURE}-timestamp", "")
        algorithm = headers.get(f"{_SIGNATURE}-algorithm", "HmacSHA256")
        text = b"%s.%s.%s" % (callback.body, _bytes(nonce), _bytes(timestamp))
        right = [in_base64(hmac_digest(secret, text)) for secret in self._secrets]
        return (
            is_among(headers.get(_SIGNATURE, ""), right)
            and algorithm.casefold() == "hmacsha256"
            and is_recent(seconds_of(timestamp), now=self._now(), window=REPLAY_WINDOW)
        )


def _bytes(header: str) -> bytes:
    return header.encode("utf-8", "surrogateescape")


def _item(item: Item) -> ProviderReply | ProviderReport:
    match item.get("type"):
        case "mo_text" | "mo_binary" | "mo_media":
            return _reply(item)
        case "recipient_delivery_report_sms" | "recipient_delivery_report_mms":
            return _report(item, item)
        case "delivery_report_sms" | "delivery_report_mms":
            return _report(item, _only_status(item))
        case _:
            raise UnreadableError("type is none of the known ones")


def _reply(item: Item) -> ProviderReply:
    return ProviderReply(
        provider_message_id=id_of(item, "id"),
        from_=normalise_inbound(address_of(item, "from")),
        to=address_of(item, "to"),
        # What is no text has an object as its body, or none.
        text=text_of(item, "body") if item["type"] == "mo_text" else "",
    )


def _report(item: Item, status: Item) -> ProviderReport:
    batch = id_of(item, "batch_id")
    if batch is None:
        raise UnreadableError("batch_id is missing")
    code = code_of(status, "code")
    return ProviderReport(
        provider_message_id=batch,
        our_id=id_of(item, "client_reference"),
        status=_STATES.status(status.get("status")),
        error_code="" if code == "0" else code,
    )


def _only_status(item: Item) -> Item:
    """Return the state of a batch that has one phone, and so one state."""
    statuses = item.get("statuses")
    if not isinstance(statuses, list) or len(statuses) != 1 or not isinstance(statuses[0], dict):
        raise UnreadableError("statuses holds not exactly one")
    return statuses[0]
