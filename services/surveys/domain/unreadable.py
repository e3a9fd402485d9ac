"""The error for a survey that this release cannot read."""

from services.runtime.errors import ErrorKind, ServiceError


def unreadable_survey() -> ServiceError:
    """Make the error for a definition with parts that are not known here, as a newer release stores."""
    return ServiceError(
        kind=ErrorKind.INTERNAL,
        reason="SURVEY_UNREADABLE",
        message="The survey has parts that this release does not know: a newer one has stored it.",
    )
