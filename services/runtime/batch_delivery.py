"""Delivers a batch and settles every row of it: done, later, or put aside for a person.

For `handoff`, which says what is in a batch and when. A batch that fails as a whole is halved until the
rows that do it are alone, as long as anything goes through; when nothing does, all of it waits
(`dead_letter_brake`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, Generic, TypeVar

from prometheus_client import Counter, Gauge, Histogram

from services.runtime.clock import Clock
from services.runtime.dead_letter_brake import DeadLetterBrake
from services.runtime.errors import ServiceError
from services.runtime.growing_pause import growing_pause
from services.runtime.leased import Failure, HandoffStore, Leased
from services.runtime.logs import get_logger
from services.runtime.park_reason import ParkReason, reason_of

log = get_logger(__name__)
HANDED_ON = Counter("svar_handoff_total", "Rows by what became of them", ["handoff", "outcome"])
BATCH_ROWS = Histogram(
    "svar_batch_rows",
    "Rows that went together",
    ["step"],
    buckets=(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000),
)
BRAKED = Gauge(
    "svar_handoff_braked", "1 while nothing goes through and everything waits", ["handoff"]
)

Row = TypeVar("Row")
Deliver = Callable[[Sequence[Leased[Row]]], Sequence[Failure]]

LONGEST_WAIT: Final = timedelta(seconds=6)
"""Between two tries of what failed through no fault of its own: customers are served within 10 s."""
CONFIRMATIONS: Final = 2
"""How often a row that something broke at is tried by itself before it is parked: by then another
replica of the other side has had it, too, which may be of another release."""
MORE_IN_VAIN: Final = 6
"""How many calls may fail, beyond those that it takes to have one row alone, before all of it waits."""
MOST_IN_VAIN: Final = 64
"""How many calls for one batch may fail; the rest of it waits."""

UNDECIDED: Final = "UNDECIDED"
"""Why a row waits that failed with others and was not tried by itself."""

UNEXPLAINED: Final = "INTERNAL"
"""The reason of an error that nobody foresaw (`interceptors`, `grpc_errors`)."""


class NothingGoesThroughError(Exception):
    """Nothing of a batch went through, and all of it waits."""


@dataclass(slots=True, kw_only=True)
class _Round(Generic[Row]):
    """What became of a batch so far. `alone` are the rows that failed, each with why."""

    most_in_vain: int
    in_vain: int = 0
    any_done: bool = False
    alone: list[tuple[Leased[Row], Failure]] = field(default_factory=list)
    undecided: list[Leased[Row]] = field(default_factory=list)
    whole_call_failed: bool = False

    @property
    def over(self) -> bool:
        most = MOST_IN_VAIN if self.any_done else self.most_in_vain
        return self.in_vain >= most


class BatchDelivery(Generic[Row]):
    """Delivers batches of one handoff. Thread-safe if `deliver`, the store and `finish` are."""

    def __init__(
        self,
        name: str,
        *,
        store: HandoffStore[Row],
        deliver: Deliver[Row],
        finish: Callable[[Sequence[str]], None],
        clock: Clock,
    ) -> None:
        self._name = name
        self._store = store
        self._deliver = deliver
        self._finish = finish
        self._clock = clock
        self._brake = DeadLetterBrake()
        BRAKED.labels(name).set(0)

    def __call__(self, batch: Sequence[Leased[Row]]) -> None:
        """Deliver a batch and settle every row of it.

        Raises ServiceError when the other side cannot be reached, and NothingGoesThroughError when it
        fails at everything; the rows are postponed then, and whoever goes on should wait.
        """
        BATCH_ROWS.labels(self._name).observe(len(batch))
        depth = len(batch).bit_length()
        round_ = _Round[Row](most_in_vain=depth + MORE_IN_VAIN)
        self._attempt(batch, round_)
        if round_.whole_call_failed and not round_.any_done and self._is_everything(batch, round_):
            self._wait_for_better_times(round_)
        if round_.undecided:
            self._postpone(round_.undecided, reason=UNDECIDED, longest=LONGEST_WAIT)
        for row, failure in round_.alone:
            self._decide(row, failure)

    # -- a batch and its halves

    def _attempt(self, batch: Sequence[Leased[Row]], round_: _Round[Row]) -> None:
        try:
            failures = self._deliver(batch)
        except ServiceError as error:
            if error.retryable:
                self._postpone(batch, reason=error.reason)
                raise
            self._halve(batch, error, round_)
        except Exception as exc:
            self._halve(batch, exc, round_)
        else:
            self._note(batch, failures, round_)

    def _note(
        self, batch: Sequence[Leased[Row]], failures: Sequence[Failure], round_: _Round[Row]
    ) -> None:
        """Settle what went through and what is for later; keep what failed for the end."""
        by_id = {failure.id: failure for failure in failures}
        self._brake.suspect([failure.id for failure in failures if not failure.retryable])
        self._done([row.id for row in batch if row.id not in by_id], round_)
        for row in batch:
            failure = by_id.get(row.id)
            if failure is None:
                continue
            if failure.retryable:
                self._postpone([row], reason=failure.reason)
            else:
                round_.alone.append((row, failure))

    def _halve(self, batch: Sequence[Leased[Row]], cause: Exception, round_: _Round[Row]) -> None:
        self._brake.suspect([row.id for row in batch])
        round_.whole_call_failed = True
        round_.in_vain += 1
        if len(batch) == 1:
            round_.alone.append((batch[0], _failure(batch[0], cause)))
            return
        middle = len(batch) // 2
        for half in (batch[:middle], batch[middle:]):
            if self._brake.on or round_.over:
                round_.undecided += half
            else:
                self._attempt(half, round_)

    # -- what failed

    def _is_everything(self, batch: Sequence[Leased[Row]], round_: _Round[Row]) -> bool:
        """Say whether the other side may be failing at everything, and not just at a row by itself."""
        if len(batch) > 1 or self._brake.on:
            return True
        row, failure = round_.alone[0]
        return _is_fault(failure) and not self._brake.others_succeeded(row.id)

    def _wait_for_better_times(self, round_: _Round[Row]) -> None:
        first, failure = round_.alone[0] if round_.alone else (round_.undecided[0], None)
        rows = [*round_.undecided, *(row for row, _ in round_.alone)]
        reason = failure.reason if failure else UNDECIDED
        if self._brake.engage():
            BRAKED.labels(self._name).set(1)
            log.error(
                "nothing goes through, everything waits: see to the other side",
                handoff=self._name,
                reason=reason,
                row=first.id,
            )
        self._postpone(rows, reason=reason, longest=LONGEST_WAIT)
        raise NothingGoesThroughError(reason)

    def _decide(self, row: Leased[Row], failure: Failure) -> None:
        """Park a row that failed alone, or postpone it."""
        if _is_fault(failure):
            confirmed = self._confirmed(row, failure)
            if confirmed is None:
                self._done([row.id])
                return
            failure = confirmed
        if not failure.retryable and self._brake.may_park(row.id, fault=_is_fault(failure)):
            log.error(
                "row parked",
                handoff=self._name,
                row=row.id,
                because=failure.because.value,
                reason=failure.reason,
            )
            self._store.park([row.id], because=failure.because, reason=failure.reason)
            HANDED_ON.labels(self._name, "parked").inc()
        else:
            self._postpone([row], reason=failure.reason, longest=LONGEST_WAIT)

    def _confirmed(self, row: Leased[Row], failure: Failure) -> Failure | None:
        """Try a row by itself a few times more; returns why it fails, None when it went through."""
        for _ in range(CONFIRMATIONS):
            try:
                failures = self._deliver([row])
            except Exception as exc:
                failure = _failure(row, exc)
            else:
                if not failures:
                    return None
                failure = failures[0]
            if failure.retryable:
                break
        return failure

    # -- settling

    def _done(self, ids: Sequence[str], round_: _Round[Row] | None = None) -> None:
        if not ids:
            return
        if round_ is not None:
            round_.any_done = True
        if self._brake.succeeded(ids):
            BRAKED.labels(self._name).set(0)
            log.info("something goes through again", handoff=self._name)
        self._finish(ids)
        HANDED_ON.labels(self._name, "done").inc(len(ids))

    def _postpone(
        self, rows: Sequence[Leased[Row]], *, reason: str, longest: timedelta | None = None
    ) -> None:
        pause = growing_pause(max(row.attempts for row in rows) + 1)
        until = self._clock.now() + (min(pause, longest) if longest else pause)
        self._store.postpone([row.id for row in rows], until=until, reason=reason)
        HANDED_ON.labels(self._name, "postponed").inc(len(rows))


def _is_fault(failure: Failure) -> bool:
    return failure.because is ParkReason.FAULT


def _failure(row: Leased[Row], cause: Exception) -> Failure:
    """Say why a row failed alone. One without a reason of its own is a fault of whoever raised it."""
    retryable, because = False, ParkReason.FAULT
    if isinstance(cause, ServiceError):
        reason, retryable = cause.reason, cause.retryable
        if reason != UNEXPLAINED:
            because = reason_of(reason)
    else:
        # The message of an error that is not ours may hold anything.
        reason = type(cause).__name__
    return Failure(id=row.id, reason=reason, retryable=retryable, because=because)
