"""What the load asks and answers: a survey of scales, and what each phone says to each question.

Answers depend on the phone and the question, so that one in a wrong place is not taken for a right one.
"""

import zlib
from typing import Any, Final

QUESTIONS: Final = 5
THANKS: Final = "Thank you for your answers!"
LOWEST: Final = 1
HIGHEST: Final = 10


def definition() -> dict[str, Any]:
    """Return the survey, one whose phones may answer at once: machines do not think."""
    return {
        "name": "Load",
        "defaultLanguage": "en",
        "languages": ["en"],
        "elements": [
            *map(_scale, range(1, QUESTIONS + 1)),
            {"id": "done", "type": "completion", "text": {"en": THANKS}},
        ],
        "settings": {"thinkSeconds": 0, "delaySeconds": 0, "showHints": False},
    }


def message(number: int) -> str:
    """Return the text of a conversation's message `number`, from 1; the last one is the thanks.

    >>> message(2)
    'Question 2: on a scale from 1-10, how much did you enjoy the shopping experience with us?'
    """
    if number > QUESTIONS:
        return THANKS
    return (
        f"Question {number}: on a scale from {LOWEST}-{HIGHEST}, "
        "how much did you enjoy the shopping experience with us?"
    )


def answer(phone: str, number: int) -> int:
    """Return what a phone answers to question `number`, from 1.

    >>> [answer("+4790000001", number) for number in range(1, 6)]
    [8, 10, 6, 9, 3]
    """
    return LOWEST + zlib.crc32(f"{phone}/{number}".encode()) % (HIGHEST - LOWEST + 1)


def element_id(number: int) -> str:
    """Return the id of question `number`."""
    return f"q{number}"


def _scale(number: int) -> dict[str, Any]:
    text = {"en": message(number)}
    return {
        "id": element_id(number),
        "type": "scale",
        "min": LOWEST,
        "max": HIGHEST,
        "text": text,
    }
