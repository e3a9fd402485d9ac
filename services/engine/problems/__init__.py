"""Everything that is wrong with a survey, and everything that is legal but costly.

Each check is a function in a file of this package and a line below. Checks do not depend on each
other: one that meets what another has to report passes it over.
"""

from services.engine.definition import SurveyDefinition
from services.engine.problems.answers_before import conditions_never_answered
from services.engine.problems.choices import choice_problems, choice_warnings
from services.engine.problems.finding import (
    Check,
    Finding,
    Measure,
    TextMeasure,
    examine,
)
from services.engine.problems.language import language_problems, language_warnings
from services.engine.problems.lengths import length_problems, length_warnings, sent_texts
from services.engine.problems.numbers import number_problems, number_warnings
from services.engine.problems.pipes import pipe_problems
from services.engine.problems.reach import endless_walks, unreachable_elements
from services.engine.problems.rule_parts import rule_problems
from services.engine.problems.settings import settings_problems
from services.engine.problems.structure import structure_problems, structure_warnings

__all__ = [
    "Finding",
    "Measure",
    "TextMeasure",
    "find_problems",
    "find_texts",
    "find_warnings",
]

_PROBLEMS: tuple[Check, ...] = (
    structure_problems,
    language_problems,
    number_problems,
    choice_problems,
    rule_problems,
    conditions_never_answered,
    unreachable_elements,
    endless_walks,
    length_problems,
    pipe_problems,
    settings_problems,
)

_WARNINGS: tuple[Check, ...] = (
    structure_warnings,
    language_warnings,
    number_warnings,
    choice_warnings,
    length_warnings,
)


def find_problems(definition: SurveyDefinition, *, measure: Measure) -> tuple[Finding, ...]:
    """Every reason why a survey cannot be published (behaviour.md section 1); empty when it can."""
    return _found(_PROBLEMS, definition, measure)


def find_warnings(definition: SurveyDefinition, *, measure: Measure) -> tuple[Finding, ...]:
    """What is legal but costs more, or works otherwise, than its author may expect."""
    return _found(_WARNINGS, definition, measure)


def find_texts(definition: SurveyDefinition, *, measure: Measure) -> tuple[tuple[str, str], ...]:
    """Every text that may be sent, as it is sent, with its path such as `elements[1].text.no`."""
    return tuple(sent_texts(examine(definition, measure=measure)))


def _found(
    checks: tuple[Check, ...], definition: SurveyDefinition, measure: Measure
) -> tuple[Finding, ...]:
    examined = examine(definition, measure=measure)
    findings = [finding for check in checks for finding in check(examined)]
    return tuple(dict.fromkeys(findings))
