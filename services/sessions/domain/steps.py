"""What a decision of the engine means for a session: the session after it, and what to hand to the networks."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from services.engine.elapsed import LAST_HOUR
from services.engine.incoming import EXPIRY_GRACE
from services.engine.outcome import Outcome, OutgoingText, TextKind
from services.engine.state import SessionState
from services.runtime.ids import new_id
from services.sessions.domain.delivery import Delivery, End, Priority, QueuedMessage
from services.sessions.domain.session import Session

_LAST_WORDS = timedelta(days=1)
"""How long a text that ends something may still be delivered when the session's own time is up."""
_ASKING = frozenset(
    {
        TextKind.QUESTION,
        TextKind.ERROR,
        TextKind.CONFIRM,
        TextKind.REPEAT,
        TextKind.REMINDER,
    }
)
_ENDING = frozenset(TextKind) - {TextKind.TEXT, *_ASKING}


class Step(Struct, frozen=True, kw_only=True):
    """A session after one decision, with the delivery that goes with it, if any."""

    session: Session
    delivery: Delivery | None


def step(
    before: Session, outcome: Outcome, *, now: datetime, replied_at: datetime | None = None
) -> Step:
    """Carry a decision over to a session; `replied_at` is when the reply came in that it is about."""
    after = outcome.state
    messages = queued_messages(outcome.texts, expires_at=before.expires_at, now=now)
    asks = any(text.kind in _ASKING for text in outcome.texts)
    asked = {message.sequence: message.id for message in messages}
    session = replace(
        before,
        conversation=after,
        question_message_id=asked.get(after.question_sequence, before.question_message_id),
        asked_at=now if asks else before.asked_at,
        ended_at=now if _is_over_now(before, after.status) else before.ended_at,
        completed_at=now if _just_completed(before, after.status) else before.completed_at,
    )
    end = _end(before, outcome, now=now) if outcome.ended else None
    delivery = _delivery(session, messages, end, replied_at=replied_at)
    reminded = before.conversation.reminded
    if reminded is not None and replied_at is not None and delivery is not None:
        # One that has not left would remind somebody who has replied meanwhile.
        delivery = replace(delivery, withdraw_through=reminded.sequence)
    return Step(session=session, delivery=delivery)


def ended_from_outside(before: Session, status: SessionState, *, now: datetime) -> Step:
    """End an open session for a reason that is no reply of its own: nothing more is said in it."""
    conversation = before.conversation.ended(status)
    session = replace(before, conversation=conversation, ended_at=now)
    end = End(at=now, drop_through=conversation.sent)
    return Step(session=session, delivery=_delivery(session, (), end))


def queued_messages(
    texts: Sequence[OutgoingText], *, expires_at: datetime, now: datetime
) -> tuple[QueuedMessage, ...]:
    """Give texts their ids and say until when each is worth delivering."""
    return tuple(
        QueuedMessage(
            id=new_id(),
            sequence=text.sequence,
            text=text.text,
            kind=text.kind.value,
            delay_seconds=text.delay_seconds,
            expires_at=_useful_until(text.kind, expires_at=expires_at, now=now),
            priority=Priority.FIRST if text.unprompted else Priority.CONVERSATION,
        )
        for text in texts
    )


def _useful_until(kind: TextKind, *, expires_at: datetime, now: datetime) -> datetime:
    if kind is TextKind.REMINDER:
        # A phone that was away gets it in time, or not at all.
        return expires_at - LAST_HOUR
    if kind in _ENDING:
        return max(expires_at, now + _LAST_WORDS)
    # What is asked within the grace is worth answering until the grace is over.
    return expires_at if now < expires_at else expires_at + EXPIRY_GRACE


def _is_over_now(before: Session, after: SessionState) -> bool:
    return after is not SessionState.ACTIVE and before.state is not after


def _just_completed(before: Session, after: SessionState) -> bool:
    return after is SessionState.COMPLETED and before.state is not SessionState.COMPLETED


def _end(before: Session, outcome: Outcome, *, now: datetime) -> End:
    """A completed session's texts all go out; any other end drops what it had queued before."""
    completed = outcome.state.status is SessionState.COMPLETED
    return End(at=now, drop_through=0 if completed else before.conversation.sent)


def _delivery(
    session: Session,
    messages: tuple[QueuedMessage, ...],
    end: End | None,
    *,
    replied_at: datetime | None = None,
) -> Delivery | None:
    if not messages and end is None:
        return None
    return Delivery(
        id=new_id(),
        tenant=session.tenant,
        session_id=session.id,
        address=session.address,
        messages=messages,
        end=end,
        replied_at=replied_at,
    )
