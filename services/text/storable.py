"""Text that a database and a JSON document can hold.

For everything that comes from outside. Not for making a text nicer or cheaper: nothing that a
person could see is changed.
"""

import re
from typing import Final

# PostgreSQL refuses NUL, UTF-8 refuses surrogates. In a str every surrogate is a lone one.
_unstorable: Final = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    r"""Return the text without NUL and lone surrogates.

    >>> storable("8\x00")
    '8'
    """
    return text if text.isascii() and "\x00" not in text else _unstorable.sub("", text)
