"""A survey ready to be held: typed elements, and rules found by the place where they are tried.

It is made only of a definition in which `problems.find_problems` finds nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.engine.definition import ElementType, Settings, SurveyDefinition, Translations
from services.engine.elements.completion import Closing
from services.engine.elements.element import Element, Question
from services.engine.elements.registry import compile_element
from services.engine.elements.wording import written_text
from services.engine.fitting import Segments, as_unicode
from services.engine.formats import UNREAD, Reader
from services.engine.language_codes import base_language, with_base_languages
from services.engine.rules import Rule, compile_rule
from services.engine.splits import Splits, splits_of, with_splits


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """One version of a survey, immutable.

    `sequence` ends with the completion and is without the `unavailable` element. `positions` are
    indices into it by element id. `wording` is what each element says, by id and language, before
    piping. `shuffled` are the ids of questions whose options have an order of the session's own.
    `rules_at` holds, by element id, the rules to try there, in order. `segments` tells how many a
    message takes, `reader` reads phones and patterns.
    """

    name: str
    default_language: str
    languages: tuple[str, ...]
    sequence: tuple[Element, ...]
    unavailable: Closing | None
    positions: Mapping[str, int]
    questions: Mapping[str, Question]
    rules_at: Mapping[str, tuple[Rule, ...]]
    wording: Mapping[tuple[str, str], str]
    shuffled: frozenset[str]
    splits: Splits
    texts: Mapping[str, Translations]
    settings: Settings
    segments: Segments
    reader: Reader

    @property
    def completion(self) -> Element:
        """The closing text."""
        return self.sequence[-1]

    def language_or_default(self, language: str) -> str:
        """The language of a code where the survey exists in it, else the survey's default."""
        if language in self.languages:
            return language
        base = base_language(language)
        return base if base in self.languages else self.default_language


def compile_survey(
    definition: SurveyDefinition,
    *,
    segments: Segments = as_unicode,
    reader: Reader = UNREAD,
) -> Survey:
    """The survey of a definition without problems; ValueError when it cannot be held at all.

    `segments` tells how many a message takes; without it, every message counts as Unicode. Without
    a `reader`, no phone is one, and every text is of its pattern.
    """
    splits = splits_of(definition)
    definition = with_splits(with_base_languages(definition))
    elements = [compile_element(element) for element in definition.elements]
    sequence = tuple(one for one in elements if one.type is not ElementType.UNAVAILABLE)
    if not sequence or sequence[-1].type is not ElementType.COMPLETION:
        raise ValueError("the last element of a survey is its completion")
    questions = {one.id: one for one in sequence if isinstance(one, Question)}
    outside = (one for one in elements if one.type is ElementType.UNAVAILABLE)
    survey = Survey(
        name=definition.name,
        default_language=definition.default_language,
        languages=definition.languages,
        sequence=sequence,
        unavailable=next((one for one in outside if isinstance(one, Closing)), None),
        positions={element.id: index for index, element in enumerate(sequence)},
        questions=questions,
        rules_at=_rules_by_place(definition, questions),
        wording=_wording(definition, elements),
        shuffled=frozenset(one.id for one in questions.values() if one.is_shuffled),
        splits=splits,
        texts=definition.texts,
        settings=definition.settings,
        segments=segments,
        reader=reader,
    )
    _require_known_targets(survey)
    return survey


def _wording(
    definition: SurveyDefinition, elements: Sequence[Element]
) -> dict[tuple[str, str], str]:
    hints = definition.settings.show_hints
    return {
        (one.id, code): written_text(one, code, show_hints=hints, texts=definition.texts)
        for one in elements
        for code in definition.languages
    }


def _rules_by_place(
    definition: SurveyDefinition, questions: Mapping[str, Question]
) -> dict[str, tuple[Rule, ...]]:
    by_place: dict[str, list[Rule]] = {}
    for written in definition.rules:
        rule = compile_rule(written, questions)
        for place in written.places:
            by_place.setdefault(place, []).append(rule)
    return {place: tuple(rules) for place, rules in by_place.items()}


def _require_known_targets(survey: Survey) -> None:
    for rules in survey.rules_at.values():
        for rule in rules:
            if rule.target is not None and rule.target not in survey.positions:
                raise ValueError(f"the rule {rule.id!r} leads to an unknown element")
