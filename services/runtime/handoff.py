"""Hands committed rows on: pushed from memory at once, swept when that did not work out.

A row that another party must act on is inserted with a lease held by the process that inserts it.
After the commit the process offers the row here. Lanes hand on what was offered, as much at a time
as has collected; what is done is finished in the store. When the process dies, the lease runs out,
and the sweeper of any replica takes the row. Receivers drop an id that they already have, so handing
on twice is harmless (`services/README.md`).

Rows with the same key go through the same lane in the order offered. Order across failures and
replicas is the receiver's business.
"""

import threading
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Generic, TypeVar

import structlog
from prometheus_client import Counter, Gauge

from services.runtime.batch_delivery import HANDED_ON, LONGEST_WAIT, BatchDelivery, Deliver
from services.runtime.clock import Clock
from services.runtime.errors import ServiceError
from services.runtime.finisher import Finisher
from services.runtime.growing_pause import growing_pause
from services.runtime.ids import new_id
from services.runtime.lane import Lane
from services.runtime.leased import HandoffStore, Leased
from services.runtime.logs import get_logger, named

log = get_logger(__name__)
LOST = Counter(
    "svar_leases_lost_total",
    "Rows whose lease ran out in memory, so that they are left to others",
    ["handoff"],
)
BACKLOG = Gauge("svar_handoff_backlog", "Rows waiting in memory", ["handoff"])

Row = TypeVar("Row")

BUSY_SECONDS = 0.02  # a backlog is swept as soon as the lanes have done their part
STOPPED = "STOPPED"
"""The reason of rows that a process gave back because it was told to stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffLimits:
    """How a handoff works; the defaults suit every one that we have."""

    # Two halve every batch, and below saturation a batch costs about as much as a row.
    lanes: int = 1
    batch: int = 256
    lease: timedelta = timedelta(seconds=8)
    sweep_every: timedelta = timedelta(seconds=1)
    # A row is left to the sweeper when less than this remains of its lease.
    margin: timedelta = timedelta(seconds=2)
    backlog: int = 10_000


class Handoff(Generic[Row]):
    """Hands rows of one kind on to `deliver`, which returns failures or raises for the whole batch."""

    def __init__(
        self,
        name: str,
        *,
        store: HandoffStore[Row],
        deliver: Deliver[Row],
        clock: Clock,
        limits: HandoffLimits | None = None,
    ) -> None:
        self.name = name
        self.limits = limits or HandoffLimits()
        self._store = store
        self._clock = clock
        self._stopping = threading.Event()
        self._lanes = [Lane[Leased[Row]](self._stopping) for _ in range(self.limits.lanes)]
        self._threads: list[threading.Thread] = []
        self._finisher = Finisher(name, store.finish, stopping=self._stopping)
        self._delivery = BatchDelivery(
            name, store=store, deliver=deliver, finish=self._finish, clock=clock
        )

    def lease_until(self) -> datetime:
        """Return until when a row inserted now is leased to this process."""
        return self._clock.now() + self.limits.lease

    def offer(self, rows: Sequence[Leased[Row]]) -> None:
        """Take rows that are committed and leased to this process."""
        for row in rows:
            self._lanes[zlib.crc32(row.key.encode()) % len(self._lanes)].put(row)
        BACKLOG.labels(self.name).set(self.backlog)

    @property
    def backlog(self) -> int:
        """How many rows wait in memory."""
        return sum(len(lane) for lane in self._lanes)

    @property
    def _busy(self) -> bool:
        return self.backlog > self.limits.batch * self.limits.lanes

    @property
    def full(self) -> bool:
        """True when the backlog is full and callers should back off."""
        return self.backlog >= self.limits.backlog

    def start(self) -> None:
        """Start the lanes, the sweeper, and what writes down what was handed on."""
        targets: list[Callable[[], None]] = [self._sweep, self._finisher.run]
        targets += [partial(self._run, lane) for lane in self._lanes]
        for number, target in enumerate(targets):
            thread = threading.Thread(target=target, name=f"{self.name}-{number}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Let batches under way end, and give back what still waits, so that others need not wait."""
        self._stopping.set()
        for lane in self._lanes:
            lane.wake()
        self._finisher.wake()
        for thread in self._threads:
            thread.join(timeout=self.limits.lease.total_seconds())
        self._finisher.flush()
        self._give_back()

    def _give_back(self) -> None:
        now = self._clock.now()
        waiting = [row for lane in self._lanes for row in lane.take(len(lane)) if row.until > now]
        if not waiting:
            return
        try:
            self._store.postpone([row.id for row in waiting], until=now, reason=STOPPED)
        except ServiceError as error:
            log.warning("not given back", handoff=self.name, rows=len(waiting), cause=str(error))

    # -- lanes

    def _run(self, lane: Lane[Leased[Row]]) -> None:
        failures_in_a_row, size = 0, self.limits.batch
        while not self._stopping.is_set():
            batch = self._still_ours(lane.take(size))
            if not batch:
                continue
            if self._handed_on(batch):
                failures_in_a_row, size = 0, min(size * 2, self.limits.batch)
            else:
                # Less at a time: it may have been too much for the deadline, or hold a row that no
                # deadline is long enough for, which must not come again with the same neighbours.
                failures_in_a_row, size = failures_in_a_row + 1, max(len(batch) // 2, 1)
                pause = min(growing_pause(failures_in_a_row), LONGEST_WAIT)
                self._stopping.wait(pause.total_seconds())

    def _handed_on(self, batch: Sequence[Leased[Row]]) -> bool:
        """Hand a batch on as a request with an id of its own, which both sides log."""
        with structlog.contextvars.bound_contextvars(request_id=new_id()):
            ids = named(row.id for row in batch)
            about = log.bind(handoff=self.name, rows=len(batch), ids=ids)
            about.debug("handing on")
            try:
                self.hand_on(batch)
            except Exception as exc:
                about.warning("handoff failed", cause=repr(exc)[:300])
                return False
        return True

    def hand_on(self, batch: Sequence[Leased[Row]]) -> None:
        """Deliver a batch and settle every row of it; raises what `BatchDelivery` raises."""
        self._delivery(batch)

    def _finish(self, ids: Sequence[str]) -> None:
        self._finisher.add(ids)
        if not self._threads:
            # Nobody else writes it down before the start.
            self._finisher.flush()

    def _still_ours(self, batch: Sequence[Leased[Row]]) -> Sequence[Leased[Row]]:
        """Drop what a process that was frozen for a while must leave to others."""
        limit = self._clock.now() + self.limits.margin
        ours = [row for row in batch if row.until > limit]
        if len(ours) < len(batch):
            LOST.labels(self.name).inc(len(batch) - len(ours))
        return ours

    # -- the sweeper

    def _sweep(self) -> None:
        while not self._stopping.is_set():
            busy = self._busy
            try:
                claimed = self.sweep()
            except Exception as exc:
                claimed = 0
                log.warning("sweep failed", handoff=self.name, cause=repr(exc)[:300])
            if busy:
                self._stopping.wait(BUSY_SECONDS)
            elif claimed < self.limits.batch:
                self._stopping.wait(self.limits.sweep_every.total_seconds())

    def sweep(self) -> int:
        """Claim what others left, unless the lanes have enough to do; returns how many rows."""
        if self._busy:
            return 0
        rows = self._store.claim(
            now=self._clock.now(), until=self.lease_until(), limit=self.limits.batch
        )
        self.offer(rows)
        HANDED_ON.labels(self.name, "swept").inc(len(rows))
        return len(rows)
