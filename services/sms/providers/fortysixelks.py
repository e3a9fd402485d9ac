"""46elks (46elks.se/docs: send SMS, receive SMS, delivery reports)."""

import re
from collections.abc import Sequence
from typing import Final, Self

from pydantic import model_validator

from services.sms.domain.http import HttpAnswer, HttpRequest
from services.sms.domain.phone_numbers import normalise_inbound
from services.sms.domain.provider import (
    Accepted,
    Acknowledgement,
    Callback,
    CallbackOutcome,
    PermanentRecipient,
    ProviderMessage,
    ProviderReply,
    ProviderReport,
    Received,
    Refused,
    SendResult,
    Traits,
)
from services.sms.providers.base import ProviderTools
from services.sms.providers.kit.acknowledgements import NO_CONTENT, acknowledgement
from services.sms.providers.kit.exchange import Exchange, is_success, json_content, named
from services.sms.providers.kit.forms import read_form
from services.sms.providers.kit.json_items import (
    Item,
    UnreadableError,
    address_of,
    id_of,
    text_of,
)
from services.sms.providers.kit.outgoing import basic, form_endpoint, form_request
from services.sms.providers.kit.settings import BaseUrl, HeaderSecret, Word
from services.sms.providers.kit.status_table import StatusTable
from services.sms.providers.kit.webhook_proofs import NeededProofSettings

_STATES: Final = StatusTable(
    delivered=["delivered"], failed=["failed"], in_between=["created", "sent"]
)
# Refusals are sentences. Those that speak of the phone are about this message, the others about us.
_is_about_us: Final = re.compile(rb"credit|balance|sender|from|account", re.I).search
_is_about_the_phone: Final = re.compile(rb"\bto\b|number|recipient", re.I).search


class FortySixElksSettings(NeededProofSettings):
    """The account, and what proves callbacks: 46elks signs nothing."""

    url: BaseUrl = "https://api.46elks.com"
    username: Word
    password: HeaderSecret

    @model_validator(mode="after")
    def _can_be_proven(self) -> Self:
        if self.webhook_header is not None:
            raise ValueError("46elks sends no headers of ours: use webhook_query or webhook_basic")
        return self

    def build(self, tools: ProviderTools) -> "FortySixElks":
        """Return the provider."""
        return FortySixElks(self, tools)


class FortySixElks:
    """Posts messages as forms, and reads forms."""

    def __init__(self, settings: FortySixElksSettings, tools: ProviderTools) -> None:
        self._proofs = settings.proofs
        self._reports = settings.reports_address(tools.name)
        self._endpoint = form_endpoint(
            f"{settings.url}/a1/sms", basic(settings.username, settings.password)
        )
        self._exchange = Exchange(now=tools.now)
        self.traits = Traits(
            drops_repeats=False,
            deadline=settings.deadline,
            rate=settings.rate,
            header_proofs=self._proofs.header_proofs,
            secret_names=self._proofs.secret_names,
        )

    def requests(self, messages: Sequence[ProviderMessage]) -> Sequence[HttpRequest]:
        """Write each message as a form of its own."""
        return [
            form_request(
                self._endpoint,
                {
                    "from": message.sender,
                    "to": message.recipient,
                    "message": message.text,
                    "whendelivered": self._reports,
                },
            )
            for message in messages
        ]

    def results(
        self, messages: Sequence[ProviderMessage], answer: HttpAnswer
    ) -> Sequence[SendResult]:
        """Read what became of the message of a request."""
        if is_success(answer):
            message_id = named(json_content(answer), "id")
            return [Accepted(provider_message_id=message_id) for _ in messages]
        about_us = _is_about_us(answer.body) or not _is_about_the_phone(answer.body)
        if answer.status == 403 and not about_us:
            return [PermanentRecipient(code="http_403") for _ in messages]
        return [self._exchange.by_status(answer) for _ in messages]

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused:
        """Read a message from a phone, or a report: one form each."""
        if not proven and not self._proofs.prove(callback):
            return Refused()
        return read_form(callback, _item)

    def acknowledge(self, callback: Callback, outcome: CallbackOutcome) -> Acknowledgement:
        """Answer without a body: any would be sent to the phone, or be taken as a command."""
        return acknowledgement(outcome, taken=NO_CONTENT)


def _item(form: Item) -> ProviderReply | ProviderReport:
    # Only what comes from a phone has a direction or a sender.
    return _reply(form) if "from" in form or "direction" in form else _report(form)


def _reply(form: Item) -> ProviderReply:
    return ProviderReply(
        provider_message_id=id_of(form, "id"),
        from_=normalise_inbound(address_of(form, "from")),
        to=address_of(form, "to"),
        text=text_of(form, "message"),
    )


def _report(form: Item) -> ProviderReport:
    message_id = id_of(form, "id")
    if message_id is None:
        raise UnreadableError("id is missing")
    return ProviderReport(
        provider_message_id=message_id, our_id=None, status=_STATES.status(form.get("status"))
    )
