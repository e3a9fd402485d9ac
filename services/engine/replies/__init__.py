"""Understanding replies: `services/engine/README.md`, and nothing of what follows from a reply.

Every function takes the text as it came and never raises for any text.
"""

from services.engine.replies.asides import Aside, aside_in, language_named
from services.engine.replies.choices import choices
from services.engine.replies.numbers import whole_number
from services.engine.replies.open_text import open_text
from services.engine.replies.option_words import OptionWords
from services.engine.replies.questions import unit_named, unit_of, words_of
from services.engine.replies.reactions import is_autoresponder, is_reaction
from services.engine.replies.reading import is_empty, is_short_number, normalise
from services.engine.replies.understood import Reason, Refused, Rule, Understood, Unsure, Verdict
from services.engine.replies.yes_no import says_yes, yes_or_no

__all__ = [
    "Aside",
    "OptionWords",
    "Reason",
    "Refused",
    "Rule",
    "Understood",
    "Unsure",
    "Verdict",
    "aside_in",
    "choices",
    "is_autoresponder",
    "is_empty",
    "is_reaction",
    "is_short_number",
    "language_named",
    "normalise",
    "open_text",
    "says_yes",
    "unit_named",
    "unit_of",
    "whole_number",
    "words_of",
    "yes_or_no",
]
