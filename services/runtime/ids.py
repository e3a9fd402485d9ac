"""Ids of our own: UUIDs of version 7 (RFC 9562), which sort by the time they were made.

Made here and not in Postgres, because servers before 18 have no `uuidv7()`.
"""

from uuid_utils import UUID, uuid7


def new_id() -> str:
    """Make a new id, as a string of 36 characters; later ones of one process sort after earlier ones."""
    return str(uuid7())


def parse_id(text: str) -> str | None:
    """Return a UUID in its plain form, or None when `text` is none.

    >>> parse_id("11111111-1111-4111-8111-111111111111".upper())
    '11111111-1111-4111-8111-111111111111'
    >>> parse_id("{11111111-1111-4111-8111-111111111111}") is None
    True
    """
    if len(text) != 36:
        return None
    try:
        return str(UUID(text))
    except ValueError:
        return None
