"""Questions answered by choosing among options: `dropdown` and `multipleChoice`.

The customer sees options numbered from 1; what is stored is the index from 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from services.engine.definition import (
    ElementDefinition,
    ElementType,
    JsonValue,
    OptionDefinition,
    Translations,
)
from services.engine.elements.domain import SomeOf, WholeNumbers
from services.engine.elements.element import Question, question_fields
from services.engine.formats import NOWHERE, Near
from services.engine.phrases import Phrase, phrase
from services.engine.replies import OptionWords, Refused, Understood, Verdict, choices
from services.engine.replies.option_words import loose
from services.engine.shares import number_of
from services.engine.state import AnswerValue, StoredAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Question):
    """One option, or several where `max_selections` allows it.

    `indices` are those of the options by id, of two with one id the first. `words` holds, for every
    language, what each option may be called in a reply. `order` has the indices as they are shown.
    """

    options: tuple[OptionDefinition, ...]
    indices: Mapping[str, int]
    max_selections: int
    words: Mapping[str, tuple[OptionWords, ...]]
    order: tuple[int, ...]
    is_shuffled: bool = False

    def asked_in(self, seed: int) -> "Choice":
        """The choice with its options in the order of a session; what is stored stays the index."""
        if not (self.is_shuffled and seed):
            return self
        return replace(self, order=tuple(sorted(self.order, key=partial(self._drawn, seed))))

    def _drawn(self, seed: int, index: int) -> int:
        return number_of(str(seed), f"{self.id}\0{index}")

    def understand(self, text: str, *, language: str, near: Near = NOWHERE) -> Verdict:
        """The indices chosen: one integer, or a tuple where several may be chosen."""
        words = self.words.get(language, ())
        options = tuple(words[index] for index in self.order) if words else ()
        found = choices(
            text,
            language=language,
            options=options,
            max_selections=self.max_selections,
            languages=self.languages,
        )
        if isinstance(found, Refused):
            return found
        chosen = tuple(self.order[int(place)] for place in _indices(found.value))
        return replace(found, value=chosen if self.max_selections > 1 else chosen[0])

    def operand(self, value: JsonValue) -> JsonValue:
        """The index of the option that an id or an index means, or the indices of a list."""
        if isinstance(value, list):
            return [self.operand(item) for item in value]
        if isinstance(value, str):
            if value in self.indices:
                return self.indices[value]
            raise ValueError(f"names no option of {self.id!r}: {value!r}")
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError("must be an option id or the index of an option")
        if not 0 <= value < len(self.options):
            raise ValueError(f"is no index of an option of {self.id!r}: {value}")
        return value

    def stored(self, understood: Understood, *, text: str, language: str) -> StoredAnswer:
        """The indices with their option ids and labels."""
        value = understood.value
        chosen = [self.options[int(index)] for index in _indices(value)]
        return StoredAnswer(
            value=value,
            option_ids=tuple(option.id for option in chosen),
            labels=tuple(option.text.get(language, "") for option in chosen),
            comment=understood.comment,
            text=text,
            understood_by=understood.rule.value,
        )

    def confirm_phrase(self) -> Phrase:
        """That an option is meant."""
        return Phrase.CONFIRM_CHOICE

    def listed(self, language: str) -> tuple[str, ...]:
        """The options as `1. …` lines."""
        return tuple(
            f"{number}. {self.options[index].text.get(language, '')}"
            for number, index in enumerate(self.order, start=1)
        )

    def hint(self, language: str, overrides: Mapping[str, Translations]) -> str:
        """That several may be chosen, where they may: the list itself cannot say it."""
        if self.max_selections == 1:
            return ""
        template = phrase(Phrase.HINT_SEVERAL, language, overrides=overrides)
        return template.replace("{count}", str(self.max_selections))

    def error_details(self) -> Mapping[str, int | None]:
        """The numbers shown, and how many may be chosen."""
        return {"low": 1, "high": len(self.options), "count": self.max_selections}

    def longest_shown(self, language: str) -> str:
        """The longest labels that can be chosen together."""
        labels = sorted((one.text.get(language, "") for one in self.options), key=len)
        return ", ".join(labels[-self.max_selections :])

    def domain(self) -> WholeNumbers | SomeOf:
        """The indices of the options, or sets of them."""
        if self.max_selections == 1:
            return WholeNumbers(low=0, high=len(self.options) - 1)
        return SomeOf(count=len(self.options), most=self.max_selections)


def _indices(value: AnswerValue) -> tuple[int, ...]:
    if isinstance(value, tuple):
        return value
    return (int(value),)


def _words(
    definition: ElementDefinition, language: str, *, plain: Mapping[str, str]
) -> tuple[OptionWords, ...]:
    """What each option may be called: labels of the session's language before all others.

    Ids are not among them: nobody sees them, and one such as `1` would hide a number that is shown.
    `plain` has every label without case and punctuation, worked out once for all languages.
    """
    shown = {plain.get(option.text.get(language, ""), "") for option in definition.options}
    words = []
    for option in definition.options:
        others = [
            label
            for code, label in option.text.items()
            if code != language and plain[label] not in shown
        ]
        own = option.text.get(language, "")
        words.append(OptionWords(labels=(own,), aliases=(*option.aliases, *others)))
    return tuple(words)


def compile_choice(definition: ElementDefinition) -> Choice:
    """A choice as defined; ValueError when it has no options."""
    if not definition.options:
        raise ValueError(f"the choice {definition.id!r} has no options")
    several = definition.type is ElementType.MULTIPLE_CHOICE
    languages = {code for option in definition.options for code in option.text}
    plain = {label: loose(label) for one in definition.options for label in one.text.values()}
    return Choice(
        **question_fields(definition),
        options=definition.options,
        indices={one.id: at for at, one in reversed([*enumerate(definition.options)])},
        max_selections=(definition.max_selections or 1) if several else 1,
        order=tuple(range(len(definition.options))),
        is_shuffled=definition.shuffle_options,
        words={language: _words(definition, language, plain=plain) for language in languages},
    )
