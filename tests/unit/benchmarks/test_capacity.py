"""What machines a load needs, and the page that says it."""

from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.capacity import capacity, journal_bytes, processors
from tests.benchmarks.pages import CAPACITY, README, renewed, summary

ROOT = Path(__file__).parents[3]


def costs(**changed: object) -> dict[str, Any]:
    """Costs as a run writes them."""
    reply = {"sms": 300.0, "sessions": 200.0, "gateway": 100.0, "surveys": 0.0, "Postgres": 150.0}
    return {
        "reply_microseconds": reply,
        "send_microseconds": {name: 2 * used for name, used in reply.items()},
        "reply_journal": 1300.0,
        "send_journal": 2500.0,
        "session_bytes": 5000.0,
        "connections": {"svar-sms": 7, "svar-sessions": 5, "svar-surveys": 2},
    } | changed


def page(**changed: object) -> str:
    """The figures for those costs."""
    machine = {"processors": 2, "system": "Linux x86_64", "python": "3.11.7"}
    point = {"share": 0.25, "offered": 400.0, "microseconds": 4000.0, "slow": 0.0421}
    return capacity({"machine": machine, "costs": costs(**changed), "curve": [point]})


def test_a_session_is_one_survey_sent_and_all_its_replies() -> None:
    a_second = 1_000_000 / 10 / 3600

    assert processors(costs(), "sms") == pytest.approx(a_second * (600 + 5 * 300) / 1e6)
    assert journal_bytes(costs()) == 2500 + 5 * 1300


def test_the_dearest_process_comes_first() -> None:
    lines = page().splitlines()
    names = [line.split(" | ")[0].removeprefix("| ") for line in lines if line.startswith("| ")]

    assert names[:7] == ["process", "---", "sms", "sessions", "Postgres", "gateway", "surveys"]
    assert "So `sms` is the first to get a replica, then `sessions`, then `gateway`" in page()
    assert "0.5 times the processor time of `sms`" in page()


def test_a_small_load_shows_what_it_keeps_busy() -> None:
    assert "| 25% | 400 | 4,000 | 1.60 | 42 |" in page()


def test_a_process_that_hardly_works_carries_any_rate() -> None:
    line = next(line for line in page().splitlines() if line.startswith("| surveys"))

    assert line == "| surveys | 0 | any | 0 | any | 2 |"


def test_a_run_without_stored_sessions_says_nothing_of_tables() -> None:
    assert "| tables and indexes a day | 5.0 GB |" in page()
    assert "tables" not in page(session_bytes=None)


@pytest.mark.parametrize("name", [README, CAPACITY])
def test_only_what_is_between_the_marks_is_written_anew(name: str) -> None:
    there = (ROOT / name).read_text()

    once = renewed(there, page())
    again = renewed(once, page(reply_journal=9000.0))

    assert renewed(again, page()) == once
    assert once.splitlines()[0] == there.splitlines()[0]
    assert once.splitlines()[-1] == there.splitlines()[-1]


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        renewed("# Nothing\n", "figures")


@pytest.mark.parametrize(
    ("mistakes", "said"), [([], "no mistakes"), (["a"], "1 mistake"), (["a", "b"], "2 mistakes")]
)
def test_the_table_says_how_it_came_about(mistakes: list[str], said: str) -> None:
    said_of_it = summary(
        {
            "date": "2026-11-22",
            "seconds": 161.4,
            "machine": {"processors": 2},
            "replies": 62632,
            "mistakes": mistakes,
            "bars": [["1", "speed", "0.5", "0.5", "1", "landed", "1 / 2"]],
        }
    )

    assert "in 2 min 41 s" in said_of_it
    assert f"62,632 replies, {said}." in said_of_it
    assert said_of_it.endswith("| 1 | speed | 0.5 | 0.5 | 1 | landed | 1 / 2 |\n")
