"""What the constraint of a text demands: a pattern, lengths, or an address.

A survey shows an example of a pattern to who answers otherwise. Forms have none, so it stands in the column
`example`, which is an addition of ours, or is found in the question's own words.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from services.engine.definition import AnswerFormat, ElementDefinition, Operator
from services.formats import READER
from services.xlsform.bounds import bound_of
from services.xlsform.expression import SELF, And, Compare, ExpressionError, Matches
from services.xlsform.parsing import parse
from services.xlsform.reading import Reading
from services.xlsform.sheet import Row

_AN_ADDRESS, _NO_ADDRESS = "kari.nordmann@example.com", "kari"
_AROUND = ".,:;!?()\"'«»“”"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextConstraint:
    """What a text must be; the lengths are characters, both included."""

    pattern: str | None = None
    low: int | None = None
    high: int | None = None


def text_constraint_of(written: str) -> TextConstraint:
    """What a constraint demands of a text; ExpressionError for what no survey can.

    >>> text_constraint_of("regex(., '[A-Z]+') and string-length(.) < 5")
    TextConstraint(pattern='[A-Z]+', low=None, high=4)
    """
    whole = parse(written, of_text=True)
    found = TextConstraint()
    for part in whole.parts if isinstance(whole, And) else (whole,):
        match part:
            case Matches(subject=subject, pattern=pattern) if subject == SELF:
                if found.pattern is not None:
                    raise ExpressionError("has two patterns")
                found = replace(found, pattern=pattern)
            case Compare():
                low, high = _length(part)
                lows = [one for one in (found.low, low) if one is not None]
                highs = [one for one in (found.high, high) if one is not None]
                found = replace(found, low=max(lows, default=None), high=min(highs, default=None))
            case _:
                raise ExpressionError("is neither a pattern nor a length")
    return found


def constrained(element: ElementDefinition, row: Row, reading: Reading) -> ElementDefinition:
    """The open question with what its row demands of a text; what cannot be is remarked on."""
    written = row.text("constraint")
    if not written:
        return element
    place = row.place("constraint")
    try:
        found = text_constraint_of(written)
        matches = None if found.pattern is None else _matcher(found.pattern)
    except ExpressionError as error:
        message = f"The constraint {error}: it is left out, and the question is kept."
        reading.leave_out(place, message)
        return element
    if matches is not None and matches(_AN_ADDRESS) and not matches(_NO_ADDRESS):
        message = "The pattern is that of an address: the format email stands in its place."
        reading.mention(place, message)
        return replace(element, format=AnswerFormat.EMAIL)
    low = found.low if found.low and found.low > 1 else None
    bounded = replace(element, min_length=low, max_length=found.high)
    if matches is None:
        return bounded
    example = next(filter(matches, _examples(row, element)), None)
    if example is None:
        message = (
            "A pattern needs an example that customers can read: write one in a column "
            '"example". The pattern is left out, and the question is kept.'
        )
        reading.leave_out(place, message)
        return bounded
    return replace(bounded, pattern=found.pattern, example=example)


def _length(part: Compare) -> tuple[int | None, int | None]:
    if part.op is not Operator.EQ:
        return bound_of(part, counted=True)
    least = bound_of(replace(part, op=Operator.GTE), counted=True)[0]
    return least, least


def _matcher(pattern: str) -> Callable[[str], bool]:
    try:
        return READER.pattern(pattern)
    except ValueError as error:
        raise ExpressionError(f"has a pattern that cannot be read ({error})") from error


def _examples(row: Row, element: ElementDefinition) -> Iterator[str]:
    """What the author names as an example, then every word of the question."""
    if row.text("example"):
        yield row.text("example")
    for text in element.text.values():
        yield from (word.strip(_AROUND) for word in re.split(r"\s+", text))
