"""Texts that some gateways hand on in base64 instead of as they were written."""

import re
from typing import Final

from services.sms.providers.kit.signatures import unbase64

_SHORTEST: Final = 60
"""Only what was joined of several parts has been seen so; a shorter text may be a word."""
_may_be: Final = re.compile(r"[A-Za-z0-9+/]+={0,2}").fullmatch


def plain_text(text: str) -> str:
    """Return what a long text says that is base64 of printable UTF-8, any other as it is.

    >>> plain_text("SGVp"), plain_text("QmFyZSBicmEhIA==" * 4)[:10]
    ('SGVp', 'QmFyZSBicm')
    """
    if len(text) < _SHORTEST or len(text) % 4 or not _may_be(text):
        return text
    try:
        decoded = (unbase64(text) or b"").decode()
    except UnicodeDecodeError:
        return text
    is_text = all(letter.isprintable() or letter in "\r\n\t" for letter in decoded)
    return decoded if decoded and is_text else text
