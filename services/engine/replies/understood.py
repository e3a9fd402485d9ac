"""What became of a reply: understood, or refused and why. Values only, no reading of text."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a reply is no answer to its question."""

    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    NOT_WHOLE = "not_whole"
    TWO_NUMBERS = "two_numbers"
    NOT_A_CHOICE = "not_a_choice"
    TOO_MANY_CHOICES = "too_many_choices"
    NOT_YES_OR_NO = "not_yes_or_no"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """The answer that a reply gives.

    `value` is the number, the yes or no, the text, or the chosen options as indices from 0,
    ascending and without duplicates. `comment` is what the customer wrote after the answer, as
    sent. `shortened` says that the end of the text or comment was cut off.
    """

    value: int | bool | str | tuple[int, ...]
    comment: str = ""
    shortened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A reply that gives no answer."""

    reason: Reason
