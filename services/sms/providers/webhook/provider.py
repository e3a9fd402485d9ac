"""The provider that settings describe: computes from them, and knows nothing of its own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import msgspec

from services.sms.domain.http import HttpAnswer, HttpRequest, endpoint
from services.sms.domain.provider import (
    Accepted,
    Acknowledgement,
    Callback,
    CallbackKind,
    CallbackOutcome,
    ProviderMessage,
    Received,
    Refused,
    SendResult,
    Temporary,
    Traits,
)
from services.sms.providers.base import ProviderTools
from services.sms.providers.kit.acknowledgements import acknowledgement
from services.sms.providers.kit.callback_addresses import CallbackAddresses
from services.sms.providers.kit.exchange import Exchange, is_success, named
from services.sms.providers.kit.json_items import code_of
from services.sms.providers.webhook.outcomes import After, RefusedWhen, at
from services.sms.providers.webhook.proof import secret_headers
from services.sms.providers.webhook.reading import read
from services.sms.providers.webhook.template import Values, filled, filled_fields, values_of

if TYPE_CHECKING:
    from services.sms.providers.webhook.settings import WebhookSettings

NOT_ACCEPTED = Temporary(reason="not_accepted")
"""An answer that is neither what was said to be acceptance nor any refusal that is known."""


class Webhook:
    """Sends by templates, and reads by paths."""

    def __init__(self, settings: "WebhookSettings", tools: ProviderTools) -> None:
        self._settings = settings
        self._now = tools.now
        self._proofs = settings.proofs
        self._addresses = CallbackAddresses(name=tools.name, public_url=settings.public_url)
        status_url = self._addresses.of(CallbackKind.STATUS)
        self._status_url = self._proofs.along_with(status_url) if status_url else ""
        self._headers = settings.send.all_headers
        self._endpoint = endpoint(settings.url, self._headers)
        self._exchange = Exchange(now=tools.now)
        self.traits = Traits(
            drops_repeats=settings.send.drops_repeats,
            deadline=settings.deadline,
            rate=settings.rate,
            header_proofs=self._proofs.header_proofs,
            secret_names=self._proofs.secret_names
            | secret_headers([settings.webhook_hmac, settings.webhook_jwt]),
        )

    def requests(self, messages: Sequence[ProviderMessage]) -> Sequence[HttpRequest]:
        """Write each message as a request of its own."""
        now = self._now()
        return [
            self._request(values_of(message, now=now, status_url=self._status_url))
            for message in messages
        ]

    def results(
        self, messages: Sequence[ProviderMessage], answer: HttpAnswer
    ) -> Sequence[SendResult]:
        """Read what became of the message of a request."""
        return [self._result(answer) for _ in messages]

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused:
        """Read a callback in the format of its path."""
        if not proven and not self._is_genuine(callback):
            return Refused()
        if callback.kind is CallbackKind.INBOUND:
            return read(self._settings.inbound, callback)
        return read(self._settings.status, callback)

    def acknowledge(self, callback: Callback, outcome: CallbackOutcome) -> Acknowledgement:
        """Answer as configured, or 401 or 503."""
        wanted = self._settings.acknowledge
        taken = Acknowledgement(
            status=wanted.status, content_type=wanted.content_type, body=wanted.body.encode()
        )
        return acknowledgement(outcome, taken=taken)

    def _request(self, values: Values) -> HttpRequest:
        send = self._settings.send
        if send.query is not None:
            query = urlencode(filled_fields(send.query, values))
            joint = "&" if "?" in self._settings.url else "?"
            to = endpoint(f"{self._settings.url}{joint}{query}", self._headers)
            return HttpRequest(to=to, method=send.method)
        if send.form is not None:
            body = urlencode(filled_fields(send.form, values)).encode()
        else:
            body = msgspec.json.encode(filled(send.body_json, values))
        return HttpRequest(to=self._endpoint, body=body)

    def _result(self, answer: HttpAnswer) -> SendResult:
        send, content = self._settings.send, _content(answer)
        if send.accepted is not None and send.accepted.holds(answer, content):
            return Accepted(provider_message_id=self._message_id(answer, content))
        for refusal in send.outcomes:
            if refusal.holds(answer, content):
                return self._refused(refusal, answer, content)
        if not is_success(answer):
            return self._exchange.by_status(answer)
        if send.accepted is not None:
            return NOT_ACCEPTED
        return Accepted(provider_message_id=self._message_id(answer, content))

    def _refused(self, refusal: RefusedWhen, answer: HttpAnswer, content: object) -> SendResult:
        code = code_of({"code": refusal.word(content)}, "code") or f"http_{answer.status}"
        after = self._exchange.retry_after(answer)
        return self._exchange.result(refusal.outcome, code, after=after)

    def _message_id(self, answer: HttpAnswer, content: object) -> str | None:
        match self._settings.send.message_id:
            case None:
                return None
            case After() as after:
                return named({"id": after.find(answer)}, "id")
            case path:
                return named({"id": at(content, path)}, "id")

    def _is_genuine(self, callback: Callback) -> bool:
        signed, token = self._settings.webhook_hmac, self._settings.webhook_jwt
        now, url = self._now(), self._addresses.called(callback)
        return (
            (not self._proofs or self._proofs.prove(callback))
            and (signed is None or signed.holds(callback, url=url, now=now))
            and (token is None or token.holds(callback, now=now))
            and bool(self._proofs or signed or token)
        )


def _content(answer: HttpAnswer) -> object:
    try:
        return msgspec.json.decode(answer.body) if answer.body else None
    except (ValueError, RecursionError):
        return None
