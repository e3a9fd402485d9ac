"""What a version of a survey asks, as far as figures need it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Metric(StrEnum):
    """Which figure the answers to a question count towards."""

    NONE = "none"
    NPS = "nps"
    CSAT = "csat"
    CES = "ces"
    FCR = "fcr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a choice, with its label in the survey's default language."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question; `low` and `high` are the bounds of a scale, None where there is none.

    `is_narrow` says that an open one has a format or a pattern: what is stored is not what was sent.
    """

    element_id: str
    type: str
    metric: Metric
    text: str
    low: int | None = None
    high: int | None = None
    options: tuple[Option, ...] = ()
    is_narrow: bool = False

    @property
    def scale(self) -> tuple[object, ...]:
        """What has to be the same in two versions for their answers to be counted together."""
        options = tuple(option.id for option in self.options)
        return self.type, self.metric, self.low, self.high, options

    @property
    def is_numeric(self) -> bool:
        """True when answers are numbers that have a mean."""
        return self.type in {"number", "scale", "nps", "csat", "ces"}

    @property
    def is_standard(self) -> bool:
        """True when the metric is asked on the scale that it is meant for."""
        return self.metric is not Metric.NPS or (self.low, self.high) == (0, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """The questions of one version, in their order."""

    version: int
    questions: tuple[Question, ...]

    def question(self, element_id: str) -> Question | None:
        """Return a question by its id."""
        return next((one for one in self.questions if one.element_id == element_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A question on one scale, with the versions that ask it so. `is_split` when others do otherwise."""

    question: Question
    versions: tuple[int, ...]
    is_split: bool


def scales_of(questionnaires: Sequence[Questionnaire]) -> Sequence[Scale]:
    """Return every question on every scale: in the order of the newest version, then of older ones."""
    newest_first = sorted(questionnaires, key=lambda one: -one.version)
    found: dict[tuple[str, tuple[object, ...]], tuple[Question, list[int]]] = {}
    for questionnaire in newest_first:
        for question in questionnaire.questions:
            place = question.element_id, question.scale
            found.setdefault(place, (question, []))[1].append(questionnaire.version)
    ids = [element_id for element_id, _ in found]
    return [
        Scale(
            question=question,
            versions=tuple(sorted(versions)),
            is_split=ids.count(element_id) > 1,
        )
        for (element_id, _), (question, versions) in found.items()
    ]
