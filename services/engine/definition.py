"""What an author wrote, as plain values.

A draft may be incomplete or wrong: this module only says what shape a definition has. What is wrong
with it is found by `problems`, and what runs is made of it by `survey.compile_survey`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"
"""Anything that JSON can say."""

Translations: TypeAlias = Mapping[str, str]
"""One text in every language that it exists in, by language code."""


class ElementType(StrEnum):
    """What kind of element something is, spelt as in `services/engine/README.md`."""

    TEXT = "text"
    OPEN = "open"
    NUMBER = "number"
    SCALE = "scale"
    NPS = "nps"
    CSAT = "csat"
    CES = "ces"
    YES_NO = "yesNo"
    DROPDOWN = "dropdown"
    MULTIPLE_CHOICE = "multipleChoice"
    COMPLETION = "completion"
    UNAVAILABLE = "unavailable"

    @property
    def is_question(self) -> bool:
        """Whether a reply is expected."""
        return self not in (ElementType.TEXT, ElementType.COMPLETION, ElementType.UNAVAILABLE)

    @property
    def is_choice(self) -> bool:
        """Whether it is answered by choosing among options."""
        return self in (ElementType.DROPDOWN, ElementType.MULTIPLE_CHOICE)


class Metric(StrEnum):
    """Which figure the answers to a question count towards."""

    NONE = "none"
    NPS = "nps"
    CSAT = "csat"
    CES = "ces"
    FCR = "fcr"


class AnswerFormat(StrEnum):
    """What the answer to an open question is to be, spelt as in `services/engine/README.md`."""

    EMAIL = "email"
    PHONE = "phone"
    DATE = "date"
    POSTCODE = "postcode"

    @property
    def is_personal(self) -> bool:
        """Whether such an answer names a person, so that forgetting somebody takes it away."""
        return self in (AnswerFormat.EMAIL, AnswerFormat.PHONE)


class Operator(StrEnum):
    """How a condition compares, spelt as in `services/engine/README.md`."""

    EQ = "eq"
    NE = "ne"
    LT = "lt"
    LTE = "lte"
    GT = "gt"
    GTE = "gte"
    BETWEEN = "between"
    IN = "in"
    NOT_IN = "notIn"
    CONTAINS = "contains"
    ANSWERED = "answered"
    SKIPPED = "skipped"


class SecondSurvey(StrEnum):
    """What happens to an open session when another survey goes to its phone without a subnumber."""

    SUPERSEDE = "supersede"
    REJECT = "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionDefinition:
    """One option of a choice; `aliases` are other words for it, in any language."""

    id: str
    text: Translations = field(default_factory=dict)
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementDefinition:
    """One step of a survey; which fields mean something depends on the type.

    `min` and `max` are included in the range. `metric` None means the type's own.
    `max_selections` None means one. With `shuffle_options` each session has an order of its own.
    `unit` is what the answer to a number question counts (`times`, `years`, `minutes`,
    `money`). Of the answer to an open question, `format` says what it is, or `pattern` how it
    is written, with an `example`; `min_length` and `max_length` are characters, both included.
    """

    id: str
    type: ElementType
    text: Translations = field(default_factory=dict)
    min: int | None = None
    max: int | None = None
    min_label: Translations = field(default_factory=dict)
    max_label: Translations = field(default_factory=dict)
    optional: bool = False
    metric: Metric | None = None
    error: Translations = field(default_factory=dict)
    options: tuple[OptionDefinition, ...] = ()
    max_selections: int | None = None
    shuffle_options: bool = False
    unit: str | None = None
    format: AnswerFormat | None = None
    pattern: str | None = None
    example: str | None = None
    min_length: int | None = None
    max_length: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionDefinition:
    """Compares one answer or one variable with a value, or holds for a share of the sessions.

    Exactly one of `element`, `variable` and `split` is named. On choices the value is an option id, or an
    integer meaning the stored index from 0. A split has a `percent` and no value; its `op` means nothing.
    """

    op: Operator
    element: str | None = None
    variable: str | None = None
    value: JsonValue = None
    split: str | None = None
    percent: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDefinition:
    """Leads away from the plain sequence: to `go_to`, or to the end with `complete`."""

    id: str
    all: tuple[ConditionDefinition, ...] = ()
    any: tuple[ConditionDefinition, ...] = ()
    go_to: str | None = None
    complete: bool = False
    at: str | None = None

    @property
    def conditions(self) -> tuple[ConditionDefinition, ...]:
        """Every condition of both groups."""
        return self.all + self.any

    @property
    def places(self) -> tuple[str, ...]:
        """The ids of the elements after which it is tried: those it names, and `at`."""
        named = [condition.element for condition in self.conditions]
        return tuple(dict.fromkeys(place for place in (*named, self.at) if place is not None))


class CapPeriod(StrEnum):
    """For how long sessions are counted, from midnight, Monday or the first on in the tenant's zone."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """How large a share of the customers gets the survey."""

    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """How many sessions begin in a period for one value of a variable, or for one `phone`."""

    by: str
    max: int
    per: CapPeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an author may set, with the defaults of `services/engine/README.md`.

    `reminders` are hours after a question was sent, each later than the one before.
    """

    expiry_hours: int = 72
    delay_seconds: float = 2.0
    invalid_reply_limit: int = 5
    second_survey: SecondSurvey = SecondSurvey.SUPERSEDE
    show_hints: bool = True
    think_seconds: float = 1.0
    reminders: tuple[int, ...] = ()
    sampling: Sampling | None = None
    caps: tuple[Cap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyDefinition:
    """A whole survey as written: elements in sequence, rules in the order they are tried.

    `texts` take the place of built-in phrases, by the phrase's name (`phrases.Phrase`).
    """

    name: str = ""
    default_language: str = ""
    languages: tuple[str, ...] = ()
    elements: tuple[ElementDefinition, ...] = ()
    rules: tuple[RuleDefinition, ...] = ()
    texts: Mapping[str, Translations] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
