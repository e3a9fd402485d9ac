"""Takes out rules that can never match: forms ask for answers of branches that do not lead where they stand.

`relevant` may name every question above, also one that nobody was asked who gets there. In a form that is
false and harms nothing; publishing a survey refuses it.
"""

import re
from dataclasses import replace

from services.engine.definition import SurveyDefinition
from services.engine.effort import Effort, TooMuchEffortError
from services.engine.problems.answers_before import conditions_never_answered
from services.engine.problems.bounds import size_problems
from services.engine.problems.examined import examine
from services.engine.problems.finding import TextMeasure

_RULE = re.compile(r"rules\[(\d+)\]\.if\.all")


def without_impossible_rules(definition: SurveyDefinition) -> SurveyDefinition:
    """The definition without rules that need an answer which nobody has given where they are tried."""
    while impossible := _impossible(definition):
        kept = (one for at, one in enumerate(definition.rules) if at not in impossible)
        definition = replace(definition, rules=tuple(kept))
    return definition


def _impossible(definition: SurveyDefinition) -> set[int]:
    if any(True for _ in size_problems(definition)):
        return set()
    try:
        examined = examine(definition, measure=_any_cost, effort=Effort())
        paths = [one.path for one in conditions_never_answered(examined)]
    except TooMuchEffortError:
        return set()
    return {int(match[1]) for path in paths if (match := _RULE.match(path))}


def _any_cost(text: str) -> TextMeasure:
    return TextMeasure(segments=1)
