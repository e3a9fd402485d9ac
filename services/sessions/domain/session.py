"""One person answering one version of a survey."""

from datetime import datetime

from msgspec import Struct

from services.engine.incoming import EXPIRY_GRACE
from services.engine.state import SessionState, State


class Variable(Struct, frozen=True, kw_only=True):
    """Something the caller said about the session; the key as it was given."""

    key: str
    value: str


class Address(Struct, frozen=True, kw_only=True):
    """Where this session's replies go, and the phone that they come from.

    `subnumber` is empty where the sender has none; a suppressed session has only the phone.
    """

    sender: str = ""
    subnumber: str = ""
    phone: str = ""


class Session(Struct, frozen=True, kw_only=True):
    """A session as stored; `conversation` is what the engine needs, the rest is about it.

    `question_message_id` names the message that asks the current question, None before any.
    `asked_at` is when it was last asked, `ended_at` when the session was over, None while it is open.
    Figures leave a `test` out unless they are asked for it. `wake_at` is when it is looked at next, None
    for not before its end.
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
    test: bool = False
    wake_at: datetime | None = None

    @property
    def state(self) -> SessionState:
        """Where in its life it is."""
        return self.conversation.status

    def in_grace(self, received_at: datetime) -> bool:
        """Say whether a reply counts although the sweep has ended the session meanwhile."""
        return self.state is SessionState.EXPIRED and received_at <= self.expires_at + EXPIRY_GRACE
