"""What passes between us and an SMS provider, whichever it is.

The values only: who carries them is `services.sms.ports.provider`, how each provider writes them
is under `services/sms/providers/`.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from services.sms.domain.http import HttpRequest
from services.text.segments import Encoding


class ProviderMessage(Struct, frozen=True, kw_only=True):
    """A message that a provider is to carry to a phone.

    `id` is ours; `sender` is our number followed by the subnumber's digits, if any; `recipient`
    is E.164; after `valid_until` the message is of no use and need not be delivered.

    Where the provider names SMS sessions, `sender` is our number alone: the message belongs to the
    session `session_ref`, or to a new one with `opens_session`, or to none.
    """

    id: str
    sender: str
    recipient: str
    text: str
    encoding: Encoding
    segments: int
    valid_until: datetime | None = None
    session_ref: str | None = None
    opens_session: bool = False


class Accepted(Struct, frozen=True, kw_only=True):
    """The provider has the message.

    `part_ids` are the ids of its parts, where the provider reports on each by itself; `session_ref`
    names its SMS session, where it has such.
    """

    provider_message_id: str | None = None
    part_ids: tuple[str, ...] = ()
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
    """Which of the two paths of a provider a callback came to; its content says what it is about."""

    INBOUND = "inbound"
    STATUS = "status"


class Callback(Struct, frozen=True, kw_only=True):
    """One HTTP request of a provider, as it arrived.

    `kind` says which of our two paths it came to. Header names are in lower case; `target` is the
    path with the query, as received.
    """

    kind: CallbackKind
    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


class ReplyPart(Struct, frozen=True, kw_only=True):
    """Which part of a long message this is, `number` from 1 of `total`; all of one have its `reference`."""

    reference: str
    number: int
    total: int


class ProviderReply(Struct, frozen=True, kw_only=True):
    """A message from a phone, as the provider tells it.

    `from_` is E.164 where it can be; `to` is normalised to digits with an optional plus sign, None
    where the provider does not say it and has one sender only; `text` is as written, less what cannot
    be stored. Without `provider_message_id` repeats are told by from, to and text. `session` is the
    SMS session, where the provider names them. A message that came in parts is one for each `part`.
    """

    provider_message_id: str | None
    from_: str
    to: str | None
    text: str
    session: str | None = None
    part: ReplyPart | None = None


class UnreadableItem(Struct, frozen=True, kw_only=True):
    """Something that a person has to look at; `reason` holds nothing of its content.

    A callback with `body` as its body holds this item and nothing else, so that it can be read again.
    """

    reason: str
    body: bytes


class DeliveryStatus(StrEnum):
    """What became of a message, in the end."""

    DELIVERED = "delivered"
    FAILED = "failed"
    EXPIRED = "expired"
    REJECTED = "rejected"


class ReportedPart(Struct, frozen=True, kw_only=True):
    """A part of a message that a report is about: its id, or its number as text; None for `total` as sent."""

    id: str
    total: int | None = None


class ProviderReport(Struct, frozen=True, kw_only=True):
    """A delivery report; at least one of the two ids is there.

    `status` is None for a state in between, which says nothing new. A message is delivered when all
    its parts are, and failed when one is.
    """

    provider_message_id: str | None
    our_id: str | None
    status: DeliveryStatus | None
    error_code: str = ""
    opted_out: bool = False
    part: ReportedPart | None = None


class Nonce(Struct, frozen=True, kw_only=True):
    """What may be used for one callback only: the same one again is a repeat, another one is forged."""

    value: str
    used_for: bytes
    """A digest of everything in the callback that its signature does not cover."""


class Received(Struct, frozen=True, kw_only=True):
    """What a genuine callback held, or a link brought: each in its order.

    `nonce` is spent in the transaction that stores the rest. `request` is to be made once that is
    durable, such as the confirmation of a subscription.
    """

    replies: tuple[ProviderReply, ...] = ()
    reports: tuple[ProviderReport, ...] = ()
    unreadable: tuple[UnreadableItem, ...] = ()
    nonce: Nonce | None = None
    request: HttpRequest | None = None


class Refused(Struct, frozen=True):
    """The callback is not genuine. Nothing of it is kept."""


class TryLater(Struct, frozen=True):
    """Whether the callback is genuine cannot be said now; the provider is to send it again."""


class Taken(Struct, frozen=True, kw_only=True):
    """The callback is durable; `accepted` counts the replies and reports that were understood."""

    accepted: int


CallbackOutcome = Taken | Refused | TryLater


class Acknowledgement(Struct, frozen=True, kw_only=True):
    """The answer to a callback; no body when `content_type` is empty."""

    status: int
    content_type: str = ""
    body: bytes = b""


class Traits(Struct, frozen=True, kw_only=True):
    """What the rest of the gateway has to know of a provider. Sizes are in bytes, times in seconds."""

    drops_repeats: bool
    """Whether a message sent again with the same id reaches the phone once."""
    repeats_dropped_for: timedelta | None = None
    """How long after the first attempt that holds; None for as long as a message is of use."""
    names_sessions: bool = False
    """Whether it names the SMS sessions that replies come back with (`subnumbers: provider`)."""
    replay_window: timedelta = timedelta(days=1)
    """For how long a callback may come after it was signed, and for how long its nonce is spent."""
    rate: float | None = None
    """How many messages a second the whole account may send, over all senders and replicas."""
    batch: int = 1
    """How many messages go in one send at most, from 1 to 1,000."""
    in_flight: int = 64
    """How many sends may be under way at once."""
    deadline: float = 10
    """How long one request may take."""
    max_body_bytes: int = 64 * 1024
    """How large the body of a callback may be."""
    header_proofs: Mapping[str, frozenset[bytes]] = {}
    """Headers that hold a fixed secret: by lower-case name, the SHA-256 digests of those that are
    right. All of them must be. Whoever answers callbacks can refuse forged ones by these without
    asking the provider."""
    secret_names: frozenset[str] = frozenset()
    """Other headers, by lower-case name, and parameters that hold secrets: nothing of them is kept."""

    @property
    def may_double(self) -> bool:
        """Whether a message that was sent may, sent again at some time, reach the phone twice."""
        return not self.drops_repeats or self.repeats_dropped_for is not None


def is_proven(callback: Callback, traits: Traits) -> bool:
    """Say whether the headers of a callback hold the secrets that prove it; False where none does.

    >>> traits = Traits(drops_repeats=True, header_proofs={"x-token": frozenset({digest("w")})})
    >>> made = {"kind": CallbackKind.STATUS, "method": "POST", "target": "/", "body": b""}
    >>> [is_proven(Callback(headers={"x-token": it}, **made), traits) for it in ("w", "x")]
    [True, False]
    """
    # How long it takes to compare digests tells nothing of the secrets.
    return bool(traits.header_proofs) and all(
        digest(callback.headers.get(name, "")) in digests
        for name, digests in traits.header_proofs.items()
    )


def digest(secret: str) -> bytes:
    """Return the SHA-256 digest of a header's value, whatever characters it has."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).digest()
