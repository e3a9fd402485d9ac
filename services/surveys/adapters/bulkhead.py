"""Bulkhead around examinations: checks, previews and publishing take turns, and stop nobody else.

An examination is work for a processor, not for a database: a few at once are as quick as many. The
callers' own threads do the work, and only so many of them may wait. Not a rate limit.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from prometheus_client import Counter as Metric

from services.engine.effort import Effort, TooMuchEffortError, UnwantedError
from services.runtime.errors import ErrorKind, ServiceError, invalid, unavailable

AT_ONCE = 2
"""Examinations under way in one process."""
MOST_HELD = 24
"""Examinations under way and waiting, of all tenants: well below the threads of a server."""
MOST_HELD_OF_A_TENANT = 12
RETRY_AFTER_SECONDS = 1.0

_LOOK_AGAIN_SECONDS = 0.1

REFUSED = Metric(
    "svar_examinations_refused_total",
    "Checks, previews and publishings that got no turn, by reason",
    ["reason"],
)


class Bulkhead:
    """Gives turns to examinations: one at a time to a tenant, so that it holds up no other."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._held: Counter[str] = Counter()
        self._busy: set[str] = set()

    @contextmanager
    def turn(self, tenant: str, *, is_wanted: Callable[[], bool]) -> Iterator[Effort]:
        """Wait for a turn and count its effort; the work ends when `is_wanted` turns false.

        Raises EXHAUSTED RATE_LIMITED when the tenant has enough of them waiting, UNAVAILABLE BUSY when
        everybody together has, or when the caller has gone, and INVALID SURVEY_INVALID for work that
        would take longer than any definition within the bounds.
        """
        self._enter(tenant)
        try:
            self._begin(tenant, is_wanted)
            try:
                yield Effort(is_wanted=_politely(is_wanted))
            except UnwantedError as exc:
                raise _refused("caller_gone", "Nobody waits for the answer any more.") from exc
            except TooMuchEffortError as exc:
                raise invalid("SURVEY_INVALID", "The survey is too large to be tried out.") from exc
            finally:
                self._end(tenant)
        finally:
            self._leave(tenant)

    def _enter(self, tenant: str) -> None:
        with self._changed:
            if self._held[tenant] >= MOST_HELD_OF_A_TENANT:
                raise _refused_to_tenant()
            if self._held.total() >= MOST_HELD:
                raise _refused("full", "Too many surveys are being checked at the moment.")
            self._held[tenant] += 1

    def _begin(self, tenant: str, is_wanted: Callable[[], bool]) -> None:
        with self._changed:
            while tenant in self._busy or len(self._busy) >= AT_ONCE:
                if not is_wanted():
                    raise _refused("caller_gone", "Nobody waits for the answer any more.")
                self._changed.wait(_LOOK_AGAIN_SECONDS)
            self._busy.add(tenant)

    def _end(self, tenant: str) -> None:
        with self._changed:
            self._busy.discard(tenant)
            self._changed.notify_all()

    def _leave(self, tenant: str) -> None:
        with self._changed:
            self._held[tenant] -= 1
            if not self._held[tenant]:
                del self._held[tenant]


def _politely(is_wanted: Callable[[], bool]) -> Callable[[], bool]:
    def ask() -> bool:
        # Lets go of the interpreter: threads with short work need not wait for its switch interval.
        time.sleep(0)
        return is_wanted()

    return ask


def _refused(reason: str, message: str) -> ServiceError:
    REFUSED.labels(reason).inc()
    return unavailable("BUSY", message, retry_after=RETRY_AFTER_SECONDS)


def _refused_to_tenant() -> ServiceError:
    REFUSED.labels("tenant").inc()
    return ServiceError(
        kind=ErrorKind.EXHAUSTED,
        reason="RATE_LIMITED",
        message="Too many checks at once; send them one after the other.",
        retry_after=RETRY_AFTER_SECONDS,
    )
