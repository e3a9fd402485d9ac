"""Splits: conditions that hold for a share of the sessions, decided once by a hash when a session begins.

Which arm a session is in becomes a variable of it, `split.NAME`, so that rules, pipes and figures find it as
they find any other. A split with one percentage has the arms A and B; each further one adds an arm.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from string import ascii_uppercase
from typing import Final

from services.engine.definition import (
    ConditionDefinition,
    Operator,
    RuleDefinition,
    SurveyDefinition,
)
from services.engine.shares import is_in_share

PREFIX: Final = "split."
"""Of the variables; whatever a caller says of them is overruled."""
MOST_PERCENTAGES: Final = len(ascii_uppercase) - 1
"""Of one split."""

Splits = Mapping[str, Sequence[float]]
"""The percentages of each split, ascending, by its name as it was written first."""


def splits_of(definition: SurveyDefinition) -> Splits:
    """Return the splits of a survey; those with one name but for its case are one."""
    names: dict[str, str] = {}
    found: dict[str, set[float]] = {}
    for condition in _conditions(definition):
        if condition.split is not None:
            name = names.setdefault(condition.split.casefold(), condition.split)
            found.setdefault(name, set()).add(condition.percent or 0)
    return {name: sorted(percents) for name, percents in found.items()}


def arms_of(splits: Splits, session_id: str) -> dict[str, str]:
    """Return the arm that a session is in of each split, by the variable that says so."""
    return {
        f"{PREFIX}{name}": ascii_uppercase[_place(session_id, name, percents)]
        for name, percents in splits.items()
    }


def arms_below(percents: Sequence[float], percent: float) -> list[str]:
    """Return the arms that make up so many per cent of the sessions.

    >>> arms_below([33, 66], 66)
    ['A', 'B']
    """
    return [arm for arm, bound in zip(ascii_uppercase, percents, strict=False) if bound <= percent]


def with_splits(definition: SurveyDefinition) -> SurveyDefinition:
    """The definition with conditions on variables for those on splits; the very same where it has none."""
    splits = {name.casefold(): percents for name, percents in splits_of(definition).items()}
    if not splits:
        return definition
    return replace(definition, rules=tuple(_rule(rule, splits) for rule in definition.rules))


def _place(session_id: str, name: str, percents: Sequence[float]) -> int:
    within = (is_in_share(session_id, name.casefold(), percent) for percent in percents)
    return next((at for at, one in enumerate(within) if one), len(percents))


def _rule(rule: RuleDefinition, splits: Splits) -> RuleDefinition:
    return replace(
        rule,
        all=tuple(_condition(condition, splits) for condition in rule.all),
        any=tuple(_condition(condition, splits) for condition in rule.any),
    )


def _condition(condition: ConditionDefinition, splits: Splits) -> ConditionDefinition:
    name = condition.split
    if name is None:
        return condition
    arms = arms_below(splits[name.casefold()], condition.percent or 0)
    return replace(
        condition,
        variable=f"{PREFIX}{name}",
        op=Operator.IN,
        value=[*arms],
        split=None,
        percent=None,
    )


def _conditions(definition: SurveyDefinition) -> Iterator[ConditionDefinition]:
    for rule in definition.rules:
        yield from rule.conditions
