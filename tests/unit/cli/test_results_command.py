"""Figures in a terminal: numbers, bars, and a dash where there is nothing."""

import io
from typing import Any

from rich.console import Console

from services.cli.results_command import show

NOTHING = {"value": None, "n": 0, "low": None, "high": None, "small": True}


def figures(**changes: Any) -> dict[str, Any]:
    empty = {
        "sent": 0, "answered": 0, "completed": 0, "optedOut": 0, "segments": 0, "small": True,
        "deliveryRate": NOTHING, "responseRate": NOTHING, "completionRate": NOTHING,
        "questions": [], "groups": [], "leftOut": {"tests": 0, "suppressed": 0},
    }  # fmt: skip
    return empty | changes


def question(**changes: Any) -> dict[str, Any]:
    score = {
        "elementId": "score", "metric": "csat", "split": False, "versions": [1], "shown": 4,
        "answered": 3, "left": 1, "value": 33.33, "low": 6.1, "high": 79.2, "mean": 7.5,
        "small": True,
        "counts": [
            {"value": 8, "label": None, "count": 2}, {"value": 9, "label": None, "count": 1},
        ],
    }  # fmt: skip
    return score | changes


def shown(found: dict[str, Any]) -> str:
    written = io.StringIO()
    show(found, Console(file=written, width=200))
    return written.getvalue()


def test_where_there_is_nothing_is_a_dash() -> None:
    assert "0, –" in shown(figures())


def test_a_question_has_its_figures_and_a_bar_for_each_value() -> None:
    text = shown(figures(questions=[question()]))

    assert "score: 3 of 4 answered, CSAT 33.3 (6.1 to 79.2), mean 7.5, 1 left here" in text
    bars = {line.split()[0]: line.count("█") for line in text.splitlines() if "█" in line}
    assert bars == {"8": 24, "9": 12}


def test_a_group_without_a_key_is_a_dash_and_says_that_it_is_small() -> None:
    group = figures(key=None, bucket=None, sent=1, questions=[question()])

    last = shown(figures(groups=[group])).splitlines()[-1]

    assert last.split() == ["–", "1", "–", "33.3", "few"]


def test_what_is_not_counted_is_said() -> None:
    text = shown(figures(leftOut={"tests": 2, "suppressed": 0}))

    assert "Not counted: 2 tests" in text
