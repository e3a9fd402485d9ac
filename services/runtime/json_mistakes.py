"""What a person is told for each complaint of Python's JSON reader, which speaks to programmers."""

from typing import Final

_SENTENCES: Final = (
    ("Expecting property name", 'needs a name in quotes, "like this", or has a comma too many'),
    ("Expecting ':'", "needs a colon behind the name"),
    ("Expecting ',' delimiter", "has a comma or a closing bracket missing"),
    ("Expecting value", "has no value where one belongs"),
    ("Illegal trailing comma", "has a comma too many"),
    ("Extra data", "goes on behind its end"),
    ("Unterminated string", "has a text in quotes that is not closed"),
    ("Invalid control character", "has a line break or a tab inside a text: write \\n or \\t"),
    ("\\escape", "has a \\ in a text that means nothing: write \\\\"),
    ("\\uXXXX", "has a \\u without four digits behind it"),
)


def sentence_of(complaint: str) -> str:
    """Return what is wrong and what to do, as the end of a sentence that the place begins.

    >>> sentence_of("Extra data"), sentence_of("something new")
    ('goes on behind its end', 'cannot be read as JSON')
    """
    known = (sentence for part, sentence in _SENTENCES if part in complaint)
    return next(known, "cannot be read as JSON")
