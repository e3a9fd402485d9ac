"""Infobip's SMS API, v3 (infobip.com/docs; the Python client's models)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from services.sms.domain.http import HttpAnswer, HttpRequest
from services.sms.domain.phone_numbers import normalise_inbound
from services.sms.domain.provider import (
    Accepted,
    Acknowledgement,
    Callback,
    CallbackOutcome,
    PermanentConfiguration,
    PermanentRecipient,
    ProviderMessage,
    ProviderReply,
    ProviderReport,
    Received,
    Refused,
    SendResult,
    Throttled,
    Traits,
    Unclear,
)
from services.sms.providers.base import ProviderTools
from services.sms.providers.kit.acknowledgements import acknowledgement
from services.sms.providers.kit.exchange import Exchange, inside, is_success, json_content
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
from services.sms.providers.kit.settings import BaseUrl, HeaderSecret
from services.sms.providers.kit.status_table import StatusTable
from services.sms.providers.kit.validity import seconds_left
from services.sms.providers.kit.webhook_proofs import NeededProofSettings

LONGEST_VALIDITY: Final = 48 * 3600
BATCH: Final = 100
_STATES: Final = StatusTable(
    delivered=[3, "delivered"],
    failed=[2, "undeliverable"],
    expired=[4, "expired"],
    rejected=[5, "rejected"],
    in_between=[1, "pending"],
)
_TAKEN: Final = frozenset({"1", "3"})
# Parts of the names of refusals that are about us, and would be the same for any phone.
_ABOUT_US: Final = ("SENDER", "NOT_ENOUGH_CREDITS", "NETWORK", "ROUTE", "ACCOUNT")


class InfobipSettings(NeededProofSettings):
    """The account, whose address is its own, and what proves callbacks."""

    url: BaseUrl
    api_key: HeaderSecret

    def build(self, tools: ProviderTools) -> "Infobip":
        """Return the provider."""
        return Infobip(self, tools)


class Infobip:
    """Posts many messages in one request, and reads batches of replies and of reports."""

    def __init__(self, settings: InfobipSettings, tools: ProviderTools) -> None:
        self._now = tools.now
        self._proofs = settings.proofs
        self._reports = settings.reports_address(tools.name)
        self._endpoint = json_endpoint(
            f"{settings.url}/sms/3/messages", f"App {settings.api_key.get_secret_value()}"
        )
        self._exchange = Exchange(now=tools.now)
        self.traits = Traits(
            # Nothing says that a second send with the same messageId is dropped.
            drops_repeats=False,
            batch=BATCH,
            deadline=settings.deadline,
            rate=settings.rate,
            max_body_bytes=256 * 1024,
            header_proofs=self._proofs.header_proofs,
            secret_names=self._proofs.secret_names,
        )

    def requests(self, messages: Sequence[ProviderMessage]) -> Sequence[HttpRequest]:
        """Write all messages into one request."""
        now = self._now()
        return [
            json_request(
                self._endpoint, {"messages": [self._message(message, now) for message in messages]}
            )
        ]

    def results(
        self, messages: Sequence[ProviderMessage], answer: HttpAnswer
    ) -> Sequence[SendResult]:
        """Read what became of each message: a 200 may hold refusals, too."""
        if not is_success(answer):
            return [self._exchange.by_status(answer) for _ in messages]
        return [_result(json_content(answer), place) for place in range(len(messages))]

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused:
        """Read replies and reports, many of them, on either path."""
        if not proven and not self._proofs.prove(callback):
            return Refused()
        return read_items(callback.body, _item, under=("results",))

    def acknowledge(self, callback: Callback, outcome: CallbackOutcome) -> Acknowledgement:
        """Answer with nothing but the status."""
        return acknowledgement(outcome)

    def _message(self, message: ProviderMessage, now: datetime) -> dict[str, object]:
        written: dict[str, object] = {
            "sender": without_plus(message.sender),
            "destinations": [{"to": without_plus(message.recipient), "messageId": message.id}],
            "content": {"text": message.text},
        }
        seconds = seconds_left(message, now, longest=LONGEST_VALIDITY)
        if seconds is not None:
            # Without a unit the amount would be in minutes.
            written["options"] = {"validityPeriod": {"amount": seconds, "timeUnit": "SECONDS"}}
        if self._reports is not None:
            delivery = {"url": self._reports, "intermediateReport": False, "notify": True}
            written["webhooks"] = {"delivery": delivery, "contentType": "application/json"}
        return written


def _result(content: Item, place: int) -> SendResult:
    status = inside(content, "messages", place, "status")
    if not isinstance(status, dict):
        # The request was taken, and nobody can tell what it says of this message.
        return Unclear(reason="no status in the answer")
    if str(status.get("groupId")) in _TAKEN:
        message_id = inside(content, "messages", place, "messageId")
        return Accepted(provider_message_id=message_id if isinstance(message_id, str) else None)
    name = code_of(status, "name") or "rejected"
    if "FLOODING" in name:
        return Throttled()
    if any(word in name for word in _ABOUT_US):
        return PermanentConfiguration(code=name)
    return PermanentRecipient(code=name)


def _item(item: Item) -> ProviderReply | ProviderReport:
    # Only a report has a status; a reply may have a text, or the message of an MMS.
    return _report(item) if isinstance(item.get("status"), dict) else _reply(item)


def _reply(item: Item) -> ProviderReply:
    return ProviderReply(
        provider_message_id=id_of(item, "messageId"),
        from_=normalise_inbound(address_of(item, "from")),
        to=address_of(item, "to"),
        # `cleanText` lacks the keyword, which may be the answer.
        text=text_of(item, "text"),
    )


def _report(item: Item) -> ProviderReport:
    # The id is the one that we gave, so a report may overtake the answer to our request.
    message_id = id_of(item, "messageId")
    if message_id is None:
        raise UnreadableError("messageId is missing")
    error = item.get("error")
    code = code_of(error, "name") if isinstance(error, dict) else ""
    return ProviderReport(
        provider_message_id=message_id,
        our_id=message_id,
        status=_STATES.status(inside(item, "status", "groupId")),
        error_code="" if code == "NO_ERROR" else code,
    )
