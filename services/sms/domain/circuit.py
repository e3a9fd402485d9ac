"""A circuit breaker: leaves a provider alone that does not work, and tries it now and then.

Closed, everything passes. After several failures in a row, or one fault of the configuration, it
opens; when its pause is over one probe passes, and decides. Somebody may hold it open.
Times are seconds of any steady clock.
"""

from enum import StrEnum
from typing import Final

FAILURES_TO_OPEN: Final = 10
FIRST_PAUSE_SECONDS: Final = 1.0
# A probe is cheap, and people wait for what stands behind it.
LONGEST_PAUSE_SECONDS: Final = 5.0


class CircuitState(StrEnum):
    """What the circuit lets pass: everything, nothing, one probe."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Circuit:
    """The circuit of one provider; for one thread."""

    def __init__(self) -> None:
        self._failures = 0
        self._openings = 0
        self._probe_at: float | None = None
        self._probing = False
        self._is_held = False

    def hold(self, held: bool) -> None:
        """Hold it open, or let go of it: then it is closed, whatever had opened it."""
        if self._is_held and not held:
            self.succeeded()
        self._is_held = held

    def state(self, now: float) -> CircuitState:
        """Return what passes now."""
        if self._is_held:
            return CircuitState.OPEN
        if self._probe_at is None:
            return CircuitState.CLOSED
        return CircuitState.HALF_OPEN if now >= self._probe_at else CircuitState.OPEN

    def enter(self, now: float) -> bool:
        """Say whether one send may begin now; it must end in `succeeded`, `failed` or `left`."""
        match self.state(now):
            case CircuitState.CLOSED:
                return True
            case CircuitState.HALF_OPEN if not self._probing:
                self._probing = True
                return True
            case _:
                return False

    def wait(self, now: float) -> float:
        """Return for how many seconds it is of no use to ask again; at least a moment."""
        if self._is_held:
            return 1.0
        if self._probe_at is None:
            return 0.01
        return max(self._probe_at - now, 0.01)

    def left(self) -> None:
        """Take back an `enter`: nothing was sent after all."""
        self._probing = False

    def succeeded(self) -> None:
        """Note that the provider answered as a working one does."""
        self._failures = 0
        self._openings = 0
        self._probing = False
        self._probe_at = None

    def failed(self, now: float, *, at_once: bool = False) -> bool:
        """Note a failure; says whether the circuit opened by it. `at_once` does not count first."""
        self._failures += 1
        if self.state(now) is CircuitState.OPEN:
            # Sends that were under way when it opened tell nothing new.
            return False
        if not at_once and not self._probing and self._failures < FAILURES_TO_OPEN:
            return False
        self._probing = False
        self._openings += 1
        pause = FIRST_PAUSE_SECONDS * 2 ** min(self._openings - 1, 10)
        self._probe_at = now + min(pause, LONGEST_PAUSE_SECONDS)
        return True
