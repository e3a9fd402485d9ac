"""Patterns of answers, by RE2: time in proportion to the text, whatever the pattern says.

Authors of one tenant must not be able to slow down the replies of the others, which a pattern like
`(a+)+b` does to backtracking matchers. RE2 has no look-around and no references back.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

import re2

_MOST_MEMORY: Final = 1 << 20
"""Bytes of one compiled pattern: hundreds of times what an order number takes."""
_KEPT: Final = 512


@lru_cache(maxsize=_KEPT)
def pattern(written: str) -> Callable[[str], bool]:
    r"""Return what says whether a whole text matches; ValueError with what is wrong with the pattern.

    >>> pattern(r"[A-Z]{2}-\d{4}")("AB-1234")
    True
    >>> pattern("(a")
    Traceback (most recent call last):
    ValueError: missing ): (a
    """
    options = re2.Options()
    options.max_mem = _MOST_MEMORY
    options.log_errors = False
    try:
        compiled = re2.compile(written, options)
    except re2.error as exc:
        raise ValueError(_sentence(exc)) from exc

    def matches(text: str) -> bool:
        return compiled.fullmatch(text) is not None

    return matches


def _sentence(error: Exception) -> str:
    said = error.args[0] if error.args else "it is no regular expression"
    return said.decode(errors="replace") if isinstance(said, bytes) else str(said)
