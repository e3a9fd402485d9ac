"""What passes between us and an SMS provider, whichever it is.

The values only: who carries them is `services.sms.ports.provider`, how each provider writes them
is under `services/sms/providers/`.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from services.text.segments import Encoding


class ProviderMessage(Struct, frozen=True, kw_only=True):
    """A message that a provider is to carry to a phone.

    `id` is ours; `sender` is our number followed by the subnumber's digits, if any; `recipient`
    is E.164; after `valid_until` the message is of no use and need not be delivered.
    """

    id: str
    sender: str
    recipient: str
    text: str
    encoding: Encoding
    segments: int
    valid_until: datetime | None = None


class Accepted(Struct, frozen=True, kw_only=True):
    """The provider has the message. `session_ref` names its SMS session, where it has such."""

    provider_message_id: str | None = None
    session_ref: str | None = None


class Throttled(Struct, frozen=True, kw_only=True):
    """We send too fast: try again, after a while of the provider's choice where it names one."""

    after: timedelta | None = None


class Temporary(Struct, frozen=True, kw_only=True):
    """The provider certainly did not take the message, and may later."""

    reason: str
    after: timedelta | None = None


class Unclear(Struct, frozen=True, kw_only=True):
    """The request left and no answer came: repeated only where the provider drops repeats."""

    reason: str


class PermanentRecipient(Struct, frozen=True, kw_only=True):
    """This message will never reach this recipient."""

    code: str


class PermanentConfiguration(Struct, frozen=True, kw_only=True):
    """Our credentials or settings are wrong: no message will go, none is to be given up."""

    code: str


class OptedOut(Struct, frozen=True, kw_only=True):
    """The recipient told the provider to stop us."""


SendResult = (
    Accepted
    | Throttled
    | Temporary
    | Unclear
    | PermanentRecipient
    | PermanentConfiguration
    | OptedOut
)


class CallbackKind(StrEnum):
    """What a callback is about."""

    INBOUND = "inbound"
    STATUS = "status"


class Callback(Struct, frozen=True, kw_only=True):
    """One HTTP request of a provider, as it arrived.

    Header names are in lower case; `target` is the path with the query, as received.
    """

    kind: CallbackKind
    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


class ProviderInbound(Struct, frozen=True, kw_only=True):
    """A message from a phone, as the provider tells it.

    `from_` is E.164 where it can be; `to` is normalised to digits with an optional plus sign;
    `text` is as written, less what cannot be stored; `sent_at` is the provider's word, aware,
    for information only. Without `provider_message_id` repeats are told by from, to and text.
    """

    provider_message_id: str | None
    from_: str
    to: str
    text: str
    sent_at: datetime | None = None


class UnreadableItem(Struct, frozen=True, kw_only=True):
    """Something that a person has to look at: `raw` as received, `reason` without its content."""

    reason: str
    raw: bytes


class ParsedInbound(Struct, frozen=True, kw_only=True):
    """What a callback held, in its order."""

    messages: tuple[ProviderInbound, ...] = ()
    unreadable: tuple[UnreadableItem, ...] = ()


class DeliveryStatus(StrEnum):
    """What became of a message, in the end."""

    DELIVERED = "delivered"
    FAILED = "failed"
    EXPIRED = "expired"
    REJECTED = "rejected"


class ProviderStatus(Struct, frozen=True, kw_only=True):
    """A delivery report; at least one of the two ids is there."""

    provider_message_id: str | None
    our_id: str | None
    status: DeliveryStatus
    error_code: str = ""
    opted_out: bool = False


class ParsedStatuses(Struct, frozen=True, kw_only=True):
    """What a callback held, in its order."""

    statuses: tuple[ProviderStatus, ...] = ()
    unreadable: tuple[UnreadableItem, ...] = ()


class CallbackVerdict(StrEnum):
    """What became of a callback."""

    TAKEN = "taken"
    UNAUTHENTICATED = "unauthenticated"
    TRY_LATER = "try_later"


class CallbackOutcome(Struct, frozen=True, kw_only=True):
    """What the provider is to be told; `accepted` counts the items that were understood."""

    verdict: CallbackVerdict
    accepted: int = 0


class Acknowledgement(Struct, frozen=True, kw_only=True):
    """The answer to a callback; no body when `content_type` is empty."""

    status: int
    content_type: str = ""
    body: bytes = b""
