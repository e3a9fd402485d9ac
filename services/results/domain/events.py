"""Derives what webhooks tell from what was known of a session and what is known now. Pure.

An event's id is made of what it says (UUID version 5, RFC 9562): deriving it again gives the same one.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

import msgspec
from msgspec import Struct

from services.contracts.event_types import EventType
from services.results.domain.response import written_answer, written_time
from services.results.domain.source import SourceSession

LONGEST_BODY: Final = 256 * 1024
"""Bytes; what is longer comes without answers and variables, and says so."""
OLDER: Final = timedelta(minutes=1)
"""A session that is read for the first time is news only to who subscribed before, or so long after."""

_NAMESPACE: Final = UUID("5f0c4f5a-6f0e-5c53-9d0a-3f1f6a1f8e11")
_ENDS: Final = {
    "completed": EventType.COMPLETED,
    "expired": EventType.EXPIRED,
    "stopped": EventType.STOPPED,
    "opted_out": EventType.OPTED_OUT,
    "undeliverable": EventType.UNDELIVERABLE,
}
_SUPPRESSED: Final = "suppressed"
_encode: Final = msgspec.json.Encoder().encode


class KnownAnswer(Struct, frozen=True, rename="camel"):
    """An answer that was known."""

    element_id: str
    received_at: str


class KnownLateReply(Struct, frozen=True, rename="camel"):
    """A late reply that was known."""

    received_at: str


class Known(Struct, frozen=True, rename="camel"):
    """What a stored response says of a session, as far as events need it (`response.body_of`)."""

    state: str
    answers: tuple[KnownAnswer, ...] = ()
    late_replies: tuple[KnownLateReply, ...] = ()


class Event(Struct, frozen=True, kw_only=True):
    """Something that happened to a session; `body` is the JSON that subscribers get."""

    id: str
    type: EventType
    session_id: str
    body: str


known_of: Final = msgspec.json.Decoder(Known).decode
"""Reads a stored body."""


def is_news(session: SourceSession, known: Known | None, *, subscribed_at: datetime) -> bool:
    """Say whether a subscriber is told of a session at all: not of old ones that are read anew."""
    return known is not None or session.created_at >= subscribed_at - OLDER


def events_between(
    known: Known | None, session: SourceSession, *, now: datetime
) -> Sequence[Event]:
    """Return what has happened to a session since it was last known, in the order it happened.

    `now` is when an end happened whose time nobody tells. Suppressed sessions have no events.
    """
    if session.state == _SUPPRESSED:
        return []
    return [
        _event(session, kind, mark, at, more)
        for kind, mark, at, more in _happened(known, session, now)
    ]


_Happened = tuple[EventType, str, datetime, Mapping[str, Any]]


def _happened(known: Known | None, session: SourceSession, now: datetime) -> Iterator[_Happened]:
    if known is None:
        yield EventType.STARTED, "", session.created_at, {}
    seen = {(one.element_id, one.received_at) for one in known.answers} if known else set()
    for answer in session.answers:
        received = written_time(answer.received_at) or ""
        if (answer.element_id, received) not in seen:
            mark = f"{answer.element_id}/{received}"
            more = {"answer": written_answer(answer)}
            yield EventType.ANSWERED, mark, answer.received_at, more
    end = _ENDS.get(session.state)
    if end is not None and (known is None or known.state != session.state):
        at = session.completed_at or now
        yield end, "", at, {"answers": [written_answer(one) for one in session.answers]}
    yield from _late(known, session)


def _late(known: Known | None, session: SourceSession) -> Iterator[_Happened]:
    # A stored response does not say the ids of late replies, and providers' times may be whole seconds.
    seen = Counter(one.received_at for one in known.late_replies) if known else Counter[str]()
    for reply in session.late:
        received = written_time(reply.received_at) or ""
        if seen[received]:
            seen[received] -= 1
        else:
            more = {"reply": {"text": reply.text, "receivedAt": received}}
            yield EventType.LATE, reply.id, reply.received_at, more


def _event(
    session: SourceSession, kind: EventType, mark: str, at: datetime, more: Mapping[str, Any]
) -> Event:
    data = {**_about(session), **more}
    return Event(
        id=str(uuid5(_NAMESPACE, f"{session.id}/{kind}/{mark}")),
        type=kind,
        session_id=session.id,
        body=_bounded(kind, at, data),
    )


def _about(session: SourceSession) -> dict[str, Any]:
    return {
        "sessionId": session.id,
        "surveyId": session.survey_id,
        "surveyVersion": session.version,
        "identifier": session.phone or None,
        "languageCode": session.language,
        "clientReference": session.client_reference or None,
        "reason": session.reason or None,
        "test": session.test,
        "variables": [{"key": key, "value": value} for key, value in session.variables],
    }


def _bounded(kind: EventType, at: datetime, data: Mapping[str, Any]) -> str:
    whole = written_body(kind, at, data)
    if len(whole.encode()) <= LONGEST_BODY:
        return whole
    kept = {name: value for name, value in data.items() if name not in {"variables", "answers"}}
    return written_body(kind, at, {**kept, "shortened": True})


def written_body(kind: str, at: datetime, data: Mapping[str, Any]) -> str:
    """Return the JSON that is sent.

    >>> from datetime import UTC
    >>> written_body("webhook.test", datetime(2026, 12, 1, tzinfo=UTC), {})
    '{"type":"webhook.test","timestamp":"2026-12-01T00:00:00Z","data":{}}'
    """
    return _encode({"type": kind, "timestamp": written_time(at), "data": data}).decode()
