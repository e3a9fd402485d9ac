"""Does something again and again in the background, whatever happens to it."""

import threading
from collections.abc import Callable
from datetime import timedelta

from prometheus_client import Counter

from services.runtime.logs import get_logger

log = get_logger(__name__)
RUNS = Counter("svar_periodic_total", "Runs of a periodic task by outcome", ["task", "outcome"])


class Periodic:
    """Runs `action` at once and then `every` so often, in a thread of its own.

    What it raises is logged, shortly where it is `expected` (something is down for now), and the
    next run comes all the same.
    """

    def __init__(
        self,
        name: str,
        action: Callable[[], None],
        *,
        every: timedelta,
        expected: tuple[type[Exception], ...] = (),
    ) -> None:
        self._name = name
        self._action = action
        self._every = every
        self._expected = expected
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Let a run under way end."""
        self._stopping.set()
        self._thread.join(timeout=30)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self.run_once()
            self._stopping.wait(self._every.total_seconds())

    def run_once(self) -> None:
        """Do it now, in the thread of the caller; raises nothing."""
        try:
            self._action()
            RUNS.labels(self._name, "done").inc()
        except self._expected as exc:
            RUNS.labels(self._name, "failed").inc()
            log.warning("periodic task failed", task=self._name, cause=str(exc)[:200])
        except Exception:
            RUNS.labels(self._name, "failed").inc()
            log.exception("periodic task failed", task=self._name)
