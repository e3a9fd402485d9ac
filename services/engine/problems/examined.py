"""A definition under examination: what every check is given, looked up once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias

from services.engine.definition import (
    ElementDefinition,
    ElementType,
    RuleDefinition,
    SurveyDefinition,
)
from services.engine.effort import Effort
from services.engine.elements.element import Element, Question
from services.engine.elements.registry import compile_element
from services.engine.formats import UNREAD, Reader
from services.engine.language_codes import with_base_languages
from services.engine.problems.always import RuleCertainty, certainty_of
from services.engine.problems.finding import Finding, Measure
from services.engine.problems.sent_texts import SentText, sent_texts
from services.engine.problems.walks import Walks, walks_of
from services.engine.rules import Rule, compile_rule
from services.engine.splits import with_splits


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A definition within the bounds, with the look-ups that several checks need.

    `definition` names languages as requests are read, whatever codes its author has `written`, and has
    conditions on variables for those on splits.
    `by_id` are all elements, of two with one id the first; `sequence` those that a conversation can
    pass, in order. Elements that lack what their type needs are missing from `compiled` and
    `questions`, and rules that cannot be compiled are None in `rules`: other checks name them.
    `certainties` are the rules tried after each element, by their ids.
    """

    definition: SurveyDefinition
    written: SurveyDefinition
    by_id: Mapping[str, ElementDefinition]
    sequence: tuple[ElementDefinition, ...]
    compiled: Mapping[str, Element]
    questions: Mapping[str, Question]
    rules: tuple[Rule | None, ...]
    certainties: Mapping[str, Sequence[tuple[str, RuleCertainty]]]
    walks: Walks
    texts: tuple[SentText, ...]
    measure: Measure
    reader: Reader
    effort: Effort

    def placed(self) -> Iterator[tuple[str, ElementDefinition]]:
        """Every element with its path."""
        for index, element in enumerate(self.definition.elements):
            self.effort.spend(1 + len(element.options))
            yield f"elements[{index}]", element

    def placed_rules(self) -> Iterator[tuple[str, RuleDefinition]]:
        """Every rule with its path."""
        for index, rule in enumerate(self.definition.rules):
            self.effort.spend(1 + len(rule.all) + len(rule.any))
            yield f"rules[{index}]", rule


Check: TypeAlias = "Callable[[Examined], Iterator[Finding]]"


def examine(
    written: SurveyDefinition, *, measure: Measure, effort: Effort, reader: Reader = UNREAD
) -> Examined:
    """Look up what the checks need; a definition within the bounds may be as wrong as it likes."""
    definition = with_splits(with_base_languages(written))
    by_id = {element.id: element for element in reversed(definition.elements)}
    in_sequence: dict[str, ElementDefinition] = {}
    compiled: dict[str, Element] = {}
    for element in definition.elements:
        effort.spend(1 + len(element.options))
        if element.type is not ElementType.UNAVAILABLE:
            in_sequence.setdefault(element.id, element)
        with suppress(ValueError):
            compiled.setdefault(element.id, compile_element(element))
    questions = {key: one for key, one in compiled.items() if isinstance(one, Question)}
    sequence = tuple(in_sequence.values())
    rules = tuple(_compiled_rules(definition, questions, effort))
    certainties = _certainties(definition.rules, rules, questions)
    texts = sent_texts(definition, compiled, measure=measure, effort=effort)
    return Examined(
        definition=definition,
        written=written,
        by_id=by_id,
        sequence=sequence,
        compiled=compiled,
        questions=questions,
        rules=rules,
        certainties=certainties,
        walks=walks_of(sequence, _without_ids(certainties), questions, effort=effort),
        texts=tuple(texts),
        measure=measure,
        reader=reader,
        effort=effort,
    )


def _certainties(
    written: Sequence[RuleDefinition],
    rules: Sequence[Rule | None],
    questions: Mapping[str, Question],
) -> Mapping[str, Sequence[tuple[str, RuleCertainty]]]:
    by_place: dict[str, list[tuple[str, RuleCertainty]]] = {}
    for definition, rule in zip(written, rules, strict=True):
        if rule is not None:
            certainty = certainty_of(rule, questions)
            for place in definition.places:
                by_place.setdefault(place, []).append((definition.id, certainty))
    return by_place


def _without_ids(
    certainties: Mapping[str, Sequence[tuple[str, RuleCertainty]]],
) -> Mapping[str, Sequence[RuleCertainty]]:
    return {place: [one for _, one in tried] for place, tried in certainties.items()}


def _compiled_rules(
    definition: SurveyDefinition, questions: Mapping[str, Question], effort: Effort
) -> Iterator[Rule | None]:
    for rule in definition.rules:
        effort.spend(sum(1 + _size(condition.value) for condition in rule.conditions))
        try:
            yield compile_rule(rule, questions)
        except ValueError:
            yield None


def _size(value: object) -> int:
    return len(value) if isinstance(value, list) else 1
