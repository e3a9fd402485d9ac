"""Keeps a label to a number of values, so that what others name makes no series without end."""

from typing import Final

OTHER: Final = "other"
MOST_TENANTS: Final = 200


class BoundedLabel:
    """The first so many values as they are, every later one as `other`.

    >>> tenant = BoundedLabel(most=1)
    >>> tenant.of("acme"), tenant.of("beta"), tenant.of("acme")
    ('acme', 'other', 'acme')
    """

    def __init__(self, *, most: int = MOST_TENANTS) -> None:
        self._most = most
        self._known: set[str] = set()

    def of(self, value: str) -> str:
        """Return what the label says for a value."""
        if value in self._known:
            return value
        if len(self._known) >= self._most:
            return OTHER
        self._known.add(value)
        return value
