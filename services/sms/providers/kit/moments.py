"""Moments as providers write them."""

from datetime import UTC, datetime


def in_utc(at: datetime) -> str:
    """Write a moment by RFC 3339, to the second.

    >>> in_utc(datetime(2026, 1, 1, 12, tzinfo=UTC))
    '2026-01-01T12:00:00Z'
    """
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
