"""LINK Mobility's "Common" platform (its documents: SMS REST API, MT and delivery reports; MO)."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Final

from pydantic import Field

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
    ReportedPart,
    SendResult,
    Traits,
)
from services.sms.providers.base import ProviderTools
from services.sms.providers.kit.acknowledgements import acknowledgement
from services.sms.providers.kit.exchange import Exchange, is_success, json_content, named
from services.sms.providers.kit.forms import read_form
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
from services.sms.providers.kit.outgoing import basic, json_endpoint, json_request
from services.sms.providers.kit.settings import BaseUrl, HeaderSecret, Word
from services.sms.providers.kit.validity import seconds_left
from services.sms.providers.kit.webhook_proofs import NeededProofSettings

LONGEST_VALIDITY: Final = 48 * 3600
LONGEST_SHORT_NUMBER: Final = 14
_IN_BETWEEN: Final = frozenset({4, 5, 1000, 1005, 1007, 1008, 1010, 1011, 1012, 1013})
"""States on the way, and three that are final and say nothing of the phone."""
_ENDS: Final[Mapping[int, DeliveryStatus]] = {
    1001: DeliveryStatus.DELIVERED,
    1002: DeliveryStatus.EXPIRED,
    1003: DeliveryStatus.REJECTED,
}


class LinkSettings(NeededProofSettings):
    """The account and its platform. `country`, in two letters, stands in front of short numbers."""

    url: BaseUrl
    username: Word
    password: HeaderSecret
    platform_id: Word
    platform_partner_id: Word
    gate_id: Word
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]

    def build(self, tools: ProviderTools) -> "Link":
        """Return the provider."""
        return Link(self, tools)


class Link:
    """Posts messages as JSON, and reads replies and reports, one each, in JSON or as forms."""

    def __init__(self, settings: LinkSettings, tools: ProviderTools) -> None:
        self._now = tools.now
        self._settings = settings
        self._proofs = settings.proofs
        self._endpoint = json_endpoint(
            f"{settings.url}/sms/send", basic(settings.username, settings.password)
        )
        self._exchange = Exchange(
            now=tools.now,
            temporary=[106000],
            configuration=[*range(106100, 106302), 2000, 2001, 2002, 2003],
            throttled=[3],
        )
        self.traits = Traits(
            drops_repeats=False,
            deadline=settings.deadline,
            rate=settings.rate,
            header_proofs=self._proofs.header_proofs,
            secret_names=self._proofs.secret_names,
        )

    def requests(self, messages: Sequence[ProviderMessage]) -> Sequence[HttpRequest]:
        """Write each message by itself: one that is refused would take its whole batch with it."""
        return [json_request(self._endpoint, self._message(message)) for message in messages]

    def results(
        self, messages: Sequence[ProviderMessage], answer: HttpAnswer
    ) -> Sequence[SendResult]:
        """Read what became of the message of a request."""
        content = json_content(answer)
        if is_success(answer):
            return [Accepted(provider_message_id=named(content, "messageId")) for _ in messages]
        code = code_of(content, "resultCode") or code_of(content, "status")
        return [self._exchange.refused(answer, code) for _ in messages]

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused:
        """Read a message from a phone, or a report on a part of ours."""
        if not proven and not self._proofs.prove(callback):
            return Refused()
        if callback.method == "GET" or "form" in callback.headers.get("content-type", ""):
            return read_form(callback, self._item)
        return read_items(callback.body, self._item)

    def acknowledge(self, callback: Callback, outcome: CallbackOutcome) -> Acknowledgement:
        """Answer with nothing but the status: gates are set up without `acknowledge`."""
        return acknowledgement(outcome)

    def _message(self, message: ProviderMessage) -> dict[str, object]:
        source, kind = self._source(message.sender)
        seconds = seconds_left(message, self._now(), longest=LONGEST_VALIDITY)
        return {
            "source": source,
            "sourceTON": kind,
            "destination": message.recipient,
            "userData": message.text,
            "dcs": "TEXT",
            "platformId": self._settings.platform_id,
            "platformPartnerId": self._settings.platform_partner_id,
            "refId": message.id,
            "useDeliveryReport": True,
            "deliveryReportGates": [self._settings.gate_id],
            "relativeValidityTime": None if seconds is None else seconds * 1_000,
            # Without this the answer has no id in it.
            "ignoreResponse": False,
        }

    def _source(self, sender: str) -> tuple[str, str]:
        if sender.startswith("+"):
            return sender, "MSISDN"
        if sender.isdecimal() and len(sender) <= LONGEST_SHORT_NUMBER:
            return f"{self._settings.country}-{sender}", "SHORTNUMBER"
        return sender, "ALPHANUMERIC"

    def _item(self, item: Item) -> ProviderReply | ProviderReport:
        # Only a report has a result.
        return _report(item) if "resultCode" in item else self._reply(item)

    def _reply(self, item: Item) -> ProviderReply:
        content = item.get("content")
        text = text_of(content, "userData") if isinstance(content, dict) else ""
        number = address_of(item, "destination").removeprefix(f"{self._settings.country}-")
        return ProviderReply(
            provider_message_id=id_of(item, "messageId"),
            from_=normalise_inbound(address_of(item, "source")),
            to=number + _subnumber(item),
            text=text or text_of(item, "userData"),
        )


def _subnumber(item: Item) -> str:
    """Return the digits behind our number; a JSON number has lost the zeros in front of them."""
    digits = text_of(item, "subNumber").strip()
    if not digits:
        return ""
    if not digits.isdecimal() or len(digits) > LONGEST_SHORT_NUMBER:
        raise UnreadableError("subNumber is no number")
    route = item.get("route")
    # The range that the route covers is written with all of its digits.
    last = text_of(route, "stopRange") if isinstance(route, dict) else ""
    return digits.zfill(len(last)) if last.isdecimal() else digits


def _report(item: Item) -> ProviderReport:
    written, ours = ids_of(item, "id", "refId")
    # One report a part: the message's id, a dollar sign, and the part's number from 0.
    message_id, dollar, _ = (written or "").rpartition("$")
    code = code_of(item, "resultCode")
    return ProviderReport(
        provider_message_id=(message_id if dollar else written),
        our_id=ours,
        status=_status(code),
        error_code="" if code == "1001" else code,
        part=ReportedPart(id=written or "", total=_count(item)) if dollar else None,
    )


def _count(item: Item) -> int | None:
    segments = text_of(item, "segments").strip()
    return int(segments) if segments.isdecimal() and len(segments) < 4 else None


def _status(code: str) -> DeliveryStatus | None:
    if not code.isdecimal():
        raise UnreadableError("resultCode is missing")
    number = int(code)
    # The document has a hundred ways to fail, and names the others.
    return None if number in _IN_BETWEEN else _ENDS.get(number, DeliveryStatus.FAILED)
