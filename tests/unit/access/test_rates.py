"""The token bucket: what it lets through, how long it says to wait, and what it remembers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.rates import Bucket, Rate, RateLimits, TooSoon, rate_of, take
from tests.fakes.manual_seconds import Seconds

rates = st.builds(
    Rate,
    per_second=st.floats(min_value=0.01, max_value=10_000),
    burst=st.integers(min_value=1, max_value=10_000),
)
arrivals = st.lists(
    st.tuples(st.floats(min_value=0, max_value=100), st.integers(min_value=1, max_value=50)),
    max_size=60,
)


@given(rates, arrivals)
def test_never_more_passes_than_the_rate_allows(rate: Rate, steps: list[tuple[float, int]]) -> None:
    bucket, now, passed = None, 0.0, 0
    for pause, cost in steps:
        now += pause
        taken = take(bucket, rate, cost=cost, now=now)
        if isinstance(taken, Bucket):
            bucket, passed = taken, passed + cost
            # What is borrowed beyond a burst is bounded by the largest request.
            assert passed <= rate.burst + 50 + rate.per_second * now + 1e-6


@given(rates, arrivals)
def test_who_waits_as_long_as_told_gets_through(rate: Rate, steps: list[tuple[float, int]]) -> None:
    bucket, now = None, 0.0
    for pause, cost in steps:
        now += pause
        taken = take(bucket, rate, cost=cost, now=now)
        if isinstance(taken, TooSoon):
            now += taken.seconds * 1.000001 + 1e-9
            taken = take(bucket, rate, cost=cost, now=now)
        assert isinstance(taken, Bucket)
        bucket = taken


def test_a_clock_that_steps_back_takes_nothing_away() -> None:
    taken = take(Bucket(left=2.0, at=10.0), rate_of(5), cost=1, now=3.0)

    assert taken == Bucket(left=1.0, at=3.0)


@pytest.mark.parametrize("burst", [1, 2, 5])
def test_a_request_counted_in_two_parts_passes_from_a_full_bucket(burst: int) -> None:
    limits = RateLimits(default=rate_of(1, burst), monotonic=Seconds())

    assert limits.charge("a", None) is None
    assert limits.charge("a", None, cost=99, spent=1) is None
    assert limits.charge("a", None) == TooSoon(seconds=101.0 - burst)


def test_callers_do_not_share_a_bucket_and_may_have_rates_of_their_own() -> None:
    limits = RateLimits(default=rate_of(1), monotonic=Seconds())

    assert limits.charge("a", None) is None
    assert limits.charge("a", None) is not None
    assert limits.charge("b", None) is None
    assert [limits.charge("c", rate_of(2)) is None for _ in range(3)] == [True, True, False]
    assert all(limits.charge("d", rate_of(0)) is None for _ in range(100))


def test_without_a_rate_nothing_is_counted() -> None:
    limits = RateLimits()

    assert all(limits.charge("a", None) is None for _ in range(100))
    assert len(limits) == 0


def test_buckets_that_are_full_again_are_forgotten() -> None:
    seconds = Seconds()
    limits = RateLimits(default=rate_of(1), monotonic=seconds, sweep_above=10)
    for number in range(10):
        limits.charge(f"early {number}", None)

    seconds.now = 0.5
    limits.charge("while all are in use", None)
    assert len(limits) == 11

    seconds.now = 5
    for number in range(10):
        limits.charge(f"late {number}", None)
    assert len(limits) == 10
