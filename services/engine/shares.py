"""Which share of all sessions one belongs to: by a hash of its id and a name, so that asking again says the same.

Two names part sessions independently of each other.
"""

from hashlib import blake2b
from typing import Final

_BYTES: Final = 8
_ALL: Final = 256**_BYTES


def is_in_share(session_id: str, name: str, percent: float) -> bool:
    """Say whether a session is among so many per cent of all.

    >>> is_in_share("0198", "wording", 100), is_in_share("0198", "wording", 0)
    (True, False)
    """
    return number_of(session_id, name) * 100 < percent * _ALL


def number_of(session_id: str, name: str) -> int:
    """A number below 2**64 that is any for a session and a name, and always the same."""
    # Ids have no NUL in them, so that no other pair is written the same.
    written = f"{session_id}\0{name}".encode()
    return int.from_bytes(blake2b(written, digest_size=_BYTES).digest(), "big")
