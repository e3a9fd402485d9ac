"""Understands a reply to a question with options (behaviour.md, section 4).

The customer sees options numbered from 1; what comes out are indices from 0. Lists of several
choices are taken apart in `choice_lists`.
"""

from collections.abc import Sequence
from functools import lru_cache

from services.engine.replies.choice_lists import chosen_in_list
from services.engine.replies.number_rules import Wanted, number_in
from services.engine.replies.option_words import OptionWords, Vocabulary
from services.engine.replies.reading import READ_LIMIT, is_empty, legible, strip_ends
from services.engine.replies.understood import Reason, Refused, Understood
from services.engine.replies.words import and_words_of

_REFUSED = Refused(reason=Reason.NOT_A_CHOICE)
_PLAIN = {str(number): (number, Understood(value=(number - 1,))) for number in range(1, 100)}
# Between items of a list these part items; a reply with one of them is a list, or nothing.
_LIST_SIGNS = frozenset(",;/+&\n")


def choices(
    text: str, *, language: str, options: Sequence[OptionWords], max_selections: int
) -> Understood | Refused:
    """Return the options that `text` chooses: their indices from 0, ascending. Never raises.

    At most `max_selections` are taken. Numbers over the last option's are refused as out of range.

    >>> colours = [OptionWords(labels=("Red", "Rød")), OptionWords(labels=("Blue", "Blå"))]
    >>> choices("blå og 1", language="no", options=colours, max_selections=2).value
    (0, 1)
    >>> choices("2", language="no", options=colours, max_selections=1).value
    (1,)
    """
    vocabulary = _vocabulary(tuple(options))
    plain = _PLAIN.get(text)
    if plain is not None and plain[0] <= len(options) and not vocabulary.has_label(text):
        return plain[1]
    if is_empty(text):
        return Refused(reason=Reason.EMPTY)
    return _chosen(text.strip(), vocabulary, language, max_selections)


@lru_cache(maxsize=1024)
def _vocabulary(options: tuple[OptionWords, ...]) -> Vocabulary:
    return Vocabulary(options)


def _chosen(
    sent: str, vocabulary: Vocabulary, language: str, max_selections: int
) -> Understood | Refused:
    line = legible(sent[:READ_LIMIT])
    cut = len(sent) > READ_LIMIT
    labelled = None if cut else vocabulary.by_label(line)
    if labelled is not None:
        return Understood(value=(labelled,))
    listed = None if cut else chosen_in_list(line, vocabulary=vocabulary, language=language)
    if listed is not None and (max_selections > 1 or len(listed) > 1):
        return _counted(listed, max_selections)
    number = _by_number(sent, line, vocabulary, language, max_selections)
    if isinstance(number, Understood):
        return number
    prefixed = None if cut else vocabulary.by_prefix(line)
    return number if prefixed is None else Understood(value=(prefixed,))


def _counted(listed: tuple[int, ...], max_selections: int) -> Understood | Refused:
    if len(listed) > max_selections:
        return Refused(reason=Reason.TOO_MANY_CHOICES)
    return Understood(value=listed)


def _by_number(
    sent: str, line: str, vocabulary: Vocabulary, language: str, max_selections: int
) -> Understood | Refused:
    is_list = max_selections > 1 and _looks_like_list(strip_ends(line), language)
    wanted = Wanted(language=language, low=1, high=vocabulary.count)
    number = number_in(sent, wanted)
    if isinstance(number, Refused):
        return number if number.reason is Reason.OUT_OF_RANGE else _REFUSED
    if is_list or not isinstance(number.value, int):
        return _REFUSED
    return Understood(value=(number.value - 1,), comment=number.comment, shortened=number.shortened)


def _looks_like_list(bare: str, language: str) -> bool:
    # With several choices allowed, a number beside something unreadable may be half a list.
    words = bare.split()
    return not (_LIST_SIGNS.isdisjoint(bare) and and_words_of(language).isdisjoint(words))
