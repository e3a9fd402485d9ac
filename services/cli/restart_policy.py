"""When to start again what has died: growing pauses, and a clean slate after a while of health.

Pure: somebody else watches, waits and starts (`services.cli.supervisor`).
"""

from dataclasses import dataclass

FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 5.0
HEALTHY_AFTER_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RestartHistory:
    """How often something died in a row without having been healthy in between.

    >>> once = RestartHistory().died(ran_for=2.0)
    >>> once.pause, once.died(ran_for=1.0).pause, once.died(ran_for=31.0).pause
    (0.2, 0.4, 0.2)
    """

    deaths: int = 0

    def died(self, *, ran_for: float) -> "RestartHistory":
        """Return the history after another death, `ran_for` seconds after the last start."""
        if ran_for >= HEALTHY_AFTER_SECONDS:
            return RestartHistory(deaths=1)
        return RestartHistory(deaths=self.deaths + 1)

    @property
    def pause(self) -> float:
        """Seconds to wait before the next start; 0 for what never died."""
        if self.deaths == 0:
            return 0.0
        # The exponent is bounded, so that a thing that dies for days does not overflow.
        grown: float = FIRST_PAUSE_SECONDS * 2 ** min(self.deaths - 1, 16)
        return min(grown, LONGEST_PAUSE_SECONDS)
