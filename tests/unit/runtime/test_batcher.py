"""What arrives while a batch is under way goes together in the next."""

import gc
import threading
import weakref
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.runtime.batcher import Batcher

PATIENCE = 10.0


class Doubler:
    """Doubles numbers, refuses negative ones, and holds its first batch until it is let go."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.first_has_begun = threading.Event()
        self.let_go = threading.Event()

    def __call__(self, numbers: Sequence[int]) -> Sequence[int | Exception]:
        self.batches.append(list(numbers))
        self.first_has_begun.set()
        assert self.let_go.wait(PATIENCE)
        return [2 * number if number >= 0 else ValueError(number) for number in numbers]


def wait_until(condition: Callable[[], bool]) -> None:
    tick = threading.Event()
    for _ in range(int(PATIENCE * 1000)):
        if condition():
            return
        tick.wait(0.001)
    pytest.fail("it never came to that")


def test_an_idle_batcher_handles_a_request_at_once_and_alone() -> None:
    handle = Doubler()
    handle.let_go.set()

    assert Batcher(handle).submit(4) == 8
    assert handle.batches == [[4]]


def test_what_waits_meanwhile_goes_together_up_to_the_limit() -> None:
    handle = Doubler()
    batcher = Batcher(handle, limit=4, flights=1)

    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(batcher.submit, 0)
        assert handle.first_has_begun.wait(PATIENCE)
        others = [pool.submit(batcher.submit, number) for number in range(1, 7)]
        wait_until(lambda: len(batcher._waiting) == len(others))
        handle.let_go.set()
        results = [future.result(PATIENCE) for future in (first, *others)]

    assert results == [0, 2, 4, 6, 8, 10, 12]
    assert [len(batch) for batch in handle.batches] == [1, 4, 2]


def test_a_request_that_fails_does_not_fail_its_batch() -> None:
    handle = Doubler()
    batcher = Batcher(handle, flights=1)

    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(batcher.submit, 0)
        assert handle.first_has_begun.wait(PATIENCE)
        good, bad = pool.submit(batcher.submit, 5), pool.submit(batcher.submit, -5)
        wait_until(lambda: len(batcher._waiting) == 2)
        handle.let_go.set()

    assert (first.result(), good.result()) == (0, 10)
    assert sorted(handle.batches[1]) == [-5, 5]
    with pytest.raises(ValueError, match="-5"):
        bad.result()


def test_a_batch_that_fails_as_a_whole_fails_every_request_of_it() -> None:
    def fail(numbers: Sequence[int]) -> Sequence[int]:
        raise ConnectionError(f"{len(numbers)} lost")

    batcher: Batcher[int, int] = Batcher(fail)

    for _ in range(3):
        with pytest.raises(ConnectionError, match="1 lost"):
            batcher.submit(1)


def test_a_handler_that_loses_results_is_an_error_and_no_endless_wait() -> None:
    batcher: Batcher[int, int] = Batcher(lambda numbers: [])

    with pytest.raises(RuntimeError, match="0 results for 1 requests"):
        batcher.submit(1)


def test_a_request_taken_along_waits_without_trying_to_fly_itself() -> None:
    flights: list[threading.Event] = []

    def handle(numbers: Sequence[int]) -> Sequence[int]:
        flights.append(landing := threading.Event())
        assert landing.wait(PATIENCE)
        return numbers

    batcher = _CountingBatcher(handle, flights=2)
    with ThreadPoolExecutor(4) as pool:
        flying = [pool.submit(batcher.submit, number) for number in range(2)]
        wait_until(lambda: len(flights) == 2)
        waiting = [pool.submit(batcher.submit, number) for number in range(2, 4)]
        wait_until(lambda: len(batcher._waiting) == 2)
        # One place gets free and takes both along; then the other does, and nothing waits for it.
        flights[0].set()
        wait_until(lambda: len(flights) == 3)
        flights[1].set()
        wait_until(lambda: batcher.attempts == 4)
        threading.Event().wait(0.02)
        attempts = batcher.attempts
        flights[2].set()
        assert [future.result(PATIENCE) for future in (*flying, *waiting)] == [0, 1, 2, 3]

    assert attempts == 4


class Body:
    """Something large that a request carries."""


@pytest.mark.parametrize("as_a_whole", [True, False])
def test_a_failed_batch_leaves_nothing_for_the_collector(as_a_whole: bool) -> None:
    def refuse(batch: Sequence[Body]) -> Sequence[Exception]:
        if as_a_whole:
            raise LookupError("unlucky")
        return [LookupError("unlucky") for _ in batch]

    batcher: Batcher[Body, None] = Batcher(refuse)

    def submit() -> weakref.ref[Body]:
        body = Body()
        with pytest.raises(LookupError, match="unlucky") as raised:
            batcher.submit(body)
        del raised
        return weakref.ref(body)

    gc.disable()
    try:
        assert submit()() is None
    finally:
        gc.enable()


class _CountingBatcher(Batcher[int, int]):
    attempts = 0

    def _fly(self) -> bool:
        self.attempts += 1
        return super()._fly()
