"""Vonage's Messages API (developer.vonage.com: Messages; signed webhooks; the Python library)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

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
    address_of,
    code_of,
    id_of,
    ids_of,
    read_items,
    text_of,
)
from services.sms.providers.kit.outgoing import json_endpoint, json_request, without_plus
from services.sms.providers.kit.settings import secret_bytes
from services.sms.providers.kit.signatures import is_among, is_recent, jwt_claims, sha256_hex
from services.sms.providers.kit.status_table import StatusTable
from services.sms.providers.kit.validity import seconds_left
from services.sms.providers.vonage.signed_forms import REPLAY_WINDOW
from services.text.segments import Encoding

if TYPE_CHECKING:
    from services.sms.providers.vonage.settings import VonageSettings

SHORTEST_VALIDITY: Final = 20
LONGEST_VALIDITY: Final = 604_800
TOKEN_LIFE: Final = timedelta(minutes=15)
_STATES: Final = StatusTable(
    delivered=["delivered", "read"],
    failed=["undeliverable"],
    rejected=["rejected"],
    in_between=["submitted"],
)


class VonageMessages:
    """Posts messages as JSON with a token of our own, and reads events with a token of theirs."""

    def __init__(
        self,
        settings: "VonageSettings",
        tools: ProviderTools,
        *,
        url: str,
        key: RSAPrivateKey,
        reports: str | None,
    ) -> None:
        self._now = tools.now
        self._key = key
        self._application = settings.application_id
        self._reports = reports
        self._secrets = secret_bytes(settings.signature_secret)
        self._endpoint = json_endpoint(f"{url}/v1/messages", "")
        self._exchange = Exchange(now=tools.now, configuration=["http_402"])
        self._token, self._token_until = "", tools.now()
        self.traits = Traits(
            drops_repeats=False,
            replay_window=REPLAY_WINDOW,
            deadline=settings.deadline,
            rate=settings.rate,
        )

    def requests(self, messages: Sequence[ProviderMessage]) -> Sequence[HttpRequest]:
        """Write each message by itself."""
        proof = [("Authorization", f"Bearer {self._fresh_token()}")]
        return [json_request(self._endpoint, self._message(one), proof) for one in messages]

    def results(
        self, messages: Sequence[ProviderMessage], answer: HttpAnswer
    ) -> Sequence[SendResult]:
        """Read what became of the message of a request."""
        content = json_content(answer)
        if is_success(answer):
            return [Accepted(provider_message_id=named(content, "message_uuid")) for _ in messages]
        return [self._exchange.refused(answer) for _ in messages]

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused:
        """Read an event: a message from a phone, or how far one of ours has come."""
        if not proven and not self._is_genuine(callback):
            return Refused()
        return read_items(callback.body, _item)

    def acknowledge(self, callback: Callback, outcome: CallbackOutcome) -> Acknowledgement:
        """Answer with nothing but the status."""
        return acknowledgement(outcome)

    def _message(self, message: ProviderMessage) -> dict[str, object]:
        encoding = "text" if message.encoding is Encoding.GSM7 else "unicode"
        return {
            "channel": "sms",
            "message_type": "text",
            "from": without_plus(message.sender),
            "to": without_plus(message.recipient),
            "text": message.text,
            "client_ref": message.id,
            "webhook_url": self._reports,
            "webhook_version": None if self._reports is None else "v1",
            "ttl": seconds_left(
                message, self._now(), shortest=SHORTEST_VALIDITY, longest=LONGEST_VALIDITY
            ),
            "sms": {"encoding_type": encoding},
        }

    def _fresh_token(self) -> str:
        """Return a token that is good for a while: to sign one takes a millisecond."""
        now = self._now()
        if now >= self._token_until:
            issued, until = int(now.timestamp()), now + TOKEN_LIFE
            claims = {
                "application_id": self._application,
                "iat": issued,
                "exp": int(until.timestamp()),
                # No chance in here: the moment and the application make it unique enough.
                "jti": sha256_hex(f"{self._application} {now.timestamp()}".encode()),
            }
            self._token = jwt.encode(claims, self._key, algorithm="RS256")
            self._token_until = until - TOKEN_LIFE / 3
        return self._token

    def _is_genuine(self, callback: Callback) -> bool:
        scheme, _, token = callback.headers.get("authorization", "").partition(" ")
        claims = jwt_claims(token.strip(), self._secrets, now=self._now())
        if scheme.casefold() != "bearer" or claims is None:
            return False
        issued = claims.get("iat")
        seconds = float(issued) if isinstance(issued, (int, float)) else None
        return is_among(
            str(claims.get("payload_hash", "")).lower(), [sha256_hex(callback.body)]
        ) and is_recent(seconds, now=self._now(), window=REPLAY_WINDOW)


def _item(item: Item) -> ProviderReply | ProviderReport:
    # Only a report has a state.
    return _report(item) if "status" in item else _reply(item)


def _reply(item: Item) -> ProviderReply:
    return ProviderReply(
        provider_message_id=id_of(item, "message_uuid"),
        from_=normalise_inbound(address_of(item, "from")),
        to=address_of(item, "to"),
        text=text_of(item, "text"),
    )


def _report(item: Item) -> ProviderReport:
    theirs, ours = ids_of(item, "message_uuid", "client_ref")
    error = item.get("error")
    return ProviderReport(
        provider_message_id=theirs,
        our_id=ours,
        status=_STATES.status(item.get("status")),
        error_code=code_of(error, "title") if isinstance(error, dict) else "",
    )
