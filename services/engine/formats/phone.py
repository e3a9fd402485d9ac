"""Phone numbers in replies: national ones as they are dialled where the customer's own phone is from."""

from collections.abc import Iterator

from services.engine.formats.candidates import Candidate
from services.engine.formats.near import Near


def phones_in(text: str, *, language: str, near: Near) -> Iterator[Candidate]:
    """Yield the numbers in a text, in E.164."""
    for number, start, end in near.reader.phones(text, country=near.country(language)):
        yield Candidate(number, start, end)
