"""Deciding what time alone does to a conversation; replies are decided by `conversation.answer`.

Pure, as everything here: `now` is the caller's, and so are waking up, sweeping and storing.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from services.engine.elements.element import Question
from services.engine.outcome import Outcome, TextKind, outcome_of
from services.engine.rendering import reminder_text
from services.engine.state import Reminded, SessionState, State
from services.engine.survey import Survey
from services.engine.walk import new_draft

LAST_HOUR: Final = timedelta(hours=1)
"""Of a session's life, in which nobody is reminded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elapsed:
    """The time of a decision, and the instant at which the session's life ends. All are aware.

    `accepted_at` is when the provider accepted the message that `counted_from` names, None while it has
    not, and when it never will. `quiet_until` is the end of the quiet hours that `now` lies in.
    """

    now: datetime
    expires_at: datetime
    accepted_at: datetime | None = None
    quiet_until: datetime | None = None

    @property
    def is_over(self) -> bool:
        """True from the very instant of the expiry on."""
        return self.now >= self.expires_at


def elapsed(state: State, time: Elapsed, *, survey: Survey | None = None) -> Outcome:
    """Decide what has become due in a conversation: its expiry, of which nothing is said, or a reminder.

    It ends without its survey, so that it ends on time while that cannot be read; nobody is reminded
    then. A reply within `incoming.EXPIRY_GRACE` of the expiry still counts (`services/sessions/README.md`).
    Of several reminders that are due at once, only the last is said.
    """
    if not state.is_active:
        return Outcome(state=state)
    if time.is_over:
        return outcome_of(state, state.ended(SessionState.EXPIRED), texts=(), reply=None)
    question = None if survey is None else survey.questions.get(state.current_element or "")
    if survey is None or question is None or time.quiet_until is not None:
        return Outcome(state=state)
    number = _due(survey, time)
    if number <= _said(state):
        return Outcome(state=state)
    return _reminded(survey, state, question, number=number)


def counted_from(state: State) -> int:
    """The sequence of the message from which reminders are counted: the newest that is none itself.

    So somebody who has just been told what was wrong with a reply has as long as before.
    """
    reminded = state.reminded
    return reminded.of if reminded and reminded.sequence == state.sent else state.sent


def next_reminder(
    survey: Survey, state: State, *, accepted_at: datetime, expires_at: datetime
) -> datetime | None:
    """When the next reminder of the current question is due; None when there is none any more."""
    if not state.is_active or not new_draft(survey, state).has_room:
        return None
    hours = survey.settings.reminders[_said(state) :]
    due_at = accepted_at + timedelta(hours=hours[0]) if hours else expires_at
    return due_at if due_at <= expires_at - LAST_HOUR else None


def _due(survey: Survey, time: Elapsed) -> int:
    """How many reminders have become due."""
    if time.accepted_at is None or time.now > time.expires_at - LAST_HOUR:
        return 0
    passed = time.now - time.accepted_at
    return sum(passed >= timedelta(hours=hours) for hours in survey.settings.reminders)


def _said(state: State) -> int:
    return 0 if state.reminded is None else state.reminded.number


def _reminded(survey: Survey, state: State, question: Question, *, number: int) -> Outcome:
    draft = new_draft(survey, state)
    if not draft.has_room:
        return Outcome(state=state)
    draft.unprompted = True
    # The question is what is asked from here on, not whether a likely answer was meant.
    asked = replace(state, pending=None)
    draft.say(partial(reminder_text, survey, asked, question), TextKind.REMINDER, question.id)
    reminded = Reminded(number=number, sequence=draft.sent, of=counted_from(state))
    after = replace(asked, sent=draft.sent, reminded=reminded)
    return Outcome(state=after, texts=tuple(draft.texts))
