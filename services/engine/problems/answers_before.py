"""Conditions on questions that cannot have been answered yet where their rule is tried."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from services.engine.definition import Operator, RuleDefinition
from services.engine.problems.examined import Examined
from services.engine.problems.finding import Finding
from services.engine.problems.rule_parts import placed_conditions
from services.engine.problems.walks import Walks


def conditions_never_answered(examined: Examined) -> Iterator[Finding]:
    """Conditions on something that is never answered before the place where the rule is tried."""
    walks = examined.walks
    for path, rule in examined.placed_rules():
        place = _place_to_judge(rule, walks)
        if place is None or place not in walks.places:
            continue
        for where, condition in placed_conditions(path, rule):
            name = condition.element
            if name is None or name not in examined.questions or condition.op is Operator.SKIPPED:
                continue
            if not _before(name, place, walks):
                message = f'"{name}" is never answered before "{place}", where the rule is tried.'
                yield Finding(path=f"{where}.element", message=message)


def _place_to_judge(rule: RuleDefinition, walks: Walks) -> str | None:
    """The place that the rule names; else the one where most of what it needs is answered."""
    if rule.at is not None:
        return rule.at
    # An alternative is judged by the place of its own question, where it is always answered.
    needed = [one.element or "" for one in rule.all if one.op is not Operator.SKIPPED]
    places = {name: walks.places[name] for name in needed if name in walks.places}
    if not places or rule.any:
        return None
    bits = reduce(or_, (1 << place for place in places.values()))
    return max(places, key=lambda name: _answered(places[name], bits, walks))


def _answered(place: int, needed: int, walks: Walks) -> int:
    """How many of the elements needed are met at a place or before it."""
    return (needed & (walks.before[place] | 1 << place)).bit_count()


def _before(name: str, place: str, walks: Walks) -> bool:
    return name == place or walks.may_meet(place, after=name)
