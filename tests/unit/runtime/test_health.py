"""When a process says that it is ready."""

import pytest

from services.runtime.health import Health


@pytest.mark.parametrize(
    ("database", "redis", "ready"),
    [(True, True, True), (True, False, True), (False, True, False)],
    ids=["all is well", "a help is away", "a need is away"],
)
def test_only_what_is_required_counts(database: bool, redis: bool, ready: bool) -> None:
    health = Health(required={"database": lambda: database}, optional={"redis": lambda: redis})

    assert health.ready() is ready
    assert health.report() == {"database": database, "redis": redis}


def test_a_process_that_stops_is_not_ready_however_well_it_is() -> None:
    health = Health(required={"database": lambda: True}, optional={})

    health.stop()

    assert not health.ready()
    assert health.report() == {"database": True}


def test_checks_are_run_anew_each_time() -> None:
    answers = iter([True, False, True])
    health = Health(required={"database": lambda: next(answers)}, optional={})

    assert [health.ready() for _ in range(3)] == [True, False, True]
