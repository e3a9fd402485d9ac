"""Takes free text as it was sent: answers to open questions, and comments behind other answers."""

import re
import unicodedata

from services.engine.replies.reading import is_empty
from services.engine.replies.understood import Reason, Refused, Rule, Understood

TEXT_LIMIT = 4000
"""Characters of a text or comment that are kept (`services/engine/README.md`)."""

_SURROGATES = re.compile("[\ud800-\udfff]")


def open_text(text: str) -> Understood | Refused:
    """Return `text` without NUL and outer space, in NFC, at most 4,000 characters of it.

    >>> open_text(" The wait was long ").value
    'The wait was long'
    """
    kept, shortened = kept_text(text)
    if is_empty(kept):
        return Refused(reason=Reason.EMPTY)
    return Understood(value=kept, shortened=shortened, rule=Rule.TEXT)


def kept_text(text: str) -> tuple[str, bool]:
    """Return what is kept of `text`, and whether its end was cut off."""
    whole = unicodedata.normalize("NFC", _storable(text).replace("\0", "")).strip()
    if len(whole) <= TEXT_LIMIT:
        return whole, False
    return whole[:TEXT_LIMIT].rstrip(), True


def _storable(text: str) -> str:
    # Half of a surrogate pair can be neither stored nor sent; a pair in two halves is one sign.
    if not _SURROGATES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
