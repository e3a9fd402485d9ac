"""A task that is run again and again, whatever happens to it."""

import threading
from datetime import timedelta

import pytest

from services.runtime.errors import ServiceError, unavailable
from services.runtime.periodic import Periodic

SOON = timedelta(milliseconds=1)
NEVER = timedelta(days=1)


class Task:
    """Counts its runs; the first one raises `failure`."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.runs = 0
        self.second_run = threading.Event()
        self.first_run = threading.Event()
        self._failure = failure

    def __call__(self) -> None:
        self.runs += 1
        self.first_run.set()
        if self.runs == 1 and self._failure is not None:
            raise self._failure
        if self.runs == 2:
            self.second_run.set()


@pytest.mark.parametrize(
    "failure", [None, unavailable("DOWN", "Down."), ZeroDivisionError()], ids=repr
)
def test_a_task_runs_again_whatever_the_last_run_came_to(failure: Exception | None) -> None:
    task = Task(failure)
    periodic = Periodic("test", task, every=SOON, expected=(ServiceError,))

    periodic.start()

    assert task.second_run.wait(timeout=10)
    periodic.stop()


def test_a_task_runs_at_once_and_stops_without_waiting_for_its_time() -> None:
    task = Task()
    periodic = Periodic("test", task, every=NEVER)

    periodic.start()
    assert task.first_run.wait(timeout=10)
    periodic.stop()

    assert task.runs == 1
