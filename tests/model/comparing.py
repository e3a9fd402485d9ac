"""Holds the database against the book: after every step the two must say the same."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from tests.model.book import Book, Said, Talk, Text, Where
from tests.model.world import World

Rows = Sequence[Any]

_STATEMENTS = (
    "SELECT id, state, conversation, asked_at, ended_at FROM sessions.sessions",
    "SELECT id, session_id, verdict, element_id, value FROM sessions.replies",
    "SELECT id, text, status, due_at, sent_at FROM sms.messages WHERE text <> ''",
    "SELECT id, lease_until, parked_at FROM sms.inbox",
    "SELECT delivery, lease_until FROM sessions.outbox",
    "SELECT id FROM sms.status_reports WHERE parked_at IS NOT NULL",
)

_FORWARD = {
    "active": frozenset(
        {"completed", "expired", "opted_out", "superseded", "stopped", "cancelled"}
        | {"suppressed", "undeliverable"}
    ),
    # A reply within the grace counts although the sweep was quicker.
    "expired": frozenset({"completed", "stopped", "opted_out"}),
}
"""What each state may become; every other one is the last."""


def compare(world: World, book: Book) -> None:
    """Check everything; raises AssertionError with what differs."""
    talks, replies, texts, inbox, outbox, reports = world.rows(*_STATEMENTS)
    _compare_talks(talks, book)
    _compare_replies(replies, book)
    _compare_texts(texts, book)
    _no_reply_is_lost(inbox, book)
    _no_text_is_lost(outbox, book)
    assert not reports, "a report was put aside"


def _compare_talks(stored: Rows, book: Book) -> None:
    rows = {row.id: row for row in stored}
    assert rows.keys() == book.talks.keys(), "sessions that nobody asked for, or too few"
    for talk_id, row in rows.items():
        talk = book.talks[talk_id]
        assert _stored_talk(row) == _expected_talk(talk), f"session of {talk.line}"
        for before, after in pairwise(talk.was):
            assert after in _FORWARD.get(before, frozenset()), f"a state went back: {talk.was}"
    open_lines = [talk.line for talk in book.talks.values() if talk.is_open]
    assert len(open_lines) == len(set(open_lines)), "two open sessions on one address"


def _stored_talk(row: Any) -> tuple[Any, ...]:
    state = row.conversation
    answers = {name: one["v"] for name, one in state.get("answers", {}).items()}
    counts = (state.get("sent", 0), state.get("question_sequence", 0))
    pending = state.get("pending", {}).get("v")
    return row.state, state.get("current"), answers, pending, counts, row.asked_at, row.ended_at


def _expected_talk(talk: Talk) -> tuple[Any, ...]:
    counts = (talk.sent, talk.question)
    times = (talk.asked_at, talk.ended_at)
    return (talk.state, talk.current, talk.answers, talk.pending, counts, *times)


def _compare_replies(stored: Rows, book: Book) -> None:
    rows = {row.id: (row.session_id, row.verdict, row.element_id, row.value) for row in stored}
    expected = {one.id: _expected_reply(one) for one in book.replies.values() if one.verdict}
    assert rows == expected, _difference(rows, expected)


def _expected_reply(reply: Said) -> tuple[Any, ...]:
    talk_id = reply.talk.id if reply.talk else None
    return talk_id, reply.verdict, reply.element, reply.value


def _compare_texts(stored: Rows, book: Book) -> None:
    rows = {row.id: (row.text, row.status, row.due_at, row.sent_at) for row in stored}
    for text in book.texts:
        _learn(text, rows)
    expected = {
        one.id: (one.words, _status(one), one.due_at, one.sent_at)
        for one in book.texts
        if one.where is not Where.OUTBOX and (one.queued_at or one.id in rows)
    }
    assert rows == expected, _difference(rows, expected)


def _learn(text: Text, rows: dict[str, Any]) -> None:
    """Which of several reports came first is sms's business; after that it never changes."""
    status = rows[text.id][1] if text.id in rows else ""
    if text.where is Where.SENT and not text.reported and status in text.told:
        text.reported = status


def _status(text: Text) -> str:
    if text.reported:
        return text.reported
    return "failed" if text.where is Where.DROPPED else text.where.value


def _no_reply_is_lost(stored: Rows, book: Book) -> None:
    """Every reply is handled, or waits until somebody looks at it."""
    inbox = {row.id: row for row in stored}
    assert inbox.keys() == book.replies.keys(), "replies lost, or twice"
    for reply_id, row in inbox.items():
        assert row.parked_at is None, "a reply was put aside"
        handled = bool(book.replies[reply_id].verdict)
        assert handled or row.lease_until is not None, "a reply that nobody will look at"


def _no_text_is_lost(stored: Rows, book: Book) -> None:
    """Every text has been handed over, or waits for that."""
    waiting = set()
    for row in stored:
        assert row.lease_until is not None, "a delivery was put aside"
        session = row.delivery["session"]
        waiting |= {(session, one["sequence"]) for one in row.delivery["messages"]}
    for text in book.texts:
        if text.where is Where.OUTBOX:
            place = (text.talk.id if text.talk else None, text.place)
            assert place in waiting, f"a text that nobody will send: {text.words}"


def _difference(stored: dict[str, Any], expected: dict[str, Any]) -> str:
    keys = sorted(stored.keys() | expected.keys())
    return "; ".join(
        f"{key[-6:]}: {stored.get(key)} instead of {expected.get(key)}"
        for key in keys
        if stored.get(key) != expected.get(key)
    )
