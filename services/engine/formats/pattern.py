"""Answers of a pattern that the author gives: the whole text matches, but for what a phone puts around."""

from collections.abc import Callable
from dataclasses import replace

from services.engine.replies import Reason, Refused, Rule, Understood

_AROUND = " \t\r\n.,!\"'“”„«»"


def of_pattern(found: Understood, matches: Callable[[str], bool]) -> Understood | Refused:
    """Return the text as it was sent where it matches, else without quotes and stops around it."""
    text = str(found.value)
    for one in (text, text.strip(_AROUND)):
        if one and matches(one):
            return replace(found, value=one, rule=Rule.FORMAT)
    return Refused(reason=Reason.NOT_OF_THE_PATTERN)
