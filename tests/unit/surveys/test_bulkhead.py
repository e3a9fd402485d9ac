"""Examinations take turns: a tenant's one by one, everybody's a few at once, the rest told to wait."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait

import pytest

from services.engine.effort import MOST_STEPS, UnwantedError
from services.runtime.errors import ErrorKind, ServiceError
from services.surveys.adapters.bulkhead import (
    AT_ONCE,
    MOST_HELD,
    MOST_HELD_OF_A_TENANT,
    Bulkhead,
)

A_WHILE = 10.0


class Examinations:
    """Turns taken by threads; each works until it is let go."""

    def __init__(self) -> None:
        self.bulkhead = Bulkhead()
        self.pool = ThreadPoolExecutor(MOST_HELD)
        self.go_on = threading.Event()
        self.begun: list[str] = []
        self.changed = threading.Condition()
        self.waiting: set[int] = set()

    def ask(self, tenant: str) -> Future[None]:
        return self.pool.submit(self._work, tenant)

    def _work(self, tenant: str) -> None:
        with self.bulkhead.turn(tenant, is_wanted=self._is_wanted):
            with self.changed:
                self.begun.append(tenant)
                self.changed.notify_all()
            assert self.go_on.wait(A_WHILE)

    def _is_wanted(self) -> bool:
        """Asked by each that waits for its turn."""
        with self.changed:
            self.waiting.add(threading.get_ident())
            self.changed.notify_all()
        return True

    def until(self, predicate: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(predicate, A_WHILE)


@pytest.fixture
def examinations() -> Iterator[Examinations]:
    made = Examinations()
    yield made
    made.go_on.set()
    made.pool.shutdown()


def test_a_tenant_gets_one_turn_at_a_time_and_holds_up_no_other(
    examinations: Examinations,
) -> None:
    first = [examinations.ask("one") for _ in range(3)]
    examinations.until(lambda: examinations.begun == ["one"] and len(examinations.waiting) >= 2)

    other = examinations.ask("two")
    examinations.until(lambda: len(examinations.begun) == AT_ONCE)

    assert examinations.begun == ["one", "two"]
    examinations.go_on.set()
    wait([*first, other], A_WHILE)
    assert sorted(examinations.begun) == ["one", "one", "one", "two"]


def test_a_tenant_with_enough_of_them_is_told_to_come_back(examinations: Examinations) -> None:
    asked = [examinations.ask("one") for _ in range(MOST_HELD_OF_A_TENANT)]
    examinations.until(
        lambda: len(examinations.waiting) >= len(asked) - 1 and bool(examinations.begun)
    )

    with pytest.raises(ServiceError) as refused, examinations.bulkhead.turn("one", is_wanted=bool):
        pytest.fail("got a turn")

    assert (refused.value.kind, refused.value.reason) == (ErrorKind.EXHAUSTED, "RATE_LIMITED")
    assert refused.value.retry_after
    with ThreadPoolExecutor(1) as another:
        another.submit(examinations._work, "two")
        examinations.until(lambda: "two" in examinations.begun)
        examinations.go_on.set()


def test_more_than_a_process_holds_are_told_that_it_is_busy(examinations: Examinations) -> None:
    for number in range(MOST_HELD):
        examinations.ask(f"tenant {number}")
    examinations.until(lambda: len(examinations.begun) == AT_ONCE)
    examinations.until(lambda: len(examinations.waiting) >= MOST_HELD - AT_ONCE)

    with pytest.raises(ServiceError) as refused, examinations.bulkhead.turn("new", is_wanted=bool):
        pytest.fail("got a turn")

    assert (refused.value.kind, refused.value.reason) == (ErrorKind.UNAVAILABLE, "BUSY")
    assert refused.value.retry_after


def test_who_has_gone_waits_no_longer(examinations: Examinations) -> None:
    examinations.ask("one")
    examinations.until(lambda: bool(examinations.begun))

    with (
        pytest.raises(ServiceError) as refused,
        examinations.bulkhead.turn("one", is_wanted=lambda: False),
    ):
        pytest.fail("got a turn")

    assert refused.value.reason == "BUSY"


def test_work_that_nobody_waits_for_ends_and_gives_its_turn_back() -> None:
    bulkhead = Bulkhead()
    efforts = []

    def work() -> None:
        with bulkhead.turn("one", is_wanted=lambda: False) as effort:
            efforts.append(effort)
            for _ in range(10_000):
                effort.spend()

    with pytest.raises(ServiceError) as refused:
        work()

    assert isinstance(refused.value.__cause__, UnwantedError)
    assert efforts[0].steps < 1_000
    with bulkhead.turn("one", is_wanted=lambda: True) as effort:
        effort.spend(1_000)


def test_work_without_end_is_refused_and_gives_its_turn_back() -> None:
    bulkhead = Bulkhead()

    def work() -> None:
        with bulkhead.turn("one", is_wanted=lambda: True) as effort:
            effort.spend(MOST_STEPS + 1)

    for _ in range(2):
        with pytest.raises(ServiceError) as refused:
            work()
        assert (refused.value.kind, refused.value.reason) == (ErrorKind.INVALID, "SURVEY_INVALID")
