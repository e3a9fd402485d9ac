"""Forgetting a person: how far an erasure has come, and what is left of a session.

What was chosen stays, not who chose or wrote what; and what keeps the phone from being written to.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from msgspec import structs

from services.engine.state import AnswerValue, State, StoredAnswer
from services.sessions.domain.session import Session


class Remaining(StrEnum):
    """What is kept of a phone: without the number nobody could leave it alone."""

    OPT_OUT = "opt_out"
    DENIED = "denied"


class Waiting(StrEnum):
    """Services that have not erased it yet."""

    SMS = "sms"
    RESULTS = "results"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedMessages:
    """How much the SMS gateway has erased."""

    sent: int
    received: int
    callbacks: int = 0

    def __add__(self, other: "ErasedMessages") -> "ErasedMessages":
        return ErasedMessages(
            sent=self.sent + other.sent,
            received=self.received + other.received,
            callbacks=self.callbacks + other.callbacks,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """An erasure that was asked for. `phone` is there until it is done.

    `messages` is None before the SMS gateway has erased; `is_read` says whether every reader of the changes has
    passed it, and `done_at` when it was finished.
    """

    id: str
    tenant: str
    phone: str
    asked_at: datetime
    sessions: int
    replies: int
    remaining: Sequence[Remaining]
    messages: ErasedMessages | None = None
    is_read: bool = False
    done_at: datetime | None = None

    @property
    def waiting(self) -> Sequence[Waiting]:
        """Who has not erased it yet."""
        lacking = {Waiting.SMS: self.messages is None, Waiting.RESULTS: not self.is_read}
        return [service for service, lacks in lacking.items() if lacks]


def erased(session: Session) -> Session:
    """Return a session without phone, variables, reference and words; numbers and choices stay for the sums."""
    return structs.replace(
        session,
        address=structs.replace(session.address, phone=""),
        conversation=_without_words(session.conversation),
        variables=(),
        client_reference="",
    )


def _without_words(state: State) -> State:
    answers = {element: _wordless(answer) for element, answer in state.answers.items()}
    return replace(state, variables={}, answers=answers, pending=None)


def _wordless(answer: StoredAnswer) -> StoredAnswer:
    return replace(answer, value=_value(answer.value), comment="", text="")


def _value(value: AnswerValue) -> AnswerValue:
    return "" if isinstance(value, str) else value
