"""What is written down about changes of surveys."""

from datetime import datetime
from enum import StrEnum

from services.runtime.audit import AuditEntry
from services.surveys.domain.survey import Survey


class Operation(StrEnum):
    """What can be done to a survey."""

    CREATE = "survey.create"
    REPLACE = "survey.replace"
    PUBLISH = "survey.publish"
    PAUSE = "survey.pause"
    RESUME = "survey.resume"
    ARCHIVE = "survey.archive"


def entry_of(operation: Operation, survey: Survey, *, at: datetime) -> AuditEntry:
    """Return the entry for what was done to a survey."""
    return AuditEntry(
        tenant=survey.tenant, operation=operation, object=f"survey/{survey.id}", at=at
    )
