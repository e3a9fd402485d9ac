"""Reads what Svar has stored, from its tables and its REST interface, into values for the checker."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import psycopg
from psycopg import Connection

from tests.e2e.rest import Rest
from tests.faults.history import KeptMessage, KeptReply, KeptSession, Received

_AT_ONCE: Final = 16

_SESSIONS: Final = """
    SELECT id::text, client_reference, phone, sender || subnumber, state, created_at, ended_at
    FROM sessions.sessions
"""
_RECEIVED: Final = """
    SELECT id::text, provider_message_id, received_at, parked_at IS NOT NULL, lease_until IS NOT NULL
    FROM sms.inbox
"""
_REPLIES: Final = """
    SELECT id::text, session_id::text, phone, sender || subnumber, text, verdict, element_id, value,
        received_at
    FROM sessions.replies
"""
_MESSAGES: Final = """
    SELECT id::text, conversation_id::text, sequence, sender || subnumber, recipient, text, kind,
        status, due_at, attempts
    FROM sms.messages ORDER BY conversation_id, sequence
"""
_OUTBOX: Final = "SELECT count(*) FROM sessions.outbox"
_WAITING: Final = """
    SELECT (SELECT count(*) FROM sessions.outbox)
        + (SELECT count(*) FROM sms.inbox WHERE lease_until IS NOT NULL)
        + (SELECT count(*) FROM sms.messages WHERE lease_until IS NOT NULL)
        + (SELECT count(*) FROM sms.status_reports WHERE lease_until IS NOT NULL)
"""


def read_sessions(connection: Connection[Any]) -> list[KeptSession]:
    """Return every session, without its answers."""
    return [
        KeptSession(
            id=id,
            reference=reference,
            phone=phone,
            address=address,
            state=state,
            created_at=created.timestamp(),
            ended_at=_seconds(ended),
        )
        for id, reference, phone, address, state, created, ended in connection.execute(_SESSIONS)
    ]


def read_received(connection: Connection[Any]) -> list[Received]:
    """Return the inbox."""
    return [
        Received(id=id, provider_id=theirs, at=at.timestamp(), parked=parked, waiting=waiting)
        for id, theirs, at, parked, waiting in connection.execute(_RECEIVED)
    ]


def read_replies(connection: Connection[Any]) -> list[KeptReply]:
    """Return every reply with what became of it."""
    return [
        KeptReply(
            id=id,
            session=session,
            phone=phone,
            address=address,
            text=text,
            verdict=verdict,
            element=element,
            value=value,
            at=at.timestamp(),
        )
        for id, session, phone, address, text, verdict, element, value, at in connection.execute(
            _REPLIES
        )
    ]


def read_messages(connection: Connection[Any]) -> list[KeptMessage]:
    """Return every message, those of a session in order."""
    return [
        KeptMessage(
            id=row[0],
            session=row[1],
            number=row[2],
            address=row[3],
            recipient=row[4],
            text=row[5],
            kind=row[6],
            status=row[7],
            due_at=_seconds(row[8]),
            attempts=row[9],
        )
        for row in connection.execute(_MESSAGES)
    ]


def read_outbox(connection: Connection[Any]) -> int:
    """Return how many deliveries have not been handed over."""
    return _count(connection, _OUTBOX)


def read_waiting(connection: Connection[Any]) -> int:
    """Return how much of what is durable still waits for somebody to act on it."""
    return _count(connection, _WAITING)


def connect(database_url: str) -> Connection[Any]:
    """Open a connection for reading."""
    return psycopg.connect(database_url, autocommit=True)


async def with_answers(rest: Rest, sessions: Sequence[KeptSession]) -> list[KeptSession]:
    """Ask REST for the answers of each session."""
    places = asyncio.Semaphore(_AT_ONCE)

    async def asked(session: KeptSession) -> KeptSession:
        async with places:
            shown = await rest.session(session.id)
        return replace(session, answers=_answers(shown))

    return list(await asyncio.gather(*map(asked, sessions)))


def _answers(shown: Mapping[str, Any]) -> dict[str, object]:
    answers = [(answer["elementId"], answer["value"]) for answer in shown["answers"]]
    # One that is shown twice must not look like one.
    return dict(answers) if len(dict(answers)) == len(answers) else {"shown twice": answers}


def _count(connection: Connection[Any], query: str) -> int:
    row = connection.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def _seconds(at: datetime | None) -> float | None:
    return None if at is None else at.timestamp()
