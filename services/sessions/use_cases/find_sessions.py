"""Finds and locks what a batch of replies is about: the session of each, and what a stop will end.

What is decided about them is `decide_replies`' business. Sessions are locked once, in id order: one that
turns out to be missing afterwards is no reason to lock another, but to begin again.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.engine.keywords import Keyword, keyword_of
from services.sessions.domain.contact import Contact
from services.sessions.domain.reply import Reply
from services.sessions.domain.session import Session
from services.sessions.ports.unit_of_work import Transaction

CLOSED_SESSIONS_ANSWER_FOR = timedelta(days=14)

Guesses = Mapping[str, str]
"""The session that each reply may belong to, by the ids of both; none where nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What there is to decide about, until the end of the transaction.

    `sessions` holds every locked session by id, `session_of` the one that each reply belongs to, by the
    ids of both; a reply outside any session is not in it. `opted_out` are the contacts that are, of
    those that no open session shows to be willing.
    """

    replies: Sequence[Reply]
    sessions: Mapping[str, Session]
    session_of: Mapping[str, str]
    opted_out: Set[Contact]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Somebody else was quicker: to be begun again, with these guesses."""

    guesses: Guesses


def find_sessions(
    transaction: Transaction, replies: Sequence[Reply], guesses: Guesses, *, now: datetime
) -> Found | Moved:
    """Find and lock the session of each reply, and all that those who say stop have open."""
    closed_since = now - CLOSED_SESSIONS_ANSWER_FOR
    missed = [reply for reply in replies if reply.id not in guesses]
    session_of = {**guesses, **_look_up(transaction, missed, closed_since)}
    others = transaction.sessions.open_of(_lock_contacts(transaction, replies))
    sessions = transaction.sessions.lock(sorted({*session_of.values(), *others}))
    astray = [
        reply
        for reply in replies
        if not _fits(sessions.get(session_of.get(reply.id, "")), reply, guessed=reply.id in guesses)
    ]
    if any(reply.id in session_of for reply in astray):
        # The index was out of date or full of rubbish, or the session has ended just now.
        again = _look_up(transaction, astray, closed_since)
        for reply in astray:
            session_of.pop(reply.id, None)
        session_of |= again
        if not sessions.keys() >= set(again.values()):
            # Locking one more now would break the order that keeps two batches apart.
            return Moved(guesses=session_of)
    return Found(
        replies=replies,
        sessions=sessions,
        session_of=session_of,
        opted_out=_opted_out(transaction, replies, session_of, sessions),
    )


def contact_of(reply: Reply) -> Contact:
    """Return who wrote a reply."""
    return reply.tenant, reply.address.phone


def _look_up(
    transaction: Transaction, replies: Sequence[Reply], closed_since: datetime
) -> dict[str, str]:
    wanted = [(reply.tenant, reply.address) for reply in replies]
    ids = transaction.sessions.find(wanted, closed_since=closed_since)
    return {reply.id: found for reply, found in zip(replies, ids, strict=True) if found}


def _lock_contacts(transaction: Transaction, replies: Sequence[Reply]) -> Sequence[Contact]:
    """Lock those who say stop or start, before any session; returns those who say stop.

    A survey that somebody is sending them is stored before, and found, or sees afterwards that they
    want none.
    """
    said = [
        (contact_of(reply), keyword_of(reply.text, in_open_question=False)) for reply in replies
    ]
    stops = sorted({contact for contact, keyword in said if keyword is Keyword.STOP})
    starts = sorted({contact for contact, keyword in said if keyword is Keyword.START})
    transaction.contacts.lock(stops)
    transaction.contacts.lock(starts, create=False)
    return stops


def _fits(session: Session | None, reply: Reply, *, guessed: bool) -> bool:
    """Say whether an open session is this reply's; one that is over may have been replaced meanwhile.

    To the bare number of a sender with subnumbers a reply may be any of theirs: Postgres knows which,
    the index does not, so that a guess has to have exactly the reply's address.
    """
    if session is None or not session.conversation.is_active or session.tenant != reply.tenant:
        return False
    mine, theirs = session.address, reply.address
    if guessed:
        return mine == theirs
    same_number = mine.sender == theirs.sender and mine.phone == theirs.phone
    return same_number and theirs.subnumber in {mine.subnumber, ""}


def _opted_out(
    transaction: Transaction,
    replies: Sequence[Reply],
    session_of: Mapping[str, str],
    sessions: Mapping[str, Session],
) -> Set[Contact]:
    """Ask about those whom no open session shows to be willing."""
    doubtful = [
        contact_of(reply)
        for reply in replies
        if (session := sessions.get(session_of.get(reply.id, ""))) is None
        or not session.conversation.is_active
    ]
    reasons = transaction.contacts.suppressed(doubtful)
    return {contact for contact, reason in reasons.items() if reason == "opted_out"}
