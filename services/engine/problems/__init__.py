"""Everything that is wrong with a survey, and everything that is legal but costly.

Each check is a function in a file of this package and a line below. Checks do not depend on each
other: one that meets what another has to report passes it over.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from services.engine.definition import SurveyDefinition
from services.engine.effort import Effort, TooMuchEffortError, UnwantedError
from services.engine.formats import UNREAD, Reader
from services.engine.problems.answers_before import conditions_never_answered
from services.engine.problems.bounds import size_problems
from services.engine.problems.choices import choice_problems, choice_warnings
from services.engine.problems.examined import Check, Examined, examine
from services.engine.problems.finding import Finding, Measure, TextMeasure
from services.engine.problems.foreign import foreign_properties
from services.engine.problems.formats import format_problems, format_warnings
from services.engine.problems.language import language_problems, language_warnings
from services.engine.problems.lengths import length_problems, length_warnings
from services.engine.problems.meanings import rule_warnings
from services.engine.problems.numbers import number_problems, number_warnings
from services.engine.problems.pipes import pipe_problems, pipe_warnings
from services.engine.problems.reach import closed_circles, endless_walks, unreachable_elements
from services.engine.problems.rule_parts import rule_problems
from services.engine.problems.sent_texts import SentText
from services.engine.problems.settings import settings_problems, settings_warnings
from services.engine.problems.splits import split_problems
from services.engine.problems.structure import structure_problems, structure_warnings
from services.engine.problems.ways import Ways, ways_of

__all__ = [
    "Effort",
    "Finding",
    "Measure",
    "Report",
    "SentText",
    "TextMeasure",
    "UnwantedError",
    "Ways",
    "find_problems",
    "find_warnings",
    "look_over",
]

_PROBLEMS: tuple[Check, ...] = (
    structure_problems,
    language_problems,
    number_problems,
    choice_problems,
    foreign_properties,
    format_problems,
    rule_problems,
    split_problems,
    conditions_never_answered,
    unreachable_elements,
    endless_walks,
    closed_circles,
    length_problems,
    pipe_problems,
    settings_problems,
)

_WARNINGS: tuple[Check, ...] = (
    structure_warnings,
    language_warnings,
    number_warnings,
    choice_warnings,
    format_warnings,
    length_warnings,
    pipe_warnings,
    rule_warnings,
    settings_warnings,
)


MOST_FINDINGS = 1_000
"""Problems, and warnings, that are named one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything found in one examination; `texts` are those that may be sent, as they are sent.

    `ways` is None where nothing leads to the end, and for a survey that is too large to be checked.
    """

    problems: tuple[Finding, ...]
    warnings: tuple[Finding, ...] = ()
    texts: tuple[SentText, ...] = ()
    ways: Ways | None = None


def look_over(
    definition: SurveyDefinition,
    *,
    measure: Measure,
    reader: Reader = UNREAD,
    effort: Effort | None = None,
) -> Report:
    """Find all that is wrong or costly with a survey.

    A definition beyond the bounds, or that takes too much effort, has that problem alone. Raises
    UnwantedError as soon as the effort says that nobody waits for the report.
    """
    effort = effort or Effort()
    too_large = _named(size_problems(definition))
    if too_large:
        return Report(problems=too_large)
    try:
        examined = examine(definition, measure=measure, reader=reader, effort=effort)
        problems, warnings = _found(_PROBLEMS, examined), _found(_WARNINGS, examined)
        ways = ways_of(examined)
    except TooMuchEffortError:
        message = "The survey is too large to be checked: it needs fewer elements, rules or values."
        return Report(problems=(Finding(path="", message=message),))
    return Report(problems=problems, warnings=warnings, texts=examined.texts, ways=ways)


def find_problems(
    definition: SurveyDefinition, *, measure: Measure, reader: Reader = UNREAD
) -> tuple[Finding, ...]:
    """Every reason why a survey cannot be published (`services/engine/README.md`); empty when it can."""
    return look_over(definition, measure=measure, reader=reader).problems


def find_warnings(
    definition: SurveyDefinition, *, measure: Measure, reader: Reader = UNREAD
) -> tuple[Finding, ...]:
    """What is legal but costs more, or works otherwise, than its author may expect."""
    return look_over(definition, measure=measure, reader=reader).warnings


def _found(checks: tuple[Check, ...], examined: Examined) -> tuple[Finding, ...]:
    return _named(finding for check in checks for finding in check(examined))


def _named(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, and beyond the most of them how many more there are."""
    found = tuple(dict.fromkeys(findings))
    if len(found) <= MOST_FINDINGS:
        return found
    more = Finding(path="", message=f"There are {len(found) - MOST_FINDINGS} more.")
    return (*found[:MOST_FINDINGS], more)
