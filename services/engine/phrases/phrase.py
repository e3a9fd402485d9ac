"""The names of the built-in phrases: what a survey's or a tenant's `texts` can replace."""

from enum import StrEnum


class Phrase(StrEnum):
    """A text that Svar says by itself.

    `error` replaces all the refusals below it, where they have no text of their own. In refusals and
    hints `{low}`, `{high}` and `{count}` stand for numbers, `{range}` for the bounds there are, and
    `{example}` for that of a pattern. In
    the phrases that ask to confirm, `{answer}` stands for the likely answer.
    """

    ERROR = "error"
    NOT_A_NUMBER = "notANumber"
    OUT_OF_RANGE = "outOfRange"
    NOT_WHOLE = "notWhole"
    TWO_NUMBERS = "twoNumbers"
    NOT_MEANT = "notMeant"
    NOT_A_CHOICE = "notAChoice"
    TOO_MANY_CHOICES = "tooManyChoices"
    NOT_YES_OR_NO = "notYesOrNo"
    NOT_AN_EMAIL = "notAnEmail"
    NOT_A_PHONE = "notAPhone"
    NOT_A_DATE = "notADate"
    NOT_A_POSTCODE = "notAPostcode"
    NOT_OF_THE_PATTERN = "notOfThePattern"
    TOO_SHORT = "tooShort"
    TOO_LONG = "tooLong"

    CONFIRM = "confirm"
    CONFIRM_CHOICE = "confirmChoice"
    CONFIRM_YES_NO = "confirmYesNo"
    CONFIRM_TEXT = "confirmText"
    LANGUAGE_SWITCHED = "languageSwitched"
    REMINDER = "reminder"

    RANGE_BETWEEN = "rangeBetween"
    RANGE_FROM = "rangeFrom"
    RANGE_TO = "rangeTo"
    HINT_SEVERAL = "hintSeveral"
    YES = "yes"
    NO = "no"

    NOT_FOUND = "notFound"
    UNAVAILABLE = "unavailable"
    OPT_OUT_CONFIRMATION = "optOutConfirmation"
    START_CONFIRMATION = "startConfirmation"
    HELP = "help"


REFUSALS = frozenset(
    {
        Phrase.ERROR,
        Phrase.NOT_A_NUMBER,
        Phrase.OUT_OF_RANGE,
        Phrase.NOT_WHOLE,
        Phrase.TWO_NUMBERS,
        Phrase.NOT_MEANT,
        Phrase.NOT_A_CHOICE,
        Phrase.TOO_MANY_CHOICES,
        Phrase.NOT_YES_OR_NO,
        Phrase.NOT_AN_EMAIL,
        Phrase.NOT_A_PHONE,
        Phrase.NOT_A_DATE,
        Phrase.NOT_A_POSTCODE,
        Phrase.NOT_OF_THE_PATTERN,
        Phrase.TOO_SHORT,
        Phrase.TOO_LONG,
    }
)
"""Said before a question that is asked again, in the same SMS."""


def phrase_named(name: str) -> Phrase | None:
    """The phrase of a name, whether it is spelt `notFound` or `not_found`.

    >>> phrase_named("not_found")
    <Phrase.NOT_FOUND: 'notFound'>
    """
    return _BY_NAME.get(name.replace("_", "").casefold())


_BY_NAME = {phrase.value.casefold(): phrase for phrase in Phrase}
