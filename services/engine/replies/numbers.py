"""Understands a reply to a question that wants a whole number (behaviour.md, section 4).

The bounds and the plain case are here; how a number is found in a reply is in `number_rules`.
"""

from services.engine.replies.number_rules import Wanted, number_in
from services.engine.replies.numerals import NUMBER_BOUND
from services.engine.replies.understood import Refused, Understood

# The plain case, prepared: most replies are one or two digits.
_PLAIN = {str(number): (number, Understood(value=number)) for number in range(101)}


def whole_number(
    text: str, *, language: str, low: int | None, high: int | None, of_maximum: int | None
) -> Understood | Refused:
    """Return the whole number that `text` answers with, or why it is no answer. Never raises.

    `low` and `high` are included; None means ±999,999,999,999,999. `of_maximum` is the maximum of
    the scale, which a reply may repeat (`8/10`); None where there is no scale.

    >>> whole_number("8/10", language="en", low=1, high=10, of_maximum=10).value
    8
    >>> whole_number("7,5", language="no", low=1, high=10, of_maximum=10)
    Refused(reason=<Reason.NOT_WHOLE: 'not_whole'>)
    """
    lowest = -NUMBER_BOUND if low is None else low
    highest = NUMBER_BOUND if high is None else high
    plain = _PLAIN.get(text)
    if plain is not None and lowest <= plain[0] <= highest:
        return plain[1]
    return number_in(
        text,
        Wanted(
            language=language,
            low=lowest,
            high=highest,
            of_maximum=of_maximum,
            percent=of_maximum is None,
        ),
    )
