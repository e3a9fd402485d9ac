"""The two surveys that are sent while things break, and what every phone answers to each question.

Answers depend on the phone and the question, so that one in a wrong place is not taken for a right one.
"""

import zlib
from dataclasses import dataclass
from typing import Any, Final

from tests.e2e.surveys import SETTINGS

NAMES: Final = ("alpha", "beta")
"""Two surveys, so that one phone can hold two conversations side by side."""
OVER: Final = "The survey is over."
_OPTIONS: Final = ("Waiting time", "The help", "The price")
_TYPES: Final = ("scale", "multipleChoice", "open", "scale", "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of a survey; `text` is how its SMS begins."""

    survey: str
    number: int
    type: str

    @property
    def element(self) -> str:
        """The id of its element."""
        return f"{self.survey}{self.number}"

    @property
    def text(self) -> str:
        """What is asked, different in each survey."""
        return f"Question {self.number} of {self.survey}?"

    def reply(self, phone: str) -> str:
        """Return what a phone replies.

        >>> questions("alpha")[0].reply("+4790000001"), questions("alpha")[2].reply("+4790000001")
        ('6', 'alpha3 from +4790000001')
        """
        match self.value(phone):
            case int(index) if self.type == "multipleChoice":
                return str(index + 1)
            case value:
                return str(value)

    def value(self, phone: str) -> int | str:
        """Return the value that has to be stored of that reply."""
        chance = zlib.crc32(f"{phone}/{self.element}".encode())
        match self.type:
            case "scale":
                return 1 + chance % 10
            case "multipleChoice":
                return chance % len(_OPTIONS)
            case _:
                return f"{self.element} from {phone}"


def questions(survey: str) -> tuple[Question, ...]:
    """Return the questions of a survey, in order."""
    return tuple(
        Question(survey=survey, number=number, type=kind)
        for number, kind in enumerate(_TYPES, start=1)
    )


def greeting(survey: str) -> str:
    """Return the text before the first question."""
    return f"Hello from {survey}."


def thanks(survey: str) -> str:
    """Return the text after the last one."""
    return f"Thank you, says {survey}."


def definition(survey: str) -> dict[str, Any]:
    """Return a survey, one whose phones may answer at once: machines do not think."""
    return {
        "name": survey,
        "defaultLanguage": "en",
        "languages": ["en"],
        "elements": [
            {"id": f"{survey}0", "type": "text", "text": {"en": greeting(survey)}},
            *map(_element, questions(survey)),
            {"id": "done", "type": "completion", "text": {"en": thanks(survey)}},
            {"id": "over", "type": "unavailable", "text": {"en": OVER}},
        ],
        # One of them keeps a second between its texts, which makes room for early replies.
        "settings": {**SETTINGS, "showHints": False, "delaySeconds": int(survey == "beta")},
    }


def _element(question: Question) -> dict[str, Any]:
    element: dict[str, Any] = {
        "id": question.element,
        "type": question.type,
        "text": {"en": question.text},
    }
    match question.type:
        case "scale":
            element |= {"min": 1, "max": 10}
        case "multipleChoice":
            element["options"] = [
                {"id": f"o{index}", "text": {"en": text}} for index, text in enumerate(_OPTIONS)
            ]
    return element
