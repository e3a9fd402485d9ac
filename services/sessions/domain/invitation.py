"""A request to send a survey to one phone: as the caller wrote it, and as it stands when checked."""

from dataclasses import dataclass
from datetime import datetime

from services.engine.survey import Survey
from services.runtime.errors import ServiceError
from services.sessions.domain.session import Session, Variable

MAXIMUM_REFERENCE = 128
MAXIMUM_IDEMPOTENCY_KEY = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What the caller asks for; nothing has been checked yet."""

    tenant: str
    survey_id: str
    identifier: str
    identifier_type: str
    channel: str
    language_code: str = ""
    expiry_time: str = ""
    client_reference: str = ""
    content: str = ""
    variables: tuple[Variable, ...] = ()
    idempotency_key: str = ""
    test: bool = False

    @property
    def repetition_key(self) -> str | None:
        """What makes two requests the same request (`services/sessions/README.md`).

        None where nothing does, or nothing that can be kept: such a request is refused.
        """
        if self.idempotency_key:
            fits = is_storable(self.idempotency_key, MAXIMUM_IDEMPOTENCY_KEY)
            return f"key:{self.idempotency_key}" if fits else None
        parts = (self.survey_id, self.identifier, self.client_reference)
        fits = all(is_storable(part, MAXIMUM_REFERENCE) for part in parts)
        return f"ref:{':'.join(parts)}" if self.client_reference and fits else None


def is_storable(text: str, most: int) -> bool:
    """Say whether a name that a caller gave can be kept: not too long, and without NUL."""
    return len(text) <= most and "\0" not in text


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedInvitation:
    """An invitation that can be carried out, with the id that its session will have."""

    invitation: Invitation
    session_id: str
    survey: Survey
    survey_version: int
    language: str
    expires_at: datetime
    variables: tuple[Variable, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What came of an invitation; `repeated` when the session was there already."""

    session: Session
    repeated: bool = False


SendResult = Sent | ServiceError
