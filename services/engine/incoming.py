"""A reply as the engine gets it, and what its time says: whether it is too late or too early."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.engine.state import State
from services.engine.survey import Survey

EXPIRY_GRACE = timedelta(minutes=5)
"""How long after its expiry a session still takes a reply (`services/sessions/README.md`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenMessage:
    """The newest message that the phone can have seen when it replied.

    `due_at` is when it first became due. `same_session` is false when it belongs to something else;
    then `older_than_question` says whether it is older than this session's current question.
    """

    same_session: bool
    sequence: int
    due_at: datetime
    older_than_question: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingReply:
    """A reply to one session. Times are aware; without `in_reply_to` no reply is too early.

    `automatic_texts` false leaves the texts unsaid that answer no question (unavailable, help), for
    a phone that has had its share of them. `last_messages` are what a phone reaction may quote.
    `phone` is whose reply it is, in E.164: formats differ by country. It goes into no state.
    """

    text: str
    received_at: datetime
    expires_at: datetime | None = None
    in_reply_to: SeenMessage | None = None
    automatic_texts: bool = True
    last_messages: tuple[str, ...] = ()
    phone: str = ""


def has_expired(reply: IncomingReply) -> bool:
    """Whether the session was over when the reply came in, with the grace of the contract."""
    return reply.expires_at is not None and reply.received_at > reply.expires_at + EXPIRY_GRACE


def is_early(survey: Survey, state: State, reply: IncomingReply) -> bool:
    """Whether the phone cannot have seen the question, or nobody could have read it yet."""
    seen = reply.in_reply_to
    if seen is None:
        return False
    if not seen.same_session:
        return seen.older_than_question
    if seen.sequence != state.question_sequence:
        return seen.sequence < state.question_sequence
    thinking = timedelta(seconds=survey.settings.think_seconds)
    return reply.received_at - seen.due_at < thinking
