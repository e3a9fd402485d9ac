"""Decides when to try again what an endpoint did not take, and when to stop. Pure.

A delivery waits by itself, so that one that is refused keeps no other. When nothing goes through at all the
whole endpoint rests, and is tried with one delivery at a time. After 24 hours it is given up.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from services.results.domain.webhooks import WebhookState

GIVEN_UP_AFTER: Final = timedelta(hours=24)
FEWEST_TRIES: Final = 3
"""A delivery is given up by nobody before: it may have waited for a day behind another one."""
RESTS_AFTER: Final = 3
"""Failures in a row after which the endpoint rests."""
_FIRST_PAUSE: Final = timedelta(seconds=5)
_LONGEST_PAUSE: Final = timedelta(hours=1)


class Answered(StrEnum):
    """What an endpoint did with a delivery."""

    TAKEN = "taken"
    GONE = "gone"
    """410: nothing more is wanted there."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one try; `reason` is a stable word such as HTTP_500."""

    answered: Answered
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How an endpoint is; `failures` are those in a row, `pauses` the rests in a row."""

    state: WebhookState = WebhookState.ACTIVE
    failures: int = 0
    pauses: int = 0
    failing_since: datetime | None = None
    rests_until: datetime | None = None
    failure: str = ""

    @property
    def is_doubtful(self) -> bool:
        """Whether it is tried with one delivery at a time."""
        return self.failures >= RESTS_AFTER

    def rests(self, now: datetime) -> bool:
        """Say whether nothing is sent there for now."""
        return self.rests_until is not None and self.rests_until > now


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A delivery is tried again then."""

    at: datetime


class GivenUp:
    """A delivery waits for a person."""


def pause_after(failures: int, *, jitter: float) -> timedelta:
    """Return a pause that grows from 5 s to an hour; `jitter` is random in [0.5, 1], so that none go in step.

    >>> [pause_after(failures, jitter=1.0).seconds for failures in (1, 2, 5, 50)]
    [5, 15, 405, 3600]
    """
    growing = _FIRST_PAUSE.total_seconds() * 3 ** min(failures - 1, 8)
    return min(timedelta(seconds=growing), _LONGEST_PAUSE) * jitter


def health_after(health: Health, outcome: Outcome, *, now: datetime, jitter: float) -> Health:
    """Return how an endpoint is after one more try. What is not active any more stays so."""
    if health.state is not WebhookState.ACTIVE:
        return health
    match outcome.answered:
        case Answered.TAKEN:
            return Health()
        case Answered.GONE:
            return Health(state=WebhookState.DISABLED, failure=outcome.reason)
    since = health.failing_since or now
    if now - since >= GIVEN_UP_AFTER:
        return replace(
            health, state=WebhookState.FAILING, failing_since=since, failure=outcome.reason
        )
    failed = replace(
        health, failures=health.failures + 1, failing_since=since, failure=outcome.reason
    )
    # Those that were under way together count as one.
    if failed.failures < RESTS_AFTER or health.rests(now):
        return failed
    pauses = health.pauses + 1
    return replace(failed, pauses=pauses, rests_until=now + pause_after(pauses, jitter=jitter))


def fate_of(*, tries: int, due_since: datetime, now: datetime, jitter: float) -> Later | GivenUp:
    """Say what becomes of a delivery after so many tries in vain, the one just made included."""
    if tries >= FEWEST_TRIES and now - due_since >= GIVEN_UP_AFTER:
        return GivenUp()
    return Later(at=now + pause_after(tries, jitter=jitter))
