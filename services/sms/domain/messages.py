"""Messages to phones, and what is known of each on its way.

The values only: which message may leave when is decided by the store (`services.sms.ports.store`),
what an answer of a provider means by `services.sms.domain.sending`.
"""

from collections.abc import Sequence, Set
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

from services.text.segments import Encoding

MOST_SEGMENTS: Final = 10
"""How long a message may be, in SMS; whoever writes texts shortens them before."""

DEFAULT_LIFE: Final = timedelta(hours=24)
"""How long a message is of use whose caller does not say."""


class MessageStatus(StrEnum):
    """Where a message is; only the first two are not final."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    EXPIRED = "expired"
    REJECTED = "rejected"


class Priority(StrEnum):
    """What waits for what when a sender's rate is short: the first of these goes first."""

    CONVERSATION = "conversation"
    FIRST = "first"
    AUTOMATIC = "automatic"


class OwnErrorCode(StrEnum):
    """Codes of ours for what went wrong with a message; all others are the provider's."""

    DROPPED = "dropped"
    EXPIRED = "expired"
    OPTED_OUT = "opted_out"
    UNCLEAR = "unclear"
    UNKNOWN_SENDER = "unknown_sender"
    NOT_A_PHONE = "not_a_phone"
    NOT_A_RECIPIENT = "not_a_recipient"
    TOO_LONG = "too_long"
    OWN_NUMBER = "own_number"
    QUIET_HOURS = "quiet_hours"
    SPENDING_LIMIT = "spending_limit"
    PREFIX_BRAKE = "prefix_brake"
    UNREADABLE = "unreadable"


class NewMessage(Struct, frozen=True, kw_only=True):
    """A message as the caller wants it.

    `sequence` counts from 1 in a conversation, 0 outside any; `delay` is how long after the
    message before it in the same conversation it may leave. `replied_at` is when the reply came in
    that it is the first to follow.
    """

    id: str
    tenant: str
    conversation_id: str | None
    sequence: int
    sender: str
    subnumber: str
    recipient: str
    text: str
    delay: timedelta
    expires_at: datetime | None
    priority: Priority
    kind: str
    replied_at: datetime | None = None


class PreparedMessage(Struct, frozen=True, kw_only=True):
    """A message ready to be stored: `text` as it will be sent, measured, with its provider.

    It must not leave before `not_before`; with an `error_code` it is never sent.
    """

    id: str
    tenant: str
    conversation_id: str | None
    sequence: int
    sender: str
    subnumber: str
    recipient: str
    text: str
    delay: timedelta
    not_before: datetime
    expires_at: datetime
    priority: Priority
    kind: str
    encoding: Encoding
    segments: int
    provider: str
    error_code: str


class Outgoing(Struct, frozen=True, kw_only=True):
    """A message first in line, leased to this process until `lease_until`.

    It must not leave before `not_before`, and is of no use from `expires_at` on. Since `unclear_at` the
    provider may have it. `replied_at` is known only to the process that took it over, and stored nowhere.
    """

    id: str
    tenant: str
    sender: str
    subnumber: str
    recipient: str
    text: str
    encoding: Encoding
    segments: int
    priority: Priority
    not_before: datetime
    expires_at: datetime
    lease_until: datetime
    attempts: int
    unclear_at: datetime | None = None
    replied_at: datetime | None = None


class ConversationPlace(Struct, frozen=True, kw_only=True):
    """A place in a conversation, counted from 1."""

    conversation_id: str
    sequence: int


class Added(Struct, frozen=True, kw_only=True):
    """What came of adding messages: the ids of new ones, those first in line, and places of those that wait alone.

    Alone is a message whose predecessor came in another batch. Somebody may be adding or settling it
    right now, unseen: it needs a second look when this transaction is committed.
    """

    ids: Set[str]
    ready: Sequence[Outgoing]
    alone: Sequence[ConversationPlace]


class Dropped(Struct, frozen=True, kw_only=True):
    """What came of taking messages back: their ids, and the messages first in line by that."""

    ids: Sequence[str]
    ready: Sequence[Outgoing]


class MessagePage(Struct, frozen=True, kw_only=True):
    """Which messages of a conversation: the newest below an id, None for no limit of either kind."""

    size: int | None = None
    before_id: str | None = None


class MessageRecord(Struct, frozen=True, kw_only=True):
    """A message as it stands, for whoever asks."""

    id: str
    sequence: int
    text: str
    status: MessageStatus
    error_code: str
    encoding: Encoding
    segments: int
    created_at: datetime
    sent_at: datetime | None
    kind: str


class MessageStanding(Struct, frozen=True, kw_only=True):
    """How far a message has come: `status` is None while it is not known here, `sent_at` while it is queued.

    `reply_waits` is true while a reply of its recipient to its address is not handed on.
    """

    status: MessageStatus | None = None
    sent_at: datetime | None = None
    reply_waits: bool = False


class ConversationEnd(Struct, frozen=True, kw_only=True):
    """A conversation that is over.

    What has not left yet is taken back up to the sequence `drop_through`; 0 takes back nothing.
    """

    conversation_id: str
    drop_through: int
    ended_at: datetime


class Withdrawal(Struct, frozen=True, kw_only=True):
    """What has not left yet of a conversation that goes on, taken back up to the sequence `drop_through`."""

    conversation_id: str
    drop_through: int
