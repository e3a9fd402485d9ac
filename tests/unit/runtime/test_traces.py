"""Logs let an operator follow a row from one service to the next, in lines that stay short."""

import threading
from collections.abc import Iterator, MutableMapping, Sequence
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

from services.runtime.errors import unavailable
from services.runtime.handoff import Handoff, HandoffLimits
from services.runtime.leased import Failure, Leased
from services.runtime.logs import MOST_NAMED
from tests.fakes.fake_handoff_store import FakeHandoffStore
from tests.fakes.manual_clock import ManualClock

PATIENCE = 10.0
Line = MutableMapping[str, Any]


@pytest.fixture
def lines() -> Iterator[list[Line]]:
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as captured:
        yield captured


class Receiver:
    """The other side: keeps the request ids that it is called with; fails while it is told to."""

    def __init__(self) -> None:
        self.failing = False
        self.request_ids: list[str] = []
        self.called = threading.Semaphore(0)

    def __call__(self, _rows: Sequence[Leased[str]]) -> Sequence[Failure]:
        self.request_ids.append(structlog.contextvars.get_contextvars()["request_id"])
        self.called.release()
        if self.failing:
            raise unavailable("DOWN", "Down.")
        return []


def handed_on(receiver: Receiver, *batches: list[str]) -> None:
    """Hand batches on, one after the other."""
    store = FakeHandoffStore()
    limits = HandoffLimits(lanes=1)
    handoff = Handoff("test", store=store, deliver=receiver, clock=ManualClock(), limits=limits)
    handoff.start()
    for batch in batches:
        handoff.offer([store.insert(id, until=handoff.lease_until()) for id in batch])
        assert receiver.called.acquire(timeout=PATIENCE)
    handoff.stop()


def test_a_batch_is_a_request_with_an_id_that_both_sides_log(lines: list[Line]) -> None:
    receiver = Receiver()

    handed_on(receiver, ["a", "b"], ["c"])

    told = [(line["ids"], line["request_id"]) for line in lines if line["event"] == "handing on"]
    assert told == list(zip([["a", "b"], ["c"]], receiver.request_ids, strict=True))
    assert len(set(receiver.request_ids)) == 2
    assert all(receiver.request_ids)


def test_a_batch_that_fails_names_its_rows(lines: list[Line]) -> None:
    receiver = Receiver()
    receiver.failing = True

    handed_on(receiver, ["a", "b"])

    [line] = [line for line in lines if line["log_level"] == "warning"]
    assert (line["event"], line["handoff"], line["rows"]) == ("handoff failed", "test", 2)
    assert (line["ids"], line["request_id"]) == (["a", "b"], receiver.request_ids[0])


def test_a_large_batch_makes_no_long_line(lines: list[Line]) -> None:
    handed_on(Receiver(), [f"row-{number}" for number in range(200)])

    assert lines[0]["rows"] == 200
    assert len(lines[0]["ids"]) == MOST_NAMED
