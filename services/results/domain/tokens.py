"""Cursors and page tokens: opaque to whoever gets them, so that what they hold may change. Pure."""

import base64
import binascii
from collections.abc import Sequence


def written(*parts: str) -> str:
    """Write the parts of a token.

    >>> read(written("7", "a|b"), parts=2)
    ['7', 'a|b']
    """
    joined = "|".join(part.replace("%", "%25").replace("|", "%7C") for part in parts)
    return base64.urlsafe_b64encode(joined.encode()).decode().rstrip("=")


def read(token: str, *, parts: int) -> Sequence[str] | None:
    """Read a token of so many parts; None for what is none.

    >>> read("not a token", parts=2) is None
    True
    """
    try:
        padded = token.encode("ascii") + b"=" * (-len(token) % 4)
        joined = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except (UnicodeError, binascii.Error):
        return None
    found = [part.replace("%7C", "|").replace("%25", "%") for part in joined.split("|")]
    return found if len(found) == parts else None
