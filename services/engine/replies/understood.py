"""What became of a reply: understood, nearly understood, or refused and why. Values only."""

from dataclasses import dataclass, field
from enum import StrEnum


class Reason(StrEnum):
    """Why a reply is no answer to its question."""

    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    NOT_WHOLE = "not_whole"
    TWO_NUMBERS = "two_numbers"
    NOT_MEANT = "not_meant"
    """There is an answer, but a word beside it denies, compares, counts, dates or corrects it."""
    NOT_A_CHOICE = "not_a_choice"
    TOO_MANY_CHOICES = "too_many_choices"
    NOT_YES_OR_NO = "not_yes_or_no"
    EMPTY = "empty"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_PHONE = "not_a_phone"
    NOT_A_DATE = "not_a_date"
    NOT_A_POSTCODE = "not_a_postcode"
    NOT_OF_THE_PATTERN = "not_of_the_pattern"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"


class Rule(StrEnum):
    """The rules by which a reply is understood; the name is stored beside the answer."""

    WHOLE = "whole"
    """The whole reply is the answer."""
    OF_MAXIMUM = "of_maximum"
    """`8/10`, `8 out of 10`."""
    CLAUSE = "clause"
    """Every word of the clause with the answer is known."""
    COMMENT = "comment"
    """The answer in front, and words that open a comment behind it."""
    STARS = "stars"
    LABEL = "label"
    LABEL_NEARLY = "label_nearly"
    """A label with an ending, without its accents, or with a letter wrong."""
    LABEL_BEGINNING = "label_beginning"
    ORDINAL = "ordinal"
    LIST = "list"
    YES_OR_NO = "yes_or_no"
    TEXT = "text"
    FORMAT = "format"
    """A text that is what an open question asks for: an address, a date, or of its pattern."""
    CONFIRMED = "confirmed"
    """The customer said yes to `Did you mean 8?`."""


Value = int | bool | str | tuple[int, ...]
"""A number, a yes or no, a text, or chosen options as indices from 0, ascending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """The answer that a reply gives.

    `comment` is what the customer wrote besides the answer, as sent. `shortened` says that the end
    of the text or comment was cut off. `rule` says why the reply was understood.
    """

    value: Value
    comment: str = ""
    shortened: bool = False
    rule: Rule = field(default=Rule.WHOLE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """A reply with one likely answer, and words around it that are not known.

    Nothing is stored for it: the customer is asked whether `value` was meant.
    """

    value: Value
    comment: str = ""
    shortened: bool = False

    def confirmed(self) -> Understood:
        """The answer that it is once the customer says so."""
        return Understood(
            value=self.value,
            comment=self.comment,
            shortened=self.shortened,
            rule=Rule.CONFIRMED,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A reply that gives no answer."""

    reason: Reason


Verdict = Understood | Unsure | Refused
"""Stored, confirmed, or asked again (`services/engine/README.md`)."""
