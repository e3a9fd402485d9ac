"""A session as it is listed, exported and fed to warehouses. Pure."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from services.results.domain.facts import Facts
from services.results.domain.source import Answer, Source
from services.runtime.masking import is_phone, mask_phone

_encode = msgspec.json.Encoder().encode


def body_of(source: Source, facts: Facts) -> str:
    """Return the JSON object of a session, without the phone."""
    session, sums = source.session, source.sums
    body = {
        "sessionId": session.id,
        "surveyId": session.survey_id,
        "surveyVersion": session.version,
        "state": session.state,
        "reason": session.reason or None,
        "languageCode": session.language,
        "clientReference": session.client_reference or None,
        "createdAt": written_time(session.created_at),
        "firstSentAt": written_time(sums.first_sent_at),
        "completedAt": written_time(session.completed_at),
        "delivered": sums.delivered,
        "segments": sums.segments,
        "test": facts.left_out == "test",
        "currentElement": session.current_element or None,
        "answers": [written_answer(one) for one in session.answers],
        "refusedReplies": dict(session.refused),
        "lateReplies": [
            {"text": one.text, "receivedAt": written_time(one.received_at)} for one in session.late
        ],
        "variables": [{"key": key, "value": value} for key, value in session.variables],
    }
    return _encode(body).decode()


def written_answer(answer: Answer) -> Mapping[str, Any]:
    """Return the JSON object of an answer."""
    return {
        "elementId": answer.element_id,
        "type": answer.type,
        "value": answer.value,
        "optionId": answer.option_id or None,
        "label": answer.label or None,
        "comment": answer.comment or None,
        "text": answer.text,
        "receivedAt": written_time(answer.received_at),
        "attempts": answer.attempts,
        "understoodBy": answer.understood_by or None,
        "reminder": answer.reminder or None,
    }


def _masked(answer: dict[str, Any]) -> dict[str, Any]:
    """Mask an answer that is a number, in E.164; the reply has it in another spelling."""
    value = answer["value"]
    if not (isinstance(value, str) and is_phone(value)):
        return answer
    return {**answer, "value": mask_phone(value), "text": mask_phone(value)}


def written_time(at: datetime | None) -> str | None:
    """Write a time in UTC.

    >>> written_time(datetime(2026, 12, 1, 12, tzinfo=UTC))
    '2026-12-01T12:00:00Z'
    """
    if at is None:
        return None
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """A stored response: `position` is its place in the feed."""

    id: str
    position: int
    phone: str
    body: str

    def shown(self, *, whole_numbers: bool) -> dict[str, Any]:
        """Return the whole object, phones masked unless they may be seen."""
        body: dict[str, Any] = msgspec.json.decode(self.body)
        number = self.phone if whole_numbers else mask_phone(self.phone)
        if not whole_numbers:
            body["answers"] = [_masked(one) for one in body["answers"]]
        head = ("sessionId", "surveyId", "surveyVersion", "state", "reason")
        first = {name: body.pop(name) for name in head}
        return {**first, "identifier": number or None, **body}


class Verbatim(msgspec.Struct, frozen=True, kw_only=True):
    """Something that somebody wrote; `place` is unique in the session (`store/tables.py`)."""

    session_id: str
    place: str
    survey_id: str
    kind: str
    text: str
    language: str
    written_at: datetime


_TYPED: Final = frozenset({"format", "confirmed"})
"""How answers of a format are understood; what somebody says freely needs no understanding."""


def verbatims_of(source: Source) -> Sequence[Verbatim]:
    """Return the open answers, comments and late replies of a session: words, no addresses or dates."""
    session = source.session
    found: list[tuple[str, str, str, datetime]] = []
    for answer in session.answers:
        if isinstance(answer.value, str) and answer.text and answer.understood_by not in _TYPED:
            found.append((answer.element_id, "answer", answer.text, answer.received_at))
        if answer.comment:
            place = f"{answer.element_id}#"
            found.append((place, "comment", answer.comment, answer.received_at))
    found += [(one.id, "late", one.text, one.received_at) for one in session.late if one.text]
    return [
        Verbatim(
            session_id=session.id,
            place=place,
            survey_id=session.survey_id,
            kind=kind,
            text=text,
            language=session.language,
            written_at=written_at,
        )
        for place, kind, text, written_at in found
    ]
