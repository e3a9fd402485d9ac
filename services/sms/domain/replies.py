"""Messages from phones and delivery reports, on their way to whoever holds the conversations."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from msgspec import Struct

from services.sms.domain.messages import MessageStatus
from services.sms.domain.provider import ReplyPart

SAME_TEXT_WINDOW: Final = timedelta(seconds=4)
"""Without an id of the provider, the same text between the same numbers is one message."""


class InReplyTo(Struct, frozen=True, kw_only=True):
    """The newest message that the phone can have seen; `conversation_id` is None outside any."""

    message_id: str
    conversation_id: str | None
    sequence: int
    due_at: datetime


class NewReply(Struct, frozen=True, kw_only=True):
    """A message from a phone, read and not stored yet.

    With a `session` its subnumber is not known before it is looked up. With a `part` it is one of a
    long text; `incomplete` is a text of which parts never came.
    """

    id: str
    tenant: str
    provider: str
    provider_message_id: str | None
    sender: str
    subnumber: str
    phone: str
    text: str
    session: str | None = None
    part: ReplyPart | None = None
    incomplete: bool = False


class Reply(Struct, frozen=True, kw_only=True):
    """A message from a phone, as it is told to whoever holds the conversations."""

    id: str
    tenant: str
    sender: str
    subnumber: str
    phone: str
    text: str
    received_at: datetime
    in_reply_to: InReplyTo | None


class NewStatusReport(Struct, frozen=True, kw_only=True):
    """A delivery report; `message_id` is our id, where it is known already.

    `applied` says that the message's own row has the status already. With a `part` it is about that one
    of `parts_total`, None for as many as were sent.
    """

    id: str
    provider: str
    provider_message_id: str | None
    message_id: str | None
    status: MessageStatus
    error_code: str
    opted_out: bool
    applied: bool = False
    part: str | None = None
    parts_total: int | None = None

    @property
    def about(self) -> str:
        """What it is about, as one of our ids or of the provider's. Reports on one message keep their order."""
        return self.message_id or self.provider_message_id or self.id


class StatusReport(Struct, frozen=True, kw_only=True):
    """What became of a message, as it is told to whoever holds the conversations."""

    id: str
    tenant: str
    message_id: str
    conversation_id: str | None
    sequence: int
    status: MessageStatus
    error_code: str
    opted_out: bool
    reported_at: datetime


class Applied(Struct, frozen=True, kw_only=True):
    """What came of applying reports: those whose message has a final status now, the messages that
    were dropped because they must not follow a first one that failed, and the ids of reports on parts
    whose message waits for others."""

    reports: Sequence[StatusReport]
    dropped: Sequence[str]
    waiting: Sequence[str] = ()


class Unreadable(Struct, frozen=True, kw_only=True):
    """Something of a provider's that a person has to look at; see `KeptCallback` for its fields."""

    id: str
    provider: str
    kind: str
    reason: str
    raw: bytes
    method: str = ""
    target: str = ""
    headers: Mapping[str, str] = {}


class SpentNonce(Struct, frozen=True, kw_only=True):
    """What proved a callback, and proves no other one of that provider for as long as it `lasts`."""

    provider: str
    value: str
    used_for: bytes
    lasts: timedelta


def text_digest(reply: NewReply) -> bytes:
    """Return what two deliveries of one message have in common where the provider gives no id."""
    parts = (reply.provider, reply.sender, reply.subnumber, reply.phone, reply.text)
    return sha256("\0".join(parts).encode()).digest()
