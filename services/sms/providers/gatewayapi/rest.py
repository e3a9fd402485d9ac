"""GatewayAPI's REST API (gatewayapi.com/docs: REST, errors; onlinecity/gatewayapi-docs)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

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
    Temporary,
    Traits,
)
from services.sms.providers.base import ProviderTools
from services.sms.providers.kit.acknowledgements import acknowledgement
from services.sms.providers.kit.callback_addresses import CallbackAddresses
from services.sms.providers.kit.exchange import Exchange, inside, is_success, json_content
from services.sms.providers.kit.json_items import (
    Item,
    address_of,
    code_of,
    id_of,
    ids_of,
    read_item,
    text_of,
)
from services.sms.providers.kit.outgoing import json_endpoint, json_request, without_plus
from services.sms.providers.kit.settings import secret_bytes
from services.sms.providers.kit.signatures import jwt_claims
from services.sms.providers.kit.status_table import StatusTable
from services.sms.providers.kit.validity import seconds_left
from services.text.segments import Encoding

if TYPE_CHECKING:
    from services.sms.providers.gatewayapi.settings import GatewayApiSettings

URL: Final = "https://gatewayapi.com"
LONGEST_VALIDITY: Final = 5 * 24 * 3600
STATES: Final = StatusTable(
    # "Accepted" is taken on behalf of the phone.
    delivered=["delivered", "accepted"],
    failed=["undeliverable"],
    expired=["expired"],
    rejected=["rejected", "deleted", "skipped"],
    in_between=["unknown", "scheduled", "buffered", "enroute"],
)
_PERMANENT: Final = ["0x0215", "0x0217", "0x021f", "0x0310", "0x0312"]
_CONFIGURATION: Final = [
    f"0x{code:04x}"
    for codes in (range(0x0210, 0x0214), [0x0216], range(0x0219, 0x021F), range(0x0220, 0x0227))
    for code in codes
] + ["0x0229", "0x022a"]


class GatewayApiRest:
    """Posts messages as JSON, and reads callbacks out of the token that proves them."""

    def __init__(self, settings: "GatewayApiSettings", tools: ProviderTools) -> None:
        self._now = tools.now
        self._secrets = secret_bytes(settings.webhook_secret)
        addresses = CallbackAddresses(name=tools.name, public_url=settings.public_url)
        self._reports = addresses.of(CallbackKind.STATUS)
        self._endpoint = json_endpoint(
            f"{settings.url or URL}/rest/mtsms", f"Token {settings.token.get_secret_value()}"
        )
        self._exchange = Exchange(
            now=tools.now, temporary=["0x0214"], permanent=_PERMANENT, configuration=_CONFIGURATION
        )
        # It allows 40 connections from one address.
        self.traits = Traits(
            drops_repeats=False, in_flight=32, deadline=settings.deadline, rate=settings.rate
        )

    def requests(self, messages: Sequence[ProviderMessage]) -> Sequence[HttpRequest]:
        """Write each message by itself: one that is refused takes all of its list with it."""
        return [json_request(self._endpoint, self._message(message)) for message in messages]

    def results(
        self, messages: Sequence[ProviderMessage], answer: HttpAnswer
    ) -> Sequence[SendResult]:
        """Read what became of the message of a request. Most refusals are 403: the code decides."""
        content = json_content(answer)
        if is_success(answer):
            found = inside(content, "ids", 0)
            message_id = str(found) if isinstance(found, (int, str)) else None
            return [Accepted(provider_message_id=message_id) for _ in messages]
        code = code_of(content, "code").casefold()
        if code.endswith("09"):
            return [Temporary(reason=code) for _ in messages]
        return [self._exchange.refused(answer, code) for _ in messages]

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused:
        """Read the claims of the token, which are the callback; the body beside it is never read."""
        token = callback.headers.get("x-gwapi-signature", "")
        claims = jwt_claims(token, self._secrets, now=self._now())
        if claims is None:
            # What was proven before has lost its token, and its body is what the token held.
            return read_item(callback.body, item) if proven else Refused()
        return read_item(claims, item)

    def acknowledge(self, callback: Callback, outcome: CallbackOutcome) -> Acknowledgement:
        """Answer with nothing but the status."""
        return acknowledgement(outcome)

    def _message(self, message: ProviderMessage) -> dict[str, object]:
        return {
            "sender": without_plus(message.sender),
            "message": message.text,
            # "UTF8" is GSM 7, and makes question marks of everything else.
            "encoding": "UTF8" if message.encoding is Encoding.GSM7 else "UCS2",
            "userref": message.id,
            "callback_url": self._reports,
            "validity_period": seconds_left(
                message, self._now(), shortest=60, longest=LONGEST_VALIDITY
            ),
            "recipients": [{"msisdn": int(without_plus(message.recipient))}],
        }


def item(found: Item) -> ProviderReply | ProviderReport:
    """Read a callback: only a report has a status."""
    return _report(found) if "status" in found else _reply(found)


def _reply(found: Item) -> ProviderReply:
    return ProviderReply(
        provider_message_id=id_of(found, "id"),
        from_=normalise_inbound(address_of(found, "msisdn")),
        to=address_of(found, "receiver"),
        text=text_of(found, "message"),
    )


def _report(found: Item) -> ProviderReport:
    theirs, ours = ids_of(found, "id", "userref")
    return ProviderReport(
        provider_message_id=theirs,
        our_id=ours,
        status=STATES.status(found.get("status")),
        error_code=code_of(found, "code"),
    )
