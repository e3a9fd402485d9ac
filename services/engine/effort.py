"""The work on one definition, counted in steps, so that it ends when nobody waits or a bound is met.

A step is a part of the definition looked at once: a text, a value, an edge of a walk. Checks and
previews take time in proportion to the steps that they count here.
"""

from collections.abc import Callable
from dataclasses import dataclass


class TooMuchEffortError(Exception):
    """The definition would take longer than anybody waits."""


class UnwantedError(Exception):
    """Whoever asked does not wait any more."""


MOST_STEPS = 4_000_000
"""What no definition within the bounds of `bounds` needs: some seconds of work."""

_BETWEEN_QUESTIONS = 500


def _always() -> bool:
    return True


@dataclass(slots=True, kw_only=True)
class Effort:
    """The steps taken so far; `is_wanted` is asked every 500 of them.

    It is made anew for each check or preview, and is not thread-safe.
    """

    is_wanted: Callable[[], bool] = _always
    most: int = MOST_STEPS
    steps: int = 0
    next_question: int = 0

    def spend(self, steps: int = 1) -> None:
        """Count steps; raises UnwantedError or TooMuchEffortError when it is better to end."""
        self.steps += steps
        if self.steps < self.next_question:
            return
        self.next_question = self.steps + _BETWEEN_QUESTIONS
        if not self.is_wanted():
            raise UnwantedError
        if self.steps > self.most:
            raise TooMuchEffortError
