"""Whether a rule matches whatever is answered: found by trying every value that could matter.

Sound and complete for single comparisons: every operator is constant between the values that the
conditions name, so one value beside each of them stands for all others.
"""

from collections.abc import Mapping, Sequence

from services.engine.elements.element import Question
from services.engine.elements.number import Number
from services.engine.rules import Condition, Rule
from services.engine.state import AnswerValue

_NEVER_NAMED = "\N{OBJECT REPLACEMENT CHARACTER}"


def always_matches(rule: Rule, *, at: str, questions: Mapping[str, Question]) -> bool:
    """Whether the rule matches at a place for every answer and every variable."""
    if not all(_covers([condition], at=at, questions=questions) for condition in rule.all):
        return False
    if not rule.any:
        return True
    # Subjects are independent: one of them alone must make the alternative true.
    by_subject: dict[tuple[str | None, str | None], list[Condition]] = {}
    for condition in rule.any:
        by_subject.setdefault((condition.element, condition.variable), []).append(condition)
    return any(_covers(group, at=at, questions=questions) for group in by_subject.values())


def _covers(conditions: Sequence[Condition], *, at: str, questions: Mapping[str, Question]) -> bool:
    """Whether one of the conditions, all on one subject, holds for every value of it."""
    values = _values(conditions, at=at, questions=questions)
    if values is None:
        return False
    return all(any(condition.holds_for(value) for condition in conditions) for value in values)


def _values(
    conditions: Sequence[Condition], *, at: str, questions: Mapping[str, Question]
) -> list[AnswerValue | None] | None:
    """Values that stand for all; None when they cannot be named."""
    element = conditions[0].element
    if element is None:
        return ["", *_texts_beside(conditions)]
    question = questions[element]
    values: list[AnswerValue | None] = []
    if question.optional or element != at:
        values.append(None)
    possible = question.possible_values()
    if possible is not None:
        return [*values, *possible]
    if isinstance(question, Number):
        return [*values, *_numbers_beside(conditions, question)]
    is_open = all(not isinstance(named, bool) for named in _named(conditions))
    return [*values, *_texts_beside(conditions)] if is_open else None


def _named(conditions: Sequence[Condition]) -> list[object]:
    named: list[object] = []
    for condition in conditions:
        operand = condition.operand
        named.extend(operand if isinstance(operand, list) else [operand])
    return [value for value in named if value is not None]


def _numbers_beside(conditions: Sequence[Condition], question: Number) -> list[int]:
    named = [int(value) for value in _named(conditions) if isinstance(value, int | float)]
    bounds = [bound for bound in (question.low, question.high) if bound is not None]
    beside = {number + step for number in (*named, *bounds, 0) for step in (-1, 0, 1)}
    low = min(beside) if question.low is None else question.low
    high = max(beside) if question.high is None else question.high
    return [number for number in sorted(beside) if low <= number <= high]


def _texts_beside(conditions: Sequence[Condition]) -> list[str]:
    texts = [_NEVER_NAMED]
    for value in _named(conditions):
        texts.append(str(value))
        if isinstance(value, int | float):
            texts.extend((str(value - 1), str(value + 1)))
    return texts
