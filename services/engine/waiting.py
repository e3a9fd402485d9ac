"""What is said while nobody says anything, on a clock that is only told: for previews and dialogues.

A running system wakes its sessions itself, and asks the provider when a message was accepted; here it
was when it was sent.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from services.engine.elapsed import Elapsed, counted_from, elapsed, next_reminder
from services.engine.outcome import Outcome
from services.engine.state import State
from services.engine.survey import Survey


def reminders_until(
    survey: Survey,
    state: State,
    *,
    sent_at: Mapping[int, datetime],
    until: datetime,
    expires_at: datetime,
) -> Iterator[tuple[datetime, Outcome]]:
    """Every reminder up to a time, that time included, with when it is said.

    `sent_at` has when each message was sent, by its sequence. Expiry is the caller's.
    """
    while accepted_at := sent_at.get(counted_from(state)):
        due_at = next_reminder(survey, state, accepted_at=accepted_at, expires_at=expires_at)
        if due_at is None or due_at > until:
            return
        time = Elapsed(now=due_at, expires_at=expires_at, accepted_at=accepted_at)
        outcome = elapsed(state, time, survey=survey)
        if not outcome.texts:
            return
        yield due_at, outcome
        state = outcome.state
