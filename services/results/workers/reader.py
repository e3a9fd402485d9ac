"""Takes in what happened, again and again: at once while there is more, else after a pause.

The pause grows with the work, so that a session that changes all the time is read once for many of its
changes, and replies are not slowed down by being counted.
"""

import threading
from time import monotonic
from typing import Final

from prometheus_client import Gauge

from services.results.use_cases.take_in import TakeIn
from services.runtime.errors import ServiceError
from services.runtime.growing_pause import growing_pause
from services.runtime.logs import get_logger

log = get_logger(__name__)
FAILURES = Gauge("svar_results_taking_in_failures", "Failures in a row of the taking-in")

LOOK_SECONDS: Final = 0.5
LONGEST_PAUSE_SECONDS: Final = 2.0
"""Figures are promised to be at most 3 s old."""
PAUSE_FOR_WORK: Final = 4
"""So many times as long as it took: a fifth of the time at most goes into what is not behind."""
STOP_SECONDS: Final = 30.0


class Reader:
    """One thread; any number of replicas may run it at once, and one of them does the work."""

    def __init__(self, take_in: TakeIn) -> None:
        self._take_in = take_in
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="taking in", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Let what is under way end."""
        self._stopping.set()
        self._thread.join(timeout=STOP_SECONDS)

    def _run(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            began = monotonic()
            try:
                more = self._take_in()
            except ServiceError as error:
                failures += 1
                log.warning("not taken in", cause=str(error))
            except Exception:
                failures += 1
                log.exception("not taken in")
            else:
                failures = 0
                if more:
                    continue
            FAILURES.set(failures)
            pause = pause_after(monotonic() - began)
            self._stopping.wait(growing_pause(failures).total_seconds() if failures else pause)


def pause_after(seconds: float) -> float:
    """Return how many seconds to wait after a turn that took so many and left nothing behind.

    >>> [pause_after(taken) for taken in (0.01, 0.25, 3.0)]
    [0.5, 1.0, 2.0]
    """
    return min(max(LOOK_SECONDS, PAUSE_FOR_WORK * seconds), LONGEST_PAUSE_SECONDS)
