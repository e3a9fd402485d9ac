"""The five rules by which a number is found in a reply (behaviour.md, section 4).

Questions for numbers, choices and yes or no share them; what the number then means is theirs.
"""

import re
from dataclasses import dataclass

from services.engine.replies.comments import comment_after, count_words
from services.engine.replies.numerals import (
    Numeral,
    find_numerals,
    without_hearts,
)
from services.engine.replies.reading import READ_LIMIT, is_empty, legible, strip_ends
from services.engine.replies.understood import Reason, Refused, Understood
from services.engine.replies.words import (
    ALL_MINUS_WORDS,
    ALL_OF_WORDS,
    half_words_of,
    number_word,
    number_words_of,
    or_words_of,
)

SENTENCE_LIMIT = 40
"""Characters of a reply in which a number may stand anywhere (rule 5)."""

_OF_WORDS = "|".join(sorted(map(re.escape, ALL_OF_WORDS), key=len, reverse=True))
_OF = rf"\s?(?:/|(?<=\s)(?:{_OF_WORDS})\s)\s?"
_OF_MAXIMUM = re.compile(rf"{_OF}([^\W_]+)(?![.,/'-]?[0-9])")
_WORD_OF_MAXIMUM = re.compile(rf"([^\W\d_]+){_OF}([^\W_]+)")
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}(?: [0-9]{3}){1,4}")
_BETWEEN = re.compile(r"\W*")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a question wants: bounds, both included, and the maximum that `n/max` may name."""

    language: str
    low: int
    high: int
    of_maximum: int | None = None
    percent: bool = False
    """Whether a percent sign after the number changes nothing."""
    sentences: bool = True
    """Whether a number is looked for inside a sentence too (rule 5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    """A reply on its way through the rules: as sent, and as read."""

    sent: str
    bare: str
    cut: bool


def number_in(text: str, wanted: Wanted) -> Understood | Refused:
    """Return the one whole number that `text` gives by the rules, or why there is none."""
    sent = text.strip()
    if is_empty(sent):
        return Refused(reason=Reason.EMPTY)
    bare = strip_ends(without_hearts(legible(sent[:READ_LIMIT])))
    reply = _Reply(sent=sent, bare=bare, cut=len(sent) > READ_LIMIT)
    if wanted.percent and not reply.cut and _THOUSANDS.fullmatch(bare):
        return _judge(int(bare.replace(" ", "")), wanted)
    numerals = find_numerals(bare, percent=wanted.percent)
    if not numerals:
        return _spelled_out(reply, wanted)
    return _first_of(reply, numerals, wanted)


def _first_of(reply: _Reply, numerals: list[Numeral], wanted: Wanted) -> Understood | Refused:
    first, bare = numerals[0], reply.bare
    end = _end_with_maximum(bare, first, wanted)
    if first.start:
        spelled = _word_of_maximum(bare, wanted)
        if spelled is not None:
            return _judge(spelled, wanted)
        return _in_sentence(reply, numerals, end, wanted)
    between = _BETWEEN.match(bare, end)
    rest_start = between.end() if between else end
    if rest_start == len(bare) and not reply.cut:
        return _judge_numeral(first, wanted)
    if not bare[end:rest_start].strip(" ") or rest_start == len(bare):
        return _in_sentence(reply, numerals, end, wanted)
    return _with_comment(reply, first, bare[:end], bare[rest_start:], wanted)


def _with_comment(
    reply: _Reply, first: Numeral, head: str, rest: str, wanted: Wanted
) -> Understood | Refused:
    """Rule 3: an integer, a separator, words."""
    if first.flaw is None and _begins_with_number(rest, wanted.language):
        return Refused(reason=Reason.TWO_NUMBERS)
    number = _judge_numeral(first, wanted)
    if isinstance(number, Refused):
        return number
    comment, shortened = comment_after(reply.sent, words=count_words(head))
    return Understood(value=number.value, comment=comment, shortened=shortened)


def _in_sentence(
    reply: _Reply, numerals: list[Numeral], end: int, wanted: Wanted
) -> Understood | Refused:
    """Rule 5: the only number in a short reply."""
    first, bare = numerals[0], reply.bare
    if any(numeral.start >= end for numeral in numerals):
        return Refused(reason=Reason.TWO_NUMBERS)
    if reply.cut or not wanted.sentences or len(bare) > SENTENCE_LIMIT:
        return Refused(reason=first.flaw or Reason.NOT_A_NUMBER)
    words = _WORD.findall(bare[: first.start]) + _WORD.findall(bare[end:])
    if not half_words_of(wanted.language).isdisjoint(words):
        return Refused(reason=Reason.NOT_WHOLE)
    if _spells_another(words, wanted.language):
        return Refused(reason=Reason.TWO_NUMBERS)
    return _judge_numeral(first, wanted)


def _spells_another(words: list[str], language: str) -> bool:
    or_words = or_words_of(language)
    if not or_words.isdisjoint(words):
        rest = (word for word in words if word not in or_words)
        return any(number_word(word, language) is not None for word in rest)
    # The words for one are articles and pronouns as well: `jeg gir en 8`, `this one is 8`.
    spelled = number_words_of(language)
    return any(spelled.get(word, 1) != 1 for word in words)


def _spelled_out(reply: _Reply, wanted: Wanted) -> Understood | Refused:
    """Rule 4: the whole reply is a number word."""
    words = reply.bare.replace("\n", " ")
    number = None if reply.cut else number_word(words, wanted.language)
    if number is None:
        number = _word_of_maximum(words, wanted)
    if number is None:
        number = _negative_word(words, wanted.language)
    if number is None:
        return Refused(reason=Reason.NOT_A_NUMBER)
    return _judge(number, wanted)


def _negative_word(words: str, language: str) -> int | None:
    sign, _, rest = words.partition(" ")
    number = number_word(rest, language) if sign in ALL_MINUS_WORDS else None
    return None if number is None else -number


def _word_of_maximum(bare: str, wanted: Wanted) -> int | None:
    match = _WORD_OF_MAXIMUM.fullmatch(bare)
    if match is None or not _is_maximum(match[2], wanted):
        return None
    return number_word(match[1], wanted.language)


def _end_with_maximum(bare: str, first: Numeral, wanted: Wanted) -> int:
    """Return where the number ends, the maximum of the scale behind it included (rule 2)."""
    match = _OF_MAXIMUM.match(bare, first.end)
    if match and first.flaw is None and _is_maximum(match[1], wanted):
        return match.end()
    return first.end


def _is_maximum(word: str, wanted: Wanted) -> bool:
    if wanted.of_maximum is None:
        return False
    return word == str(wanted.of_maximum) or (
        number_word(word, wanted.language) == wanted.of_maximum
    )


def _begins_with_number(rest: str, language: str) -> bool:
    words = _WORD.findall(rest[:READ_LIMIT], 0, 100)
    if rest[:1].isnumeric() or number_word(rest, language) is not None:
        return True
    if len(words) < 2 or words[0] not in or_words_of(language):
        return False
    return words[1].isdecimal() or (len(words) == 2 and number_word(words[1], language) is not None)


def _judge_numeral(numeral: Numeral, wanted: Wanted) -> Understood | Refused:
    if numeral.flaw is not None:
        return Refused(reason=numeral.flaw)
    return _judge(numeral.value, wanted)


def _judge(number: int, wanted: Wanted) -> Understood | Refused:
    if not wanted.low <= number <= wanted.high:
        return Refused(reason=Reason.OUT_OF_RANGE)
    return Understood(value=number)
