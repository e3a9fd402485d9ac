"""Puzzel's SMS Gateway (github.com/PuzzelSolutions/SMS): REST out, batches in JSON, XML or by GET in.

Subnumbers are Puzzel's own: a message opens an SMS session, the answer names it, a reply tells it.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Annotated, ClassVar, Final, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from pydantic import AfterValidator, Field, SecretStr, model_validator

from services.sms.domain.http import HttpAnswer, HttpRequest, endpoint
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
    Unclear,
)
from services.sms.providers.base import ProviderTools
from services.sms.providers.kit.acknowledgements import acknowledgement
from services.sms.providers.kit.exchange import Exchange, inside, is_success, json_content, named
from services.sms.providers.kit.forms import read_form
from services.sms.providers.kit.json_items import (
    Item,
    UnreadableError,
    address_of,
    code_of,
    id_of,
    read_items,
    text_of,
)
from services.sms.providers.kit.settings import BaseUrl, Word
from services.sms.providers.kit.status_table import StatusTable
from services.sms.providers.kit.validity import seconds_left
from services.sms.providers.kit.webhook_proofs import ProofSettings
from services.sms.providers.kit.xml_items import is_xml, read_xml_items

ACCEPTED: Final = "1"
KNOWN_REFERENCE: Final = "25"
REFERENCES_KNOWN_FOR: Final = timedelta(hours=1)
BATCH: Final = 50
OPTED_OUT: Final = "357"
_STATES: Final = StatusTable(
    delivered=[0, 390],
    expired=[361, 362],
    failed=[
        *(350, 351, 354, 355, 356, 357, 358, 359, 360, 363, 364),
        *(368, 369, 370, 371, 380, 385, 386, *range(650, 656)),
    ],
)
_FIVE_MINUTES: Final = 300
_HALF_AN_HOUR: Final = 1_800
_DAY: Final = 86_400


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as exc:
        raise ValueError("is no time zone, such as Europe/Oslo") from exc
    return name


class PuzzelSettings(ProofSettings):
    """The service. `unique_references` is a promise: that Puzzel has switched their validation on for it.

    `timezone` is that of the times in callbacks, which say none.
    """

    names_sessions: ClassVar[bool] = True

    url: BaseUrl
    service_id: Annotated[int, Field(ge=1, le=2**31 - 1)]
    username: Word
    password: SecretStr
    unique_references: bool = False
    timezone: Annotated[str, AfterValidator(_zone)] = "Europe/Oslo"

    @model_validator(mode="after")
    def _is_proven(self) -> Self:
        if self.webhook_basic is not None:
            raise ValueError("webhook_basic: Puzzel sends a fixed header or parameter, no user")
        if not (self.webhook_header or self.webhook_query):
            raise ValueError("one of webhook_header and webhook_query is needed")
        return self

    def build(self, tools: ProviderTools) -> "Puzzel":
        """Return the provider."""
        return Puzzel(self, tools)


class Puzzel:
    """Posts batches as JSON, and reads batches in whatever format they come."""

    def __init__(self, settings: PuzzelSettings, tools: ProviderTools) -> None:
        self._now = tools.now
        self._proofs = settings.proofs
        self._account = {
            "serviceId": settings.service_id,
            "username": settings.username,
            "password": settings.password.get_secret_value(),
        }
        self._endpoint = endpoint(
            f"{settings.url}/gw/rs/sendMessages",
            {
                "Content-Type": "application/json",
                "Accept": "application/json",
                "User-Agent": "svar",
            },
        )
        self._exchange = Exchange(
            now=tools.now, configuration=[2, 3, 4], permanent=[5, 24], temporary=[6]
        )
        self.traits = Traits(
            drops_repeats=settings.unique_references,
            repeats_dropped_for=REFERENCES_KNOWN_FOR,
            names_sessions=True,
            batch=BATCH,
            deadline=settings.deadline,
            rate=settings.rate,
            header_proofs=self._proofs.header_proofs,
            secret_names=self._proofs.secret_names,
        )

    def requests(self, messages: Sequence[ProviderMessage]) -> Sequence[HttpRequest]:
        """Write all messages into one request."""
        batch = {**self._account, "message": [self._message(message) for message in messages]}
        return [HttpRequest(to=self._endpoint, body=msgspec.json.encode(batch))]

    def results(
        self, messages: Sequence[ProviderMessage], answer: HttpAnswer
    ) -> Sequence[SendResult]:
        """Read what became of each message of a batch: told by our reference, else by its place."""
        if not is_success(answer):
            return [self._exchange.refused(answer) for _ in messages]
        statuses = inside(json_content(answer), "messageStatus")
        listed = (
            [one for one in statuses if isinstance(one, dict)] if isinstance(statuses, list) else []
        )
        by_reference = {named(one, "clientReference"): one for one in listed}
        by_place = {named(one, "sequenceIndex"): one for one in listed}
        return [
            self._result(by_reference.get(message.id) or by_place.get(str(place)))
            for place, message in enumerate(messages, start=1)
        ]

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused:
        """Read messages from phones and reports, each kind in batches, in JSON, XML or a query."""
        if not proven and not self._proofs.prove(callback):
            return Refused()
        if callback.method == "GET":
            return read_form(callback, _item)
        if is_xml(callback.body):
            return read_xml_items(callback.body, _item)
        return read_items(callback.body, _item, under=("mo", "dr"))

    def acknowledge(self, callback: Callback, outcome: CallbackOutcome) -> Acknowledgement:
        """Answer exactly 200, with nothing in it."""
        return acknowledgement(outcome)

    def _message(self, message: ProviderMessage) -> Mapping[str, object]:
        return {
            "recipient": message.recipient,
            "content": message.text,
            "price": 0,
            "clientReference": message.id,
            "settings": {
                "autoDetectEncoding": True,
                "originatorSettings": {
                    "originatorType": "INTERNATIONAL" if message.sender[0] == "+" else "NETWORK",
                    "originator": message.sender,
                },
                **_session(message),
                **self._validity(message),
            },
        }

    def _validity(self, message: ProviderMessage) -> Mapping[str, int]:
        seconds = seconds_left(message, self._now(), longest=7 * _DAY)
        return {} if seconds is None else {"validity": validity_code(seconds)}

    def _result(self, status: Item | None) -> SendResult:
        code = code_of(status, "statusCode") if status is not None else ""
        if status is None or not code:
            return Unclear(reason="no_status")
        if code in (ACCEPTED, KNOWN_REFERENCE):
            return Accepted(
                provider_message_id=named(status, "messageId"),
                session_ref=named(status, "sessionId"),
            )
        return self._exchange.of_code(code)


def validity_code(seconds: int) -> int:
    """Return the code of the longest validity that is not above so many seconds, at least 5 minutes.

    >>> [validity_code(minutes * 60) for minutes in (1, 5, 60, 720, 749, 750, 1440, 2880, 10080)]
    [0, 0, 11, 143, 143, 144, 167, 168, 173]
    """
    if seconds >= 2 * _DAY:
        return min(seconds // _DAY, 7) + 166
    if seconds >= _DAY // 2 + _HALF_AN_HOUR:
        return min(143 + (seconds - _DAY // 2) // _HALF_AN_HOUR, 167)
    return min(max(seconds // _FIVE_MINUTES - 1, 0), 143)


def _session(message: ProviderMessage) -> Mapping[str, object]:
    if message.session_ref is not None:
        return {"sessionId": message.session_ref}
    return {"newSession": True} if message.opens_session else {}


def _item(written: Item) -> ProviderReply | ProviderReport:
    item = {name.lower(): value for name, value in written.items()}
    return _report(item) if "statuscode" in item else _reply(item)


def _reply(item: Item) -> ProviderReply:
    return ProviderReply(
        provider_message_id=id_of(item, "messageid"),
        from_=normalise_inbound(address_of(item, "originator")),
        to="".join(address_of(item, "sno").split()),
        text=text_of(item, "content"),
        session=id_of(item, "sessionid"),
    )


def _report(item: Item) -> ProviderReport:
    theirs, ours = id_of(item, "messageid"), id_of(item, "customermessagereference")
    if theirs is None and ours is None:
        raise UnreadableError("neither messageid nor customermessagereference is given")
    code = code_of(item, "statuscode")
    delivered = code in ("0", "390")
    return ProviderReport(
        provider_message_id=theirs,
        our_id=ours,
        status=_STATES.status(item["statuscode"]),
        error_code="" if delivered else code,
        # Barred for good, "remove from all subscription services".
        opted_out=code == OPTED_OUT,
    )
