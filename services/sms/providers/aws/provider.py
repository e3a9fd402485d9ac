"""AWS End User Messaging SMS (docs.aws.amazon.com/sms-voice), with replies and events by SNS.

AWS chooses the encoding of a text, and drops no repeats.
"""

from collections.abc import Sequence
from typing import Annotated, Final

import msgspec
from pydantic import AfterValidator, BeforeValidator, Field

from services.sms.domain.http import HttpAnswer, HttpRequest, endpoint
from services.sms.domain.provider import (
    Accepted,
    Acknowledgement,
    Callback,
    CallbackOutcome,
    ProviderMessage,
    Received,
    Refused,
    SendResult,
    Traits,
    TryLater,
    UnreadableItem,
)
from services.sms.providers.aws.events import CONTEXT, read_event
from services.sms.providers.aws.sigv4 import Signer
from services.sms.providers.aws.sns import (
    WINDOW,
    Envelope,
    SnsProof,
    confirmation_url,
    public_keys,
    read_envelope,
)
from services.sms.providers.base import ProviderTools
from services.sms.providers.kit.acknowledgements import acknowledgement
from services.sms.providers.kit.exchange import Exchange, is_success, json_content, named
from services.sms.providers.kit.json_items import code_of, read_items
from services.sms.providers.kit.settings import BaseUrl, HeaderSecret, HttpProviderSettings, Word
from services.sms.providers.kit.validity import seconds_left

SERVICE: Final = "sms-voice"
SHORTEST_VALIDITY: Final = 5
LONGEST_VALIDITY: Final = 259_200
_TARGET: Final = "PinpointSMSVoiceV2.SendTextMessage"
_encode: Final = msgspec.json.Encoder().encode
# The reasons of a conflict or of a mistake in a request that are about us, and not about the message.
_OURS: Final = (
    *("DESTINATION_PHONE_NUMBER_NOT_VERIFIED", "NO_ORIGINATION_IDENTITIES_FOUND"),
    *("NUMBER_CAPABILITIES_MISMATCH", "MESSAGE_TYPE_MISMATCH", "RESOURCE_NOT_ACTIVE"),
    *("SENDER_ID_NOT_REGISTERED", "SENDER_ID_NOT_SUPPORTED", "SENDER_ID_REQUIRES_REGISTRATION"),
    *("INVALID_IDENTITY_FOR_DESTINATION_COUNTRY", "INVALID_ARN", "RESOURCE_NOT_ACCESSIBLE"),
)
_EXPLAINED: Final = frozenset({"ConflictException", "ValidationException"})
_REFUSING_US: Final = (
    *("AccessDeniedException", "ResourceNotFoundException", "ServiceQuotaExceededException"),
    *("UnrecognizedClientException", "InvalidSignatureException", "ExpiredTokenException"),
    *("IncompleteSignatureException", "MissingAuthenticationTokenException"),
    *("InvalidClientTokenId", "SignatureDoesNotMatch", "OptInRequired"),
)


def _certificate(pem: str) -> str:
    public_keys(pem.encode())
    return pem


_Topic = Annotated[
    str,
    Field(pattern=r"^arn:aws(-cn|-us-gov)?:sns:[a-z0-9-]{3,30}:[0-9]{12}:[A-Za-z0-9_-]{1,256}$"),
]
_Topics = Annotated[
    list[_Topic],
    BeforeValidator(lambda value: [value] if isinstance(value, str) else value),
    Field(min_length=1, max_length=16),
]


class AwsSettings(HttpProviderSettings):
    """The account, and the topics that may tell us something."""

    url: BaseUrl | None = None
    region: Annotated[str, Field(pattern=r"^[a-z0-9-]{3,30}$")]
    access_key_id: Word
    secret_access_key: HeaderSecret
    session_token: HeaderSecret | None = None
    topic_arns: _Topics
    configuration_set: Annotated[str, Field(pattern=r"^[A-Za-z0-9_:/-]{1,256}$")] | None = None
    sns_url: BaseUrl | None = None
    signing_certificate: Annotated[str, AfterValidator(_certificate)] | None = None

    def build(self, tools: ProviderTools) -> "Aws":
        """Return the provider."""
        return Aws(self, tools)


class Aws:
    """Posts messages as signed JSON, and reads notifications of SNS."""

    def __init__(self, settings: AwsSettings, tools: ProviderTools) -> None:
        self._now = tools.now
        self._settings = settings
        self._signed = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": _TARGET}
        if settings.session_token is not None:
            self._signed["X-Amz-Security-Token"] = settings.session_token.get_secret_value()
        base = settings.url or f"https://{SERVICE}.{settings.region}.amazonaws.com"
        self._endpoint = endpoint(f"{base}/", {**self._signed, "User-Agent": "svar"})
        self._signer = Signer(
            access_key_id=settings.access_key_id,
            secret_access_key=settings.secret_access_key.get_secret_value(),
            region=settings.region,
            service=SERVICE,
        )
        pinned = settings.signing_certificate
        self._proof = SnsProof(
            settings.topic_arns, tools.keys, certificate=pinned.encode() if pinned else None
        )
        self._exchange = Exchange(
            now=tools.now,
            throttled=["ThrottlingException", "TooManyRequestsException", "Throttling"],
            temporary=["InternalServerException", "ServiceUnavailable", "InternalFailure"],
            configuration=[*_OURS, *_REFUSING_US],
            opted_out=["DESTINATION_PHONE_NUMBER_OPTED_OUT"],
        )
        self.traits = Traits(
            drops_repeats=False,
            deadline=settings.deadline,
            rate=settings.rate,
            replay_window=WINDOW,
            # A text of 1,600 characters, escaped twice, and what is around it.
            max_body_bytes=256 * 1024,
        )

    def requests(self, messages: Sequence[ProviderMessage]) -> Sequence[HttpRequest]:
        """Write each message as a request of its own, signed for now."""
        return [self._request(_encode(self._body(message))) for message in messages]

    def results(
        self, messages: Sequence[ProviderMessage], answer: HttpAnswer
    ) -> Sequence[SendResult]:
        """Read what became of the message of a request."""
        content = json_content(answer)
        if is_success(answer):
            return [Accepted(provider_message_id=named(content, "MessageId")) for _ in messages]
        kind = code_of({"type": str(content.get("__type", "")).rpartition("#")[2]}, "type")
        reason = code_of(content, "Reason")
        code = reason if reason and kind in _EXPLAINED else kind
        return [self._exchange.refused(answer, code) for _ in messages]

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused | TryLater:
        """Read a notification, or have a subscription of ours confirmed."""
        envelope = read_envelope(callback.body)
        if envelope is None:
            return Refused() if not proven else _aside(callback, "not an envelope of SNS")
        refusal = None if proven else self._proof.prove(envelope, now=self._now())
        return refusal or self._received(envelope, callback)

    def acknowledge(self, callback: Callback, outcome: CallbackOutcome) -> Acknowledgement:
        """Answer with nothing but a status."""
        return acknowledgement(outcome)

    def _request(self, body: bytes) -> HttpRequest:
        headers = self._signer.headers(
            "POST", self._endpoint.url, self._signed, body, now=self._now()
        )
        return HttpRequest(to=self._endpoint, headers=tuple(headers.items()), body=body)

    def _body(self, message: ProviderMessage) -> dict[str, object]:
        body: dict[str, object] = {
            "DestinationPhoneNumber": message.recipient,
            "OriginationIdentity": message.sender,
            "MessageBody": message.text,
            "MessageType": "TRANSACTIONAL",
            "Context": {CONTEXT: message.id},
        }
        seconds = seconds_left(
            message, self._now(), shortest=SHORTEST_VALIDITY, longest=LONGEST_VALIDITY
        )
        if seconds is not None:
            body["TimeToLive"] = seconds
        if self._settings.configuration_set is not None:
            body["ConfigurationSetName"] = self._settings.configuration_set
        return body

    def _received(self, envelope: Envelope, callback: Callback) -> Received:
        match envelope["Type"]:
            case "Notification":
                found = read_items(envelope["Message"].encode("utf-8", "replace"), read_event)
                reasons = [item.reason for item in found.unreadable]
                return _aside(callback, reasons[0]) if reasons else found
            case "SubscriptionConfirmation":
                url = confirmation_url(envelope, self._settings.sns_url)
                asked = HttpRequest(to=endpoint(url, {"User-Agent": "svar"}), method="GET")
                return Received(request=asked)
            case _:
                # Nothing more will come by this topic: somebody has to know.
                return _aside(callback, "our subscription was cancelled")


def _aside(callback: Callback, reason: str) -> Received:
    """Keep a callback as a whole, so that it can be read again."""
    return Received(unreadable=(UnreadableItem(reason=reason, body=callback.body),))
