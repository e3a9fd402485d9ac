"""What a person is told for each complaint of the YAML library, which speaks to those who wrote it."""

from typing import Final

IS_OPEN: Final = "not closed"
"""What a sentence says about something that was begun and has no end."""

_SENTENCES: Final = (
    (
        "mapping values are not allowed",
        "has a colon that begins a value where none can stand: put the text in quotes, or look at the indent",
    ),
    (
        "sequence entries are not allowed",
        "has a - where no list can begin: put it on a line of its own",
    ),
    (
        "could not find expected ':'",
        "is a line without `name: value`; it may be part of a text without quotes",
    ),
    ("',' or ']'", "has a [ that is not closed, or a comma is missing"),
    ("',' or '}'", "has a { that is not closed, or a comma is missing"),
    ("<block end>", "does not line up with the lines above it, or follows a text that has ended"),
    (
        "did not find expected key",
        "does not line up with the lines above it, or follows a text that has ended",
    ),
    ("'-' indicator", "does not line up with the list above it"),
    ("unexpected end of stream", "has a text in quotes that is not closed"),
    ("unexpected document", "has a text in quotes that is not closed"),
    ("unknown escape character", "has a \\ in \"…\" that means nothing: write \\\\, or use '…'"),
    (
        "cannot start any token",
        "begins with a tab or with one of @ ` %: indent with spaces, and put such a text in quotes",
    ),
    ("expected alphabetic or numeric character", "begins with * or &: put the text in quotes"),
    ("comment or", "has something behind a | or >: the text begins on the next line"),
    (
        "expected node content",
        "has nothing where a value belongs; a bracket or a value may be missing",
    ),
    (
        "expected the node content",
        "has nothing where a value belongs; a bracket or a value may be missing",
    ),
    ("directive", "begins with %: put the text in quotes"),
    ("expected <document start>", "goes on behind the end of the document (...)"),
    ("expected '<document start>'", "goes on behind the end of the document (...)"),
    ("undefined tag handle", "begins with !: put the text in quotes"),
    ("mapping for merging", "merges (<<) what is no mapping"),
    ("mappings for merging", "merges (<<) what is no mapping"),
)


def sentence_of(complaint: str) -> str:
    """Return what is wrong and what to do, as the end of a sentence that the place begins.

    >>> sentence_of("found unknown escape character")
    'has a \\\\ in "…" that means nothing: write \\\\\\\\, or use \\'…\\''
    >>> sentence_of("something new")
    'cannot be read as YAML'
    """
    known = (sentence for part, sentence in _SENTENCES if part in complaint)
    return next(known, "cannot be read as YAML")
