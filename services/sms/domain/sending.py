"""What becomes of a message after a provider answered: decided here, from values alone.

See `services/sms/README.md`. Who asks the provider, and when, is the
sender's business (`services.sms.workers.sender`).
"""

from datetime import datetime, timedelta
from typing import Final, assert_never

from msgspec import Struct
from msgspec.structs import replace

from services.sms.domain.messages import MessageStatus, Outgoing, OwnErrorCode
from services.sms.domain.provider import (
    Accepted,
    OptedOut,
    PermanentConfiguration,
    PermanentRecipient,
    SendResult,
    Temporary,
    Throttled,
    Traits,
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
    part_ids: tuple[str, ...] = ()
    session_ref: str | None = None
    replied_at: datetime | None = None


class Ended(Struct, frozen=True, kw_only=True):
    """The message will never be sent."""

    id: str
    provider: str
    at: datetime
    status: MessageStatus
    error_code: str
    opted_out: bool = False


class Postponed(Struct, frozen=True, kw_only=True):
    """The message is to be tried again, not before `until`. Since `unclear_at` the provider may have it."""

    id: str
    until: datetime
    reason: str
    unclear_at: datetime | None = None


Settlement = Sent | Ended | Postponed


class Attempt(Struct, frozen=True, kw_only=True):
    """One attempt at a message: when it was answered, and how long its pause is drawn out.

    `spread` lies between 0.5 and 1 and comes from chance, so that replicas do not come back together.
    """

    message: Outgoing
    provider: str
    at: datetime
    traits: Traits
    spread: float


def settle(attempt: Attempt, result: SendResult) -> Settlement:
    """Return what becomes of the message of an attempt."""
    match result:
        case Accepted():
            return _accepted(attempt, result)
        case Throttled(after=after):
            return _again(attempt, "throttled", after)
        case Temporary(reason=reason, after=after):
            return _again(attempt, reason, after)
        case Unclear(reason=reason):
            return _perhaps_again(attempt, reason)
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
    return _later(message, until=until, reason=OwnErrorCode.QUIET_HOURS)


def pause(attempts: int, *, spread: float) -> timedelta:
    """Return how long to wait after so many attempts: from 1 s, doubled each time, to 5 minutes.

    >>> pause(3, spread=0.5)
    datetime.timedelta(seconds=4)
    """
    doubled = FIRST_PAUSE * int(2 ** min(attempts, 20))
    return min(doubled, LONGEST_PAUSE) * spread


def may_be_repeated(message: Outgoing, traits: Traits, *, at: datetime) -> bool:
    """Say whether a message may leave now, or the provider may have it and would deliver it twice."""
    if message.unclear_at is None:
        return True
    window = traits.repeats_dropped_for
    return traits.drops_repeats and (window is None or at < message.unclear_at + window)


def left_unclear(message: Outgoing, *, provider: str, at: datetime) -> Sent:
    """Return the settlement of a message that the provider may have and must not be asked twice."""
    return Sent(
        id=message.id,
        provider=provider,
        at=at,
        provider_message_id=None,
        error_code=OwnErrorCode.UNCLEAR,
    )


def not_tried(message: Outgoing, *, at: datetime, reason: str) -> Postponed:
    """Return the settlement of a message that was not given to the provider after all."""
    return _later(message, until=at + FIRST_PAUSE, reason=reason)


def _accepted(attempt: Attempt, accepted: Accepted) -> Sent:
    return Sent(
        id=attempt.message.id,
        provider=attempt.provider,
        at=attempt.at,
        provider_message_id=accepted.provider_message_id,
        # One part is the message itself.
        part_ids=accepted.part_ids if len(accepted.part_ids) > 1 else (),
        session_ref=accepted.session_ref,
        replied_at=attempt.message.replied_at,
    )


def _perhaps_again(attempt: Attempt, reason: str) -> Settlement:
    message = replace(attempt.message, unclear_at=attempt.message.unclear_at or attempt.at)
    again = _again(attempt, reason, None)
    until = again.until if isinstance(again, Postponed) else attempt.at
    if not may_be_repeated(message, attempt.traits, at=until):
        return left_unclear(message, provider=attempt.provider, at=attempt.at)
    return replace(again, unclear_at=message.unclear_at) if isinstance(again, Postponed) else again


def _again(attempt: Attempt, reason: str, after: timedelta | None) -> Postponed | Ended:
    wait = max(pause(attempt.message.attempts, spread=attempt.spread), after or timedelta())
    until = attempt.at + wait
    if until >= attempt.message.expires_at:
        return _ended(attempt, MessageStatus.EXPIRED, reason)
    return _later(attempt.message, until=until, reason=reason)


def _later(message: Outgoing, *, until: datetime, reason: str) -> Postponed:
    """Postpone a message; what was unclear of it before this attempt stays so."""
    return Postponed(id=message.id, until=until, reason=reason, unclear_at=message.unclear_at)


def _ended(attempt: Attempt, status: MessageStatus, code: str, *, opted_out: bool = False) -> Ended:
    return Ended(
        id=attempt.message.id,
        provider=attempt.provider,
        at=attempt.at,
        status=status,
        error_code=code,
        opted_out=opted_out,
    )
