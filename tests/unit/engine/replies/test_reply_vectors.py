"""Runs the tables of replies in tests/vectors against the reply parser."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.engine.languages import LANGUAGES
from services.engine.replies import (
    OptionWords,
    Refused,
    Understood,
    Unsure,
    Verdict,
    choices,
    open_text,
    whole_number,
    yes_or_no,
)

VECTORS = Path(__file__).parents[3] / "vectors"
CONTRACT = json.loads((VECTORS / "replies.json").read_text("utf-8"))
BOUNDS: dict[str, tuple[int | None, int | None, int | None]] = {
    "scale10": (1, 10, 10),
    "nps": (0, 10, 10),
    "csat": (1, 5, 5),
    "hundred": (0, 100, 100),
    "number": (None, None, None),
}

ALL = frozenset(LANGUAGES)
"""The survey exists in every language, so that words of all of them count."""


def _options(*labels: str) -> list[OptionWords]:
    return [OptionWords(labels=tuple(label.split("|"))) for label in labels]


CHOICES: dict[str, tuple[list[OptionWords], int]] = {
    "choice3": (
        [
            OptionWords(labels=("Waiting time", "Ventetid"), aliases=("wait", "queue")),
            OptionWords(labels=("The help I got", "Hjelpen jeg fikk"), aliases=("help",)),
            OptionWords(labels=("Other", "Annet"), aliases=("other",)),
        ],
        1,
    ),
    "multi4": (
        [
            OptionWords(labels=labels, aliases=(alias,))
            for labels, alias in (
                (("Red", "Rød"), "a"),
                (("Green", "Grønn"), "b"),
                (("Blue", "Blå"), "c"),
                (("Yellow", "Gul"), "d"),
            )
        ],
        3,
    ),
    "days": (_options("1 day", "2 days", "3-5 days", "Over 5 days"), 1),
    "ratings": (_options("5", "4", "3"), 1),
    "signs": (_options("👍", "👎", "C++", "C#", "C"), 1),
    "twins": (_options("Good", "Good sport|same", "Bad|same"), 1),
    "compound": (_options("Black and white", "Red, green", "New York", "York", "24/7"), 2),
}


CHOICES["topics"] = (CHOICES["choice3"][0], 3)


def _ask(question: str, language: str, reply: str) -> Verdict:
    if question in CHOICES:
        options, max_selections = CHOICES[question]
        return choices(
            reply, language=language, options=options, max_selections=max_selections, languages=ALL
        )
    if question in BOUNDS:
        low, high, maximum = BOUNDS[question]
        return whole_number(
            reply, language=language, low=low, high=high, of_maximum=maximum, languages=ALL
        )
    if question == "open":
        return open_text(reply)
    return yes_or_no(reply, language=language, languages=ALL)


def _table_cases() -> Iterator[Any]:
    for path in sorted(VECTORS.glob("replies_*.yaml")):
        for group in yaml.safe_load(path.read_text("utf-8")):
            for reply, expected, *comment in group["cases"]:
                question, language = group["question"], group["language"]
                name = f"{question}-{language}-{reply!a}"
                yield pytest.param(question, language, reply, expected, "".join(comment), id=name)


@pytest.mark.parametrize(
    ("question", "language", "reply", "expected", "comment"), list(_table_cases())
)
def test_a_reply_is_understood_as_the_table_says(
    question: str, language: str, reply: str, expected: object, comment: str
) -> None:
    outcome = _ask(question, language, reply)

    if isinstance(outcome, Refused):
        assert outcome.reason.value == expected
    elif isinstance(outcome, Unsure):
        assert expected == "confirm"
    else:
        value = list(outcome.value) if isinstance(outcome.value, tuple) else outcome.value
        assert (value, type(value), outcome.comment) == (expected, type(expected), comment)


@pytest.mark.parametrize(
    "case", CONTRACT["cases"], ids=lambda case: f"{case['question']}-{case['reply']!a}"
)
def test_the_cases_of_the_contract_pass(case: dict[str, Any]) -> None:
    outcome = _ask(case["question"], case["language"], case["reply"])

    expected = case["expect"]
    assert isinstance(outcome, Understood) is expected["accepted"]
    if isinstance(outcome, Understood):
        wanted = expected["value"]
        if case["question"] in CHOICES and not isinstance(wanted, list):
            wanted = [wanted]
        value = list(outcome.value) if isinstance(outcome.value, tuple) else outcome.value
        assert value == wanted
        assert outcome.comment == expected.get("comment", "")


def test_the_questions_here_are_those_of_the_contract() -> None:
    questions = CONTRACT["questions"]

    assert (questions["scale10"]["min"], questions["scale10"]["max"]) == BOUNDS["scale10"][:2]
    for name in ("choice3", "multi4"):
        options, max_selections = CHOICES[name]
        theirs = [tuple(option["text"].values()) for option in questions[name]["options"]]
        assert [option.labels for option in options] == theirs
        assert questions[name].get("maxSelections", 1) == max_selections
