"""Why a row is parked: a closed set. The word or sentence beside it says more, and may be anybody's."""

from enum import StrEnum


class ParkReason(StrEnum):
    """What a person who looks into it has to begin with."""

    UNREADABLE = "UNREADABLE"
    """This release cannot read it, or nobody understands it: mend the row, or start the newer release."""

    REFUSED = "REFUSED"
    """The other side looked at it and refuses it, and says why."""

    FAULT = "FAULT"
    """Something broke over it, here or on the other side, and over nothing else: see the log."""


def reason_of(word: str) -> ParkReason:
    """Return what an error's own stable word stands for.

    >>> reason_of("SURVEY_UNREADABLE"), reason_of("INVALID_REQUEST")
    (<ParkReason.UNREADABLE: 'UNREADABLE'>, <ParkReason.REFUSED: 'REFUSED'>)
    """
    return ParkReason.UNREADABLE if word.endswith("UNREADABLE") else ParkReason.REFUSED
