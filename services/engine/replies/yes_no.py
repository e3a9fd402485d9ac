"""Understands a reply to a question that is answered by yes or no (behaviour.md, section 4)."""

import re

from services.engine.replies.comments import comment_after, count_words
from services.engine.replies.number_rules import Wanted, number_in
from services.engine.replies.reading import READ_LIMIT, is_empty, legible, strip_ends
from services.engine.replies.understood import Reason, Refused, Understood
from services.engine.replies.words import or_words_of, yes_or_no_word

_YES, _NO = 1, 2
_REFUSED = Refused(reason=Reason.NOT_YES_OR_NO)
_PLAIN = {"1": Understood(value=True), "2": Understood(value=False)}
_PUNCTUATION = re.compile(r"[^\w\s'-]+")
_LONG_LETTER = re.compile(r"([^\W\d_])\1{2,}")
_UP_TO_THREE_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,2}")
_BETWEEN = re.compile(r"\W*")
_WORD = re.compile(r"[^\W_]+")


def yes_or_no(text: str, *, language: str) -> Understood | Refused:
    """Return whether `text` says yes; 1 is the shown number of yes and 2 that of no. Never raises.

    >>> yes_or_no("Jepp!", language="no").value
    True
    """
    plain = _PLAIN.get(text)
    if plain is not None:
        return plain
    sent = text.strip()
    if is_empty(sent):
        return Refused(reason=Reason.EMPTY)
    bare = strip_ends(legible(sent[:READ_LIMIT]))
    said = None if len(sent) > READ_LIMIT else _said(bare, language)
    if said is not None:
        return Understood(value=said)
    return _said_with_comment(sent, bare, language) or _by_number(sent, language)


def _said(words: str, language: str) -> bool | None:
    spoken = " ".join(_PUNCTUATION.sub(" ", words).split())
    said = yes_or_no_word(spoken, language)
    if said is None:
        # jaaa, yesss, neeei
        said = yes_or_no_word(_LONG_LETTER.sub(r"\1", spoken), language)
    return said


def _said_with_comment(sent: str, bare: str, language: str) -> Understood | None:
    """An answer in words, a separator (more than a space), and a comment."""
    head = _UP_TO_THREE_WORDS.match(bare)
    between = _BETWEEN.match(bare, head.end()) if head else None
    if head is None or between is None or not between[0].strip(" "):
        return None
    said, next_word = _said(head[0], language), _WORD.match(bare, between.end())
    if said is None or next_word is None or _is_open(said, next_word[0], language):
        return None
    comment, shortened = comment_after(sent, words=count_words(head[0]))
    return Understood(value=said, comment=comment, shortened=shortened)


def _is_open(said: bool, next_word: str, language: str) -> bool:
    # `yes, no` and `yes / or no` leave it open; so may `yes, no problem`, and asking again is safe.
    if next_word[0].isdecimal() or next_word in or_words_of(language):
        return True
    return _said(next_word, language) is (not said)


def _by_number(sent: str, language: str) -> Understood | Refused:
    wanted = Wanted(language=language, low=_YES, high=_NO, sentences=False)
    number = number_in(sent, wanted)
    if isinstance(number, Refused):
        return _REFUSED
    value = number.value == _YES
    if number.comment and _said(strip_ends(legible(number.comment[:READ_LIMIT])), language) is (
        not value
    ):
        return _REFUSED
    return Understood(value=value, comment=number.comment, shortened=number.shortened)
