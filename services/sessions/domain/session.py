"""One person answering one version of a survey."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.engine.state import SessionState, State

GRACE = timedelta(minutes=5)
"""How long after its expiry a reply still counts (`behaviour.md` section 5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """Something the caller said about the session; the key as it was given."""

    key: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where this session's replies go, and the phone that they come from.

    `subnumber` is empty where the sender has none; a suppressed session has only the phone.
    """

    sender: str = ""
    subnumber: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session as stored; `conversation` is what the engine needs, the rest is about it.

    `question_message_id` names the message that asks the current question, None before any.
    `asked_at` is when it was last asked, `ended_at` when the session was over, None while it is open.
    """

    id: str
    tenant: str
    survey_id: str
    survey_version: int
    address: Address
    conversation: State
    reason: str | None
    expires_at: datetime
    created_at: datetime
    asked_at: datetime
    ended_at: datetime | None
    completed_at: datetime | None
    client_reference: str
    warnings: tuple[str, ...]
    variables: tuple[Variable, ...]
    question_message_id: str | None

    @property
    def state(self) -> SessionState:
        """Where in its life it is."""
        return self.conversation.status

    def in_grace(self, received_at: datetime) -> bool:
        """Say whether a reply counts although the sweep has ended the session meanwhile."""
        return self.state is SessionState.EXPIRED and received_at <= self.expires_at + GRACE
