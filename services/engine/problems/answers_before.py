"""Conditions on questions that cannot have been answered yet where their rule is tried."""

from collections.abc import Iterator

from services.engine.definition import Operator, RuleDefinition
from services.engine.problems.finding import Examined, Finding
from services.engine.problems.rule_parts import placed_conditions
from services.engine.problems.walks import Walks, walks_of


def conditions_never_answered(examined: Examined) -> Iterator[Finding]:
    """Conditions on something that is never answered before the place where the rule is tried."""
    walks = walks_of(examined)
    questions = examined.questions
    for index, rule in enumerate(examined.definition.rules):
        place = _place_to_judge(rule, walks)
        if place is None or place not in walks.following:
            continue
        for path, condition in placed_conditions(f"rules[{index}]", rule):
            name = condition.element
            if name is None or name not in questions or condition.op is Operator.SKIPPED:
                continue
            if not _before(name, place, walks):
                message = f'"{name}" is never answered before "{place}", where the rule is tried.'
                yield Finding(path=f"{path}.element", message=message)


def _place_to_judge(rule: RuleDefinition, walks: Walks) -> str | None:
    """The place that the rule names; else the one where most of what it needs is answered."""
    if rule.at is not None:
        return rule.at
    # An alternative is judged by the place of its own question, where it is always answered.
    needed = [one.element for one in rule.all if one.op is not Operator.SKIPPED]
    names = [name for name in needed if name is not None]
    if not names or rule.any:
        return None
    return max(names, key=lambda place: sum(_before(name, place, walks) for name in names))


def _before(name: str, place: str, walks: Walks) -> bool:
    return name == place or place in walks.after(name)
