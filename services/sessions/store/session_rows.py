"""Sessions as rows, and back."""

import json
from typing import Any

from services.engine.state import SessionState, State
from services.runtime.statements import Row
from services.sessions.domain.session import Address, Session, Variable

COLUMNS = (
    "id",
    "tenant",
    "survey_id",
    "survey_version",
    "sender",
    "subnumber",
    "phone",
    "state",
    "reason",
    "conversation",
    "question_message_id",
    "asked_at",
    "expires_at",
    "created_at",
    "first_messages",
    "ended_at",
    "completed_at",
    "client_reference",
    "warnings",
    "variables",
    "test",
    "wake_at",
)
CHANGING = (
    "id",
    "state",
    "reason",
    "conversation",
    "question_message_id",
    "asked_at",
    "ended_at",
    "completed_at",
)


def to_row(session: Session) -> dict[str, Any]:
    """Write a session as a row."""
    return {
        **changing(session),
        "tenant": session.tenant,
        "survey_id": session.survey_id,
        "survey_version": session.survey_version,
        "sender": session.address.sender,
        "subnumber": session.address.subnumber,
        "phone": session.address.phone,
        "expires_at": session.expires_at,
        "created_at": session.created_at,
        # Written with a new session only, when it has said nothing else.
        "first_messages": session.conversation.sent,
        "client_reference": session.client_reference,
        "warnings": list(session.warnings),
        "variables": [[variable.key, variable.value] for variable in session.variables],
        "test": session.test,
        "wake_at": session.wake_at,
    }


def changing(session: Session) -> dict[str, Any]:
    """Write the columns of `CHANGING`."""
    return {
        "id": session.id,
        "state": session.state.value,
        "reason": session.reason,
        "conversation": session.conversation.to_json(),
        "question_message_id": session.question_message_id,
        "asked_at": session.asked_at,
        "ended_at": session.ended_at,
        "completed_at": session.completed_at,
    }


def from_row(row: Row) -> Session:
    """Read a session from a row."""
    return Session(
        id=row.id,
        tenant=row.tenant,
        survey_id=row.survey_id,
        survey_version=row.survey_version,
        address=Address(sender=row.sender, subnumber=row.subnumber, phone=row.phone),
        conversation=_conversation(row),
        reason=row.reason,
        expires_at=row.expires_at,
        created_at=row.created_at,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        completed_at=row.completed_at,
        client_reference=row.client_reference,
        warnings=tuple(row.warnings),
        variables=tuple(Variable(key=key, value=value) for key, value in row.variables),
        question_message_id=row.question_message_id,
        test=row.test,
        wake_at=row.wake_at,
    )


def _conversation(row: Row) -> State:
    written = row.conversation
    state = State.from_json(json.loads(written) if isinstance(written, str) else written)
    assert state.status is SessionState(row.state), "the two states are written together"
    return state
