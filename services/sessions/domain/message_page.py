"""A page of what was said in a session, in both directions.

Ids sort by the time they were made, so that an id is the place of a page: what is older has a lower one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.sessions.domain.message import SentMessage
from services.sessions.domain.reply import KeptReply

MESSAGES_A_PAGE = 200
BYTES_A_PAGE = 4 * 1024 * 1024
"""Of what was received; what is sent is short. One message is shown however long it is."""
CHARACTERS_OF_AN_ANSWER = 4000
"""So much of the words of an answer is shown with it; all of them are in its message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    """What to show: so many messages, the newest of those whose id is lower than `before_id`."""

    before_id: str | None = None
    size: int = MESSAGES_A_PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class RepliesPage:
    """The newest replies of those asked for; `more` when there are older ones."""

    replies: Sequence[KeptReply]
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMessages:
    """A page of both directions, each oldest first; the next one lies before `next_id`, None after the last."""

    sent: Sequence[SentMessage]
    replies: Sequence[KeptReply]
    next_id: str | None


def shown_messages(
    received: RepliesPage, sent: Sequence[SentMessage], *, size: int
) -> ShownMessages:
    """Put a page together from one of each direction; `sent` has one more than `size` where there is more."""
    ids = {one.reply.id for one in received.replies} | {one.id for one in sent}
    lowest = ""
    if received.more:
        # Between what was received and is not shown here, nothing is shown either.
        lowest = min(one.reply.id for one in received.replies)
    newest = sorted((one for one in ids if one >= lowest), reverse=True)
    shown = set(newest[:size])
    more = received.more or len(shown) < len(ids)
    return ShownMessages(
        sent=[one for one in sent if one.id in shown],
        replies=sorted((one for one in received.replies if one.reply.id in shown), key=_received),
        next_id=min(shown) if more else None,
    )


def _received(kept: KeptReply) -> tuple[datetime, str]:
    return kept.reply.received_at, kept.reply.id
