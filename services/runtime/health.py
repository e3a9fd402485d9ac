"""Whether this process is well: named checks, run on demand, logged only when one changes."""

import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from prometheus_client import Gauge

from services.runtime.logs import get_logger
from services.runtime.periodic import Periodic

log = get_logger(__name__)
HEALTHY = Gauge("svar_healthy", "1 when this dependency answers", ["check"])

Check = Callable[[], bool]
LOOK_EVERY: Final = timedelta(seconds=15)
"""How old what the metrics say may be, also where nobody asks /readyz."""


class Health:
    """Runs the checks of a process. A check that is not `required` is reported but does no harm."""

    def __init__(self, *, required: Mapping[str, Check], optional: Mapping[str, Check]) -> None:
        self._required = dict(required)
        self._optional = dict(optional)
        self._last: dict[str, bool] = {}
        self._lock = threading.Lock()
        self._stopping = False

    def stop(self) -> None:
        """Report not ready from now on, so that nobody sends more work."""
        self._stopping = True

    def report(self) -> dict[str, bool]:
        """Run every check and return its outcome by name."""
        with self._lock:
            results = {name: check() for name, check in (self._required | self._optional).items()}
            for name, healthy in results.items():
                HEALTHY.labels(name).set(healthy)
                if self._last.get(name, True) != healthy:
                    log.warning("health changed", check=name, healthy=healthy)
            self._last = results
        return results

    def watcher(self) -> Periodic:
        """Make the worker that looks also when nobody asks."""

        def look() -> None:
            self.report()

        return Periodic("health", look, every=LOOK_EVERY)

    def ready(self) -> bool:
        """Say whether work should be sent here."""
        results = self.report()
        return not self._stopping and all(results[name] for name in self._required)
