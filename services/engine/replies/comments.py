"""Finds what a customer wrote behind an answer, in the text as it was sent.

The parsers look at plain characters; a comment is kept as written, with its capitals and emoji.
"""

import re

from services.engine.replies.open_text import kept_text

# A run of letters and digits, with what shows nothing inside it (a keycap is a digit, a selector
# and a mark).
_INVISIBLE = (
    "\u00ad\u034f\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff"
)
_RUN = re.compile(rf"(?:[^\W_]|\U0001f51f)(?:[^\W_]|[{_INVISIBLE}])*")
# What parts an answer from its comment, and so belongs to neither. Brackets and quotes that open
# and emoji belong to the comment.
_SEPARATORS = re.compile(rf"[\s{_INVISIBLE},;:.!?/|=~*+&•…)\]}}>\-‐-―−⁄，。、；：！？．／～]+")
_QUOTES = {'"': '"', "'": "'", "«": "»", "“": "”", "”": "”", "„": "“", "‘": "’", "(": ")"}


def comment_after(text: str, *, words: int) -> tuple[str, bool]:
    """Return what follows the first `words` words of `text`, and whether its end was cut off.

    >>> comment_after("8 / 10 - Great!", words=2)
    ('Great!', False)
    """
    end = 0
    for _ in range(words):
        run = _RUN.search(text, end)
        if run is None:
            return "", False
        end = run.end()
    separator = _SEPARATORS.match(text, end)
    rest = text[separator.end() if separator else end :]
    return kept_text(_without_closing_quote(text.lstrip(), rest.rstrip()))


def comment_around(sent: str, line: str, *, start: int, end: int | None) -> tuple[str, bool]:
    """Return what `sent` says besides its answer, which stands from `start` to `end` in `line`.

    `line` is `sent` made legible. What follows the answer is the comment; if nothing does (`end` is
    None), what stands before it.

    >>> comment_around("Very good - 8", "very good - 8", start=12, end=None)
    ('Very good', False)
    """
    if end is not None:
        return comment_after(sent, words=count_words(line[:end]))
    runs = list(_RUN.finditer(sent))
    place = count_words(line[:start])
    if not 0 < place <= len(runs):
        return "", False
    return kept_text(sent[: runs[place - 1].end()])


def count_words(text: str) -> int:
    """Return how many words legible `text` has, counted as `comment_after` counts them."""
    return len(_RUN.findall(text))


def _without_closing_quote(text: str, rest: str) -> str:
    closing = _QUOTES.get(text[:1])
    if (
        closing
        and rest.endswith(closing)
        and rest.count(closing) == 1
        and text[:1] not in rest[:-1]
    ):
        return rest[: -len(closing)]
    return rest
