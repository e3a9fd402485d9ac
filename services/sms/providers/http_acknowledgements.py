"""Answers to callbacks for providers that read no more of them than the status."""

from typing import Final, assert_never

from services.sms.domain.provider import Acknowledgement, CallbackOutcome, CallbackVerdict

_JSON: Final = "application/json"
_UNAUTHENTICATED: Final = Acknowledgement(
    status=401, content_type=_JSON, body=b'{"error": "unauthenticated"}'
)
_TRY_LATER: Final = Acknowledgement(
    status=503, content_type=_JSON, body=b'{"error": "unavailable"}'
)


def acknowledgement(outcome: CallbackOutcome) -> Acknowledgement:
    """Return 200 with the number of items taken, 401, or 503.

    >>> acknowledgement(CallbackOutcome(verdict=CallbackVerdict.TAKEN, accepted=2)).body
    b'{"accepted": 2}'
    """
    match outcome.verdict:
        case CallbackVerdict.TAKEN:
            body = b'{"accepted": %d}' % outcome.accepted
            return Acknowledgement(status=200, content_type=_JSON, body=body)
        case CallbackVerdict.UNAUTHENTICATED:
            return _UNAUTHENTICATED
        case CallbackVerdict.TRY_LATER:
            return _TRY_LATER
        case _:
            assert_never(outcome.verdict)
