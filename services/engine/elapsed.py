"""Deciding what time alone does to a conversation; replies are decided by `conversation.answer`.

Pure, as everything here: `now` is the caller's, and so are sweeping and storing.
"""

from dataclasses import dataclass
from datetime import datetime

from services.engine.outcome import Outcome, outcome_of
from services.engine.state import SessionState, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Elapsed:
    """The time of a decision, and the instant at which the session's life ends. Both are aware."""

    now: datetime
    expires_at: datetime

    @property
    def is_over(self) -> bool:
        """True from the very instant of the expiry on."""
        return self.now >= self.expires_at


def elapsed(state: State, time: Elapsed) -> Outcome:
    """Decide what has become due in a conversation: today its expiry, of which nothing is said.

    It asks for no survey, so that a session ends on time while its survey cannot be read. A reply
    within `incoming.EXPIRY_GRACE` of the expiry still counts (`services/sessions/README.md`).
    """
    if not (state.is_active and time.is_over):
        return Outcome(state=state)
    return outcome_of(state, state.ended(SessionState.EXPIRED), texts=(), reply=None)
