"""Whether a rule matches whatever is answered, and whether it can match at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from services.engine.definition import Operator
from services.engine.elements.domain import AnyText
from services.engine.elements.element import Question
from services.engine.problems.conditions import can_hold_together, some_always_holds
from services.engine.rules import Condition, Rule

Subject: TypeAlias = tuple[str | None, str | None]
"""The element or the variable that conditions are on; the other one is None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """Conditions on one subject: whether one of them holds for every answer, and without one."""

    element: str | None
    answered: bool
    unanswered: bool

    def at(self, place: str, questions: Mapping[str, Question]) -> bool:
        """Whether one of them always holds right after an element."""
        if self.answered and self.unanswered:
            return True
        # Nobody gets past a required question without an answer to it.
        return self.answered and self.element == place and not questions[place].optional


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCertainty:
    """What is certain about a rule, worked out once for all the places where it is tried.

    `target` is the element that it leads to, None for the end.
    """

    target: str | None
    all: tuple[Certainty, ...]
    any: tuple[Certainty, ...]

    def always_matches(self, place: str, questions: Mapping[str, Question]) -> bool:
        """Whether the rule matches at a place for every answer and every variable."""
        if not all(one.at(place, questions) for one in self.all):
            return False
        # Subjects are independent: one of them alone must make the alternative true.
        return not self.any or any(one.at(place, questions) for one in self.any)


def certainty_of(rule: Rule, questions: Mapping[str, Question]) -> RuleCertainty:
    """Look at a rule's conditions; those on one subject in `any` stand in for each other."""
    return RuleCertainty(
        target=rule.target,
        all=tuple(_certainty([condition], questions) for condition in rule.all),
        any=tuple(_certainty(group, questions) for group in by_subject(rule.any).values()),
    )


def by_subject(conditions: Iterable[Condition]) -> Mapping[Subject, Sequence[Condition]]:
    """The conditions on each element and variable, in the order of the first ones."""
    groups: dict[Subject, list[Condition]] = {}
    for condition in conditions:
        groups.setdefault((condition.element, condition.variable), []).append(condition)
    return groups


def can_hold(conditions: Sequence[Condition], questions: Mapping[str, Question]) -> bool:
    """False when conditions on one subject never all hold, answered or not."""
    element = conditions[0].element
    unanswered = [condition.op is Operator.SKIPPED for condition in conditions]
    if element is None or all(unanswered):
        return True
    return not any(unanswered) and can_hold_together(conditions, questions[element].domain())


def _certainty(conditions: Sequence[Condition], questions: Mapping[str, Question]) -> Certainty:
    element = conditions[0].element
    # A variable that was not given is an empty text; a question without an answer is nothing.
    absent = "" if element is None else None
    domain = AnyText() if element is None else questions[element].domain()
    return Certainty(
        element=element,
        answered=some_always_holds(conditions, domain),
        unanswered=any(condition.holds_for(absent) for condition in conditions),
    )
