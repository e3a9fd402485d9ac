"""Vonage's SMS API (developer.vonage.com: SMS; signing messages; the Python library)."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from services.sms.domain.http import HttpAnswer, HttpRequest
from services.sms.domain.phone_numbers import normalise_inbound
from services.sms.domain.provider import (
    Accepted,
    Acknowledgement,
    Callback,
    CallbackOutcome,
    DeliveryStatus,
    ProviderMessage,
    ProviderReply,
    ProviderReport,
    Received,
    Refused,
    ReplyPart,
    ReportedPart,
    SendResult,
    Throttled,
    Traits,
    UnreadableItem,
)
from services.sms.providers.base import ProviderTools
from services.sms.providers.kit.acknowledgements import acknowledgement
from services.sms.providers.kit.exchange import Exchange, is_success, json_content, named
from services.sms.providers.kit.forms import received
from services.sms.providers.kit.json_items import (
    Item,
    UnreadableError,
    address_of,
    code_of,
    id_of,
    text_of,
)
from services.sms.providers.kit.outgoing import form_endpoint, form_request, without_plus
from services.sms.providers.kit.status_table import StatusTable
from services.sms.providers.kit.validity import seconds_left
from services.sms.providers.vonage.signed_forms import REPLAY_WINDOW, SignedForms, parameters_of
from services.text.segments import Encoding

if TYPE_CHECKING:
    from services.sms.providers.vonage.settings import VonageSettings

SHORTEST_VALIDITY: Final = 20
LONGEST_VALIDITY: Final = 604_800
OPTED_OUT: Final = "9"
MOST_PARTS: Final = 255
_STATES: Final = StatusTable(
    delivered=["delivered"],
    failed=["failed"],
    expired=["expired"],
    rejected=["rejected"],
    in_between=["accepted", "buffered", "unknown", "submitted"],
)
_ENDED_BADLY: Final = (DeliveryStatus.FAILED, DeliveryStatus.REJECTED)
_milliseconds_in: Final = re.compile(r"\[ ?([0-9]{1,6}) ?\]").search


class VonageSms:
    """Posts messages as forms, and reads signed parameters, a callback for each part."""

    def __init__(
        self,
        settings: "VonageSettings",
        tools: ProviderTools,
        *,
        url: str,
        forms: SignedForms,
        reports: str | None,
    ) -> None:
        self._now = tools.now
        self._forms = forms
        self._reports = reports
        self._assisted = settings.opt_out_assist
        secret = settings.api_secret
        self._credentials: Mapping[str, str] = {
            "api_key": settings.api_key or "",
            "api_secret": secret.get_secret_value() if secret is not None else "",
        }
        self._endpoint = form_endpoint(f"{url}/sms/json", "")
        self._exchange = Exchange(
            now=tools.now,
            throttled=[1],
            temporary=[5],
            permanent=[2, 3, 6, 7, 12, 15, 22, 29, 33],
            configuration=[4, 8, 9, 10, 11, 14, 23, 32],
        )
        self.traits = Traits(
            drops_repeats=False,
            replay_window=REPLAY_WINDOW,
            deadline=settings.deadline,
            rate=settings.rate,
        )

    def requests(self, messages: Sequence[ProviderMessage]) -> Sequence[HttpRequest]:
        """Write each message as a form of its own."""
        return [form_request(self._endpoint, self._form(message)) for message in messages]

    def results(
        self, messages: Sequence[ProviderMessage], answer: HttpAnswer
    ) -> Sequence[SendResult]:
        """Read what became of the message of a request: an entry for each part, in a 200."""
        entries = json_content(answer).get("messages")
        if not is_success(answer) or not isinstance(entries, list):
            return [self._exchange.by_status(answer) for _ in messages]
        return [self._result([one for one in entries if isinstance(one, dict)]) for _ in messages]

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused:
        """Read a part of a message from a phone, or a report on a part of ours."""
        try:
            parameters = parameters_of(callback)
        except UnreadableError as exc:
            return _kept_aside(callback, exc) if proven else Refused()
        if not parameters and not callback.body and not proven:
            # So it calls when the address is saved: nothing is in it, and nothing is kept.
            return Received()
        if not proven and not self._forms.is_genuine(parameters):
            return Refused()
        try:
            return received(self._item(parameters))
        except UnreadableError as exc:
            return _kept_aside(callback, exc)

    def acknowledge(self, callback: Callback, outcome: CallbackOutcome) -> Acknowledgement:
        """Answer with nothing but the status."""
        return acknowledgement(outcome)

    def _form(self, message: ProviderMessage) -> Mapping[str, str | None]:
        seconds = seconds_left(
            message, self._now(), shortest=SHORTEST_VALIDITY, longest=LONGEST_VALIDITY
        )
        return {
            **self._credentials,
            "from": without_plus(message.sender),
            "to": without_plus(message.recipient),
            "text": message.text,
            # It does not find out by itself, and mangles what is not of GSM 7.
            "type": "text" if message.encoding is Encoding.GSM7 else "unicode",
            "ttl": None if seconds is None else str(seconds * 1_000),
            "status-report-req": "1",
            "callback": self._reports,
            "client-ref": message.id,
        }

    def _result(self, entries: Sequence[Item]) -> SendResult:
        taken = [entry for entry in entries if code_of(entry, "status") == "0"]
        ids = tuple(one for entry in taken if (one := named(entry, "message-id")) is not None)
        if taken:
            parts = ids if len(entries) > 1 else ()
            return Accepted(provider_message_id=ids[0] if ids else None, part_ids=parts)
        code = code_of(entries[0], "status") if entries else ""
        result = self._exchange.of_code(code, otherwise="configuration")
        if isinstance(result, Throttled):
            return Throttled(after=_asked_for(entries[0]))
        return result

    def _item(self, parameters: Item) -> ProviderReply | ProviderReport:
        # Only a report has a state.
        return self._report(parameters) if "status" in parameters else _reply(parameters)

    def _report(self, parameters: Item) -> ProviderReport:
        message_id, ours = id_of(parameters, "messageId"), id_of(parameters, "client-ref")
        if message_id is None:
            raise UnreadableError("messageId is missing")
        status = _STATES.status(parameters.get("status"))
        code = code_of(parameters, "err-code")
        return ProviderReport(
            provider_message_id=message_id,
            our_id=ours,
            status=status,
            error_code="" if code == "0" else code,
            opted_out=self._assisted and code == OPTED_OUT and status in _ENDED_BADLY,
            part=ReportedPart(id=message_id),
        )


def _reply(parameters: Item) -> ProviderReply:
    sender, to = address_of(parameters, "msisdn"), address_of(parameters, "to")
    return ProviderReply(
        provider_message_id=id_of(parameters, "messageId"),
        from_=normalise_inbound(sender),
        to=to,
        text=text_of(parameters, "text"),
        part=_part(parameters) if text_of(parameters, "concat").casefold() == "true" else None,
    )


def _part(parameters: Item) -> ReplyPart:
    reference = id_of(parameters, "concat-ref")
    number = text_of(parameters, "concat-part")
    total = text_of(parameters, "concat-total")
    if reference is None or not _is_count(number) or not _is_count(total):
        raise UnreadableError("concat-ref, concat-part or concat-total is missing")
    if not 1 <= int(number) <= int(total) <= MOST_PARTS:
        raise UnreadableError("concat-part is not within concat-total")
    return ReplyPart(reference=reference, number=int(number), total=int(total))


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 3


def _asked_for(entry: Item) -> timedelta | None:
    """Return how long to wait, which is in milliseconds in the midst of a sentence."""
    text = entry.get("error-text")
    found = _milliseconds_in(text[:200]) if isinstance(text, str) else None
    return timedelta(milliseconds=int(found[1])) if found else None


def _kept_aside(callback: Callback, exc: UnreadableError) -> Received:
    return Received(unreadable=(UnreadableItem(reason=str(exc), body=callback.body),))
