"""Answers to callbacks, to the byte: what is refused, what is to come again, and what was taken."""

from typing import Final

from services.sms.domain.provider import (
    Acknowledgement,
    CallbackOutcome,
    Refused,
    Taken,
    TryLater,
)

_JSON: Final = "application/json"
_REFUSED: Final = Acknowledgement(
    status=401, content_type=_JSON, body=b'{"error": "unauthenticated"}'
)
_TRY_LATER: Final = Acknowledgement(
    status=503, content_type=_JSON, body=b'{"error": "unavailable"}'
)
EMPTY_OK: Final = Acknowledgement(status=200)
NO_CONTENT: Final = Acknowledgement(status=204)


def acknowledgement(
    outcome: CallbackOutcome,
    *,
    taken: Acknowledgement = EMPTY_OK,
    refused: Acknowledgement = _REFUSED,
) -> Acknowledgement:
    """Return what a provider wants to hear of a callback that was taken, else 401 or 503."""
    match outcome:
        case Taken():
            return taken
        case Refused():
            return refused
        case TryLater():
            return _TRY_LATER


def json_acknowledgement(outcome: CallbackOutcome) -> Acknowledgement:
    """Return 200 with the number of items taken, 401, or 503.

    >>> json_acknowledgement(Taken(accepted=2)).body
    b'{"accepted": 2}'
    """
    accepted = outcome.accepted if isinstance(outcome, Taken) else 0
    body = b'{"accepted": %d}' % accepted
    return acknowledgement(
        outcome, taken=Acknowledgement(status=200, content_type=_JSON, body=body)
    )
