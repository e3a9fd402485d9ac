"""The HTTP header `Retry-After` (RFC 9110 section 10.2.3)."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

LONGEST: Final = timedelta(days=1)


def parse_retry_after(value: str | None, *, now: datetime) -> timedelta | None:
    """Return how long to wait: never negative, at most a day; None when nothing usable is said.

    Takes seconds and HTTP dates. `now` is aware.

    >>> parse_retry_after("120", now=datetime(2026, 1, 1, tzinfo=UTC))
    datetime.timedelta(seconds=120)
    >>> parse_retry_after("Thu, 01 Jan 2026 00:00:30 GMT", now=datetime(2026, 1, 1, tzinfo=UTC))
    datetime.timedelta(seconds=30)
    """
    wait = _wait(value.strip(), now) if value else None
    return None if wait is None else min(max(wait, timedelta()), LONGEST)


def _wait(value: str, now: datetime) -> timedelta | None:
    if value.isascii() and value.isdigit():
        # More digits than any wait has: the longest one is meant, and no overflow.
        return timedelta(seconds=int(value)) if len(value) < 9 else LONGEST
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)) - now
