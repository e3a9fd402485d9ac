"""Turns for work that keeps a processor busy, as the servicer sees them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from services.engine.effort import Effort


class Turns(Protocol):
    """Gives turns to work that keeps a processor busy, so that it stops nothing else."""

    def turn(self, tenant: str, *, is_wanted: Callable[[], bool]) -> AbstractContextManager[Effort]:
        """Wait for a turn, and count the effort of what is done in it.

        The work ends when `is_wanted` turns false. Raises EXHAUSTED or UNAVAILABLE when too many wait.
        """
        ...
