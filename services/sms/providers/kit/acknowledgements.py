"""Answers to callbacks for providers that read no more of them than the status."""

from typing import Final, assert_never

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


def json_acknowledgement(outcome: CallbackOutcome) -> Acknowledgement:
    """Return 200 with the number of items taken, 401, or 503.

    >>> json_acknowledgement(Taken(accepted=2)).body
    b'{"accepted": 2}'
    """
    match outcome:
        case Taken(accepted=accepted):
            body = b'{"accepted": %d}' % accepted
            return Acknowledgement(status=200, content_type=_JSON, body=body)
        case Refused():
            return _REFUSED
        case TryLater():
            return _TRY_LATER
        case _:
            assert_never(outcome)
