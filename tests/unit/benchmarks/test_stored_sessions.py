"""How sessions that were stored before a run have to look, and floods, and memory."""

from typing import Any

import pytest

from tests.benchmarks.flood import Flooded, bursts, flood_bar
from tests.benchmarks.growth import Grown, growth_bars
from tests.benchmarks.journal import Journal
from tests.benchmarks.latency import Waits
from tests.benchmarks.memory import Sample, memory_bars
from tests.benchmarks.pgbench import Reference
from tests.benchmarks.rounds import Round
from tests.benchmarks.saturation import Saturation
from tests.benchmarks.stored_sessions import Stored, shown_wrong


def shown(state: str, *, answers: int, messages: int) -> dict[str, Any]:
    """A session as REST shows it."""
    return {"state": state, "answers": [{}] * answers, "messages": [{}] * messages}


@pytest.mark.parametrize(
    ("state", "answers"), [("completed", 5), ("active", 0), ("active", 4), ("expired", 2)]
)
def test_a_stored_session_shows_a_message_more_than_it_has_answers_and_replies(
    state: str, answers: int
) -> None:
    assert shown_wrong(shown(state, answers=answers, messages=2 * answers + 1), state) is None
    assert shown_wrong(shown(state, answers=answers, messages=2 * answers), state) is not None


def test_a_stored_session_is_completed_when_every_question_is_answered() -> None:
    assert shown_wrong(shown("completed", answers=4, messages=9), "completed") is not None
    assert shown_wrong(shown("active", answers=5, messages=11), "active") is not None
    assert shown_wrong(shown("active", answers=1, messages=3), "expired") is not None


def test_a_burst_never_comes_before_its_time() -> None:
    times = [number / 10 for number in range(47)]

    early = bursts(times, size=20)

    assert len(early) == len(times)
    assert early == sorted(early)
    assert sorted(set(early)) == [0.0, 2.0, 4.0]
    assert all(burst <= time for burst, time in zip(early, times, strict=True))


def test_the_bar_of_the_flood_is_the_median_of_its_rounds() -> None:
    rounds = [Flooded(without=0.01, beside=0.01 * by, flooding=1.0) for by in (1, 3, 1.1)]

    bar = flood_bar(rounds)

    assert bar.measured == pytest.approx(1.1)
    assert bar.verdict == "aim"


def grown(sessions: int, *, speed: float, slow: float) -> Grown:
    """Bars 1 and 5 with so many sessions stored."""
    journal = Journal(syncs=1, written=1, commits=1)
    saturation = Saturation(
        seconds=1.0, replies=round(1000 * speed), processor_seconds={}, journal=journal
    )
    reference = Reference(per_second=1000.0, latency=0.01, seconds=1.0, processor_seconds=1.0)
    one = Round(reference=reference, reference_microseconds=1.0, saturation=saturation)
    waits = Waits(
        commit=0.001,
        acknowledged=slow,
        next_message=slow,
        acknowledged_median=slow,
        next_message_median=slow,
    )
    stored = Stored(sessions=sessions, bytes_per_session=1.0, seconds=1.0)
    return Grown(stored=stored, rounds=[one], waits=[waits])


def test_growth_is_compared_with_the_smallest_size() -> None:
    small = grown(10_000, speed=0.5, slow=0.02)
    large = grown(1_000_000, speed=0.45, slow=0.025)

    speed, latency = growth_bars([small, large])

    assert (speed.measured, latency.measured) == pytest.approx((0.9, 0.8))
    assert speed.verdict == "landed"
    assert "1,000,000 sessions stored / with 10,000" in speed.what


def test_one_size_alone_is_compared_with_nothing() -> None:
    assert growth_bars([grown(10_000, speed=1, slow=1)]) == []
    assert growth_bars([]) == []


def test_memory_is_shown_idle_at_the_end_and_at_its_most() -> None:
    mebibyte = 1024 * 1024
    samples = [
        Sample(seconds=float(n), sessions=n, used={"sms": size * mebibyte})
        for n, size in enumerate((100, 300, 200))
    ]

    assert [bar.measured for bar in memory_bars(samples)] == [100, 200, 300]
