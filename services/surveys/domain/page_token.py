"""Page tokens of the list of surveys: a place in it, written so that nobody builds on what is inside."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from services.runtime.errors import Problem, invalid
from services.runtime.ids import parse_id
from services.text.storable import storable


class SurveyOrder(StrEnum):
    """What a list of surveys is ordered by: newest first, changed last first, or by name."""

    CREATED = "created"
    CHANGED = "changed"
    NAME = "name"


_LONGEST_KEY: Final = 1_000
"""Characters of what a list by name is ordered by, with room for letters that are two when small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place in a tenant's list of surveys: what it is ordered by, and the id where that is equal.

    `key` is a time, or in a list by name the name in small letters.
    """

    key: datetime | str
    id: str


def write_page_token(position: Position) -> str:
    """Return the token that leads on from a position."""
    key = position.key if isinstance(position.key, str) else position.key.isoformat()
    written = json.dumps([key, position.id])
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def read_page_token(token: str, order: SurveyOrder = SurveyOrder.CREATED) -> Position | None:
    """Return the position of a token, None for the empty token of the first page.

    Raises INVALID INVALID_REQUEST for anything that `write_page_token` did not make in that order.
    """
    if not token:
        return None
    try:
        padded = token.encode() + b"=" * (-len(token) % 4)
        key, id = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        read = _name if order is SurveyOrder.NAME else _instant
        return Position(key=read(key), id=_uuid(id))
    except (ValueError, TypeError, binascii.Error, RecursionError) as exc:
        problem = Problem(path="pageToken", message="Not a token of an earlier answer.")
        raise invalid("INVALID_REQUEST", "The page token is unknown.", problems=[problem]) from exc


def _instant(written: str) -> datetime:
    instant = datetime.fromisoformat(written)
    if instant.tzinfo is None:
        raise ValueError("an instant without an offset")
    return instant.astimezone(UTC)


def _name(written: str) -> str:
    if not isinstance(written, str) or len(written) > _LONGEST_KEY or storable(written) != written:
        raise ValueError("no name")
    return written


def _uuid(written: str) -> str:
    id = parse_id(written)
    if id is None:
        raise ValueError("no id")
    return id
