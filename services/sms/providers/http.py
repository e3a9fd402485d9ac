"""The plain HTTP contract that anyone can implement, and that tests use (api.md section 7)."""

import hmac
from datetime import UTC, timedelta
from http import HTTPStatus
from typing import Annotated, Final

import msgspec
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr

from services.sms.domain.phone_numbers import normalise_inbound
from services.sms.domain.provider import (
    Accepted,
    Acknowledgement,
    Callback,
    CallbackOutcome,
    DeliveryStatus,
    OptedOut,
    ParsedInbound,
    ParsedStatuses,
    PermanentConfiguration,
    PermanentRecipient,
    ProviderInbound,
    ProviderMessage,
    ProviderStatus,
    SendResult,
    Temporary,
    Throttled,
    Unclear,
)
from services.sms.ports.http import (
    ConnectionLostError,
    HttpAnswer,
    NotReachableError,
    endpoint,
)
from services.sms.providers.base import ProviderSettings, ProviderTools
from services.sms.providers.callback_items import (
    Item,
    UnreadableError,
    address_of,
    code_of,
    id_of,
    instant_of,
    read_items,
    text_of,
)
from services.sms.providers.http_acknowledgements import acknowledgement
from services.sms.providers.retry_after import parse_retry_after

OPTED_OUT: Final = "opted_out"
_encode: Final = msgspec.json.Encoder().encode
_STATUSES: Final = {status.value: status for status in DeliveryStatus}


def _one_or_more(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _header_value(secret: SecretStr) -> SecretStr:
    value = secret.get_secret_value()
    if not value.isascii() or not value.isprintable() or not value.strip():
        raise ValueError("must be printable ASCII and not empty")
    return secret


def _http_url(url: str) -> str:
    if " " in url:
        raise ValueError("must be an http or https URL")
    endpoint(url, {})
    return url


_Secret = Annotated[SecretStr, AfterValidator(_header_value)]


class HttpSettings(ProviderSettings):
    """Where to send, and the tokens of both directions.

    `webhook_token` may be a list while it is being changed. `deadline` is in seconds and holds
    for a whole request.
    """

    url: Annotated[str, AfterValidator(_http_url)]
    token: _Secret
    webhook_token: Annotated[
        list[_Secret], BeforeValidator(_one_or_more), Field(min_length=1, max_length=4)
    ]
    deadline: float = Field(default=10, gt=0, le=60)

    def build(self, tools: ProviderTools) -> "HttpProvider":
        """Return the provider."""
        return HttpProvider(self, tools)


class HttpProvider:
    """Posts messages as JSON, and reads JSON callbacks."""

    # The contract lets the receiver drop the second message with one id.
    drops_repeats = True

    def __init__(self, settings: HttpSettings, tools: ProviderTools) -> None:
        self._tools = tools
        self._endpoint = endpoint(
            settings.url,
            {
                "Authorization": f"Bearer {settings.token.get_secret_value()}",
                "Content-Type": "application/json",
                "Accept": "application/json",
                "User-Agent": "svar",
            },
        )
        self._seconds = settings.deadline
        self._webhook_tokens = [
            token.get_secret_value().encode() for token in settings.webhook_token
        ]

    async def send(self, message: ProviderMessage) -> SendResult:
        """Post one message; every answer and every failure is one of the results."""
        body = _request_body(message)
        try:
            answer = await self._tools.http.post(self._endpoint, body, seconds=self._seconds)
        except NotReachableError:
            return Temporary(reason="not_reachable")
        except ConnectionLostError:
            return Unclear(reason="connection_lost")
        except TimeoutError:
            return Unclear(reason="timeout")
        return self._result(answer)

    def authenticate(self, callback: Callback) -> bool:
        """Compare the token with each of ours, in constant time."""
        given = callback.headers.get("x-webhook-token", "").encode("utf-8", "surrogateescape")
        matches = [hmac.compare_digest(given, token) for token in self._webhook_tokens]
        return any(matches)

    def parse_inbound(self, callback: Callback) -> ParsedInbound:
        """Read one message or a list of them."""
        messages, unreadable = read_items(callback.body, _inbound)
        return ParsedInbound(messages=messages, unreadable=unreadable)

    def parse_status(self, callback: Callback) -> ParsedStatuses:
        """Read one delivery report or a list of them."""
        statuses, unreadable = read_items(callback.body, _status)
        return ParsedStatuses(statuses=statuses, unreadable=unreadable)

    def acknowledge(self, outcome: CallbackOutcome) -> Acknowledgement:
        """Answer 200 with the number of items taken, 401, or 503."""
        return acknowledgement(outcome)

    def _result(self, answer: HttpAnswer) -> SendResult:
        status = answer.status
        if 200 <= status < 300:
            return Accepted(provider_message_id=_message_id(_content(answer)))
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            return Throttled(after=self._retry_after(answer))
        if status == HTTPStatus.REQUEST_TIMEOUT or status >= 500:
            return Temporary(reason=f"http_{status}", after=self._retry_after(answer))
        # Redirects are not followed: the token and the text would go where nobody configured.
        if status < 400 or status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            return PermanentConfiguration(code=f"http_{status}")
        error = code_of(_content(answer), "error")
        return (
            OptedOut() if error == OPTED_OUT else PermanentRecipient(code=error or f"http_{status}")
        )

    def _retry_after(self, answer: HttpAnswer) -> timedelta | None:
        return parse_retry_after(answer.header("Retry-After"), now=self._tools.now())


def _request_body(message: ProviderMessage) -> bytes:
    body: dict[str, object] = {
        "id": message.id,
        "from": message.sender,
        "to": message.recipient,
        "text": message.text,
        "encoding": message.encoding,
        "segments": message.segments,
    }
    if message.valid_until is not None:
        until = message.valid_until.astimezone(UTC).replace(tzinfo=None)
        body["validUntil"] = until.isoformat(timespec="milliseconds") + "Z"
    return _encode(body)


def _content(answer: HttpAnswer) -> Item:
    """Return the JSON object of an answer; an empty one when it is none.

    The status has already said what became of the message: nothing here may change that.
    """
    try:
        content: object = msgspec.json.decode(answer.body) if answer.body else None
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _message_id(answer: Item) -> str | None:
    try:
        return id_of(answer, "messageId")
    except UnreadableError:
        return None


def _inbound(item: Item) -> ProviderInbound:
    return ProviderInbound(
        provider_message_id=id_of(item, "messageId"),
        from_=normalise_inbound(address_of(item, "from")),
        to="".join(address_of(item, "to").split()),
        text=text_of(item, "text"),
        sent_at=instant_of(item, "receivedAt"),
    )


def _status(item: Item) -> ProviderStatus:
    theirs, ours = id_of(item, "messageId"), id_of(item, "id")
    if theirs is None and ours is None:
        raise UnreadableError("neither messageId nor id is given")
    code = code_of(item, "errorCode")
    return ProviderStatus(
        provider_message_id=theirs,
        our_id=ours,
        status=_delivery_status(item.get("status")),
        error_code=code,
        opted_out=code == OPTED_OUT,
    )


def _delivery_status(value: object) -> DeliveryStatus:
    if not isinstance(value, str) or value not in _STATUSES:
        raise UnreadableError("status is none of the known ones")
    return _STATUSES[value]
