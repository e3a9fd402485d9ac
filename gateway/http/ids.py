"""Ids in addresses and bodies: what cannot be an id of ours is not found, without a call."""

from services.runtime.errors import Problem, invalid, not_found
from services.runtime.ids import parse_id
from services.text.storable import storable


def survey_id_of(text: str) -> str:
    """Return a survey's id in its plain form; raises SURVEY_NOT_FOUND when it cannot be one."""
    return _parsed(text, "surveyId") or _missing("SURVEY_NOT_FOUND", "There is no such survey.")


def session_id_of(text: str) -> str:
    """Return a session's id in its plain form; raises SESSION_NOT_FOUND when it cannot be one."""
    return _parsed(text, "sessionId") or _missing("SESSION_NOT_FOUND", "There is no such session.")


def webhook_id_of(text: str) -> str:
    """Return a webhook's id in its plain form; raises WEBHOOK_NOT_FOUND when it cannot be one."""
    return _parsed(text, "webhookId") or _missing("WEBHOOK_NOT_FOUND", "There is no such webhook.")


def delivery_id_of(text: str) -> str:
    """Return a delivery's id in its plain form; raises DELIVERY_NOT_FOUND when it cannot be one."""
    return _parsed(text, "deliveryId") or _missing(
        "DELIVERY_NOT_FOUND", "There is no such delivery."
    )


def _parsed(text: str, place: str) -> str | None:
    if storable(text) != text:
        problem = Problem(path=place, message="must not contain NUL or lone surrogates")
        raise invalid("INVALID_REQUEST", "The id is not of the right shape.", problems=[problem])
    return parse_id(text)


def _missing(reason: str, message: str) -> str:
    raise not_found(reason, message)
