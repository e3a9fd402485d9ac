"""When a session is looked at again, and what is decided then: a reminder now, or sleep until a time.

A session sleeps until no later than anything can be due in it, so that replies need not move its alarm:
a question that is asked later is due later. It may be woken for nothing, and sleeps on.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from services.engine.elapsed import LAST_HOUR, Elapsed, elapsed, next_reminder
from services.engine.outcome import Outcome
from services.engine.survey import Survey
from services.sessions.domain.message import MessageStanding
from services.sessions.domain.session import Session

LOOKED_AT_FOR: Final = timedelta(minutes=1)
"""So long nobody else looks at a session that somebody has woken; after that, he is taken for dead."""
A_WHILE: Final = timedelta(minutes=5)
"""Until a reply that is on its way has arrived, and something of an hour's messages is forgotten."""

_ON_ITS_WAY: Final = frozenset({"", "queued", "sent", "delivered"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Woken:
    """A session whose alarm rang, with its survey, and how far the message has come that it counts from.

    `quiet_until` is the end of the quiet hours that `now` lies in, None outside any.
    """

    session: Session
    survey: Survey
    standing: MessageStanding
    now: datetime
    quiet_until: datetime | None


def first_alarm(survey: Survey, *, now: datetime, expires_at: datetime) -> datetime | None:
    """When a session is looked at first; None for one that nobody is reminded in: at its end."""
    return _nothing_before(survey, now, expires_at) if survey.settings.reminders else None


def decide(woken: Woken) -> Outcome | datetime:
    """Return a reminder, or until when there is nothing to do."""
    session, standing = woken.session, woken.standing
    if standing.reply_waits:
        return min(woken.now + A_WHILE, session.expires_at)
    if standing.accepted_at is None or standing.status not in _ON_ITS_WAY:
        # It is not there yet, or never will be: what is counted from is still to come.
        return _nothing_before(woken.survey, woken.now, session.expires_at)
    due_at = _due_at(woken)
    if due_at > woken.now:
        return due_at
    if woken.quiet_until is not None:
        in_time = woken.quiet_until <= session.expires_at - LAST_HOUR
        return woken.quiet_until if in_time else session.expires_at
    time = Elapsed(now=woken.now, expires_at=session.expires_at, accepted_at=standing.accepted_at)
    outcome = elapsed(session.conversation, time, survey=woken.survey)
    if outcome.texts:
        return outcome
    return _nothing_before(woken.survey, woken.now, session.expires_at)


def after_reminder(woken: Woken, reminded: Session) -> datetime:
    """Return until when a session sleeps that has just been reminded."""
    accepted_at = woken.standing.accepted_at or woken.now
    due_at = next_reminder(
        woken.survey,
        reminded.conversation,
        accepted_at=accepted_at,
        expires_at=reminded.expires_at,
    )
    return due_at or _nothing_before(woken.survey, woken.now, reminded.expires_at)


def _due_at(woken: Woken) -> datetime:
    session, accepted_at = woken.session, woken.standing.accepted_at
    due_at = accepted_at and next_reminder(
        woken.survey,
        session.conversation,
        accepted_at=accepted_at,
        expires_at=session.expires_at,
    )
    return due_at or _nothing_before(woken.survey, woken.now, session.expires_at)


def _nothing_before(survey: Survey, now: datetime, expires_at: datetime) -> datetime:
    """Before this no reminder is due of anything that is asked, or accepted, from now on."""
    reminders = survey.settings.reminders
    return min(now + timedelta(hours=reminders[0]), expires_at) if reminders else expires_at
