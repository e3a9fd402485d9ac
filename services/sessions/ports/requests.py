"""Where it is kept which session a repeated request already has, as the use cases see it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

RequestKey = tuple[str, str]
"""A tenant and what makes two of its requests the same."""


class Requests(Protocol):
    """Requests of one transaction."""

    def claim(
        self, claims: Mapping[RequestKey, str], *, now: datetime, until: datetime
    ) -> Mapping[RequestKey, str]:
        """Claim keys for session ids; returns who holds each now."""
        ...

    def held(self, keys: Sequence[RequestKey], *, now: datetime) -> Mapping[RequestKey, str]:
        """Return the session that holds each key, where one does."""
        ...

    def release(self, keys: Sequence[RequestKey]) -> None:
        """Give up claims whose sessions will not be."""
        ...

    def forget(self, *, now: datetime) -> None:
        """Delete what is remembered no longer."""
        ...
