"""The figures of the benchmark: ratios, percentiles, verdicts, tables, and what they are read from."""

import re

import pytest

from tests.benchmarks.bars import Bar, markdown
from tests.benchmarks.figures import percentile, ratio
from tests.benchmarks.http_protocol import cut
from tests.benchmarks.open_loop import arrivals
from tests.benchmarks.pgbench import number
from tests.benchmarks.processor_time import fields_of


@pytest.mark.parametrize(
    ("share", "expected"), [(0.01, 1), (0.5, 50), (0.99, 99), (0.991, 100), (1.0, 100)]
)
def test_a_percentile_is_a_value_that_was_measured(share: float, expected: int) -> None:
    assert percentile(list(range(100, 0, -1)), share) == expected


def test_nothing_measured_has_no_percentile() -> None:
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 0.5)


def test_there_is_no_ratio_to_nothing() -> None:
    with pytest.raises(ValueError, match="reference"):
        ratio(1, 0)


@pytest.mark.parametrize(
    ("measured", "least", "verdict"),
    [
        (1.2, True, "aim"),
        (0.7, True, "landed"),
        (0.4, True, "missed"),
        (0.4, False, "aim"),
        (0.5, False, "aim"),
        (1.2, False, "missed"),
    ],
)
def test_a_bar_says_which_goal_is_reached(measured: float, least: bool, verdict: str) -> None:
    first, aim = (0.5, 1.0) if least else (1.0, 0.5)

    assert (
        Bar(number=1, what="", measured=measured, first=first, aim=aim, least=least).verdict
        == verdict
    )


def test_a_bar_without_goals_is_only_written_down() -> None:
    assert Bar(number=10, what="", measured=1).verdict == ""


def test_the_table_for_the_readme_has_a_line_for_each_bar() -> None:
    lines = markdown([Bar(number=1, what="speed", measured=0.5, first=0.5, aim=1)]).splitlines()

    assert len(lines) == 3
    assert lines[2] == "| 1 | speed | 0.5 | 0.5 | 1 | landed |  |"


def test_arrivals_are_the_same_for_the_same_seed() -> None:
    one, again = (arrivals(per_second=50, seconds=5, seed=3) for _ in range(2))

    assert one == again == sorted(one)
    assert one[-1] < 5


def test_a_stream_is_cut_into_messages_wherever_it_breaks() -> None:
    whole = b"POST /sms HTTP/1.1\r\nHost: a\r\ncontent-length: 3\r\n\r\nabc"

    for length in range(len(whole)):
        assert cut(whole[:length]) is None
    assert cut(whole + whole[:5]) == (whole[:-7], b"abc", whole[:5])


def test_the_name_of_a_process_does_not_confuse_its_times() -> None:
    assert fields_of("12 (a) R 1) S 1 2 3")[:2] == ["S", "1"]


def test_pgbench_has_to_say_what_it_reached() -> None:
    tps = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)

    assert number(tps, "latency average = 2 ms\ntps = 8123.4 (without)") == 8123.4
    with pytest.raises(RuntimeError, match="nothing"):
        number(tps, "nothing")
