"""What reads forms of other tools, as the use case sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from services.engine.definition import SurveyDefinition


class UnreadableFormError(Exception):
    """What was sent is no form; the message is a sentence with the file's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRemark:
    """A sentence about a cell; `left_out` when something that the form says is not in the survey."""

    place: str
    message: str
    left_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadForm:
    """The survey that a form is, and what there is to say about its cells."""

    definition: SurveyDefinition
    remarks: Sequence[FormRemark]


class FormReader(Protocol):
    """Reads a workbook within bounds of its own; raises UnreadableFormError."""

    def __call__(self, name: str, content: bytes, language: str, /) -> ReadForm:
        """Return the survey; `language` is what columns without one are in, empty for the form's own."""
        ...
