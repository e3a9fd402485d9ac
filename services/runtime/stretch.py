"""A stretch of a table by the ids of its rows, as daily walks look at it (`walks`)."""

from dataclasses import dataclass
from typing import Final

BEFORE_ALL: Final = "00000000-0000-0000-0000-000000000000"
"""An id that is lower than every other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The first `limit` rows in the order of their ids, between two of them, both excluded."""

    after: str
    before: str
    limit: int
