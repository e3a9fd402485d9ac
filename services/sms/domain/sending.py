"""What becomes of a message after a provider answered: decided here, from values alone.

See `services/sms/README.md`. Who asks the provider, and when, is the
sender's business (`services.sms.workers.sender`).
"""

from datetime import datetime, timedelta
from typing import Final, assert_never

from msgspec import Struct

from services.sms.domain.messages import MessageStatus, Outgoing, OwnErrorCode
from services.sms.domain.provider import (
    Accepted,
    OptedOut,
    PermanentConfiguration,
    PermanentRecipient,
    SendResult,
    Temporary,
    Throttled,
    Unclear,
)

FIRST_PAUSE: Final = timedelta(seconds=1)
LONGEST_PAUSE: Final = timedelta(minutes=5)


class Sent(Struct, frozen=True, kw_only=True):
    """The provider has the message, or may have it and must not be asked twice."""

    id: str
    provider: str
    at: datetime
    provider_message_id: str | None
    error_code: str = ""


class Ended(Struct, frozen=True, kw_only=True):
    """The message will never be sent."""

    id: str
    provider: str
    at: datetime
    status: MessageStatus
    error_code: str
    opted_out: bool = False


class Postponed(Struct, frozen=True, kw_only=True):
    """The message is to be tried again, not before `until`."""

    id: str
    until: datetime
    reason: str


Settlement = Sent | Ended | Postponed


class Attempt(Struct, frozen=True, kw_only=True):
    """One attempt at a message: when it was answered, and how long its pause is drawn out.

    `spread` lies between 0.5 and 1 and comes from chance, so that replicas do not come back together.
    """

    message: Outgoing
    provider: str
    at: datetime
    drops_repeats: bool
    spread: float


def settle(attempt: Attempt, result: SendResult) -> Settlement:
    """Return what becomes of the message of an attempt."""
    match result:
        case Accepted(provider_message_id=named):
            return _sent(attempt, named)
        case Throttled(after=after):
            return _again(attempt, "throttled", after)
        case Temporary(reason=reason, after=after):
            return _again(attempt, reason, after)
        case Unclear(reason=reason):
            if attempt.drops_repeats:
                return _again(attempt, reason, None)
            return _sent(attempt, None, error_code=OwnErrorCode.UNCLEAR)
        case PermanentConfiguration(code=code):
            return _again(attempt, code, None)
        case PermanentRecipient(code=code):
            return _ended(attempt, MessageStatus.FAILED, code)
        case OptedOut():
            return _ended(attempt, MessageStatus.FAILED, OwnErrorCode.OPTED_OUT, opted_out=True)
        case _:
            assert_never(result)


def expired(message: Outgoing, *, provider: str, at: datetime) -> Ended:
    """Return the settlement of a message that was not sent in time."""
    return Ended(
        id=message.id,
        provider=provider,
        at=at,
        status=MessageStatus.EXPIRED,
        error_code=OwnErrorCode.EXPIRED,
    )


def held_back(message: Outgoing, *, provider: str, at: datetime, until: datetime) -> Settlement:
    """Return the settlement of a first message that came to its turn in quiet hours."""
    if until >= message.expires_at:
        return expired(message, provider=provider, at=at)
    return Postponed(id=message.id, until=until, reason=OwnErrorCode.QUIET_HOURS)


def pause(attempts: int, *, spread: float) -> timedelta:
    """Return how long to wait after so many attempts: from 1 s, doubled each time, to 5 minutes.

    >>> pause(3, spread=0.5)
    datetime.timedelta(seconds=4)
    """
    doubled = FIRST_PAUSE * int(2 ** min(attempts, 20))
    return min(doubled, LONGEST_PAUSE) * spread


def _sent(attempt: Attempt, named: str | None, *, error_code: str = "") -> Sent:
    return Sent(
        id=attempt.message.id,
        provider=attempt.provider,
        at=attempt.at,
        provider_message_id=named,
        error_code=error_code,
    )


def _again(attempt: Attempt, reason: str, after: timedelta | None) -> Postponed | Ended:
    wait = max(pause(attempt.message.attempts, spread=attempt.spread), after or timedelta())
    until = attempt.at + wait
    if until >= attempt.message.expires_at:
        return _ended(attempt, MessageStatus.EXPIRED, reason)
    return Postponed(id=attempt.message.id, until=until, reason=reason)


def _ended(attempt: Attempt, status: MessageStatus, code: str, *, opted_out: bool = False) -> Ended:
    return Ended(
        id=attempt.message.id,
        provider=attempt.provider,
        at=attempt.at,
        status=status,
        error_code=code,
        opted_out=opted_out,
    )
