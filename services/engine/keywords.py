"""The keywords that are obeyed in and outside a session (`services/engine/README.md`).

Which of them does what is decided in `conversation`; here they are only recognised.
"""

from enum import StrEnum

from services.engine import languages
from services.engine.opting_out import stop_rule
from services.engine.replies.reading import READ_LIMIT, is_short_number, legible, strip_ends


class Keyword(StrEnum):
    """What a message that is only a keyword asks for."""

    STOP = "stop"
    START = "start"
    HELP = "help"


START_WORDS = frozenset({"start", "unstop"})
HELP_WORDS = frozenset({"help", "hjelp"})
INFO_WORDS = frozenset({"info"})
"""Ask for help too, except where an open question is asked: there they may be its answer."""

_KEYWORDS = {
    **dict.fromkeys(START_WORDS, Keyword.START),
    **dict.fromkeys(HELP_WORDS | INFO_WORDS, Keyword.HELP),
}


def keyword_of(text: str, *, in_open_question: bool, in_choice: bool = False) -> Keyword | None:
    """Return the keyword that the whole of `text` is, after normalising; None for any other text.

    The word for help in other languages is one where it can be no answer: not in an open question
    and not where options are chosen.

    >>> keyword_of("  STOPP! ", in_open_question=True)
    <Keyword.STOP: 'stop'>
    >>> keyword_of("stop calling me", in_open_question=False) is None
    True
    """
    if is_short_number(text):
        return None
    text = text.strip()
    if len(text) > READ_LIMIT:
        return None
    line = strip_ends(legible(text))
    word = line.replace("\n", " ")
    if word in _KEYWORDS:
        return None if in_open_question and word in INFO_WORDS else _KEYWORDS[word]
    if word in languages.HELP_WORDS:
        return None if in_open_question or in_choice else Keyword.HELP
    return Keyword.STOP if stop_rule(line) else None
