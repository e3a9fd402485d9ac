"""Holds the engine against replies with what a careful person would make of them.

`python -m pytest tests/unit/engine/replies/test_what_is_meant.py -s` prints the confusion.
"""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.unit.engine.replies.meant import BLIND, MEANT, Judgement, MeantReply, sample

Judged = tuple[MeantReply, Judgement]


CORPORA = pytest.mark.parametrize("corpus", [MEANT, BLIND], ids=["sample", "blind"])


@cache
def _judged(corpus: Path) -> tuple[Judged, ...]:
    return tuple((reply, reply.judged()) for reply in sample(corpus))


def _named(judged: list[Judged]) -> list[str]:
    return [f"{one.language} {one.question} {one.label}: {one.text!r}" for one, _ in judged]


def _share(corpus: Path, *judgements: Judgement) -> float:
    meant = [judgement for reply, judgement in _judged(corpus) if reply.is_meant]
    return sum(judgement in judgements for judgement in meant) / len(meant)


@pytest.mark.parametrize(("corpus", "size"), [(MEANT, 1038), (BLIND, 949)])
def test_the_labelled_replies_are_read_whole(corpus: Path, size: int) -> None:
    assert len(_judged(corpus)) == size


@CORPORA
def test_nothing_is_stored_that_nobody_meant(corpus: Path) -> None:
    wrong = [one for one in _judged(corpus) if one[1] is Judgement.WRONG]

    assert _named(wrong) == []


@pytest.mark.parametrize(("corpus", "least"), [(MEANT, 0.99), (BLIND, 0.88)])
def test_nearly_all_that_is_meant_is_stored(corpus: Path, least: float) -> None:
    assert _share(corpus, Judgement.STORED) >= least


@pytest.mark.parametrize(("corpus", "least"), [(MEANT, 0.995), (BLIND, 0.93)])
def test_all_but_little_that_is_meant_is_stored_or_confirmed(corpus: Path, least: float) -> None:
    assert _share(corpus, Judgement.STORED, Judgement.CONFIRMED) >= least


@CORPORA
@pytest.mark.parametrize("by", ["language", "question"])
def test_the_confusion_is_printed(by: str, corpus: Path) -> None:
    table: dict[str, Counter[str]] = {}
    for reply, judgement in _judged(corpus):
        table.setdefault(getattr(reply, by), Counter())[judgement.value] += 1

    columns = [judgement.value for judgement in Judgement]
    print(f"\n{by:10}", *(f"{column:>12}" for column in columns))
    for name, counts in sorted(table.items()):
        print(f"{name:10}", *(f"{counts[column]:12}" for column in columns))
    assert sum(sum(counts.values()) for counts in table.values()) == len(_judged(corpus))
