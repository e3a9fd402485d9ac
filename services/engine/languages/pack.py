"""What the engine knows of one language in order to understand replies written in it.

A pack is data. What Svar itself says in a language (errors, hints, confirmations) is not here: it
lives in `services.engine.phrases`.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguagePack:
    """The words of one language that mean something to the reply parser.

    Every word is written as `services.engine.replies.normalise` would leave it: in lower case
    (German `ß` as `ss`), without punctuation around it.
    """

    code: str
    """The language code as surveys use it (`en`, `no`)."""
    number_words: Mapping[str, int]
    """Every spelling of a whole number, at least from 0 to 100."""
    minus_words: frozenset[str]
    """Words that make the number after them negative."""
    half_words: frozenset[str]
    """Words that turn the number beside them into a fraction (`8 and a half`)."""
    and_words: frozenset[str]
    """Words between the items of a list (`1 and 3`)."""
    or_words: frozenset[str]
    """Words between two numbers that leave it open which one is meant (`7 or 8`)."""
    of_words: frozenset[str]
    """Words between a number and the maximum of its scale (`8 out of 10`)."""
    number_marks: frozenset[str]
    """Words that announce the number of an option (`nr 2`, `option 2`)."""
    yes_words: frozenset[str]
    no_words: frozenset[str]
    reaction_openings: tuple[str, ...]
    """What a phone writes before the message that it quotes when its owner reacts to it.

    An asterisk stands for the emoji of the reaction."""
    autoresponder_openings: tuple[str, ...]
    """How messages begin that a phone sends by itself."""


def words(text: str) -> frozenset[str]:
    """Return the words or phrases in `text`, which are parted by bars.

    >>> sorted(words("yes|of course"))
    ['of course', 'yes']
    """
    return frozenset(text.split("|"))
