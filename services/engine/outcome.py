"""What the engine decided: the state after it, the texts to send, and what became of the reply.

Sending, storing and timing are the caller's.
"""

from dataclasses import dataclass
from enum import StrEnum

from services.engine.state import AnswerValue, SessionState, State


class TextKind(StrEnum):
    """What a message is for."""

    TEXT = "text"
    QUESTION = "question"
    ERROR = "error"
    CONFIRM = "confirm"
    """Did you mean 8?"""
    REPEAT = "repeat"
    """The question again, because the customer asked for it."""
    REMINDER = "reminder"
    """The question again, because nobody has answered it for a while."""
    COMPLETION = "completion"
    UNAVAILABLE = "unavailable"
    NOT_FOUND = "not_found"
    CONFIRMATION = "confirmation"
    HELP = "help"


class Verdict(StrEnum):
    """What became of a reply.

    `confirm` is a reply with one likely answer, which the customer is asked to confirm.
    `skip`, `repeat` and `language` are replies about the conversation: they are neither an answer nor
    invalid. `early`, `late`, `reaction`, `empty` and `ignored` replies are kept and answer nothing;
    `unknown` is for the caller: there was no session, so the engine was never asked.
    """

    ANSWER = "answer"
    INVALID = "invalid"
    CONFIRM = "confirm"
    SKIP = "skip"
    REPEAT = "repeat"
    LANGUAGE = "language"
    EARLY = "early"
    LATE = "late"
    STOP = "stop"
    START = "start"
    HELP = "help"
    REACTION = "reaction"
    EMPTY = "empty"
    IGNORED = "ignored"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingText:
    """One SMS to send, of one or more segments.

    `sequence` counts the messages of a session from 1. `delay_seconds` is the pause after the
    message before it, 0 for the first of an outcome. `unprompted` marks what comes to a phone that
    wrote nothing: it waits for the end of quiet hours, and lets answers to replies go before it.
    """

    text: str
    kind: TextKind
    element_id: str | None
    sequence: int
    delay_seconds: float
    unprompted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenReply:
    """A reply as it was understood.

    `value` is there only for an answer: for choices the index from 0, a tuple of them where several
    may be chosen. `reason` says in snake_case why a reply was not valid. `attempts` counts the
    replies to this question, this one included. `shortened` marks an open text that was cut.
    `understood_by` is the rule by which an answer was understood, or a stop recognised. `reminder` is
    the number of the reminder that an answer followed, from 1; 0 where it followed none.
    """

    verdict: Verdict
    element_id: str | None = None
    element_type: str | None = None
    value: AnswerValue | None = None
    option_ids: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    comment: str = ""
    reason: str | None = None
    attempts: int = 0
    shortened: bool = False
    understood_by: str = ""
    reminder: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The engine's whole answer; `ended` is true when this very step ended the conversation."""

    state: State
    texts: tuple[OutgoingText, ...] = ()
    reply: TakenReply | None = None
    ended: bool = False


def outcome_of(
    before: State, after: State, *, texts: tuple[OutgoingText, ...], reply: TakenReply | None
) -> Outcome:
    """Puts an outcome together from the states before and after."""
    ended = before.status is SessionState.ACTIVE and after.status is not SessionState.ACTIVE
    return Outcome(state=after, texts=texts, reply=reply, ended=ended)
