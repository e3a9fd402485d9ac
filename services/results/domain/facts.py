"""What is kept of a session for counting, and how it is made of what the other services tell. Pure."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from services.results.domain.source import MessageSums, Source, SourceSession

SETTLING: Final = timedelta(seconds=2)
"""After so long the messages of a session are asked for again, and then a tenth of its age later each time."""
_GIVEN_UP_AFTER: Final = timedelta(days=15)
"""Longer than any session lasts."""
_CONFIRMED: Final = "confirmed"
_LEFT: Final = frozenset({"expired", "opted_out", "superseded", "stopped", "cancelled"})


class Facts(Struct, frozen=True, kw_only=True):
    """A session as it is counted; the columns are explained in `store/tables.py`."""

    id: str
    survey_id: str
    day: date
    version: int
    hour: int
    delivered: bool
    answered: bool
    left_out: str
    state: str
    language: str
    tenant: str
    segments: int
    reply_seconds: int | None
    completion_seconds: int | None
    variables: Mapping[str, str]
    questions: Mapping[str, Mapping[str, Any]]
    unsettled_until: datetime | None


def facts_of(source: Source, *, zone: ZoneInfo, now: datetime) -> Facts:
    """Return what is counted of a session, on the day of its first message in the tenant's zone."""
    session, sums = source.session, source.sums
    began_at = sums.first_sent_at or session.created_at
    local = began_at.astimezone(zone)
    return Facts(
        id=session.id,
        survey_id=session.survey_id,
        day=local.date(),
        version=session.version,
        hour=local.hour,
        delivered=sums.delivered,
        answered=bool(session.answers),
        left_out=_left_out(session, sums),
        state=session.state,
        language=session.language,
        tenant=session.tenant,
        segments=sums.segments,
        reply_seconds=_seconds(began_at, session.first_reply_at),
        completion_seconds=_seconds(began_at, session.completed_at),
        variables={key.casefold(): value for key, value in session.variables},
        questions=_questions(session),
        unsettled_until=_unsettled_until(session, sums, now),
    )


def _left_out(session: SourceSession, sums: MessageSums) -> str:
    if session.test or sums.trial:
        return "test"
    return "suppressed" if session.state == "suppressed" else ""


def _seconds(began_at: datetime, ended_at: datetime | None) -> int | None:
    if ended_at is None:
        return None
    return max(0, round((ended_at - began_at).total_seconds()))


def _questions(session: SourceSession) -> Mapping[str, Mapping[str, Any]]:
    """Return each question that was asked, with the value, refusals, and whether it was left."""
    asked: dict[str, dict[str, Any]] = {element_id: {} for element_id in session.asked}
    for answer in session.answers:
        of_one = asked.setdefault(answer.element_id, {})
        # What somebody wrote is no value to be counted: that there is one, is.
        of_one["v"] = "" if isinstance(answer.value, str) else answer.value
        if answer.understood_by == _CONFIRMED:
            of_one["c"] = 1
    for element_id, count in session.refused.items():
        asked.setdefault(element_id, {})["r"] = count
    current = asked.get(session.current_element)
    if session.state in _LEFT and current is not None and "v" not in current:
        current["l"] = 1
    return asked


def _unsettled_until(session: SourceSession, sums: MessageSums, now: datetime) -> datetime | None:
    """Return when to ask `sms` again, None when it has every message and has sent the first."""
    is_known = sums.messages >= session.messages and sums.first_sent_at is not None
    if session.messages == 0 or is_known:
        return None
    age = now.astimezone(UTC) - session.created_at
    if age > _GIVEN_UP_AFTER or (session.state == "undeliverable" and sums.messages):
        return None
    return now + max(SETTLING, age / 10)
