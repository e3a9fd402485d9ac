"""The header by which callers repeat a request without repeating what it does."""

from typing import Any

from fastapi import Header

HEADER = "Idempotency-Key"
LONGEST_KEY = 128


def idempotency_key(effect: str) -> Any:
    """Declare the header, optional, with what the same key does within 24 hours."""
    return Header(
        alias=HEADER,
        max_length=LONGEST_KEY,
        pattern="^[!-~ ]*$",
        description=f"The same key within 24 hours {effect}.",
    )
