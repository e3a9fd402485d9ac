"""The question answered by yes or no."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.engine.definition import ElementDefinition, JsonValue
from services.engine.elements.domain import YesOrNo
from services.engine.elements.element import Question, question_fields
from services.engine.formats import NOWHERE, Near
from services.engine.phrases import Phrase, phrase
from services.engine.replies import Understood, Verdict, words_of, yes_or_no
from services.engine.state import StoredAnswer

_SPELLINGS: dict[str, bool] = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo(Question):
    """Stored as true for yes and false for no.

    `words` are those of the question by language: a reply may repeat them (`my problem was solved`).
    """

    words: Mapping[str, frozenset[str]]

    def understand(self, text: str, *, language: str, near: Near = NOWHERE) -> Verdict:
        """Yes or no, in the words of any language, or 1 and 2."""
        return yes_or_no(
            text,
            language=language,
            languages=self.languages,
            question=self.words.get(language, frozenset()),
        )

    def operand(self, value: JsonValue) -> JsonValue:
        """True or false; the words `yes` and `no` stand for them."""
        known = _SPELLINGS.get(value.casefold()) if isinstance(value, str) else value
        if not isinstance(known, bool):
            raise ValueError("must be true or false")
        return known

    def confirm_phrase(self) -> Phrase:
        """That yes or no is meant."""
        return Phrase.CONFIRM_YES_NO

    def confirms(self, understood: Understood, pending: StoredAnswer) -> bool:
        """A yes to `Did you mean NO?` says two things."""
        return understood.value is True and pending.value is False

    def shown(self, answer: StoredAnswer, *, language: str) -> str:
        """The word for it in the language of the session."""
        return phrase(Phrase.YES if answer.value else Phrase.NO, language)

    def longest_shown(self, language: str) -> str:
        """The longer of the two words."""
        return max(phrase(Phrase.YES, language), phrase(Phrase.NO, language), key=len)

    def domain(self) -> YesOrNo:
        """Both."""
        return YesOrNo()


def compile_yes_no(definition: ElementDefinition) -> YesNo:
    """A yes/no question as defined."""
    words = {code: words_of(text) for code, text in definition.text.items()}
    return YesNo(**question_fields(definition), words=words)
