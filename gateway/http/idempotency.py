"""The header by which callers repeat a request without repeating what it does."""

import re
from typing import Any

from fastapi import Header

HEADER = "Idempotency-Key"
LONGEST_KEY = 128
_is_printable = re.compile("[!-~ ]*").fullmatch


def idempotency_key(effect: str) -> Any:
    """Declare the header, optional, with what the same key does within 24 hours."""
    return Header(
        alias=HEADER,
        max_length=LONGEST_KEY,
        pattern="^[!-~ ]*$",
        description=f"The same key within 24 hours {effect}.",
    )


def is_key(text: str) -> bool:
    """Say whether the header may have this value; an empty text is none, and may be.

    >>> is_key("call-81"), is_key(""), is_key("x" * 129)
    (True, True, False)
    """
    return len(text) <= LONGEST_KEY and bool(_is_printable(text))
