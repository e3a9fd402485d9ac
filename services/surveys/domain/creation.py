"""A request to create a survey, and what makes two of them the same one.

An answer may be lost on its way: whoever asks again gets the survey that is there already.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.engine.definition import SurveyDefinition
from services.runtime.errors import Problem, ServiceError, conflict, invalid
from services.surveys.domain.fingerprint import fingerprint
from services.text.storable import storable

REMEMBERED_FOR = timedelta(hours=24)
LONGEST_KEY = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Creation:
    """What a caller wants created; `survey_id` is empty where any id will do.

    `idempotency_key` is the caller's own name for the request, `request_id` the one in logs; either may
    be empty.
    """

    definition: SurveyDefinition
    survey_id: str = ""
    request_id: str = ""
    idempotency_key: str = ""

    @property
    def digest(self) -> str:
        """Return 64 hex digits that are equal for requests that want the same."""
        wanted = f"{self.survey_id}:{fingerprint(self.definition)}"
        return hashlib.sha256(wanted.encode()).hexdigest()

    @property
    def key(self) -> str:
        """Return what a repetition has in common with the first request; empty where nothing is.

        Ids in logs may be shared by several requests of one caller, so what is wanted belongs to
        theirs. Raises INVALID INVALID_REQUEST for an idempotency key that cannot be kept.
        """
        if self.idempotency_key:
            if not _fits(self.idempotency_key):
                raise _unfit_key()
            return f"key:{self.idempotency_key}"
        fits = self.request_id and _fits(self.request_id)
        return f"request:{self.request_id}:{self.digest}" if fits else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreationClaim:
    """A request that has, or wants to have, created a survey."""

    tenant: str
    key: str
    survey_id: str
    digest: str
    expires_at: datetime


def key_reused() -> ServiceError:
    """Make the error for one key on two requests that want different things."""
    return conflict(
        "IDEMPOTENCY_KEY_REUSED", "Another survey was created with this idempotency key."
    )


def _fits(key: str) -> bool:
    return len(key) <= LONGEST_KEY and storable(key) == key


def _unfit_key() -> ServiceError:
    message = f"An idempotency key has at most {LONGEST_KEY} characters, and no NUL."
    problem = Problem(path="Idempotency-Key", message=message)
    return invalid("INVALID_REQUEST", message, problems=[problem])
