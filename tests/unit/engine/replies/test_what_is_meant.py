"""Holds the engine against replies with what a careful person would make of them.

`python -m pytest tests/unit/engine/replies/test_what_is_meant.py -s` prints the confusion.
"""

from collections import Counter
from functools import cache

import pytest

from tests.unit.engine.replies.meant import Judgement, MeantReply, sample

Judged = tuple[MeantReply, Judgement]


@cache
def _judged() -> tuple[Judged, ...]:
    return tuple((reply, reply.judged()) for reply in sample())


def _named(judged: list[Judged]) -> list[str]:
    return [f"{one.language} {one.question} {one.label}: {one.text!r}" for one, _ in judged]


def _share(*judgements: Judgement) -> float:
    meant = [judgement for reply, judgement in _judged() if reply.is_meant]
    return sum(judgement in judgements for judgement in meant) / len(meant)


def test_the_sample_is_read_whole() -> None:
    assert len(_judged()) == 1038


def test_nothing_is_stored_that_nobody_meant() -> None:
    wrong = [one for one in _judged() if one[1] is Judgement.WRONG]

    assert _named(wrong) == []


def test_nearly_all_that_is_meant_is_stored() -> None:
    assert _share(Judgement.STORED) >= 0.99


def test_all_but_little_that_is_meant_is_stored_or_confirmed() -> None:
    assert _share(Judgement.STORED, Judgement.CONFIRMED) >= 0.995


@pytest.mark.parametrize("by", ["language", "question"])
def test_the_confusion_is_printed(by: str) -> None:
    table: dict[str, Counter[str]] = {}
    for reply, judgement in _judged():
        table.setdefault(getattr(reply, by), Counter())[judgement.value] += 1

    columns = [judgement.value for judgement in Judgement]
    print(f"\n{by:10}", *(f"{column:>12}" for column in columns))
    for name, counts in sorted(table.items()):
        print(f"{name:10}", *(f"{counts[column]:12}" for column in columns))
    assert sum(sum(counts.values()) for counts in table.values()) == len(_judged())
