"""Proves after a run that it was right: every reply kept once, as the answer to its question, in order.

What phones were sent is judged as it comes, in `conversations`; here what Svar has stored is compared
with what the phones have said. A fast wrong answer is a failure.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from time import monotonic, sleep
from typing import Any, Final

import psycopg

from tests.benchmarks.conversations import Conversation
from tests.benchmarks.questionnaire import QUESTIONS, answer, element_id

Kept = tuple[str, str, object]
"""What became of a reply: the verdict, the element it answered, and the value."""

_MOST: Final = 20
# Phones of sessions that were stored before begin with +474 (`stored.sql`), those of the load do not.
_REPLIES: Final = """
    SELECT s.phone, r.verdict, r.element_id, r.value
    FROM sessions.replies r LEFT JOIN sessions.sessions s ON s.id = r.session_id
    WHERE r.phone NOT LIKE '+474%'
    ORDER BY r.received_at, r.id
"""
_STATES: Final = "SELECT phone, state FROM sessions.sessions WHERE phone NOT LIKE '+474%'"
_DELIVERED: Final = """
    SELECT count(*) FROM sms.messages
    WHERE status = 'delivered' AND recipient NOT LIKE '+474%'
"""
_LOOK_SECONDS: Final = 0.2
_PATIENCE_SECONDS: Final = 120


def verify(database_url: str, conversations: Iterable[Conversation]) -> list[str]:
    """Return a sentence for each thing that is not as it has to be, at most twenty."""
    replies: dict[str, list[Kept]] = defaultdict(list)
    with psycopg.connect(database_url) as connection:
        for phone, verdict, element, value in connection.execute(_REPLIES):
            replies[phone].append((verdict, element, value))
        states: dict[str, str] = dict(connection.execute(_STATES).fetchall())
    return mistakes(conversations, replies=replies, states=states)[:_MOST]


def verify_reports(database_url: str, *, reported: int, repeats: int) -> list[str]:
    """Wait until what was reported as delivered is stored so; return a sentence when it never is.

    `repeats` is how many messages came twice, after an unclear outcome: one report of each leads nowhere.
    """
    deadline = monotonic() + _PATIENCE_SECONDS
    wanted = range(reported - repeats, reported + 1)
    with psycopg.connect(database_url, autocommit=True) as connection:
        while (delivered := _delivered(connection)) not in wanted:
            if monotonic() > deadline:
                return [f"{reported} messages were reported as delivered, {delivered} are"]
            sleep(_LOOK_SECONDS)
    return []


def mistakes(
    conversations: Iterable[Conversation],
    *,
    replies: Mapping[str, Sequence[Kept]],
    states: Mapping[str, str],
) -> list[str]:
    """Compare what was said with what is stored."""
    found = []
    known = set()
    for conversation in conversations:
        phone = conversation.phone
        known.add(phone)
        said = expected(conversation)
        if (kept := list(replies.get(phone, ()))) != said:
            found.append(f"{phone}: said {said}, kept {kept}")
        state = "completed" if conversation.answered == QUESTIONS else "active"
        if states.get(phone) != state:
            found.append(f"{phone}: is {states.get(phone)}, not {state}")
        if conversation.received != conversation.answered + 1:
            found.append(f"{phone}: answered {conversation.answered}, got {conversation.received}")
    return found + [f"{phone}: a reply that nobody sent" for phone in replies.keys() - known]


def expected(conversation: Conversation) -> list[Kept]:
    """Return what has to be stored of a conversation."""
    numbers = range(1, conversation.answered + 1)
    return [("answer", element_id(one), answer(conversation.phone, one)) for one in numbers]


def _delivered(connection: psycopg.Connection[Any]) -> int:
    row = connection.execute(_DELIVERED).fetchone()
    assert row is not None
    return int(row[0])
