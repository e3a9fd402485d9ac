"""What every kind of element has in common: something said, something asked, or the end.

The kinds themselves have a file each beside this one; `registry` lists them.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

from services.engine.definition import (
    ElementDefinition,
    ElementType,
    JsonValue,
    Metric,
    Translations,
)
from services.engine.elements.domain import Domain
from services.engine.formats import NOWHERE, Near
from services.engine.phrases import Phrase
from services.engine.replies import Understood, Verdict
from services.engine.state import StoredAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """Something with a text, at a place in the sequence."""

    id: str
    type: ElementType
    text: Translations


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Element, ABC):
    """An element that waits for a reply.

    `error` is sent before the question again, in place of the survey's own error text.
    """

    optional: bool
    metric: Metric
    error: Translations

    @property
    def languages(self) -> frozenset[str]:
        """The languages of the survey, whose words count in replies."""
        return frozenset(self.text)

    @property
    def is_personal(self) -> bool:
        """Whether what is replied to it names a person."""
        return False

    @property
    def is_shuffled(self) -> bool:
        """Whether its options have an order of the session's own."""
        return False

    def asked_in(self, seed: int) -> "Question":
        """The question as a session with this seed asks it; 0 has the order of the definition."""
        return self

    @abstractmethod
    def understand(self, text: str, *, language: str, near: Near = NOWHERE) -> Verdict:
        """The answer in a reply, or why there is none; `near` is where the reply comes from."""

    @abstractmethod
    def operand(self, value: JsonValue) -> JsonValue:
        """A rule's value in the terms of stored answers; ValueError with a sentence if it fits none."""

    def stored(self, understood: Understood, *, text: str, language: str) -> StoredAnswer:
        """The answer as the session keeps it."""
        return StoredAnswer(
            value=understood.value,
            comment=understood.comment,
            text=text,
            understood_by=understood.rule.value,
        )

    def listed(self, language: str) -> tuple[str, ...]:
        """Lines after the question that name what can be chosen."""
        return ()

    def hint(self, language: str, overrides: Mapping[str, Translations]) -> str:
        """What to reply, where the question's own text cannot be expected to say it."""
        return ""

    def error_details(self) -> Mapping[str, int | None]:
        """What the built-in error phrases may name: `low`, `high`, `count`."""
        return {}

    def error_example(self) -> str:
        """What error phrases show for `{example}`."""
        return ""

    def error_phrase(self) -> Phrase:
        """What is said where a reason has no phrase of its own."""
        return Phrase.ERROR

    def confirm_phrase(self) -> Phrase:
        """The phrase that asks whether `{answer}` was meant."""
        return Phrase.CONFIRM

    def confirms(self, understood: Understood, pending: StoredAnswer) -> bool:
        """Whether an answer to the question may be one to `Did you mean …?` instead."""
        return False

    def shown(self, answer: StoredAnswer, *, language: str) -> str:
        """The answer as it is piped into a text."""
        return ", ".join(answer.labels) or str(answer.value)

    def longest_shown(self, language: str) -> str | None:
        """The longest text that an answer is piped in as; None when that has no bound."""
        return None

    @abstractmethod
    def domain(self) -> Domain:
        """What its answers can be."""


class QuestionFields(TypedDict):
    """The fields that every question takes over from its definition."""

    id: str
    type: ElementType
    text: Translations
    optional: bool
    metric: Metric
    error: Translations


def question_fields(
    definition: ElementDefinition, *, own_metric: Metric = Metric.NONE
) -> QuestionFields:
    """The common fields; `own_metric` is the kind's, unless the author named one."""
    return QuestionFields(
        id=definition.id,
        type=definition.type,
        text=definition.text,
        optional=definition.optional,
        metric=definition.metric or own_metric,
        error=definition.error,
    )
