"""Every walk that a survey allows, as a graph: which element may come right after which.

A rule may match or not, unless it always does; a question may be answered in any way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.engine.definition import ElementDefinition, ElementType
from services.engine.problems.always import always_matches
from services.engine.problems.finding import Examined
from services.engine.rules import Rule, compile_rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Walks:
    """What may follow each element, by id; `start` is None for a survey without elements.

    `known` remembers what was asked before.
    """

    start: str | None
    following: Mapping[str, frozenset[str]]
    known: dict[str, frozenset[str]] = field(default_factory=dict)

    def after(self, name: str) -> frozenset[str]:
        """Every element that a walk can meet after this one, itself included if it can return."""
        if name in self.known:
            return self.known[name]
        met: set[str] = set()
        waiting = list(self.following.get(name, ()))
        while waiting:
            element = waiting.pop()
            if element not in met:
                met.add(element)
                waiting.extend(self.following.get(element, ()))
        self.known[name] = frozenset(met)
        return self.known[name]

    def reached(self) -> frozenset[str]:
        """Every element that a walk from the start meets."""
        if self.start is None:
            return frozenset()
        return self.after(self.start) | {self.start}


def walks_of(examined: Examined) -> Walks:
    """The graph of a definition; rules that cannot be compiled are left out.

    Empty for a definition too large to be walked, which is a problem of its own.
    """
    sequence = examined.sequence
    if examined.is_too_large:
        return Walks(start=None, following={})
    rules = _rules_by_place(examined)
    following: dict[str, frozenset[str]] = {}
    for index, element in enumerate(sequence):
        following[element.id] = _following(examined, sequence, index, rules=rules)
    return Walks(start=sequence[0].id if sequence else None, following=following)


def without_questions(walks: Walks, examined: Examined) -> Walks:
    """The same graph between the elements that wait for no reply."""
    silent = {one.id for one in examined.sequence if not one.type.is_question}
    kept = {name: targets & silent for name, targets in walks.following.items() if name in silent}
    return Walks(start=walks.start, following=kept)


def _following(
    examined: Examined,
    sequence: tuple[ElementDefinition, ...],
    index: int,
    *,
    rules: Mapping[str, list[Rule]],
) -> frozenset[str]:
    element = sequence[index]
    if element.type is ElementType.COMPLETION:
        return frozenset()
    known = {one.id for one in sequence}
    ends = {one.id for one in sequence if one.type is ElementType.COMPLETION}
    targets: set[str] = set()
    for rule in rules.get(element.id, ()):
        targets |= ends if rule.target is None else {rule.target} & known
        if always_matches(rule, at=element.id, questions=examined.questions):
            return frozenset(targets)
    targets |= {one.id for one in sequence[index + 1 : index + 2]}
    return frozenset(targets)


def _rules_by_place(examined: Examined) -> dict[str, list[Rule]]:
    by_place: dict[str, list[Rule]] = {}
    questions = examined.questions
    for written in examined.definition.rules:
        try:
            rule = compile_rule(written, questions)
        except ValueError:
            continue
        for place in written.places:
            by_place.setdefault(place, []).append(rule)
    return by_place
