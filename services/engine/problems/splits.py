"""Splits: a name that a variable can have, and a share that is neither nobody nor everybody."""

import re
from collections.abc import Iterator
from typing import Final

from services.engine.definition import ConditionDefinition
from services.engine.problems.examined import Examined
from services.engine.problems.finding import Finding
from services.engine.problems.rule_parts import placed_conditions
from services.engine.splits import MOST_PERCENTAGES, splits_of

MOST_SPLITS: Final = 10
_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")


def split_problems(examined: Examined) -> Iterator[Finding]:
    """Everything that is wrong with splits, as they are written."""
    for index, rule in enumerate(examined.written.rules):
        for place, condition in placed_conditions(f"rules[{index}]", rule):
            if condition.split is not None:
                yield from _split(place, condition)
    splits = splits_of(examined.written)
    if len(splits) > MOST_SPLITS:
        yield Finding(path="rules", message=f"A survey has at most {MOST_SPLITS} splits.")
    for name, percents in splits.items():
        if len(percents) > MOST_PERCENTAGES:
            message = f'The split "{name}" has more than {MOST_PERCENTAGES} percentages.'
            yield Finding(path="rules", message=message)


def _split(place: str, condition: ConditionDefinition) -> Iterator[Finding]:
    if not _NAME.fullmatch(condition.split or ""):
        message = "A split has a name of 1 to 40 letters, digits, - and _."
        yield Finding(path=f"{place}.split", message=message)
    if condition.percent is None or not 0 < condition.percent < 100:
        message = "A split holds for more than 0 and less than 100 per cent."
        yield Finding(path=f"{place}.percent", message=message)
