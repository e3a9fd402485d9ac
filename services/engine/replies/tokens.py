"""Cuts a legible reply into tokens: numbers, words, separators and signs (`services/engine/README.md`).

Nothing is understood here; the language packs give the words their meaning in `lexicon`.
"""

import re
from enum import Enum, auto
from typing import NamedTuple

from services.engine.replies.understood import Reason


class Kind(Enum):
    """What a token is made of."""

    NUMBER = auto()
    WORD = auto()
    BREAK = auto()
    SIGN = auto()


class Token(NamedTuple):
    """A piece of a legible reply, from `start` to just before `end`.

    Numbers have a `value`, or a `flaw` that says why they have none. `ending` is what is glued to
    a number (`8'er`), with its apostrophe, hyphen or colon in `glue`.
    """

    kind: Kind
    text: str
    start: int
    end: int
    value: int = 0
    flaw: Reason | None = None
    glue: str = ""
    ending: str = ""


NUMBER_BOUND = 999_999_999_999_999
"""The greatest absolute value that is read as a number."""

_DIGITS = len(str(NUMBER_BOUND))
# One branch for each kind, in the order in which they are tried. Digits with points, commas, primes
# or colons between them are one thing: a decimal, an amount, a time.
_TOKEN = re.compile(
    r"""
    (?P<decor><3+(?![0-9]) | (?<!\S)>?[:;=]-?3(?!\S) | 8-\)(?=$|\s))
    |(?P<digits>[0-9]+(?:[.,':][0-9]+)*)
     (?:(?P<mark>[\u0300-\u036f\u20d0-\u20ff]\w*)|(?P<glue>['´:-]?)(?P<ending>[^\W\d_]+)(?![\w]))?
     (?P<stuck>[^\W_]+)?
    |(?P<word>n/a(?!\w)|[^\W\d_]+(?:['´-][^\W\d_]+)*(?P<tail>-?[0-9]\w*)?)
    |(?P<newline>\n)
    |(?P<space>[ ]+)
    |(?P<other>.)
    """,
    re.VERBOSE,
)
_QUIET = frozenset("*_#`´^¨'~≈")
"""Signs that show how a word is written, and mean nothing."""
_SIGNS = frozenset("+/%‰‱٪$€£¥&<>≥≤±\\@-§°")
_EMOTICON_EIGHT = "8-)"


def tokens_of(line: str) -> list[Token]:
    """Return the tokens of the legible text `line`, in order.

    >>> [token.text for token in tokens_of("8/10, very good")]
    ['8', '/', '10', ',', 'very', 'good']
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(line):
        kind = match.lastgroup
        if kind == "space":
            continue
        start, end = match.span()
        if match["digits"] is not None:
            tokens.append(_number(match, start, end, line))
        elif match["word"] is not None:
            tokens.append(Token(Kind.WORD, match[0], start, end))
        else:
            _add_sign(tokens, match[0], start, end, line)
    return tokens


def _number(match: re.Match[str], start: int, end: int, line: str) -> Token:
    digits = match["digits"]
    flaw, value = None, 0
    if match["mark"] or match["stuck"]:
        flaw = Reason.NOT_A_NUMBER
    elif not digits.isdecimal():
        flaw = Reason.TWO_NUMBERS if ":" in digits else Reason.NOT_WHOLE
    elif len(digits.lstrip("0")) > _DIGITS:
        flaw = Reason.OUT_OF_RANGE
    else:
        value = int(digits)
    if start and _combines(line[start - 1]):
        flaw = Reason.NOT_A_NUMBER
    elif (
        flaw is None
        and start
        and line[start - 1] in ".,"
        and line[start - 2 : start - 1] in ("", " ")
    ):
        flaw, value = Reason.NOT_WHOLE, 0
    return Token(
        Kind.NUMBER,
        digits,
        start,
        end,
        value=value,
        flaw=flaw,
        glue=match["glue"] or "",
        ending=match["ending"] or "",
    )


def _combines(char: str) -> bool:
    return "\u0300" <= char <= "\u036f" or "\u20d0" <= char <= "\u20ff"


def _add_sign(tokens: list[Token], text: str, start: int, end: int, line: str) -> None:
    if text in _QUIET:
        return
    if text in "-/" and not _is_sign(line, start):
        tokens.append(Token(Kind.BREAK, text, start, end))
    elif text in _SIGNS:
        tokens.append(Token(Kind.SIGN, text, start, end))
    else:
        tokens.append(Token(Kind.BREAK, text, start, end))


def _is_sign(line: str, at: int) -> bool:
    """Whether a hyphen or slash belongs to a number: a minus, a range, `8 / 10`."""
    after = line[at + 1 : at + 3]
    if line[at] == "/":
        return after[:1].isdecimal() or (after[:1] == " " and after[1:].isdecimal())
    return after[:1].isdecimal() or (at == 0 and after[:1] == " " and after[1:].isdecimal())
