"""How a text would have to be spelt to stay in the GSM 7-bit alphabet: advice for its author.

Nothing is changed here; what is sent goes through `services.text.typography`.
"""

from dataclasses import dataclass

from services.text.gsm7 import first_foreign
from services.text.segments import measure
from services.text.typography import Typography, tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class Cheaper:
    """Characters with what to write instead (nothing: leave it out), and how many SMS it then takes."""

    instead: tuple[tuple[str, str], ...]
    segments: int


def cheaper_spelling(text: str) -> Cheaper | None:
    """Return the cheaper spelling, None for a text that is in the alphabet or cannot be.

    >>> cheaper_spelling("Ça va — là?").instead
    (('—', '-'),)
    >>> cheaper_spelling("garçon").instead, cheaper_spelling("Takk 😀")
    ((('ç', 'c'),), None)
    """
    if first_foreign(text) is None:
        return None
    plain = tidy(text, Typography.LATIN)
    if first_foreign(plain) is not None:
        return None
    foreign = [char for char in dict.fromkeys(text) if first_foreign(char) is not None]
    spelt = ((char, tidy(char, Typography.LATIN)) for char in foreign)
    instead = tuple((char, one) for char, one in spelt if first_foreign(one) is None)
    return Cheaper(instead=instead, segments=measure(plain).segments)
