"""Months in which sessions began, as their ids tell. Pure.

Ids are UUIDs of version 7, which begin with the milliseconds since 1970 (RFC 9562).
"""

from datetime import UTC, datetime
from typing import Final

_FIRST_YEAR: Final = 2020
_LAST_YEAR: Final = 2100

Month = tuple[int, int]
"""A year and a month; before and after what is likely, one stands for all."""
BEFORE: Final[Month] = (_FIRST_YEAR - 1, 12)
AFTER: Final[Month] = (_LAST_YEAR, 1)


def month_of(session_id: str) -> Month:
    """Return the month in which a session was made.

    >>> month_of("019acf8e-8000-7000-8000-000000000000")
    (2025, 11)
    """
    milliseconds = int(session_id.replace("-", "")[:12], 16)
    if milliseconds >= _milliseconds(AFTER):
        return AFTER
    if milliseconds < _milliseconds((_FIRST_YEAR, 1)):
        return BEFORE
    made_at = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return made_at.year, made_at.month


def following(month: Month) -> Month:
    """Return the month after.

    >>> following((2026, 12))
    (2027, 1)
    """
    year, number = month
    return (year + 1, 1) if number == 12 else (year, number + 1)


def end_of(month: Month) -> datetime:
    """Return when a month is over; that of what comes after all of them never is.

    >>> end_of((2026, 11)).isoformat()
    '2026-12-01T00:00:00+00:00'
    """
    if month == AFTER:
        return datetime.max.replace(tzinfo=UTC)
    return datetime(*following(month), 1, tzinfo=UTC)


def first_id(month: Month) -> str:
    """Return the lowest id of a month.

    >>> first_id((2026, 1))
    '019b76da-a800-0000-0000-000000000000'
    """
    written = f"{_milliseconds(month):012x}"
    return f"{written[:8]}-{written[8:]}-0000-0000-000000000000"


def _milliseconds(month: Month) -> int:
    return int(datetime(*month, 1, tzinfo=UTC).timestamp()) * 1000
