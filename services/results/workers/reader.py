"""Takes in what happened, again and again: at once while there is more, else twice a second."""

import threading
from typing import Final

from prometheus_client import Gauge

from services.results.use_cases.take_in import TakeIn
from services.runtime.errors import ServiceError
from services.runtime.growing_pause import growing_pause
from services.runtime.logs import get_logger

log = get_logger(__name__)
FAILURES = Gauge("svar_results_taking_in_failures", "Failures in a row of the taking-in")

LOOK_SECONDS: Final = 0.5
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
            pause = growing_pause(failures).total_seconds() if failures else LOOK_SECONDS
            self._stopping.wait(pause)
